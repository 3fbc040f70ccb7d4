import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.applicants import rules
from vikno.applicants.rules import ApplicantFacts

TODAY = dt.date(2026, 11, 16)


def codes(**facts: object) -> set[str]:
    return {o.code for o in rules.oddities(ApplicantFacts(**{"phone": "0501234567", **facts}), today=TODAY)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"family_name": "Іваненко"}, set()),
        ({"family_name": "Iваненко"}, {"mixed_script"}),
        ({"given_name": "Марі9"}, {"digit_in_name"}),
        ({"rnokpp": "1234567890"}, {"rnokpp_check"}),
        ({"rnokpp": "1759013776"}, set()),
        ({"rnokpp": "1759013776", "born_on": dt.date(1948, 2, 28)}, set()),
        ({"rnokpp": "1759013776", "born_on": dt.date(1984, 2, 28)}, {"birth_rnokpp"}),
        ({"rnokpp": "1759013776", "has_no_rnokpp": True}, {"rnokpp_and_refusal"}),
        ({"unzr": "19840228-00015"}, {"unzr_check"}),
        ({"edrpou": "12345679"}, {"edrpou_check"}),
        ({"born_on": dt.date(1890, 1, 1)}, {"birth_year"}),
        ({"born_on": dt.date(2026, 12, 1)}, {"birth_in_future"}),
        ({"phone": "050 12"}, {"phone"}),
        ({"phone": ""}, {"no_contact"}),
    ],
)
def test_what_is_odd(facts: dict, expected: set[str]) -> None:
    assert codes(**facts) == expected


def test_facts_are_kept_in_one_spelling() -> None:
    facts = rules.tidy(
        ApplicantFacts(
            family_name="  О’Ніл\u00a0 ", phone="050 123-45-67", rnokpp="17590 13776", unzr="1984022800013",
            identity_kind="passport_book", identity_number="ac 123 456",
        )
    )  # fmt: skip
    assert (facts.family_name, facts.phone, facts.rnokpp) == ("О’Ніл", "+380501234567", "1759013776")
    assert (facts.unzr, facts.identity_number) == ("19840228-00013", "АС123456")
    assert rules.tidy(facts) == facts


def test_an_entity_is_keyed_by_its_own_name() -> None:
    facts = ApplicantFacts(kind="legal", entity_name="ТОВ «Колос»", family_name="Хтось")
    assert rules.name_key(facts) == "колос тов"
    assert rules.full_name(facts) == "ТОВ «Колос»"


@given(st.text(alphabet="0123456789", max_size=14))
def test_a_mask_shows_three_digits_at_most(number: str) -> None:
    hidden = rules.masked(number)
    assert len(hidden) == len(number)
    assert sum(c.isdigit() for c in hidden) == min(3, len(number))
    assert number.endswith(hidden.lstrip("•"))


def test_a_mask_keeps_the_hyphen() -> None:
    assert rules.masked("19840228-00013") == "••••••••-••013"
