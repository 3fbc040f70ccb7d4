"""Lifecycles as whole tables, levels of records, three scores."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vikno.assessments import bands, rules
from vikno.assessments.enums import AssessmentState, EvidenceState, ItemState
from vikno.assessments.framework import as_json, fingerprint, framework_of, own
from vikno.assessments.rules import Bands, Weighted

# Written out once more by hand: a move added to a table by mistake is a move too many here.
ASSESSMENT = {
    "not_started>prefilled", "not_started>in_progress", "prefilled>in_progress", "in_progress>submitted",
    "submitted>returned", "submitted>verified", "submitted>accepted_unverified", "returned>resubmitted",
    "resubmitted>returned", "resubmitted>verified", "resubmitted>accepted_unverified", "verified>locked",
    "accepted_unverified>locked", "locked>superseded",
}  # fmt: skip
EVIDENCE = {
    "draft>submitted", "submitted>approved", "submitted>rejected", "rejected>submitted", "approved>expired",
    "expired>submitted",
}  # fmt: skip
ITEM = {
    "proposed>agreed", "proposed>dropped", "agreed>funded", "agreed>postponed", "agreed>dropped", "funded>in_progress",
    "funded>postponed", "funded>dropped", "in_progress>done", "in_progress>postponed", "in_progress>dropped",
    "done>confirmed", "postponed>agreed", "postponed>dropped",
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "states", "allowed"),
    [
        (rules.ASSESSMENT_MOVES, AssessmentState, ASSESSMENT),
        (rules.EVIDENCE_MOVES, EvidenceState, EVIDENCE),
        (rules.ITEM_MOVES, ItemState, ITEM),
    ],
)
def test_only_what_the_table_says_may_follow(table: dict, states: type, allowed: set[str]) -> None:  # type: ignore[type-arg]
    assert set(table) == {one.value for one in states}  # type: ignore[attr-defined]
    found = {f"{a.value}>{b.value}" for a, b in product(states, states) if rules.may_move(table, a.value, b.value)}  # type: ignore[call-overload]
    assert found == allowed


def test_nothing_leaves_a_locked_assessment_but_a_newer_one() -> None:
    assert rules.ASSESSMENT_MOVES["locked"] == {"superseded"}
    assert not rules.ASSESSMENT_MOVES["superseded"]
    assert not rules.EDITABLE & rules.FINAL


def one(code: str, level: int | None, *, weight: int = 1, dimension: str = "A", of: int = 1) -> Weighted:
    return Weighted(
        code=code, dimension=dimension, weight=Decimal(weight), dimension_weight=Decimal(of), level=level
    )  # fmt: skip


def test_a_heavy_question_weighs_as_much_as_it_says() -> None:
    heavy, light = one("x", 3, weight=3), one("y", 3)
    assert rules.scores_of([heavy, one("y", 0)]).total.value == Decimal("75.00")
    assert rules.scores_of([one("x", 0, weight=3), light]).total.value == Decimal("25.00")
    assert rules.scores_of([heavy, light]).total.value == Decimal("100.00")


def test_nothing_known_is_no_zero() -> None:
    found = rules.scores_of([one("x", None), one("y", None, dimension="B")])
    assert (found.total.value, found.total.known, found.total.asked) == (None, 0, 2)
    assert found.dimensions["A"].value is None


levels = some.none() | some.integers(0, 3)
questions = some.lists(
    some.tuples(levels, some.integers(1, 3), some.sampled_from("ABC"), some.integers(1, 2)), min_size=1, max_size=12
)


@given(questions)
def test_what_is_not_known_never_lowers_a_mean(drawn: list[tuple[int | None, int, str, int]]) -> None:
    asked = [
        one(str(n), level, weight=weight, dimension=dimension, of={"A": 1, "B": 2, "C": 1}[dimension])
        for n, (level, weight, dimension, _of) in enumerate(drawn)
    ]
    whole, known = rules.scores_of(asked), rules.scores_of([each for each in asked if each.level is not None])
    assert whole.total.value == known.total.value
    for dimension, score in known.dimensions.items():
        assert whole.dimensions[dimension].value == score.value


@given(questions, some.randoms(use_true_random=False))
def test_order_and_length_change_nothing(drawn: list[tuple[int | None, int, str, int]], random: object) -> None:
    asked = [one(str(n), level, weight=weight, dimension=name) for n, (level, weight, name, _of) in enumerate(drawn)]
    again = [*asked]
    random.shuffle(again)  # type: ignore[attr-defined]
    assert rules.scores_of(again) == rules.scores_of(asked)
    doubled = asked + [
        one(f"{each.code}b", each.level, weight=int(each.weight), dimension=each.dimension) for each in asked
    ]
    assert rules.scores_of(doubled).total.value == rules.scores_of(asked).total.value


RISING = Bands(bounds=[(Decimal(0), 0), (Decimal(80), 1), (Decimal(95), 2), (Decimal(99), 3)], least=30)
FALLING = Bands(bounds=[(Decimal(7), 3), (Decimal(15), 2), (Decimal(30), 1), (Decimal(1000), 0)], falls=True)


@pytest.mark.parametrize(
    ("bands", "amount", "n", "level"),
    [
        (RISING, "0", 30, 0), (RISING, "79.99", 30, 0), (RISING, "80", 30, 1), (RISING, "99", 500, 3),
        (RISING, "99", 29, None), (RISING, None, 500, None), (RISING, "99", None, None),
        (FALLING, "7", None, 3), (FALLING, "7.01", None, 2), (FALLING, "31", None, 0), (FALLING, "5000", None, None),
        (Bands(bounds=[(Decimal(10), 2)]), "9", None, None),
    ],
)  # fmt: skip
def test_a_value_becomes_the_level_of_its_band(
    bands: Bands, amount: str | None, n: int | None, level: int | None
) -> None:
    assert bands.level_of(None if amount is None else Decimal(amount), n=n) == level


def test_evidence_expires_the_day_after_its_last() -> None:
    last = date(2026, 11, 30)
    assert rules.evidence_state("approved", last, on=last) == "approved"
    assert rules.evidence_state("approved", last, on=date(2026, 12, 1)) == "expired"
    assert rules.evidence_state("submitted", last, on=date(2027, 1, 1)) == "submitted"
    assert rules.months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert rules.months_later(date(2026, 12, 15), 12) == date(2027, 12, 15)


def test_change_is_of_common_questions_that_both_know() -> None:
    found = rules.changes(
        {"A1": 1, "A2": None, "A3": 2}, {"A1": 3, "A2": 2, "B3": 2}, {"A1": "A1", "A2": "A2", "A3": "B3"}
    )
    assert [(one.code, one.before, one.after) for one in found] == [("A1", 1, 3), ("B3", 2, 2)]
    assert rules.whole_year_before(date(2026, 3, 31)) == (date(2025, 3, 1), date(2026, 2, 28))


def test_our_own_model_is_whole() -> None:
    model = own()
    assert len(model.dimensions) == 9
    assert 45 <= len(model.questions) <= 60
    metrics = bands.in_force(date(2026, 12, 1))
    for question in model.questions:
        texts = (question.title, question.why, question.top, question.proof, question.advice, *question.levels)
        assert all(text.uk and text.en for text in texts), question.code
        assert not question.metric or question.metric in metrics
        assert question.evidence != "required" or question.months
    used = {question.metric for question in model.questions}
    assert set(metrics) <= used, "a metric that no question reads"
    assert {model.profile_of(n) for n in (None, 9_999)} == {"small"}
    assert (model.profile_of(10_000), model.profile_of(60_000)) == ("middle", "large")
    assert len(model.asked("small")) < len(model.asked("large")) == len(model.questions)


def test_what_is_published_reads_back_the_same() -> None:
    kept = as_json(own())
    assert framework_of(kept) == own()
    assert fingerprint(as_json(framework_of(kept))) == fingerprint(kept)
