"""The register file: whole or nothing, twice the same as once, the register's changes taken and our own edits kept."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.catalogue.enums import EquipmentNeed
from vikno.network import services
from vikno.network.enums import AccessibilityItem, Mark, PlacementState, PointKind, PointState, TimetableState
from vikno.network.errors import StewardOnly
from vikno.network.models import (
    AccessibilityMark,
    Centre,
    OpeningPeriod,
    PlacementTask,
    Point,
    PointStatus,
    RegisterEdition,
)  # fmt: skip
from vikno.network.services import PeriodGiven, RegisterReport
from vikno.network.tests import world
from vikno.network.tests.rules import gazetteers as g

pytestmark = pytest.mark.django_db
Take = Callable[..., RegisterReport]


def by_code(code: int) -> Point:
    return Point.objects.get(register_code=str(code))


def but(code: int, **cells: Any) -> list[dict[str, Any]]:
    """The usual rows, one of them changed."""
    return [{**row, **cells} if row["code"] == code else row for row in world.ROWS]


def test_rows_become_points_of_centres(take: Take) -> None:
    report = take(world.ROWS)
    assert report.exit_code == 0
    assert dict(report.counts) == {
        "rows": 5, "added": 5, "changed": 0, "unchanged": 0, "removed": 0, "placed": 2, "queued": 3,
        "timetables_read": 1, "timetables_queued": 2, "questions": 2, "kept_own": 0,
    }  # fmt: skip
    main, remote = by_code(101), by_code(102)
    assert (main.kind, remote.kind) == (PointKind.MAIN, PointKind.REMOTE)
    assert main.centre == remote.centre
    assert main.centre.name == main.name
    assert (main.centre.email, main.centre.legal_form) == ("cnap@example.org", "структурний підрозділ")
    assert list(main.centre.serves.values_list("pk", flat=True)) == [g.KALYNA]
    assert (main.settlement_id, main.street_address) == (g.KALYNIV, "Травнева, 4")
    assert (main.staff_total, main.floor_area) == (9, Decimal("95.5"))
    assert main.phones == ["(095) 000-00-01", "(068) 000-00-02"]


def test_nothing_lies_at_zero(take: Take) -> None:
    take(world.ROWS)
    assert not Point.objects.filter(lat=0).exists()
    assert set(Point.objects.values_list("lat", "lon")) == {(None, None)}


def test_hours_marks_equipment_and_state_come_with_the_row(take: Take) -> None:
    take(world.ROWS)
    main = by_code(101)
    assert main.timetable_state == TimetableState.PARSED
    tuesday = main.opening_periods.get(weekday=2)
    assert (tuesday.opens, tuesday.closes) == (dt.time(8), dt.time(20))
    marks = dict(main.accessibility.values_list("item", "mark"))
    assert marks == {
        AccessibilityItem.RAMP: Mark.YES, AccessibilityItem.WIFI: Mark.YES, AccessibilityItem.BRAILLE: Mark.NO,
    }  # fmt: skip
    assert list(main.equipment.values_list("kind", flat=True)) == [EquipmentNeed.CARD_TERMINAL]
    status = main.statuses.get()
    assert (status.state, status.ends_at) == (PointState.OPEN, None)
    assert "01.11.2026" in status.reason
    assert by_code(105).statuses.get().state == PointState.CLOSED


def test_what_cannot_be_so_is_a_question_and_not_a_fact(take: Take) -> None:
    take(world.ROWS)
    remote = by_code(102)
    assert remote.timetable_state == TimetableState.QUESTION
    assert (remote.timetable_reason, remote.timetable_note) == ("dragged", "17:00, 17:01, 17:02, 17:03")
    assert not remote.opening_periods.exists()
    assert remote.phones == ["(095) 000-00-01"]
    assert sorted(remote.questions) == ["area_zero", "phones_dragged"]
    assert remote.floor_area is None
    assert (by_code(103).staff_total, by_code(103).questions) == (None, ["staff_zero"])


def test_what_is_undecided_waits_with_candidates(take: Take) -> None:
    take(world.ROWS)
    office = by_code(103)
    assert (office.hromada_id, office.settlement_id) == (g.VERBA, None)
    task = office.placement
    assert (task.reason, task.state) == ("no_settlement", PlacementState.WAITING)
    assert task.candidates[0]["code"] == g.VERBIVKA
    lonely = by_code(104)
    assert (lonely.hromada_id, lonely.settlement_id, lonely.centre.hromada_id) == (None, None, None)
    assert lonely.placement.candidates[0]["code"] == g.LONELY
    assert by_code(105).placement.reason == "homonyms"


def test_the_same_file_again_changes_nothing_and_says_so(take: Take) -> None:
    take(world.ROWS)
    before = [
        list(model.objects.order_by("pk").values())
        for model in (Centre, Point, PointStatus, OpeningPeriod, PlacementTask, RegisterEdition)
    ]
    report = take(world.ROWS)
    after = [
        list(model.objects.order_by("pk").values())
        for model in (Centre, Point, PointStatus, OpeningPeriod, PlacementTask, RegisterEdition)
    ]
    assert before == after
    assert not report.has_changed
    assert report.counts["unchanged"] == 5
    assert "Нічого не змінилося" in str(report)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_other_forms_of_the_same_file(codifier: None, tmp_path: Path, ending: str) -> None:
    if ending == "csv":
        path = tmp_path / "register.csv"
        lines = [",".join(world.HEADER[:3]), '7,"ВРМ","Миру, 1, м. Калинів, ' + world.TAIL + '"']
        path.write_text("\n".join(lines), encoding="utf-8-sig")
    else:
        path = world.register_file(tmp_path, [world.row(7, "ВРМ", f"Миру, 1, м. Калинів, {world.TAIL}")])
    report = services.import_network(path=path, edition_on=None, actor=world.SYSTEM, at=world.AT)
    assert report.exit_code == 0
    assert by_code(7).settlement_id == g.KALYNIV


def test_rows_without_a_code_are_known_by_name_and_address(take: Take) -> None:
    rows = [world.row("", "ВРМ с. Мак", f"Миру, {n}, м. Калинів, {world.TAIL}") for n in (1, 2)]
    assert take(rows).counts["added"] == 2
    assert take(rows).counts["unchanged"] == 2


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([world.row(1, "", "Миру, 1")], "немає назви"),
        ([world.row(1, "ЦНАП", "Миру, 1"), world.row(1, "ЦНАП", "Миру, 2")], "повторюється"),
        ([world.row("1 або 2?", "ЦНАП", "Миру, 1")], "не схоже на код"),
        ([world.row(1, "Я" * 501, "Миру, 1")], "довша за 500"),
        ([], "жодного"),
    ],
)
def test_a_faulty_file_is_refused_whole_with_its_lines(take: Take, rows: list[dict[str, Any]], words: str) -> None:
    report = take([*world.ROWS[:1], *rows] if rows else [])
    assert report.exit_code == 2
    assert words in str(report)
    assert not Point.objects.exists()
    assert not RegisterEdition.objects.exists()
    assert not JournalEntry.objects.filter(action="network.imported").exists()


def test_a_file_with_no_such_columns_is_refused(codifier: None, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    report = services.import_network(path=path, edition_on=None, actor=world.SYSTEM, at=world.AT)
    assert (report.exit_code, report.as_json()["refused_total"]) == (2, 1)


def test_an_empty_codifier_is_refused_before_anything(db: None, tmp_path: Path) -> None:
    path = world.register_file(tmp_path, world.ROWS)
    report = services.import_network(path=path, edition_on=None, actor=world.SYSTEM, at=world.AT)
    assert report.exit_code == 2
    assert "КАТОТТГ" in str(report)


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER, Role.PROVIDER])
def test_strangers_import_nothing(take: Take, role: Role) -> None:
    with pytest.raises(StewardOnly):
        take(world.ROWS, actor=make.actor(role))
    assert not Point.objects.exists()


def test_the_steward_imports(take: Take) -> None:
    assert take(world.ROWS, actor=world.steward()).exit_code == 0
    entry = JournalEntry.objects.get(action="network.imported")
    assert entry.facts["added"] == 5
    assert entry.hromada_code == ""


def test_an_older_edition_is_refused(take: Take) -> None:
    take(world.ROWS)
    report = take(but(101, web="https://new.example"), name="register-2026-05-01.xlsx")
    assert report.exit_code == 2
    assert by_code(101).website == "https://cnap.example"


def test_the_edition_is_dated_by_word_by_name_or_by_the_day(take: Take) -> None:
    assert take(world.ROWS).edition_on == dt.date(2026, 11, 1)
    assert take(world.ROWS, edition_on=dt.date(2026, 11, 5)).edition_on == dt.date(2026, 11, 5)
    assert take(world.ROWS, name="register.xlsx").edition_on == world.TODAY


NEXT = "register-2026-11-10.xlsx"


def test_a_change_of_the_register_is_taken(take: Take) -> None:
    take(world.ROWS)
    report = take(
        but(
            101, web="https://new.example", workers_total=12, timetable="пн-пт: 9:00-18:00",
            tel_consul="(095) 000-00-09",
        ),
        name=NEXT,
    )  # fmt: skip
    assert (report.counts["changed"], report.counts["unchanged"]) == (1, 4)
    main = by_code(101)
    assert (main.website, main.staff_total, main.phones) == ("https://new.example", 12, ["(095) 000-00-09"])
    assert set(main.opening_periods.values_list("opens", "closes")) == {(dt.time(9), dt.time(18))}


def test_our_own_edit_is_kept_and_the_clash_is_said(take: Take) -> None:
    take(world.ROWS)
    Point.objects.filter(register_code="101").update(website="https://ours.example")
    own = PeriodGiven(1, dt.time(10), dt.time(15))
    services.set_hours(actor=world.SYSTEM, at=world.AT, point_id=by_code(101).pk, periods=[own])
    report = take(but(101, web="https://new.example", timetable="пн-пт: 9:00-18:00", workers_total=12), name=NEXT)
    main = by_code(101)
    assert main.website == "https://ours.example"
    assert list(main.opening_periods.values_list("opens", "closes")) == [(dt.time(10), dt.time(15))]
    assert main.staff_total == 12
    assert "edited_here" in main.questions
    assert report.counts["kept_own"] == 2


def test_an_edit_the_register_does_not_touch_is_not_a_clash(take: Take) -> None:
    take(world.ROWS)
    Point.objects.filter(register_code="101").update(website="https://ours.example")
    report = take(but(101, workers_total=12), name=NEXT)
    assert (by_code(101).website, report.counts["kept_own"]) == ("https://ours.example", 0)


def test_a_point_that_left_the_register_is_marked_not_removed(take: Take) -> None:
    take(world.ROWS)
    report = take([row for row in world.ROWS if row["code"] != 105], name=NEXT)
    assert report.counts["removed"] == 1
    gone = by_code(105)
    assert gone.left_register_on == dt.date(2026, 11, 10)
    assert gone.statuses.get().state == PointState.CLOSED
    back = take(world.ROWS, name="register-2026-11-12.xlsx")
    assert (back.counts["changed"], by_code(105).left_register_on) == (1, None)


def test_a_file_of_one_oblast_says_nothing_about_another(take: Take) -> None:
    take(world.ROWS)
    elsewhere = world.row(900, "ЦНАП", "Миру, 1, с. Калинів, Калинівська територіальна громада, Загірська область")
    assert take([elsewhere], name=NEXT).counts["removed"] == 0


def test_a_new_address_is_placed_anew(take: Take) -> None:
    take(world.ROWS)
    take(but(105, address=f"Садова, 5, с-ще Мак, {world.TAIL}"), name=NEXT)
    point = by_code(105)
    assert point.settlement_id == g.MAK_SETTLEMENT
    assert not PlacementTask.objects.filter(point=point).exists()
    take(but(105, address=f"Садова, 5, с. Мак, {world.TAIL}"), name="register-2026-11-12.xlsx")
    point = by_code(105)
    assert (point.settlement_id, point.placement.state) == (None, PlacementState.WAITING)


def test_what_a_person_settled_survives_a_new_edition(take: Take) -> None:
    take(world.ROWS)
    task = by_code(105).placement
    services.settle_placement(actor=world.SYSTEM, at=world.AT, task_id=task.pk, code=g.MAK)
    take(but(105, web="https://x.example"), name=NEXT)
    point = by_code(105)
    assert (point.settlement_id, point.placement.state) == (g.MAK, PlacementState.SETTLED)


def test_a_closure_in_the_register_closes_the_point(take: Take) -> None:
    take(world.ROWS)
    take(but(101, state="Недіючий"), name=NEXT)
    states = list(by_code(101).statuses.order_by("starts_at").values_list("state", flat=True))
    assert states == [PointState.OPEN, PointState.CLOSED]


def test_a_closure_in_the_register_does_not_undo_our_own_state(take: Take) -> None:
    take(world.ROWS)
    services.change_status(
        actor=world.SYSTEM, at=world.AT, point_id=by_code(101).pk, state=PointState.RESTRICTED, cause="power",
        reason="світла немає", notice="Приймаємо до 12:00",
    )  # fmt: skip
    report = take(but(101, state="Недіючий"), name=NEXT)
    assert by_code(101).statuses.get(ends_at=None).state == PointState.RESTRICTED
    assert report.counts["kept_own"] == 1


def test_a_mark_that_a_person_checked_is_kept(take: Take) -> None:
    take(world.ROWS)
    point = by_code(101)
    services.set_accessibility(actor=world.SYSTEM, at=world.AT, point_id=point.pk, marks={"ramp": Mark.NO})
    take(but(101, pandus=False, braille_mat=True), name=NEXT)
    take(but(101, pandus=True, braille_mat=True), name="register-2026-11-12.xlsx")
    marks = dict(AccessibilityMark.objects.filter(point=point).values_list("item", "mark"))
    assert (marks["ramp"], marks["braille"]) == (Mark.NO, Mark.YES)


def test_a_newer_codifier_decides_what_waited(take: Take) -> None:
    take(world.ROWS)
    assert by_code(105).settlement_id is None
    from vikno.territories.models import Unit

    Unit.objects.filter(pk=g.MAK_SETTLEMENT).update(removed_on=world.TODAY)
    report = take(world.ROWS)
    assert report.has_changed
    assert by_code(105).settlement_id == g.MAK


def test_progress_is_told(take: Take) -> None:
    told: list[tuple[int, int]] = []
    take(world.ROWS, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (5, 5)


def test_export_writes_what_import_read(take: Take, tmp_path: Path) -> None:
    take(world.ROWS)
    for ending in ("csv", "json", "xlsx"):
        path = tmp_path / f"network.{ending}"
        assert services.export_network(path=path) == 5
        assert path.stat().st_size > 200
    assert "1 08:00-17:00; 2 08:00-20:00" in (tmp_path / "network.json").read_text(encoding="utf-8")


def test_an_exported_cell_is_never_a_formula(codifier: None, tmp_path: Path) -> None:
    world.point("=HYPERLINK(1)", phones=["+380950000001"])
    path = tmp_path / "network.csv"
    services.export_network(path=path)
    line = path.read_text(encoding="utf-8-sig").splitlines()[1]
    assert "'=HYPERLINK(1)" in line
    assert "'+380950000001" in line
