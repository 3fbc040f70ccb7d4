import datetime as dt

import pytest

from vikno.territories.rules import codifier
from vikno.territories.rules.codifier import FaultKind
from vikno.territories.rules.editions import Known, compare, date_in_file_name, suspicious_losses
from vikno.territories.tests.factories import (
    IVANIVKA_OF_STEP,
    IZHAKY,
    IZHAKY_HROMADA,
    KRYNYTSIA,
    LUHIV_RAION,
    LUHOVA,
    STEP,
    STEP_HROMADA,
    STEP_RAION,
    Line,
    codifier_lines,
)


def read(lines):
    return codifier.read_codifier((number, line.cells) for number, line in enumerate(lines, start=2))


def faults_of(lines):
    return [(fault.line, fault.kind) for fault in read(lines)[1]]


def changed(code, **changes):
    return [line.but(**changes) if line.code == code else line for line in codifier_lines()]


def test_a_right_file_has_no_faults_and_keeps_the_names():
    entries, faults = read(codifier_lines())
    assert faults == []
    by_code = {entry.code: entry for entry in entries}
    assert by_code[IZHAKY].name == "Їжаки", "the trailing space of the publisher is gone"
    assert by_code[IZHAKY].parent == IZHAKY_HROMADA
    assert by_code[LUHOVA].parent == ""


@pytest.mark.parametrize("alphabet", ["OKPHMTXCB", "ОКРНМТХСВ", "окрнмтхсв", "okphmtxcb"])
def test_category_letters_mean_the_same_in_either_alphabet(alphabet):
    assert [codifier.category_letter(letter) for letter in alphabet] == list("OKPHMTXCB")


@pytest.mark.parametrize("letter", ["", "Z", "Ж", "OO", "1"])
def test_what_is_not_a_category(letter):
    assert codifier.category_letter(letter) == ""


def test_a_cyrillic_edition_reads_the_same():
    cyrillic = [
        line.but(category=line.category.translate(str.maketrans("OKPHMTXCB", "ОКРНМТХСВ"))) for line in codifier_lines()
    ]
    assert read(cyrillic) == read(codifier_lines())


def test_a_city_with_special_status_holds_its_districts():
    entries, _faults = read(codifier_lines())
    district = entries[-1]
    assert (district.category, district.parent) == ("B", KRYNYTSIA)
    assert codifier.lines_of_descent(entries)[district.code] == {"oblast": KRYNYTSIA, "raion": "", "hromada": ""}


@pytest.mark.parametrize(
    "levels", [(KRYNYTSIA, "", "UA99", "UA990", ""), (KRYNYTSIA,) * 4, (KRYNYTSIA, "", "", "", "")]
)
def test_every_shape_of_a_city_with_special_status(levels):
    entries, faults = read(changed(KRYNYTSIA, levels=levels))
    assert faults == []
    assert next(entry for entry in entries if entry.code == KRYNYTSIA).parent == ""


def test_lines_of_descent():
    lines = codifier.lines_of_descent(read(codifier_lines())[0])
    assert lines[IVANIVKA_OF_STEP] == {"oblast": LUHOVA, "raion": STEP_RAION, "hromada": STEP_HROMADA}
    assert lines[STEP_HROMADA] == {"oblast": LUHOVA, "raion": STEP_RAION, "hromada": ""}
    assert lines[LUHOVA] == {"oblast": "", "raion": "", "hromada": ""}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"category": "Z"}, FaultKind.CATEGORY),
        ({"category": ""}, FaultKind.CATEGORY),
        ({"name": " "}, FaultKind.NO_NAME),
        ({"name": "Степ " * 30}, FaultKind.LONG_NAME),
        ({"category": "H"}, FaultKind.LEVEL),
        ({"levels": (LUHOVA, STEP_RAION, "", STEP)}, FaultKind.LEVEL),
        ({"levels": (LUHOVA, STEP_RAION, STEP_HROMADA, "UA80")}, FaultKind.CODE),
        ({"levels": (LUHOVA, STEP_RAION, "UA800", STEP)}, FaultKind.CODE),
        ({"levels": (LUHOVA, STEP_RAION, STEP_HROMADA, "UА" + STEP[2:])}, FaultKind.CODE),
        ({"levels": (LUHOVA, STEP_RAION, STEP_HROMADA, STEP[:-1])}, FaultKind.CODE),
        ({"levels": ("", "", "", "")}, FaultKind.LEVEL),
    ],
)
def test_a_bad_line_is_named(changes, kind):
    lines = changed(STEP, **changes)
    assert faults_of(lines) == [(13, kind)]


def test_every_bad_line_is_named_in_order():
    lines = codifier_lines()
    lines[3] = lines[3].but(category="Z")
    lines[7] = lines[7].but(name="")
    assert faults_of(lines) == [(5, FaultKind.CATEGORY), (9, FaultKind.NO_NAME)]


def test_a_repeated_code_names_both_lines():
    _entries, faults = read([*codifier_lines(), codifier_lines()[3]])
    assert [(fault.line, fault.kind, fault.facts["other"]) for fault in faults] == [(23, FaultKind.REPEATED, 5)]


def test_a_unit_needs_its_parent():
    lines = [line for line in codifier_lines() if line.code != STEP_HROMADA]
    assert {kind for _line, kind in faults_of(lines)} == {FaultKind.NO_PARENT}


def test_a_parent_of_a_wrong_category_is_a_fault():
    stray = Line((LUHOVA, LUHIV_RAION, IZHAKY_HROMADA, IZHAKY, IVANIVKA_OF_STEP), "B", "Дивний")
    lines = [line for line in codifier_lines() if line.code != IVANIVKA_OF_STEP]
    assert faults_of([*lines, stray]) == [(22, FaultKind.WRONG_PARENT)]


def test_a_file_that_ends_with_a_hromada_was_cut():
    lines = codifier_lines()
    cut = lines[: next(i for i, line in enumerate(lines) if line.code == STEP_HROMADA) + 1]
    assert faults_of(cut) == [(12, FaultKind.EMPTY)]


def test_a_name_in_two_scripts_is_kept_and_pointed_at():
    entries, faults = read(changed(STEP, name="Cтеп"))
    assert faults == []
    assert [entry.code for entry in codifier.names_in_two_scripts(entries)] == [STEP]


def test_old_codes():
    rows = [(2, STEP, "9122010101"), (3, STEP_HROMADA, "912201010"), (4, STEP_RAION, "Новий район"), (5, "UA80", "1")]
    pairs, faults = codifier.read_old_codes(rows)
    assert pairs == [(2, STEP, "9122010101"), (3, STEP_HROMADA, "0912201010")]
    assert [(fault.line, fault.kind) for fault in faults] == [(5, FaultKind.CODE)]


def known(entries, **changes):
    lines = codifier.lines_of_descent(entries)
    units = {e.code: Known(e.code, e.parent, e.category, e.name, lines[e.code]["oblast"], False) for e in entries}
    return units | changes


def difference(before, after):
    return compare(known(read(before)[0]), {entry.code: entry for entry in read(after)[0]})


def test_the_same_edition_changes_nothing():
    found = difference(codifier_lines(), codifier_lines())
    assert found.is_empty
    assert found.unchanged == len(codifier_lines())


def test_one_unit_may_change_in_three_ways_at_once():
    after = changed(IZHAKY, name="Їжачок", category="X", levels=(LUHOVA, STEP_RAION, STEP_HROMADA, IZHAKY))
    found = difference(codifier_lines(), after)
    assert found.renamed == found.recategorised == found.moved == found.changed == [IZHAKY]
    assert found.unchanged == len(codifier_lines()) - 1


def test_units_come_and_go():
    without = [line for line in codifier_lines() if line.code != IVANIVKA_OF_STEP]
    assert difference(codifier_lines(), without).removed == [IVANIVKA_OF_STEP]
    assert difference(without, codifier_lines()).added == [IVANIVKA_OF_STEP]


def test_a_unit_that_was_removed_comes_back():
    entries = read(codifier_lines())[0]
    before = known(entries)
    before[STEP] = Known(STEP, STEP_HROMADA, "X", "Степ", LUHOVA, True)
    found = compare(before, {entry.code: entry for entry in entries})
    assert found.restored == [STEP]
    assert found.removed == []


def test_a_file_of_one_oblast_says_nothing_about_others():
    one = [line for line in codifier_lines() if line.levels[0] == LUHOVA]
    assert difference(codifier_lines(), one).is_empty


def test_too_many_losses_mean_a_cut_file():
    before = {f"UA{n}": Known(f"UA{n}", "UA0", "C", "Село", "UA0", False) for n in range(1, 1000)}
    before["UA0"] = Known("UA0", "", "O", "Лугова", "", False)
    assert suspicious_losses(before, [f"UA{n}" for n in range(1, 21)]) == {}
    assert suspicious_losses(before, [f"UA{n}" for n in range(1, 101)]) == {"UA0": (100, 1000)}


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("kodifikator-2025-05-16.csv", dt.date(2025, 5, 16)),
        ("kodifikator-16-05-2025.3oblasts.csv", dt.date(2025, 5, 16)),
        ("Кодифікатор 16.05.2025.xlsx", dt.date(2025, 5, 16)),
        ("katottg_20250516_v2.csv", dt.date(2025, 5, 16)),
        ("kodifikator-2022.csv", dt.date(2022, 1, 1)),
        ("kodifikator-2025-13-45.csv", None),
        ("from-2022-01-01-to-2025-05-16.csv", None),
        ("kodifikator.csv", None),
        ("order-290.csv", None),
    ],
)
def test_the_file_name_tells_the_date(name, date):
    assert date_in_file_name(name) == date
