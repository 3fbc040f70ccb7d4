"""Closures and sittings known only here: whose they are, what they move, who may write them down."""

import datetime as dt
from typing import Any

import pytest

from vikno.audit.models import JournalEntry
from vikno.cases import errors, services
from vikno.cases.enums import LocalKind
from vikno.cases.models import Case, LocalDays
from vikno.cases.tests import world as worlds
from vikno.cases.tests.test_views import door
from vikno.cases.tests.world import AT, World
from vikno.common import tenancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


def closed(world: World, **given: Any) -> LocalDays:
    facts: dict[str, Any] = {
        "actor": world.head, "at": AT, "kind": LocalKind.CLOSURE, "starts_on": dt.date(2026, 11, 19),
        "ends_on": dt.date(2026, 11, 20), "name": "немає електрики", "source": "розпорядження 7",
    }  # fmt: skip
    return services.add_local_days(**{**facts, **given})


def test_a_closure_moves_open_terms_and_each_says_why(world: World) -> None:
    case = worlds.case_in(world)
    row = closed(world)
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 12, 2)
    assert "19.11.2026 (немає електрики)" in case.term_explanation["sentence"]
    assert f"місцеві дні № {row.pk}" in case.term_explanation["calendar"]
    assert JournalEntry.objects.filter(action="case.term_recounted").count() == 1
    assert worlds.case_in(world).due_on == dt.date(2026, 12, 2)
    services.revoke_local_days(days_id=row.pk, actor=world.head, at=AT)
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 11, 30)
    with pytest.raises(errors.LocalDaysNotFound):
        services.revoke_local_days(days_id=row.pk, actor=world.head, at=AT)


def test_a_closure_of_one_body_leaves_cases_of_others(world: World) -> None:
    mine, own = worlds.case_in(world), worlds.case_in(world)
    Case.objects.filter(pk=own.pk).update(provider=None)
    closed(world, organisation=world.provider_body)
    mine.refresh_from_db()
    own.refresh_from_db()
    assert (mine.due_on, own.due_on) == (dt.date(2026, 12, 2), dt.date(2026, 11, 30))


def test_a_sitting_moves_a_collegial_term(world: World) -> None:
    world.version.is_collegial = True
    world.version.save()
    case = worlds.case_in(world)
    closed(world, kind=LocalKind.SITTING, starts_on=dt.date(2026, 12, 10), ends_on=None, name="сесія")
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 12, 10)
    assert "найближче засідання, 10.12.2026" in case.term_explanation["sentence"]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"ends_on": dt.date(2026, 11, 1)}, errors.LocalDaysOutOfOrder),
        ({"ends_on": dt.date(2028, 11, 1)}, errors.LocalDaysTooLong),
        ({"source": " "}, errors.LocalDaysUnexplained),
    ],
)
def test_a_wrong_row_is_refused_by_name(world: World, wrong: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        closed(world, **wrong)
    assert LocalDays.objects.count() == 0


def test_only_the_head_writes_days_down_and_only_for_its_hromada(world: World) -> None:
    for actor in (world.officer, world.starosta, world.provider, world.courier):
        with pytest.raises(errors.MayNotAct):
            closed(world, actor=actor)
    row = closed(world)
    neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    with pytest.raises(errors.LocalDaysNotFound):
        services.revoke_local_days(days_id=row.pk, actor=neighbour.head, at=AT)
    assert worlds.case_in(neighbour).due_on == dt.date(2026, 11, 30)
    tenancy.bind(worlds.HOME)


def test_the_page_adds_a_day_keeps_a_mistake_and_takes_it_back(world: World) -> None:
    head, officer = door(world.head), door(world.officer)
    page = officer.get("/cases/terms/").content.decode()
    assert "Правила закону" in page
    assert "Записати день" not in page
    form = {
        "kind": "closure",
        "starts_on": "19.11.2026",
        "ends_on": "18.11.2026",
        "name": "ремонт",
        "source": "наказ 3",
    }
    refused = head.post("/cases/terms/days/", form).content.decode()
    assert "Останній день раніший" in refused
    assert "ремонт" in refused
    assert head.post("/cases/terms/days/", {**form, "ends_on": ""}).status_code == 302
    assert "наказ 3" in officer.get("/cases/terms/").content.decode()
    row = LocalDays.objects.get()
    assert officer.post(f"/cases/terms/days/{row.pk}/revocation/").status_code == 404
    assert head.post(f"/cases/terms/days/{row.pk}/revocation/").status_code == 302
    assert "наказ 3" not in officer.get("/cases/terms/").content.decode()
    assert head.post(f"/cases/terms/days/{row.pk}/revocation/").status_code == 404
