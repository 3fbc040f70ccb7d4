"""Decisions by example: the table of moves, expiry, chapters, WebVTT."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.for_practices import CHAPTERS
from vikno.practices import rules, webvtt
from vikno.practices.enums import PracticeMove, PracticeState
from vikno.practices.rules import Mark
from vikno.practices.webvtt import Cue

ALLOWED = {
    ("draft", "submit"), ("draft", "archive"), ("submitted", "return"), ("submitted", "edit"), ("edited", "edit"),
    ("edited", "return"), ("edited", "verify"), ("verified", "publish"), ("verified", "return"),
    ("published", "outdate"), ("published", "archive"), ("needs_update", "submit"), ("needs_update", "archive"),
}  # fmt: skip


def test_only_what_the_table_says_may_follow() -> None:
    for state, move in itertools.product(PracticeState.values, PracticeMove.values):
        assert bool(rules.after(state, move)) == ((state, move) in ALLOWED), (state, move)
    assert {after for after, _who in rules.MOVES.values()} | {"draft"} == set(PracticeState.values)


def test_nobody_publishes_what_was_not_verified() -> None:
    assert {state for (state, _move), (after, _who) in rules.MOVES.items() if after == "published"} == {"verified"}
    assert rules.moves_for("submitted", "head") == []
    assert rules.moves_for("archived", "programme") == []


@pytest.mark.parametrize(
    ("published", "expires"),
    [
        ("2026-01-15", "2027-07-15"),
        ("2026-08-31", "2028-02-29"),
        ("2026-06-30", "2027-12-30"),
        ("2025-08-30", "2027-02-28"),
    ],
)
def test_a_card_expires_after_eighteen_months(published: str, expires: str) -> None:
    day = dt.date.fromisoformat(expires)
    assert rules.expires_on(dt.date.fromisoformat(published)) == day
    assert rules.state_on(day, state="published", expires=day) == "needs_update"
    assert rules.state_on(day - dt.timedelta(days=1), state="published", expires=day) == "published"
    assert rules.state_on(day, state="archived", expires=day) == "archived"


def test_the_discussion_with_seven_questions_is_in_order() -> None:
    assert [rules.clock_of(at) for at, _title in CHAPTERS] == [
        "02:20", "16:00", "18:45", "26:24", "30:00", "31:50", "38:00",
    ]  # fmt: skip
    assert rules.first_misplaced([Mark(*one) for one in CHAPTERS], 2700) is None


@pytest.mark.parametrize(
    ("times", "wrong"), [((140, 140), 140), ((960, 140), 140), ((140, 2700), 2700), ((0, 1, 2699), None), ((), None)]
)
def test_chapters_grow_strictly_inside_the_duration(times: tuple[int, ...], wrong: int | None) -> None:
    found = rules.first_misplaced([Mark(at, "Питання") for at in times], 2700)
    assert (found.at if found else None) == wrong


@given(st.integers(0, 86_399))
def test_a_time_is_read_as_it_is_written(seconds: int) -> None:
    assert rules.seconds_of(rules.clock_of(seconds)) == seconds


@pytest.mark.parametrize("text", ["", ":", "1:2:3:4", "2:75", "-5", "5.5", "двадцять", "²:10"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert rules.seconds_of(text) is None


_WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1)
_CUES = st.lists(
    st.tuples(
        st.integers(0, 10**7),
        st.integers(1, 10**5),
        _WORDS,
    ),
    max_size=8,
)


@given(_CUES)
def test_webvtt_written_is_read_the_same(told: list[tuple[int, int, str]]) -> None:
    cues = [Cue(at, at + lasts, text) for at, lasts, text in sorted(told)]
    assert webvtt.read(webvtt.write(cues)) == cues


def test_webvtt_of_others_is_read() -> None:
    text = (
        "\ufeffWEBVTT - заголовок\r\nKind: captions\r\n\r\nNOTE примітка\r\nще рядок\r\n\r\nSTYLE\r\n::cue {}\r\n\r\n"
        "вступ\r\n00:02.000 --> 00:05.500 align:start\r\n<v Олена>Добрий &amp; день\r\nдругий рядок\r\n\r\n"
        "01:00:00.000 --> 01:00:01.000\r\nКінець\r\n"
    )
    assert webvtt.read(text) == [
        Cue(2000, 5500, "Добрий & день\nдругий рядок"), Cue(3_600_000, 3_601_000, "Кінець"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1\n00:00.000 --> 00:01.000\nа", 1),
        ("WEBVTT\n\n00:01.000 --> 00:01.000\nа", 3),
        ("WEBVTT\n\n00:61.000 --> 01:01.000\nа", 3),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nа\n\n00:01.000 --> 00:02.000\nб", 6),
        ("WEBVTT\n\nпросто слова", 4),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nа\n00:02.000 --> 00:03.000\nб", 3),
    ],
)
def test_what_players_would_not_take_is_refused(text: str, line: int) -> None:
    with pytest.raises(webvtt.VttWrong) as wrong:
        webvtt.read(text)
    assert wrong.value.line == line
