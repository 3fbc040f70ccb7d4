"""The table a lawyer can check: every example comes out as written."""

import pytest

from vikno.cases import rules
from vikno.cases.tests import examples
from vikno.cases.tests.examples import Row


def _name(row: Row) -> str:
    return f"{row['number']}. {row['what']}"


@pytest.mark.parametrize("row", examples.read("example"), ids=_name)
def test_a_term_comes_out_as_written(row: Row) -> None:
    if row.get("refused"):
        with pytest.raises(rules.NotInTheseRules):
            examples.worked(row)
        return
    found = examples.worked(row)
    assert found.deadline.due_on == row.get("last_day")
    assert found.deadline.tacit_on == row.get("tacit_day")
    assert found.law.version == row.get("rules", found.law.version)
    assert found.most_extension == row.get("most_extension", found.most_extension)
    for words in row.get("says", ()):
        assert words in found.deadline.sentence
    for words in row.get("silent", ()):
        assert words not in found.deadline.sentence


@pytest.mark.parametrize("row", examples.read("forecast"), ids=_name)
def test_a_forecast_comes_out_as_written(row: Row) -> None:
    found = examples.foreseen(row)
    assert found.expected_on == row.get("expected_on")
    assert found.late_days == row.get("late_days", 0)
    assert found.is_late == (row.get("late", False) or bool(found.late_days))
    for words in row.get("says", ()):
        assert words in " ".join(found.reasons)
    assert bool(found.reasons) == found.is_late


def test_there_are_enough_of_them_and_each_has_its_own_number() -> None:
    rows = examples.read("example")
    assert len(rows) >= 60
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert {row.get("regime", "service") for row in rows} == {"service", "procedure", "appeal", "information"}
