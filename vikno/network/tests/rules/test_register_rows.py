"""One row of the register: what it says, what it leaves unsaid, what cannot be so."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.catalogue.enums import EquipmentNeed
from vikno.network.enums import AccessibilityItem, PointKind, PointState, RegisterQuestion
from vikno.network.rules import register
from vikno.network.rules.register import Facts, FaultKind, RegisterRow, facts_of, faults_of, phones_of, yes_or_no
from vikno.network.rules.timetables import Absent, Question, Timetable


def row(line: int = 3, **cells: Any) -> RegisterRow:
    return RegisterRow(line, {"code": "101", "name": "ЦНАП", "address": "Миру, 1", **cells})


def facts(**cells: Any) -> Facts:
    return facts_of(row(**cells))


@pytest.mark.parametrize(
    ("cell", "staff", "question"),
    [
        ("9", 9, None), (" 12 ", 12, None), ("", None, None), ("-", None, None), ("NA", None, None),
        ("0", None, "staff_zero"), ("дев'ять", None, "number_unclear"), ("-3", None, "number_unclear"),
        ("2.5", None, "number_unclear"), ("99999", None, "number_unclear"),
    ],
)  # fmt: skip
def test_staff(cell: str, staff: int | None, question: str | None) -> None:
    found = facts(workers_total=cell)
    assert (found.staff_total, found.questions) == (staff, (question,) if question else ())


@pytest.mark.parametrize(
    ("cell", "area", "question"),
    [
        ("95.5", "95.5", None), ("95,55", "95.6", None), ("1 200", "1200", None), ("", None, None),
        ("0", None, "area_zero"), ("20 м²", None, "number_unclear"), ("-1", None, "number_unclear"),
    ],
)  # fmt: skip
def test_area(cell: str, area: str | None, question: str | None) -> None:
    found = facts(square_total=cell)
    assert found.floor_area == (Decimal(area) if area else None)
    assert found.questions == ((question,) if question else ())


@pytest.mark.parametrize(
    ("cell", "state", "question"),
    [
        ("Діючий", "open", None), ("діє", "open", None), ("Працює", "open", None), ("Недіючий", "closed", None),
        ("Не діє", "closed", None), ("Тимчасово не працює", "closed", None), ("Діяльність призупинено", "closed", None),
        ("Ліквідовано", "closed", None), ("Працює обмежено", "restricted", None), ("Зруйновано", "destroyed", None),
        ("", "", None), ("-", "", None), ("хтозна", "", "state_unknown"),
    ],
)  # fmt: skip
def test_state(cell: str, state: str, question: str | None) -> None:
    found = facts(state=cell)
    assert (found.state, found.questions) == (state, (question,) if question else ())
    assert not state or state in PointState.values


@pytest.mark.parametrize("cell", ["1", "True", "true", "так", "Так", "є", "+"])
def test_yes(cell: str) -> None:
    assert yes_or_no(cell) is True


@pytest.mark.parametrize("cell", ["0", "False", "ні", "Ні.", "немає"])
def test_no(cell: str) -> None:
    assert yes_or_no(cell) is False


@pytest.mark.parametrize("cell", ["", " ", "?", "частково", "2"])
def test_neither(cell: str) -> None:
    assert yes_or_no(cell) is None


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("", []), ("-", []), ("_", []),
        ("(095)000-00-01", ["(095)000-00-01"]),
        ("(095) 000-00-01, (068) 000-00-02;050", ["(095) 000-00-01", "(068) 000-00-02", "050"]),
        ("0670000001;                 0560000002", ["0670000001", "0560000002"]),
        ("0670000001\n0560000002", ["0670000001", "0560000002"]),
        ("немає, 0670000001", ["0670000001"]),
    ],
)  # fmt: skip
def test_phones(cell: str, phones: list[str]) -> None:
    assert phones_of(cell) == phones


def test_a_very_long_phone_is_cut_to_its_column() -> None:
    assert [len(phone) for phone in phones_of("0" * 200)] == [register.PHONE_LENGTH]


def test_marks_and_equipment_are_named_as_elsewhere_in_the_house() -> None:
    found = facts(pandus="1", dis_sanit="0", free_wifi="", pay_terminal="1", disability="1")
    assert found.marks == {"ramp": True, "toilet": False}
    assert found.equipment == {"card_terminal": True}
    assert set(register.MARKS.values()) <= set(AccessibilityItem.values)
    assert set(register.EQUIPMENT.values()) <= set(EquipmentNeed.values)


def test_columns_that_the_file_lacks_say_nothing() -> None:
    found = facts_of(RegisterRow(3, {"code": "", "name": "ВРМ", "address": ""}))
    assert found == Facts(
        name="ВРМ", kind=PointKind.REMOTE, address="", phones=(), email="", website="", staff_total=None,
        floor_area=None, state="", timetable_text="", timetable=Absent(), marks={}, equipment={}, questions=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "website"),
    [
        ("https://cnap.example", "https://cnap.example"),
        ("cnap.example ", "cnap.example"),
        ("-", ""),
        ("немає", ""),
        ("так", ""),
    ],
)
def test_website(cell: str, website: str) -> None:
    assert facts(web=cell).website == website


@pytest.mark.parametrize(
    ("cell", "email"),
    [
        ("cnap@example.org", "cnap@example.org"),
        ("пошта: cnap@example.org, інше", "cnap@example.org"),
        ("-", ""),
        ("так", ""),
    ],
)
def test_email(cell: str, email: str) -> None:
    assert facts(onl_consul=cell).email == email


@pytest.mark.parametrize(
    ("cell", "kind"),
    [("пн: 8:00-17:00", Timetable), ("за домовленістю", Question), ("-", Absent), ("", Absent)],
)
def test_timetable(cell: str, kind: type) -> None:
    assert isinstance(facts(timetable=cell).timetable, kind)


def test_a_row_is_known_by_its_code_or_by_name_and_address() -> None:
    assert row().key == "101"
    assert (row().number, row(code="П-1").number, row(code="").number) == (101, None, None)
    bare = row(code="", name="ЦНАП  «Мак»", address="Миру,  1")
    assert bare.key == row(code="", name="цнап мак", address="миру, 1").key
    assert bare.key != row(code="", name="цнап мак", address="миру, 2").key


def test_faults_name_every_line() -> None:
    rows = [
        row(3), row(4, name=" "), row(5, code="102", name="Я" * 501), row(6, code="1 2"), row(7),
        row(8, code="", name="А"), row(9, code="", name="А"),
    ]  # fmt: skip
    found = [(fault.line, fault.kind) for fault in faults_of(rows)]
    assert sorted(found) == [
        (4, FaultKind.NO_NAME), (4, FaultKind.REPEATED), (5, FaultKind.LONG_NAME), (6, FaultKind.BAD_CODE),
        (7, FaultKind.REPEATED), (9, FaultKind.REPEATED),
    ]  # fmt: skip


@given(st.dictionaries(st.sampled_from(list(register.COLUMNS)), st.text(max_size=60)))
def test_any_row_is_read_without_a_fall(cells: dict[str, str]) -> None:
    found = facts(**cells)
    assert found.kind in PointKind.values
    assert not found.state or found.state in PointState.values
    assert set(found.questions) <= set(RegisterQuestion.values)
    assert found.staff_total != 0
    assert all(len(phone) <= register.PHONE_LENGTH for phone in found.phones)
