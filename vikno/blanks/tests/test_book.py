"""Acts on blanks: what each does, what is refused, what the database itself forbids."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from vikno.audit.models import JournalEntry
from vikno.audit.queries import first_broken_link
from vikno.blanks import errors, policies, queries, rules, services
from vikno.blanks.enums import Spot
from vikno.blanks.models import Lot, Movement
from vikno.blanks.rules import Account, Span
from vikno.blanks.tests import world as worlds
from vikno.blanks.tests.world import COMMISSION, DAY, HOME, World, issued, received, spans, spoiled, used, user_of
from vikno.catalogue.models import PublicService
from vikno.common import tenancy
from vikno.documents.services import reprint

STORE = Account(Spot.STORE)


def starosta(world: World) -> Account:
    return Account(Spot.HOLDER, world.starosta.user_id or 0)


def test_blanks_travel_from_receipt_to_use(world: World) -> None:
    received(world)
    issued(world)
    used(world, 101)
    spoiled(world, 102)
    assert worlds.numbers(STORE) == {("birth", "І-АБ"): (Span(121, 150),)}
    assert worlds.numbers(starosta(world)) == {("birth", "І-АБ"): (Span(103, 120),)}
    assert queries.balance_of(HOME, starosta(world), on=DAY) == 18
    assert queries.balance_of(HOME, STORE, on=DAY) == 30
    assert queries.balance_of(HOME, STORE, on=DAY - dt.timedelta(days=1)) == 0
    acts = JournalEntry.objects.filter(action__startswith="blanks.").values_list("action", flat=True)
    assert set(acts) == {"blanks.received", "blanks.issued", "blanks.used", "blanks.spoiled"}
    assert first_broken_link(HOME) is None


def test_a_number_is_used_once(world: World) -> None:
    received(world)
    issued(world)
    used(world, 101)
    with pytest.raises(errors.NumbersElsewhere):
        used(world, 101)


def test_the_database_forbids_a_second_use_and_two_places(world: World) -> None:
    received(world)
    issued(world)
    first = used(world, 101)
    again = {
        field.attname: getattr(first, field.attname) for field in Movement._meta.concrete_fields if field.name != "id"
    }
    with pytest.raises(IntegrityError, match="blank_used_once"), transaction.atomic():
        Movement.objects.create(**again)
    receipt = Movement.objects.get(act="received")
    twice = {f.attname: getattr(receipt, f.attname) for f in Movement._meta.concrete_fields if f.name != "id"}
    with pytest.raises(IntegrityError, match="blank_received_once"), transaction.atomic():
        Movement.objects.create(**{**twice, "first": 150, "last": 160})
    with pytest.raises(IntegrityError, match="blank_in_one_place"), transaction.atomic():
        Lot.objects.create(hromada_id=HOME, kind="birth", series="І-АБ", first=150, last=151, spot=Spot.STORE)


def test_lines_of_the_book_are_never_changed(world: World) -> None:
    received(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Movement.objects.update(reason="інша")
    with pytest.raises(DatabaseError), transaction.atomic():
        Movement.objects.all().delete()


def test_numbers_once_received_are_not_received_again(world: World) -> None:
    received(world, (101, 110))
    with pytest.raises(errors.NumbersKnown, match="000105–000110"):
        received(world, (105, 120))
    received(world, (101, 110), kind="death")
    received(world, (101, 110), series="ІІ-АБ")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"party": " "}, errors.PartyMissing), ({"document": ""}, errors.DocumentMissing),
        ({"commission": ("Один", "один", "Двоє")}, errors.CommissionTooSmall),
        ({"kind": "passport"}, errors.KindUnknown), ({"series": "№"}, errors.SeriesUnreadable),
        ({"happened_on": DAY + dt.timedelta(days=1)}, errors.DayAhead),
        ({"spans": (Span(1, 20_000),)}, errors.TooManyNumbers),
    ],
)  # fmt: skip
def test_a_receipt_says_everything(world: World, change: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        received(world, **change)
    assert not Movement.objects.exists()


def test_only_the_keeper_receives_and_issues(world: World) -> None:
    received(world)
    for actor in (world.officer, world.starosta, world.provider, world.courier):
        with pytest.raises(errors.NotKeeper):
            received(world, (201, 210), actor=actor)
        with pytest.raises(errors.NotKeeper):
            issued(world, actor=actor)
    services.appoint_keeper(
        user=user_of(world.officer), order="наказ № 4", valid_from=DAY, actor=world.head, at=worlds.AT
    )
    assert policies.is_keeper(world.officer, on=DAY)
    issued(world, actor=world.officer)


def test_a_keeper_is_appointed_and_released_by_the_head(world: World) -> None:
    given = {"user": user_of(world.officer), "order": "наказ № 4", "valid_from": DAY, "at": worlds.AT}
    with pytest.raises(errors.NotKeeper):
        services.appoint_keeper(**given, actor=world.officer)
    with pytest.raises(errors.HolderUnknown):
        services.appoint_keeper(**{**given, "user": user_of(world.starosta)}, actor=world.head)
    keeper = services.appoint_keeper(**given, actor=world.head)
    with pytest.raises(errors.AlreadyKeeper):
        services.appoint_keeper(**given, actor=world.head)
    with pytest.raises(errors.KeeperPeriodWrong):
        services.end_keeper(keeper=keeper, valid_to=DAY - dt.timedelta(days=1), actor=world.head, at=worlds.AT)
    services.end_keeper(keeper=keeper, valid_to=DAY, actor=world.head, at=worlds.AT)
    assert not policies.is_keeper(world.officer, on=DAY + dt.timedelta(days=1))


def test_a_holder_spends_only_their_own(world: World) -> None:
    received(world)
    issued(world)
    for actor in (world.officer, world.provider, world.courier):
        with pytest.raises(errors.NotHolder):
            used(world, 101, actor=actor)
        with pytest.raises(errors.NotHolder):
            spoiled(world, 101, actor=actor)
    used(world, 101, actor=world.head)  # the keeper writes down for whoever has no link


def test_a_starosta_sees_only_their_own(world: World) -> None:
    received(world)
    issued(world)
    issued(world, (121, 130), to=world.remote_officer)
    ours = {held.spans for held in queries.holdings(world.starosta)}
    assert ours == {(Span(101, 120),)}
    seen = queries.movements(world.starosta, queries.MovementFilters())
    assert [(line.first, line.last) for line in seen] == [(101, 120)]
    with pytest.raises(errors.NotHolder):
        queries.period_report(world.starosta, since=DAY, until=DAY, holder_id=0)
    with pytest.raises(errors.NotHolder):
        queries.period_report(world.starosta, since=DAY, until=DAY, holder_id=world.remote_officer.user_id or 0)
    assert queries.period_report(world.starosta, since=DAY, until=DAY, holder_id=world.starosta.user_id or 0)


def test_a_blank_is_used_on_a_case_of_a_civil_status_service(world: World) -> None:
    received(world)
    issued(world)
    case = worlds.case_in(world)
    with pytest.raises(errors.UseNeedsRecord):
        used(world, 101, act_record=" ")
    with pytest.raises(errors.CaseNotCivil):
        used(world, 101, case=case)
    PublicService.objects.filter(pk=case.service_id).update(code="V-CIV-01")
    case.refresh_from_db()
    used(world, 101, case=case, act_record="")
    assert [line.first for line in queries.used_on_case(case)] == [101]
    with pytest.raises(errors.OneNumberOnly):
        used(world, 102, spans=spans((102, 103)))


def test_a_mistake_is_reversed_and_the_number_may_be_used_again(world: World) -> None:
    received(world)
    issued(world)
    wrong = used(world, 101)
    with pytest.raises(errors.NotKeeper):
        services.reverse_movement(movement=wrong, reason="не той номер", actor=world.starosta, at=worlds.AT)
    with pytest.raises(errors.ReasonMissing):
        services.reverse_movement(movement=wrong, reason=" ", actor=world.head, at=worlds.AT)
    back = services.reverse_movement(movement=wrong, reason="не той номер", actor=world.head, at=worlds.AT)
    assert back.reverses == wrong
    assert queries.balance_of(HOME, starosta(world), on=DAY) == 20
    with pytest.raises(errors.AlreadyReversed):
        services.reverse_movement(movement=wrong, reason="ще раз", actor=world.head, at=worlds.AT)
    assert used(world, 101).attempt == 1


def test_a_line_is_not_reversed_under_later_ones(world: World) -> None:
    (receipt,) = received(world)
    (issue,) = issued(world)
    with pytest.raises(errors.MovedSince):
        services.reverse_movement(movement=receipt, reason="помилка", actor=world.head, at=worlds.AT)
    services.reverse_movement(movement=issue, reason="помилка", actor=world.head, at=worlds.AT)
    with pytest.raises(errors.MovedSince):
        services.reverse_movement(movement=receipt, reason="помилка", actor=world.head, at=worlds.AT)


def test_a_receipt_taken_back_leaves_no_number_and_may_be_written_again(world: World) -> None:
    (receipt,) = received(world)
    services.reverse_movement(movement=receipt, reason="не та серія", actor=world.head, at=worlds.AT)
    assert not Lot.objects.exists()
    (again,) = received(world)
    assert again.attempt == 1


def test_spoiled_blanks_are_kept_then_destroyed_by_a_commission(world: World) -> None:
    received(world)
    issued(world)
    spoiled(world, 102)
    with pytest.raises(errors.ReasonMissing):
        spoiled(world, 103, reason="")
    given: dict[str, Any] = {
        "kind": "birth", "series": "І-АБ", "spans": spans((102, 102)), "document": "наказ № 9", "happened_on": DAY,
        "actor": world.head, "at": worlds.AT,
    }  # fmt: skip
    with pytest.raises(errors.NumbersElsewhere):
        services.destroy_blanks(**given, holder=None, commission=COMMISSION)
    holder = user_of(world.starosta)
    back = {name: given[name] for name in given if name != "document"}
    services.give_back(**back, holder=holder, are_spoiled=Spot.SPOILED)
    with pytest.raises(errors.CommissionTooSmall):
        services.destroy_blanks(**given, holder=None, commission=COMMISSION[:2])
    (line,) = services.destroy_blanks(**given, holder=None, commission=COMMISSION)
    assert line.paper is not None
    assert reprint(line.paper).startswith(b"%PDF")


def test_a_leaving_holder_hands_everything_over(world: World) -> None:
    received(world)
    issued(world)
    used(world, 101)
    spoiled(world, 110)
    given = {"holder": user_of(world.starosta), "happened_on": DAY, "actor": world.head, "at": worlds.AT}
    with pytest.raises(errors.SameHolder):
        services.hand_over(**given, to=user_of(world.starosta), reason="звільнення")
    with pytest.raises(errors.ReasonMissing):
        services.hand_over(**given, to=None, reason="")
    lines = services.hand_over(**given, to=user_of(world.remote_officer), reason="звільнення")
    assert sum(len(line.span) for line in lines) == 19
    assert len({line.paper_id for line in lines}) == 1
    taker = Account(Spot.HOLDER, world.remote_officer.user_id or 0)
    assert worlds.numbers(taker) == {("birth", "І-АБ"): (Span(102, 109), Span(111, 120))}
    assert queries.balance_of(HOME, Account(Spot.SPOILED, world.remote_officer.user_id or 0), on=DAY) == 1
    with pytest.raises(errors.NothingHeld):
        services.hand_over(**given, to=None, reason="звільнення")
    services.hand_over(**{**given, "holder": user_of(world.remote_officer)}, to=None, reason="звільнення")
    assert queries.balance_of(HOME, Account(Spot.SPOILED), on=DAY) == 1


def test_blanks_go_back_to_the_office_they_came_from(world: World) -> None:
    received(world)
    given: dict[str, Any] = {
        "kind": "birth", "series": "І-АБ", "spans": spans((141, 150)), "party": "Вигаданий відділ ДРАЦС",
        "document": "акт № 2", "happened_on": DAY, "actor": world.head, "at": worlds.AT,
    }  # fmt: skip
    services.return_blanks(**given)
    assert queries.balance_of(HOME, STORE, on=DAY) == 40
    with pytest.raises(errors.NumbersElsewhere):
        services.return_blanks(**given)


def test_a_stocktaking_writes_differences_down(world: World) -> None:
    received(world, (101, 110))
    key = ("birth", "І-АБ")
    given: dict[str, Any] = {"holder": None, "commission": list(COMMISSION), "note": "", "actor": world.head}
    with pytest.raises(errors.CommissionTooSmall):
        services.take_stock(**{**given, "commission": []}, counted={}, at=worlds.AT)
    taken = services.take_stock(**given, counted={key: spans((101, 108), (110, 111))}, at=worlds.AT)
    assert not taken.agrees
    assert taken.lines[0]["missing"] == [[109, 109]]
    assert taken.lines[0]["extra"] == [[111, 111]]
    assert queries.balance_of(HOME, Account(Spot.MISSING), on=DAY) == 1
    later = worlds.after(1)
    again = services.take_stock(**given, counted={key: spans((101, 110))}, at=later)
    assert again.lines[0]["extra"] == [[109, 109]]
    assert queries.balance_of(HOME, Account(Spot.MISSING), on=later.date()) == 0
    assert queries.balance_of(HOME, STORE, on=later.date()) == 10


def test_time_does_not_run_back(world: World) -> None:
    received(world)
    with pytest.raises(errors.HappenedEarlier):
        issued(world, happened_on=DAY - dt.timedelta(days=1))


def test_a_neighbour_knows_nothing(world: World) -> None:
    received(world)
    other = worlds.build(worlds.NEIGHBOUR, name="Сусідська", network=418)
    assert not Movement.objects.filter(hromada_id=HOME).exists()
    assert queries.holdings(other.head) == []
    with pytest.raises(errors.NumbersElsewhere):
        issued(other)
    tenancy.bind(HOME)
    with pytest.raises(errors.BlankNotFound):
        queries.access_movement(other.head, Movement.objects.get().pk)


def test_a_report_adds_up_and_is_kept(world: World) -> None:
    received(world)
    issued(world)
    used(world, 101)
    (line,) = queries.period_report(world.head, since=DAY, until=DAY, holder_id=0)
    assert line.agrees
    assert (line.count("received"), line.count("used"), line.count("closing")) == (50, 1, 49)
    assert line.closing == (Span(102, 150),)
    paper = services.keep_report(since=DAY, until=DAY, holder=None, actor=world.head, at=worlds.AT)
    assert reprint(paper).startswith(b"%PDF")
    assert rules.spans_shown(line.used, width=6) == "000101"
