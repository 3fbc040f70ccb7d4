"""Scans first, paper later; paper stays; paper lost and found."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from vikno.cases.models import Case
from vikno.consignments import errors, queries, rules, services
from vikno.consignments.enums import PaperMode
from vikno.consignments.models import Custody, Loss
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.pages import Browse, shown
from vikno.consignments.tests.test_custody_is_one import require_one_holder
from vikno.consignments.tests.world import World, after, holder
from vikno.documents.services import reprint

FRIDAY = dt.date(2026, 11, 20)


def scanned(world: World, case: Case, mode: PaperMode = PaperMode.SCAN_FIRST, **given: Any) -> Any:
    facts = {
        "point": world.remote, "sent_how": "ЄІССС № 12", "follow_by": FRIDAY, "actor": world.remote_officer,
        "at": after(5),
    }  # fmt: skip
    return services.send_scans(case=case, mode=mode, **{**facts, **given})


def test_scans_go_and_the_paper_stays_on_record_here(world: World) -> None:
    case = worlds.remote_case(world)
    scanned(world, case)
    case.refresh_from_db()
    assert case.state == "handed_over"
    assert holder(case) == ("point", world.remote.name)
    assert case in queries.held_at(world.remote)
    assert case not in queries.held_by_provider(world.provider_body.pk, hromada_code=worlds.HOME)
    require_one_holder(case)
    mode = queries.mode_of(case, on=worlds.AT.date())
    assert (mode.mode, mode.follow_by, mode.point) == (PaperMode.SCAN_FIRST, FRIDAY, world.remote)
    services.provider_accept(case=case, actor=world.provider, at=after(6))
    assert holder(case) == ("point", world.remote.name)


def test_the_paper_follows_its_scans_into_work(world: World) -> None:
    case = worlds.remote_case(world)
    scanned(world, case)
    services.provider_accept(case=case, actor=world.provider, at=after(6))
    (waiting,) = queries.waiting_for_bag(world.remote)
    assert list(waiting.cases) == [case]
    bag = worlds.sealed(world, [case], at=after(7))
    services.take_bag(bag=bag, actor=world.courier, at=after(8))
    require_one_holder(case)
    assert holder(case)[0] == "courier"


def test_paper_that_stays_is_not_packed_until_said_otherwise(world: World) -> None:
    case = worlds.remote_case(world)
    scanned(world, case, PaperMode.PAPER_STAYS, follow_by=None)
    assert queries.waiting_for_bag(world.remote) == []
    with pytest.raises(errors.PaperStays):
        worlds.bag_with(world, [case])
    services.send_paper_after_all(
        case=case, point=world.remote, follow_by=FRIDAY, actor=world.remote_officer, at=after(6)
    )
    assert worlds.bag_with(world, [case], at=after(7))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"follow_by": None}, errors.FollowDayMissing), ({"sent_how": ""}, errors.SourceMissing),
        ({"point": "main"}, errors.NotYourPoint),
    ],
)  # fmt: skip
def test_scans_say_how_and_until_when(world: World, change: dict[str, Any], refusal: type[Exception]) -> None:
    case = worlds.remote_case(world)
    if change.get("point") == "main":
        change = {"point": world.main}
    with pytest.raises(refusal):
        scanned(world, case, **change)
    assert not Custody.objects.filter(case=case).exists()


def test_scans_are_sent_before_the_decision_only(world: World) -> None:
    case = worlds.case_in(world)
    worlds.decided(world, case)
    with pytest.raises(errors.ScansNotForwardable):
        scanned(world, case, point=world.main, actor=world.officer, at=after(40))


def test_alarms_differ_by_mode(world: World) -> None:
    usual, follows, stays = (worlds.remote_case(world) for _ in range(3))
    scanned(world, follows)
    scanned(world, stays, PaperMode.PAPER_STAYS, follow_by=None)

    def late(day: int) -> set[int]:
        found = queries.control(world.head, today=dt.date(2026, 11, day)).late_papers
        return {each.case.pk for each in found}

    assert late(19) == set()
    assert late(20) == {usual.pk}  # three working days of a social service are over
    assert late(23) == {usual.pk, follows.pk}  # the day named is over; paper that stays is never late


def test_a_service_has_its_usual_mode(world: World) -> None:
    given: dict[str, Any] = {
        "service": world.service, "mode": PaperMode.PAPER_STAYS, "follow_days": 0, "valid_from": worlds.AT.date(),
        "source": "угода № 8", "at": worlds.AT,
    }  # fmt: skip
    for actor in (world.officer, world.starosta):
        with pytest.raises(errors.MayNotSchedule):
            services.set_service_mode(**given, actor=actor)
    with pytest.raises(errors.SourceMissing):
        services.set_service_mode(**{**given, "source": ""}, actor=world.head)
    with pytest.raises(errors.FollowDayMissing):
        services.set_service_mode(**{**given, "mode": PaperMode.SCAN_FIRST}, actor=world.head)
    services.set_service_mode(**given, actor=world.head)
    case = worlds.remote_case(world)
    assert queries.mode_of(case, on=worlds.AT.date()).mode == PaperMode.PAPER_STAYS
    assert queries.mode_of(case, on=dt.date(2026, 11, 1)).mode == PaperMode.TRAVELS
    assert queries.waiting_for_bag(world.remote, today=worlds.AT.date()) == []


def test_the_page_of_papers_says_the_mode(world: World, browse: Browse) -> None:
    case = worlds.remote_case(world)
    officer = browse(world.remote_officer)
    address = f"/papers/case/{case.number}/"
    assert "Скани надіслано суб'єкту надання" in shown(officer.get(address)).replace("&#x27;", "'")
    form = {"point": world.remote.pk, "mode": "scan_first", "follow_by": "", "sent_how": "ЄІССС № 1"}
    assert "до якого дня" in shown(officer.post(f"{address}scans/", form))
    assert officer.post(f"{address}scans/", {**form, "follow_by": "20.11.2026"}).status_code == 302
    page = shown(officer.get(address))
    assert "Папір надіслати до 20.11.2026" in page
    assert "ЄІССС № 1" in page


def lost(world: World, case: Case, **given: Any) -> Loss:
    facts = {"point": world.remote, "circumstances": "шукали скрізь", "actor": world.head, "at": after(20)}
    return services.declare_lost(case=case, **{**facts, **given})


def test_lost_papers_have_an_act_and_their_last_holder(world: World) -> None:
    case = worlds.remote_case(world)
    with pytest.raises(errors.CircumstancesMissing):
        lost(world, case, circumstances=" ")
    for actor in (world.officer, world.starosta, world.courier, world.provider):
        with pytest.raises(errors.MayNotDeclareLost):
            lost(world, case, actor=actor)
    loss = lost(world, case)
    assert loss.last_held == f"точка {world.remote.name}"
    assert loss.paper is not None
    assert reprint(loss.paper).startswith(b"%PDF")
    assert lost(world, case).pk == loss.pk
    require_one_holder(case)
    assert queries.waiting_for_bag(world.remote) == []
    with pytest.raises(errors.PapersAreLost):
        worlds.bag_with(world, [case], at=after(21))
    with pytest.raises(errors.PapersAreLost):
        services.hand_back_to_applicant(
            case=case, point=world.remote, receiver_name="І", actor=world.head, at=after(21)
        )
    with pytest.raises(IntegrityError, match="case_lost_once_at_a_time"), transaction.atomic():
        Loss.objects.create(
            hromada_id=worlds.HOME, case=case, circumstances="ще", last_held="—", declared_at=after(22)
        )  # fmt: skip


@pytest.mark.parametrize("where", ["remote", "main"])
def test_lost_papers_are_found_where_they_turn_up(world: World, where: str) -> None:
    case = worlds.remote_case(world)
    lost(world, case)
    point = getattr(world, where)
    services.find_papers(case=case, point=point, note="за шафою", actor=world.head, at=after(30))
    loss = Loss.objects.get()
    assert (loss.found_point, loss.found_note) == (point, "за шафою")
    assert holder(case) == ("point", point.name)
    assert queries.open_loss(case) is None
    require_one_holder(case)
    assert lost(world, case, at=after(40)).pk != loss.pk


def test_the_page_of_papers_declares_and_finds(world: World, browse: Browse) -> None:
    case = worlds.remote_case(world)
    head, address = browse(world.head), f"/papers/case/{case.number}/"
    here = {"point": world.remote.pk}
    assert "Оголосити документи втраченими" in shown(head.get(address))
    assert "Оголосити документи втраченими" not in shown(browse(world.remote_officer).get(address))
    assert head.post(f"{address}loss/", {**here, "circumstances": "зникли"}).status_code == 302
    page = shown(head.get(address))
    assert "втрачено" in page
    assert "Документи знайшлися тут" in page
    assert rules.bag_number_formatted("") == ""
    assert head.post(f"{address}finding/", {**here, "note": "за шафою"}).status_code == 302
    assert "втрачено" not in shown(head.get(address))


def test_where_is_my_paper_in_two_steps(world: World, browse: Browse) -> None:
    """One: the field that finds everything opens the case. Two: the case says who holds its papers."""
    case = worlds.remote_case(world)
    bag = worlds.taken(world, [case])
    officer = browse(world.officer)
    first = officer.get("/desk/find/", {"q": case.number})
    assert first["Location"] == f"/cases/{case.number}/"
    page = officer.get(first["Location"]).content.decode()
    beside = f"/desk/case/{case.number}/beside/"
    assert beside in page
    panel = shown(officer.get(beside))
    assert f"Кур&#x27;єр: Працівник {'courier-417'}" in panel
    assert rules.bag_number_formatted(bag.number) in panel
