"""Scores: what is not known is never nought, weights weigh, a longer list is not better than a shorter one."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.questionnaires.engine import Document, scores
from vikno.questionnaires.tests.samples import asked, at, document, section, yes_no


def total(made: Document, **answers: Any) -> Decimal | None:
    return scores(made, at(**answers)).total.value


@pytest.mark.parametrize(
    ("heavy", "light", "value"), [("yes", "no", 75), ("no", "yes", 25), ("yes", "yes", 100), ("no", "no", 0)]
)
def test_weights_one_and_three(heavy: str, light: str, value: int) -> None:
    assert total(document(yes_no("h", weight=3), yes_no("l", weight=1)), h=heavy, l=light) == value


@given(st.integers(1, 1_000_000), st.integers(1, 1_000_000))
def test_heavy_weights_do_not_saturate(heavy: int, light: int) -> None:
    made = document(yes_no("h", weight=heavy), yes_no("l", weight=light))
    found = total(made, h="yes", l="no")
    assert found == (Decimal(100) * heavy / (heavy + light)).quantize(Decimal("0.01"))
    assert total(made, h="yes", l="yes") == 100


def test_no_data_is_not_nought() -> None:
    made = document(yes_no("a"), yes_no("b"))
    found = scores(made, at(a="yes")).total
    assert (found.value, found.known, found.asked) == (100, 1, 2)
    assert scores(made, {}).total.value is None


@pytest.mark.parametrize("method", ["mean", "sum", "min", "max", "all_of"])
@given(st.lists(st.sampled_from(["yes", "no"]), min_size=1, max_size=5))
def test_not_applicable_changes_no_score(method: str, said: list[str]) -> None:
    items = [yes_no(f"q{number}") for number in range(len(said))]
    answers = {f"q{number}": one for number, one in enumerate(said)}
    alone = document(section("g", *items, method=method))
    beside = document(section("g", *items, yes_no("na", na="exclude", weight=7), method=method))
    assert total(beside, **answers, na={"na": True}) == total(alone, **answers)


@given(st.lists(st.sampled_from(["yes", "no", None]), min_size=1, max_size=6))
def test_an_empty_answer_lowers_no_mean(said: list[str | None]) -> None:
    items = [yes_no(f"q{number}") for number in range(len(said))]
    answers = {f"q{number}": one for number, one in enumerate(said) if one}
    full, short = document(*items), document(*[one for one in items if one["code"] in answers])
    assert total(full, **answers) == total(short, **answers)


@given(st.integers(1, 30), st.integers(1, 30))
def test_a_longer_list_is_not_better(one: int, other: int) -> None:
    """Equal answers give equal scores, however many questions a track asks and however its scale is written."""
    short = document(*(yes_no(f"q{number}") for number in range(one)))
    long = document(*(yes_no(f"q{number}", weight=5) for number in range(other)))
    assert total(short, **{f"q{n}": "yes" for n in range(one)}) == total(long, **{f"q{n}": "yes" for n in range(other)})


@pytest.mark.parametrize(("na", "value"), [("exclude", Decimal(100)), ("zero", Decimal(50)), ("target", Decimal(90))])
def test_policies_of_not_applicable(na: str, value: Decimal) -> None:
    assert total(document(yes_no("a"), yes_no("b", na=na, target=80)), a="yes", b={"na": True}) == value


@pytest.mark.parametrize(
    ("method", "said", "value"),
    [
        ("mean", "yes no", 50), ("sum", "yes no", 50), ("sum", "yes -", None),
        ("min", "yes no", 0), ("min", "yes -", 100),
        ("max", "yes no", 100), ("all_of", "yes yes", 100), ("all_of", "yes no", 0), ("all_of", "yes -", None),
        ("all_of", "no -", 0), ("max", "- -", None),
    ],
)  # fmt: skip
def test_methods(method: str, said: str, value: int | None) -> None:
    made = document(section("g", yes_no("a"), yes_no("b"), method=method))
    answers = {code: one for code, one in zip("ab", said.split(), strict=True) if one != "-"}
    assert scores(made, at(**answers)).by_code["g"].value == value


def test_scales_choices_and_dimensions() -> None:
    levels = [{"code": f"l{n}", "labels": {"uk": str(n)}, **({"score": n} if n < 4 else {})} for n in range(1, 5)]
    made = document(
        section(
            "g", asked("n", "integer", scale=["0", "20"]), asked("l", "select_one", choices="levels"),
            asked("m", "select_multiple", choices="levels"), dimension="d",
        ),
        asked("less", "decimal", scale=["60", "0"], dimension="e", indicator="wait"), choices={"levels": levels},
    )  # fmt: skip
    found = scores(made, at(n=25, l="l2", m=["l1", "l2"], less="15"))
    assert {code: score.value for code, score in found.by_code.items()} == {
        "n": 100, "l": 50, "m": 50, "less": 75, "g": Decimal("66.67"),
    }  # fmt: skip
    assert {name: score.value for name, score in found.by_dimension.items()} == {"d": Decimal("66.67"), "e": 75}
    assert found.by_indicator["wait"].value == 75
    assert scores(made, at(l="l4")).by_place[("l", 0)].value is None  # «don't know» has no score: no data


def test_rows_of_a_repeat_weigh_alike() -> None:
    made = document(section("r", yes_no("a"), yes_no("b"), kind="repeat"))
    found = scores(made, {("a", 1): "yes", ("b", 1): "yes", ("a", 2): "no"})
    assert found.by_code["r"].value == 50
