"""Series, numbers and periods without a database."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.blanks import rules
from vikno.blanks.enums import Act, Spot
from vikno.blanks.rules import Account, Moved, Scope, Span

DAY = dt.date(2026, 11, 16)
STORE, HOLDER = Account(Spot.STORE), Account(Spot.HOLDER, 7)


@pytest.mark.parametrize(
    ("text", "series"),
    [("І-АБ", "І-АБ"), ("i-аб", "І-АБ"), (" І – AБ ", "І-АБ"), ("ІІ-ЖС", "ІІ-ЖС"), ("XІ-ЄЇ", "ХІ-ЄЇ"), ("аб", "АБ")],
)
def test_a_series_is_read_in_any_spelling(text: str, series: str) -> None:
    assert rules.series_read(text) == series


@pytest.mark.parametrize("text", ["", "№", "І-АБ-ВГ", "<b>", "АБВГДЕЄЖ"])
def test_what_is_no_series_is_not_read(text: str) -> None:
    assert rules.series_read(text) is None


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("000101", ((101, 101),)), ("000101–000120", ((101, 120),)), ("101 - 120, 125", ((101, 120), (125, 125))),
        ("№ 101; 102\n103", ((101, 103),)),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert rules.numbers_read(text) == tuple(Span(*pair) for pair in spans)


@pytest.mark.parametrize("text", ["", "120-101", "0", "101,101", "1-5, 3", "сто", "1-2-3", "1e5"])
def test_numbers_that_repeat_or_run_back_are_refused(text: str) -> None:
    assert rules.numbers_read(text) is None


def test_spans_are_shown_with_leading_zeros() -> None:
    assert rules.spans_shown((Span(101, 120), Span(125, 125)), width=6) == "000101–000120, 000125"


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9)).map(lambda pair: Span(pair[0], sum(pair))), max_size=6
)


@given(SPANS, SPANS)
def test_spans_are_sets_of_numbers(ours: list[Span], theirs: list[Span]) -> None:
    def numbers(spans: object) -> set[int]:
        return {n for span in spans for n in range(span.first, span.last + 1)}  # type: ignore[attr-defined]

    assert numbers(rules.merged(ours)) == numbers(ours)
    assert numbers(rules.cut(ours, theirs)) == numbers(ours) - numbers(theirs)
    assert numbers(rules.overlap(ours, theirs)) == numbers(ours) & numbers(theirs)
    assert rules.covers(ours, theirs) == (numbers(theirs) <= numbers(ours))
    assert rules.size(rules.merged(ours)) == len(numbers(ours))
    merged = rules.merged(ours)
    assert all(before.last + 1 < after.first for before, after in pairwise(merged))


def moved(act: Act, span: Span, origin: Account, target: Account, *, day: int = 0, **more: bool) -> Moved:
    return Moved(
        kind="birth", series="І-АБ", span=span, act=act, origin=origin, target=target, on=DAY + dt.timedelta(days=day),
        **more,
    )  # fmt: skip


BOOK = [
    moved(Act.RECEIVED, Span(1, 10), Account(Spot.OUTSIDE), STORE),
    moved(Act.ISSUED, Span(1, 6), STORE, HOLDER, day=1),
    moved(Act.USED, Span(1, 1), HOLDER, Account(Spot.USED), day=2),
    moved(Act.SPOILED, Span(2, 2), HOLDER, Account(Spot.SPOILED, 7), day=3),
    moved(Act.USED, Span(3, 3), HOLDER, Account(Spot.USED), day=3),
    moved(Act.USED, Span(3, 3), Account(Spot.USED), HOLDER, day=4, is_reversal=True),
    moved(Act.GIVEN_BACK, Span(2, 2), Account(Spot.SPOILED, 7), Account(Spot.SPOILED), day=5),
    moved(Act.DESTROYED, Span(2, 2), Account(Spot.SPOILED), Account(Spot.DESTROYED), day=6),
]


def test_a_period_of_the_hromada_names_every_number() -> None:
    (line,) = rules.period_lines(
        BOOK, since=DAY + dt.timedelta(days=3), until=DAY + dt.timedelta(days=6), scope=Scope()
    )
    assert (line.count("opening"), line.count("used"), line.count("spoiled")) == (9, 1, 1)
    assert (line.count("corrected_in"), line.count("destroyed"), line.count("closing")) == (1, 1, 8)
    assert line.closing == (Span(3, 10),)
    assert line.spoiled_kept == ()
    assert line.agrees


def test_a_period_of_a_holder_counts_what_was_issued_as_received() -> None:
    (line,) = rules.period_lines(BOOK, since=DAY, until=DAY + dt.timedelta(days=4), scope=Scope(7))
    assert (line.count("opening"), line.count("received"), line.count("closing")) == (0, 6, 4)
    assert line.spoiled_kept == (Span(2, 2),)
    assert line.agrees


def test_every_act_leads_somewhere_and_only_where_the_table_says() -> None:
    assert rules.target_of(Act.ISSUED, STORE, to=7) == HOLDER
    assert rules.target_of(Act.ISSUED, STORE) is None
    assert rules.target_of(Act.USED, STORE) is None
    assert rules.target_of(Act.DESTROYED, HOLDER) is None
    assert rules.target_of(Act.SPOILED, HOLDER) == Account(Spot.SPOILED, 7)
    assert rules.target_of(Act.GIVEN_BACK, Account(Spot.SPOILED, 7)) == Account(Spot.SPOILED)
    assert {act for act, _spot in rules.MOVES} == set(Act)


def test_a_commission_is_counted_by_people() -> None:
    assert rules.commission_read(" Іваненко І. \n\nіваненко  і.\nПетренко П.") == ["Іваненко І.", "Петренко П."]
