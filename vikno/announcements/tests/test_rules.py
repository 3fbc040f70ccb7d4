"""Days of an announcement and paragraphs of its text."""

import datetime as dt

import pytest

from vikno.announcements import rules

FIRST, LAST = dt.date(2026, 11, 10), dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "stage"),
    [(9, "waiting"), (10, "shown"), (20, "shown"), (21, "over")],
)
def test_both_ends_are_shown(day: int, stage: str) -> None:
    told = {"state": "published", "visible_from": FIRST, "visible_until": LAST}
    assert rules.stage_on(dt.date(2026, 11, day), **told) == stage  # type: ignore[arg-type]


def test_without_a_last_day_it_is_shown_for_ever() -> None:
    assert rules.stage_on(dt.date(2099, 1, 1), state="published", visible_from=FIRST, visible_until=None) == "shown"


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_days_matter_only_when_published(state: str) -> None:
    assert rules.stage_on(FIRST, state=state, visible_from=FIRST, visible_until=LAST) == state


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Один.", ("Один.",)),
        ("Один.\nДва.", ("Один.\nДва.",)),
        ("Один.\r\n\r\nДва.", ("Один.", "Два.")),
        ("\n\nОдин.\n \n\n  Два.\n", ("Один.", "Два.")),
        ("", ()),
    ],
)
def test_an_empty_line_begins_a_paragraph(text: str, parts: tuple[str, ...]) -> None:
    assert rules.paragraphs(text) == parts


def test_every_state_has_its_moves() -> None:
    assert rules.may_move("draft", "published")
    assert rules.may_move("withdrawn", "published")
    assert not rules.may_move("published", "published")
    assert not rules.may_move("draft", "withdrawn")
