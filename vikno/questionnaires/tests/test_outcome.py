"""What answers come to: asked, calculated, wrong, missing."""

from decimal import Decimal
from typing import Any

from hypothesis import given

from vikno.questionnaires.engine import Audience, choices_shown, evaluate, scores
from vikno.questionnaires.tests.random_documents import answered
from vikno.questionnaires.tests.samples import asked, at, document, section, yes_no


def test_a_question_is_asked_only_when_its_condition_is_known_to_hold() -> None:
    made = document(yes_no("a"), asked("b", relevant="${a} = 'yes'", required=True))
    assert evaluate(made, {}).missing == ()
    assert evaluate(made, at(a="no", b="щось")).values == at(a="no")
    assert evaluate(made, at(a="yes")).missing == (("b", 0),)


def test_a_hidden_answer_decides_nothing() -> None:
    """«b» was typed, then «a» hid it: what hangs on «b» goes too."""
    made = document(yes_no("a"), yes_no("b", relevant="${a} = 'yes'"), asked("c", relevant="${b} = 'yes'"))
    assert evaluate(made, at(a="no", b="yes", c="x")).relevant == {("a", 0)}


def test_conditions_of_a_group_hold_for_what_is_inside() -> None:
    made = document(yes_no("a"), section("g", section("h", asked("b", required=True)), relevant="${a} = 'yes'"))
    assert evaluate(made, at(a="no")).missing == ()
    assert evaluate(made, at(a="yes")).missing == (("b", 0),)


def test_a_constraint_fails_only_when_known_to_fail() -> None:
    made = document(asked("a", "integer"), asked("b", "integer", constraint=". <= ${a}"))
    assert evaluate(made, at(b=5)).errors == {}
    assert evaluate(made, at(a=4, b=5)).errors == {("b", 0): "constraint"}


def test_calculations_follow_each_other_whatever_their_order() -> None:
    made = document(
        asked("total", "calculate", calculation="${twice} + 1"), asked("twice", "calculate", calculation="${a} * 2"),
        asked("a", "decimal"),
    )  # fmt: skip
    assert evaluate(made, at(a="1,5")).values[("total", 0)] == 4
    assert evaluate(made, {}).values[("total", 0)] is None


def test_rows_of_a_repeat() -> None:
    made = document(
        section("r", asked("x", "integer", required=True), asked("y", "calculate", calculation="${x} * 10"),
        kind="repeat"),
        asked("all", "calculate", calculation="sum(${x})"), asked("many", "calculate", calculation="count(${x})"),
    )  # fmt: skip
    found = evaluate(made, {("x", 1): 2, ("x", 3): 5})
    assert (found.rows, found.missing) == ({"r": (1, 3)}, ())  # an empty row is no row
    assert evaluate(made, {("x", 3): 5}, blank_rows=1).missing == (("x", 4),)
    assert (found.values[("all", 0)], found.values[("many", 0)], found.values[("y", 3)]) == (7, 2, 50)


def test_a_repeat_that_counts_its_rows() -> None:
    made = document(asked("n", "integer"), section("r", asked("x"), kind="repeat", count="${n}"))
    assert evaluate(made, at(n=2)).rows == {"r": (1, 2)}
    assert len(evaluate(made, at(n=100_000)).rows["r"]) == 100
    assert evaluate(made, {}).rows == {"r": ()}


def test_a_filter_of_choices() -> None:
    towns = [
        {"code": "king", "labels": {"uk": "Кінг"}, "filter": {"in": "w"}},
        {"code": "king", "labels": {"uk": "Кінг Т."}, "filter": {"in": "t"}},
        {"code": "dale", "labels": {"uk": "Дейл"}, "filter": {"in": "t"}},
    ]
    made = document(
        asked("a"), asked("b", "select_one", choices="towns", choice_filter="in = ${a}"), choices={"towns": towns}
    )
    question = made.question("b")
    assert question
    assert [one.code for one in choices_shown(made, question, evaluate(made, at(a="t")))] == ["king", "dale"]
    assert evaluate(made, at(a="w", b="dale")).errors == {("b", 0): "choice_filtered_out"}


def test_an_audience_is_asked_only_its_own() -> None:
    made = document(asked("a", required=True), asked("b", required=True, audience=["reviewer"]))
    assert evaluate(made, {}, Audience.APPLICANT).missing == (("a", 0),)
    assert evaluate(made, {}, Audience.REVIEWER).missing == (("a", 0), ("b", 0))
    assert evaluate(made, {}).missing == (("a", 0), ("b", 0))


def test_not_applicable_only_where_it_is_offered() -> None:
    made = document(asked("a", required=True, na="exclude"), asked("b"))
    found = evaluate(made, at(a={"na": True}, b={"na": True}))
    assert found.missing == ()
    assert found.errors == {("b", 0): "not_applicable_not_offered"}


def test_when_a_proof_is_wanted() -> None:
    made = document(yes_no("a", evidence="when", evidence_when=". = 'yes'"), yes_no("b", evidence="required"))
    assert evaluate(made, at(a="yes")).needs_evidence == (("a", 0), ("b", 0))
    assert evaluate(made, at(a="no")).needs_evidence == (("b", 0),)


@given(answered())
def test_any_answers_come_to_something(given_: Any) -> None:
    """Total over documents and answers: no exception, scores within bounds, no error where nothing is asked."""
    made, answers = given_
    found = evaluate(made, answers)
    assert set(found.errors) <= found.relevant
    assert not set(found.missing) & set(found.errors)
    told = scores(made, answers, found)
    for score in (told.total, *told.by_code.values()):
        assert score.value is None or Decimal(0) <= score.value <= 100
        assert 0 <= score.known <= score.asked
        assert score.value is None or score.known
