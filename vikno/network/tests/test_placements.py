"""The queue of addresses: settle, skip, undo; nobody else's choice is overwritten."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.network import queries, services
from vikno.network.enums import PlacementState
from vikno.network.errors import AlreadySettled, NoSuchPoint, NotASettlement, NothingToUndo, StewardOnly
from vikno.network.models import Centre, PlacementTask, Point
from vikno.network.services import RegisterReport
from vikno.network.tests import world
from vikno.network.tests.rules import gazetteers as g
from vikno.territories.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(take: Callable[..., RegisterReport]) -> Actor:
    """After an import that left three addresses waiting."""
    take(world.ROWS)
    return world.steward()


def task(code: int) -> PlacementTask:
    return PlacementTask.objects.get(point__register_code=str(code))


def settle(actor: Actor, code: int, unit: str, *, minute: int = 0) -> PlacementTask:
    at = world.AT + dt.timedelta(minutes=minute)
    return services.settle_placement(actor=actor, at=at, task_id=task(code).pk, code=unit)


def test_settling_moves_the_point_under_its_hromadas_centre(steward: Actor) -> None:
    alone = Point.objects.get(register_code="104").centre_id
    settle(steward, 104, g.LONELY)
    point = Point.objects.get(register_code="104")
    assert (point.settlement_id, point.hromada_id, point.centre.hromada_id) == (g.LONELY, g.VERBA_FAR, g.VERBA_FAR)
    assert not Centre.objects.filter(pk=alone).exists()
    done = task(104)
    assert (done.state, done.chosen_id, done.settled_by_id) == (PlacementState.SETTLED, g.LONELY, steward.user_id)
    assert JournalEntry.objects.get(action="placement.settled").facts == {"settlement": g.LONELY}


def test_a_point_joins_the_centre_that_is_there(steward: Actor) -> None:
    settle(steward, 103, g.VERBIVKA)
    settle(steward, 104, g.NEAR_RIVER)
    assert Centre.objects.filter(hromada_id=g.VERBA).count() == 1


def test_any_living_settlement_may_be_chosen_not_only_a_candidate(steward: Actor) -> None:
    assert settle(steward, 105, g.STAVKY).chosen_id == g.STAVKY
    assert settle(steward, 104, g.BIG_CITY).point.hromada_id == g.BIG_CITY


@pytest.mark.parametrize("code", [g.KALYNA, g.RAION, "UA00000000000000000", "", "nonsense"])
def test_only_a_settlement_can_be_chosen(steward: Actor, code: str) -> None:
    with pytest.raises(NotASettlement):
        settle(steward, 104, code)


def test_a_removed_settlement_cannot_be_chosen(steward: Actor) -> None:
    Unit.objects.filter(pk=g.LONELY).update(removed_on=world.TODAY)
    with pytest.raises(NotASettlement):
        settle(steward, 104, g.LONELY)


def test_a_second_choice_is_refused(steward: Actor) -> None:
    settle(steward, 104, g.LONELY)
    with pytest.raises(AlreadySettled):
        settle(steward, 104, g.MAK)
    with pytest.raises(AlreadySettled):
        services.skip_placement(actor=steward, at=world.AT, task_id=task(104).pk)


def test_undo_gives_back_exactly_what_was(steward: Actor) -> None:
    before = Point.objects.filter(register_code="104").values("hromada", "settlement", "centre__name").get()
    centres = Centre.objects.count()
    settle(steward, 104, g.LONELY)
    undone = services.undo_placement(actor=steward, at=world.AT)
    assert undone.point.register_code == "104"
    assert Point.objects.filter(register_code="104").values("hromada", "settlement", "centre__name").get() == before
    assert (Centre.objects.count(), task(104).state) == (centres, PlacementState.WAITING)


def test_undo_goes_back_step_by_step(steward: Actor) -> None:
    settle(steward, 103, g.VERBIVKA, minute=1)
    services.skip_placement(actor=steward, at=world.AT + dt.timedelta(minutes=2), task_id=task(104).pk)
    settle(steward, 105, g.MAK, minute=3)
    undone = [services.undo_placement(actor=steward, at=world.AT).point.register_code for _ in range(3)]
    assert undone == ["105", "104", "103"]
    with pytest.raises(NothingToUndo):
        services.undo_placement(actor=steward, at=world.AT)
    assert Point.objects.get(register_code="103").hromada_id == g.VERBA


def test_undo_takes_back_only_ones_own(steward: Actor) -> None:
    settle(steward, 104, g.LONELY)
    with pytest.raises(NothingToUndo):
        services.undo_placement(actor=make.actor(Role.STEWARD), at=world.AT)


def test_skipped_tasks_come_last_and_the_queue_goes_round(steward: Actor) -> None:
    first = queries.next_placement()
    assert first is not None
    assert first.point.register_code == "103"
    services.skip_placement(actor=steward, at=world.AT, task_id=first.pk)
    second = queries.next_placement(after=first.pk)
    assert second is not None
    third = queries.next_placement(after=second.pk)
    assert third is not None
    assert [second.point.register_code, third.point.register_code] == ["104", "105"]
    for done, unit in ((second, g.LONELY), (third, g.MAK)):
        services.settle_placement(actor=steward, at=world.AT, task_id=done.pk, code=unit)
    assert queries.next_placement() == first
    progress = queries.placement_progress()
    assert (progress.done, progress.skipped, progress.waiting, progress.total, progress.number) == (2, 1, 0, 3, 3)


def test_an_empty_queue_has_no_next(codifier: None) -> None:
    assert queries.next_placement() is None
    assert queries.placement_progress().total == 0


def test_candidates_come_with_places_and_reasons_in_words(steward: Actor, django_assert_num_queries: Any) -> None:
    waiting = task(105)
    with django_assert_num_queries(1):
        shown = queries.candidates_of(waiting)
        assert [c.unit.place for c in shown]
    assert [c.key for c in shown] == list(range(1, len(shown) + 1))
    assert {c.unit.pk for c in shown[:2]} == {g.MAK, g.MAK_SETTLEMENT}
    assert "названо в адресі" in shown[0].why


def test_a_candidate_that_is_gone_is_not_shown(steward: Actor) -> None:
    Unit.objects.filter(pk=g.MAK).update(removed_on=world.TODAY)
    assert g.MAK not in {c.unit.pk for c in queries.candidates_of(task(105))}


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER])
def test_strangers_settle_nothing(steward: Actor, role: Role) -> None:
    tenancy.bind(g.KALYNA)
    stranger, waiting = make.actor(role, of=g.KALYNA), task(104)
    for act in (
        lambda: services.settle_placement(actor=stranger, at=world.AT, task_id=waiting.pk, code=g.LONELY),
        lambda: services.skip_placement(actor=stranger, at=world.AT, task_id=waiting.pk),
        lambda: services.undo_placement(actor=stranger, at=world.AT),
    ):
        with pytest.raises(StewardOnly):
            act()
    assert task(104).state == PlacementState.WAITING


def test_an_unknown_task_is_refused(steward: Actor) -> None:
    with pytest.raises(NoSuchPoint):
        services.settle_placement(actor=steward, at=world.AT, task_id=0, code=g.MAK)
