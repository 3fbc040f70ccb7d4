import pytest

from vikno.cases.rules import case_number, number_formatted
from vikno.correspondence import rules
from vikno.correspondence.enums import Reason

ONE = case_number(year=2026, network=417, sequence=123)
TWO = case_number(year=2026, network=417, sequence=124)
SHOWN = number_formatted(ONE)


@pytest.mark.parametrize(
    "text",
    [SHOWN, ONE, f"Справа №{SHOWN}.", SHOWN.replace("-", " "), SHOWN.replace("-", "–"),
     f"re: {SHOWN}, дякую", f"({ONE})"],
)  # fmt: skip
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert rules.numbers_in(text) == [ONE]


@pytest.mark.parametrize(
    "text",
    ["", "1234567890124", f"7{ONE}", f"{ONE}7", SHOWN[:-1] + str((int(SHOWN[-1]) + 1) % 10), "+380501234567 26-0417"],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert rules.numbers_in(text) == []


def test_a_letter_full_of_numbers_names_a_few() -> None:
    numbers = [case_number(year=2026, network=417, sequence=n) for n in range(1, 200)]
    assert rules.numbers_in(" ".join([ONE, TWO, ONE, *numbers])) == [ONE, TWO, *numbers][: rules.MOST_NUMBERS]


def evidence(case_id: int, reason: Reason, *, is_open: bool = True) -> rules.Evidence:
    return rules.Evidence(case_id=case_id, reason=reason, is_open=is_open)


def test_the_surest_case_comes_first() -> None:
    found = rules.ranked(
        [
            evidence(1, Reason.APPLICANT), evidence(2, Reason.NUMBER_IN_BODY, is_open=False),
            evidence(3, Reason.NUMBER_IN_SUBJECT, is_open=False), evidence(1, Reason.CONTACT),
        ]
    )  # fmt: skip
    assert [one.case_id for one in found] == [3, 2, 1]
    assert found[2].reasons == (Reason.APPLICANT, Reason.CONTACT)


def test_nine_candidates_at_most_for_nine_digits() -> None:
    assert len(rules.ranked(evidence(n, Reason.APPLICANT) for n in range(50))) == 9
