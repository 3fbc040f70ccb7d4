import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.common import identifiers as ids

digits = st.text(alphabet="0123456789", min_size=1, max_size=20)


def rnokpp(first_nine: str) -> str:
    weights = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
    return first_nine + str(sum(w * int(d) for w, d in zip(weights, first_nine, strict=True)) % 11 % 10)


def test_rnokpp_tells_birth_date_and_sex():
    man = rnokpp("365250013")
    assert ids.rnokpp_is_valid(man)
    assert ids.rnokpp_birth_date(man) == dt.date(2000, 1, 1)
    assert ids.rnokpp_sex(man) == "male"
    assert ids.rnokpp_sex(rnokpp("365250024")) == "female"


@pytest.mark.parametrize(
    "number", ["", "123", "12345678901", "abcdefghij", "１２３４５６７８９０", " 3652500139", "3652500130"]
)
def test_what_is_not_a_rnokpp(number):
    assert not ids.rnokpp_is_valid(number)
    assert ids.rnokpp_birth_date(number) is None
    assert ids.rnokpp_sex(number) is None


def test_edrpou():
    assert ids.edrpou_is_valid("32855961")
    assert not ids.edrpou_is_valid("32855968")
    assert not ids.edrpou_is_valid("3285596")


def unzr(first: str) -> str:
    return f"{first[:8]}-{first[8:]}{ids.mrz_check_digit(first)}"


def test_unzr():
    number = unzr("199002290001")
    assert not ids.unzr_is_valid(number), "29 February 1990 did not happen"
    number = unzr("199002280001")
    assert ids.unzr_is_valid(number)
    assert ids.unzr_is_valid(number.replace("-", ""))
    assert ids.unzr_birth_date(number) == dt.date(1990, 2, 28)
    assert ids.unzr_formatted(number.replace("-", "")) == number
    assert not ids.unzr_is_valid(unzr("199002280000")), "numbers start at 0001"
    assert not ids.unzr_is_valid(number[:-1] + str((int(number[-1]) + 1) % 10))
    assert ids.mrz_check_digit("520727") == "3"


@pytest.mark.parametrize(
    ("code", "right"),
    [("UA53020010000035494", True), ("UA80", False), ("UA800", False), ("ua53020010000035494", False),
     ("UА53020010000035494", False), ("UA5302001000003549", False), ("UA530200100000354941", False),
     ("UA5.302E+16", False), ("UA53020010000035494 ", False), ("UA５3020010000035494", False)],
)  # fmt: skip
def test_katottg(code, right):
    assert ids.is_katottg(code) is right


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("0501234567", "+380501234567"),
        ("050-123-45-67", "+380501234567"),
        ("(044) 123 45 67", "+380441234567"),
        ("+38 (050) 123-45-67", "+380501234567"),
        ("+380 50 123 45 67", "+380501234567"),
        ("380501234567", "+380501234567"),
        ("8 (05342) 2-12-34", "+380534221234"),
        ("8-050-123-45-67", "+380501234567"),
        ("00380501234567", "+380501234567"),
        ("501234567", "+380501234567"),
        ("тел.: 050 123 45 67", "+380501234567"),
        ("моб. 0501234567", "+380501234567"),
        ("050\u00a0123–45–67", "+380501234567"),
        ("0 800 123 456", "+380800123456"),
        ("+48 22 123 45 67", "+48221234567"),
        ("+381 11 1234567", "+381111234567"),
        ("48221234567", None),
        ("102", None),
        ("050 123 45 67, 067 123 45 67", None),
        ("050 123 45 67 дод. 5", None),
        ("+380", None),
        ("+3800501234567", None),
        ("0101234567", None),
        ("", None),
    ],
)
def test_phone(text, e164):
    assert ids.phone_e164(text) == e164


def test_phone_formatted():
    assert ids.phone_formatted("+380501234567") == "+380 50 123 45 67"
    assert ids.phone_formatted("+48221234567") == "+48221234567"


@given(
    st.text(alphabet="3456789", min_size=1, max_size=1),
    st.text(alphabet="0123456789", min_size=8, max_size=8),
)
def test_every_spelling_of_one_number_is_one_number(first, rest):
    national = first + rest
    spellings = [
        "0" + national,
        "+380" + national,
        f"+38 (0{national[:2]}) {national[2:5]}-{national[5:7]}-{national[7:]}",
    ]
    assert {ids.phone_e164(s) for s in spellings} == {"+380" + national}


@given(digits, st.data())
def test_check_digit_catches_every_single_error(body, data):
    number = ids.with_check_digit(body)
    assert ids.has_valid_check_digit(number)
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    assert not ids.has_valid_check_digit(number[:place] + wrong + number[place + 1 :])


@given(digits, st.data())
def test_check_digit_catches_every_swap_of_neighbours(body, data):
    number = ids.with_check_digit(body)
    place = data.draw(st.integers(0, len(number) - 2))
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not ids.has_valid_check_digit(swapped)


def test_check_digit_refuses_what_is_not_digits():
    assert not ids.has_valid_check_digit("")
    assert not ids.has_valid_check_digit("0")
    assert not ids.has_valid_check_digit("12a4")
    with pytest.raises(ValueError, match="ASCII digits"):
        ids.with_check_digit("12а")


def test_groups():
    number = ids.with_check_digit("5325000001")
    text = ids.grouped(number, (2, 2, 6, 1))
    assert text == f"53-25-000001-{number[-1]}"
    assert ids.ungrouped(text) == number
    assert ids.has_valid_check_digit(text)
    with pytest.raises(ValueError, match="do not fill"):
        ids.grouped(number, (2, 2))


IBAN = "UA213223130000026007233566001"  # an example of public rules


def test_an_account_is_read_as_people_type_it():
    for typed in ("UA21 3223 1300 0002 6007 2335 6600 1", "уа213223130000026007233566001", f" {IBAN}\u00a0"):
        assert ids.iban_read(typed) == IBAN
    assert ids.iban_formatted(IBAN) == "UA21 3223 1300 0002 6007 2335 6600 1"


@pytest.mark.parametrize("place", range(4, 29))
def test_a_wrong_digit_of_an_account_is_caught(place):
    wrong = IBAN[:place] + str((int(IBAN[place]) + 1) % 10) + IBAN[place + 1 :]
    assert ids.iban_is_valid(IBAN)
    assert not ids.iban_is_valid(wrong)


@pytest.mark.parametrize("number", ["", "UA", IBAN[:-1], IBAN + "1", "PL61109010140000071219812874", IBAN.lower()])
def test_what_is_not_an_account_of_ukraine(number):
    assert not ids.iban_is_valid(number)
