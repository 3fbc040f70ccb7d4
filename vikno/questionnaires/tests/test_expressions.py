"""The grammar, its checks and its evaluator: a table of vectors that any other evaluator must pass too."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.questionnaires.engine import limits
from vikno.questionnaires.engine.evaluating import Scope, value_of
from vikno.questionnaires.engine.grammar import Unreadable, parse
from vikno.questionnaires.engine.kinds import Setting, Sort, sort_of

FACTS = {
    "n": Decimal(5), "zero": Decimal(0), "t": "так", "d": date(2026, 3, 2), "many": ("a", "b"), "none": None,
    "yes": True,
    "unknown": None, "empty": (),
}  # fmt: skip
SORTS = {
    "n": Sort.NUMBER, "zero": Sort.NUMBER, "t": Sort.TEXT, "d": Sort.DATE, "many": Sort.CHOICES, "none": Sort.NUMBER,
    "yes": Sort.TRUTH, "unknown": Sort.TRUTH, "empty": Sort.CHOICES, "rows": Sort.NUMBER,
}  # fmt: skip
ROWS = {"rows": [Decimal(1), None, Decimal(4)]}


def worth(text: str) -> Any:
    node = parse(text)
    sort_of(node, Setting(sorts=SORTS, many={"rows"}, own=Sort.NUMBER))
    return value_of(node, Scope(values=FACTS, many=ROWS, own=Decimal(10)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("10 div 4", Decimal("2.5")), ("7 mod 3", 1), ("-2 + 1", -1),
        ("2 × 3 − 1", 5), ("1 div 0", None), ("1 mod 0", None), ("${none} + 1", None), ("-${none}", None),
        (". > 9", True), (". >= 10 and . < 11", True), ("${n} = 5", True), ("${n} != 5", False),
        ("${t} = 'так'", True), ("${t} = \"ні\"", False), ("${d} >= '2026-03-01'", True),
        ("'2026-03-03' < ${d}", False),
        ("${none} = 5", None), ("${none} = ''", True), ("${none} != ''", False), ("${n} != ''", True),
        ("${t} = ''", False),
        ("${unknown} and false()", False), ("${unknown} or true()", True), ("${unknown} and true()", None),
        ("not(${unknown})", None), ("not(${yes})", False), ("true()", True),
        ("if(${n} > 3, 'багато', 'мало')", "багато"), ("if(${unknown}, 1, 2)", None),
        ("coalesce(${none}, 4)", 4), ("coalesce(${n}, 4)", 5),
        ("selected(${many}, 'a')", True), ("selected(${many}, 'z')", False), ("selected(${empty}, 'a')", False),
        ("selected(${t}, 'так')", True), ("count-selected(${many})", 2), ("count-selected(${empty})", 0),
        ("count(${rows})", 2), ("sum(${rows})", 5), ("min(${rows})", 1), ("max(${rows}, 9)", 9), ("sum(${none})", None),
        ("sum(${n}, ${none})", 5), ("max(${none})", None), ("count(${none})", 0), ("count(${n})", 1),
        ("round(2.5)", 3), ("round(-2.5)", -3), ("round(2.345, 2)", Decimal("2.35")), ("round(${none})", None),
        ("999999999999999999 * 999999999999999999", None),
    ],
)  # fmt: skip
def test_vectors(text: str, value: Any) -> None:
    found = worth(text)
    assert found == value
    assert type(found) is type(value) or isinstance(found, Decimal)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "ends_too_early"), ("1 +", "ends_too_early"), ("(1", "ends_too_early"), ("1 2", "unexpected"),
        ("today()", "unknown_function"), ("regex(., 'x')", "unknown_function"), ("pulldata('a')", "unknown_function"),
        ("1 < 2 < 3", "comparison_of_comparison"), ("if(true(), 1)", "wrong_number_of_arguments"),
        ("${gone} = 1", "unknown_reference"), ("name = 'a'", "unknown_name"), ("${n} = 'a'", "different_sorts"),
        ("${n} and true()", "wrong_sort"), ("${t} > 'a'", "not_compared"), ("${many} = 'a'", "different_sorts"),
        ("${many} = ${empty}", "not_compared"), ("${d} > 'вчора'", "date_wanted"), ("${rows} + 1", "many_values"),
        ("if(true(), 1, 'a')", "different_sorts"), ("round(1, 9)", "digits_wanted"),
        ("selected(${n}, 'a')", "choices_wanted"),
        ("sum(${t})", "wrong_sort"), ("count(1)", "question_wanted"), ("1 ; 2", "unexpected"), ("'open", "unexpected"),
        ("/data/a = 1", "unexpected"), ("sum(1,)", "unexpected"), ("1" * 30, "number_too_large"),
        ("(" * 200 + "1" + ")" * 200, "expression_too_deep"), ("-" * 200 + "1", "expression_too_deep"),
        ("1" + "+1" * 300, "expression_too_large"), ("1 " * 2000, "expression_too_long"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_grammar_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        worth(text)
    assert refused.value.code == code


def test_a_choice_filter_alone_reads_bare_names() -> None:
    node = parse("region = ${t} and name != 'x'")
    assert sort_of(node, Setting(sorts=SORTS, columns={"region", "name"})) == Sort.TRUTH
    assert value_of(node, Scope(values=FACTS, columns={"region": "так", "name": "a"})) is True


def test_the_longest_chain_is_evaluated() -> None:
    links = limits.EXPRESSION_NODES // 2 - 1
    assert worth("1" + "+1" * links) == links + 1


_SAID = """
    ${n} ${zero} ${t} ${d} ${many} ${none} ${yes} ${unknown} ${rows} . 1 0 2.5 'a' '' '2026-01-01' + - * div mod = !=
    < >=
    and or not( if( coalesce( selected( count( sum( min( round( count-selected( ) ) , true() false()
"""
_WORDS = st.sampled_from(_SAID.split())


@given(st.lists(_WORDS, max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text_is_refused_or_gives_a_value(text: str) -> None:
    """Total: parsing and checking refuse by name; what they let through never raises."""
    with suppress(Unreadable):
        worth(text)


_NUMBERS = st.decimals(-(10**17), 10**17, allow_nan=False, places=3).map(lambda one: f"{one:f}".lstrip("-"))
_TREES = st.recursive(
    _NUMBERS | st.sampled_from(["${n}", "${none}", "${zero}", "."]),
    lambda inner: st.builds(
        lambda left, sign, right: f"({left} {sign} {right})",
        inner,
        st.sampled_from(["+", "-", "*", "div", "mod"]),
        inner,
    ),
    max_leaves=20,
)


@given(_TREES)
def test_arithmetic_is_finite_or_unknown(text: str) -> None:
    with suppress(Unreadable):  # too large or too long
        found = worth(text)
        assert found is None or (found.is_finite() and abs(found) < 10**18)


@given(st.sampled_from(["and", "or"]), st.sampled_from(["${yes}", "${unknown}", "false()"]), st.booleans())
def test_both_and_either_are_symmetric(word: str, one: str, other: bool) -> None:
    said = "true()" if other else "${unknown}"
    assert worth(f"{one} {word} {said}") == worth(f"{said} {word} {one}")
