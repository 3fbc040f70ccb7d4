"""Reconciliation at day's end: ticks, differences, a signature, paper kept. Alarms, and the head's page."""

import datetime as dt
from typing import Any

import pytest

from vikno.accounts.models import User
from vikno.cases.models import StatusChange
from vikno.consignments import errors, queries, services
from vikno.consignments.enums import LineState, TickedBy
from vikno.consignments.models import DayCheck, OverdueAlarm
from vikno.consignments.tests import world as worlds
from vikno.consignments.tests.pages import Browse, said, shown
from vikno.consignments.tests.world import World, after, holder
from vikno.documents.services import reprint
from vikno.notifications.models import Message

ON = worlds.AT.date()


def tick(world: World, case: Any, found: LineState = LineState.PRESENT, **given: Any) -> Any:
    facts = {"point": world.main, "by": TickedBy.SCAN, "actor": world.officer, "at": after(30)}
    return services.tick_case(case=case, found=found, **{**facts, **given})


def sign(world: World, **given: Any) -> DayCheck:
    facts = {"point": world.main, "on": ON, "signed_name": "Гайовий С. Л.", "actor": world.officer, "at": after(31)}
    return services.sign_day(**{**facts, **given})


def test_a_day_is_signed_when_every_case_has_an_answer(world: World) -> None:
    first, second = worlds.case_in(world), worlds.case_in(world)
    tick(world, first)
    with pytest.raises(errors.DayNotFinished, match="1"):
        sign(world)
    with pytest.raises(errors.MissingNeedsNote):
        tick(world, second, LineState.MISSING)
    tick(world, second, LineState.MISSING, note="шукали в сейфі")
    with pytest.raises(errors.SignatureMissing):
        sign(world, signed_name=" ")
    check = sign(world)
    assert check.paper is not None
    assert reprint(check.paper).startswith(b"%PDF")
    rows = {row["number"]: row["found"] for row in check.paper.data["rows"]}
    assert sorted(rows.values()) == ["на місці", "немає"]
    assert "документів немає; шукали в сейфі" in StatusChange.objects.filter(case=second).latest("pk").note
    assert sign(world).pk == check.pk
    with pytest.raises(errors.DayIsSigned):
        tick(world, first)


def test_papers_beyond_the_list_are_here_from_now_on(world: World) -> None:
    case = worlds.remote_case(world)
    assert tick(world, case).found == LineState.EXTRA
    sign(world)
    assert holder(case) == ("point", world.main.name)


def test_only_who_works_here_and_only_today(world: World) -> None:
    case = worlds.case_in(world)
    for actor in (world.remote_officer, world.starosta, world.courier, world.provider):
        with pytest.raises(errors.NotYourPoint):
            tick(world, case, actor=actor)
        with pytest.raises(errors.NotYourPoint):
            sign(world, actor=actor)
    with pytest.raises(errors.DayIsOver):
        sign(world, on=ON - dt.timedelta(days=1))


def test_the_page_ticks_by_scan_and_by_hand(world: World, browse: Browse, monkeypatch: Any) -> None:
    monkeypatch.setattr("vikno.common.clock.now", lambda: after(40))
    first, second = worlds.case_in(world), worlds.case_in(world)
    officer, here = browse(world.officer), {"point": world.main.pk}
    assert "Лишилося позначити 2 справи" in shown(officer.get("/papers/day/"))
    told = officer.post("/papers/day/ticks/", {**here, "text": first.number}, follow=True)
    assert "на місці" in said(told)
    wrong = officer.post("/papers/day/ticks/", {**here, "text": "00"}, follow=True)
    assert "не номер справи" in said(wrong)
    missing = {**here, "text": second.number, "missing": "1", "note": "віддали заявникові?"}
    officer.post("/papers/day/ticks/", missing)
    refused = officer.post("/papers/day/signature/", {**here, "signed_name": ""}, follow=True)
    assert "Уведіть прізвище" in said(refused)
    done = officer.post("/papers/day/signature/", {**here, "signed_name": "Гайовий С."}, follow=True)
    assert "Друкувати звірку" in shown(done)
    check = DayCheck.objects.get()
    by = list(queries.lines_of(check).values_list("ticked_by", flat=True))
    assert by == [TickedBy.SCAN, TickedBy.HAND]
    assert officer.get(f"/documents/{check.paper_id}/").content.startswith(b"%PDF")


def test_an_unfinished_day_is_seen_by_the_head(world: World, browse: Browse, monkeypatch: Any) -> None:
    case = worlds.case_in(world)
    tick(world, case)
    monkeypatch.setattr("vikno.common.clock.now", lambda: worlds.AT + dt.timedelta(days=1))
    head = browse(world.head)
    assert "не завершено" in shown(head.get("/papers/control/"))
    sign(world)
    assert "підписано" in shown(head.get("/papers/control/"))
    assert browse(world.officer).get("/papers/control/").status_code == 404


def late_bag(world: World) -> Any:
    for actor in (world.head, world.provider):
        User.objects.filter(pk=actor.user_id).update(email=f"{actor.role}@example.org")
    case = worlds.case_in(world)
    return worlds.sealed(world, [case], origin=world.main, to=world.provider_body, actor=world.officer)


def test_both_heads_are_told_of_a_late_bag_once_a_day(world: World) -> None:
    bag = late_bag(world)
    for hours, letters in ((24, 0), (48, 2), (50, 2), (72, 4), (73, 4)):
        services.alarm_late_bags(hromada_code=worlds.HOME, at=worlds.AT + dt.timedelta(hours=hours))
        assert Message.objects.count() == letters, hours
    assert set(Message.objects.values_list("recipient", flat=True)) == {"head@example.org", "provider@example.org"}
    assert OverdueAlarm.objects.filter(bag=bag).count() == 2
    body = Message.objects.latest("pk").body
    assert bag.origin_name in body
    assert "Іваненко" not in body


def test_an_alarm_is_marked_on_the_screen(world: World, browse: Browse, monkeypatch: Any) -> None:
    late_bag(world)
    later = worlds.AT + dt.timedelta(days=2)
    services.alarm_late_bags(hromada_code=worlds.HOME, at=later)
    monkeypatch.setattr("vikno.common.clock.now", lambda: later)
    for page in ("/papers/control/", "/papers/"):
        assert "керівників обох сторін сповіщено 18.11.2026" in shown(browse(world.head).get(page))


def test_papers_that_had_to_leave_are_named(world: World, browse: Browse, monkeypatch: Any) -> None:
    """A social service: three working days from Monday end on Thursday."""
    worlds.remote_case(world)
    head = browse(world.head)
    for days, late in ((3, False), (4, True)):
        monkeypatch.setattr("vikno.common.clock.now", lambda days=days: worlds.AT + dt.timedelta(days=days))
        assert ("19.11.2026" in shown(head.get("/papers/control/"))) == late
