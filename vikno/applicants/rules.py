"""What is odd about an applicant's facts, how their name is keyed, what of a number is shown."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.applicants.enums import ApplicantKind, IdentityDocument
from vikno.common import identifiers, text

OLDEST_YEARS: Final = 115
_SHOWN_DIGITS: Final = 3
# «ТОВ «Колос»» is looked for as «колос», so the form of the entity goes behind its name.
_LEGAL_FORMS: Final = frozenset(
    ("тов", "тзов", "пп", "фг", "дп", "ат", "прат", "пат", "кп", "кнп", "го", "бо", "осбб", "сг", "фоп")
)


@dataclass(frozen=True, kw_only=True)
class ApplicantFacts:
    """What a desk writes down about who applies. Texts as typed; `settlement_code` is КАТОТТГ or ""."""

    kind: str = ApplicantKind.PERSON
    family_name: str = ""
    given_name: str = ""
    patronymic: str = ""
    entity_name: str = ""
    rnokpp: str = ""
    has_no_rnokpp: bool = False
    unzr: str = ""
    edrpou: str = ""
    born_on: dt.date | None = None
    identity_kind: str = ""
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    settlement_code: str = ""
    street_address: str = ""


@dataclass(frozen=True, kw_only=True)
class Oddity:
    """Something to look at twice; it never stops anybody. `field` is a field of ApplicantFacts."""

    code: str
    field: str
    message: str | Promise


def tidy(facts: ApplicantFacts) -> ApplicantFacts:
    """The same facts in the spelling that is kept: spaces, apostrophes of numbers, E.164, УНЗР with its hyphen."""
    said = {name: text.clean(getattr(facts, name)) for name in _TEXTS}
    unzr = identifiers.ungrouped(facts.unzr)
    return ApplicantFacts(
        **said,
        kind=facts.kind,
        has_no_rnokpp=facts.has_no_rnokpp,
        born_on=facts.born_on,
        identity_kind=facts.identity_kind,
        settlement_code=facts.settlement_code,
        rnokpp=identifiers.ungrouped(facts.rnokpp),
        edrpou=identifiers.ungrouped(facts.edrpou),
        unzr=identifiers.unzr_formatted(unzr) if re.fullmatch(r"[0-9]{13}", unzr) else unzr,
        identity_number=identity_key(facts.identity_number, kind=facts.identity_kind),
        phone=identifiers.phone_e164(facts.phone) or text.clean(facts.phone),
    )


_TEXTS: Final = ("family_name", "given_name", "patronymic", "entity_name", "email", "street_address")


def identity_key(number: str, *, kind: str) -> str:
    """Series and number without spaces, in capitals; a passport book has Cyrillic letters whatever was typed."""
    key = identifiers.ungrouped(text.clean(number)).upper()
    return key.translate(_SERIES) if kind == IdentityDocument.PASSPORT_BOOK else key


_SERIES: Final = str.maketrans("ABCEHIKMOPTX", "АВСЕНІКМОРТХ")


def full_name(facts: ApplicantFacts) -> str:
    """Family name first; of an entity its name."""
    parts = (facts.family_name, facts.given_name, facts.patronymic)
    return facts.entity_name if facts.kind == ApplicantKind.LEGAL_ENTITY else " ".join(filter(None, parts))


def has_name(facts: ApplicantFacts) -> bool:
    """A person needs a family or a given name, an entity its own; a patronymic alone is no name."""
    if facts.kind == ApplicantKind.LEGAL_ENTITY:
        return bool(facts.entity_name)
    return bool(facts.family_name or facts.given_name)


def name_key(facts: ApplicantFacts) -> str:
    """The folded name that a search looks for; an entity's legal form stands at the end."""
    key = text.fold(full_name(facts))
    if facts.kind != ApplicantKind.LEGAL_ENTITY:
        return key
    words = key.split()
    forms = [word for word in words if word in _LEGAL_FORMS]
    return " ".join([word for word in words if word not in _LEGAL_FORMS] + forms)


# «вул. Садова, буд. 5, кв. 2» and «садова 5/2» are one address: words that only say what follows are left out.
_ADDRESS_WORDS: Final = frozenset(
    (
        "вул", "вулиця", "вулиці", "пров", "провулок", "просп", "проспект", "пр-т", "бул", "бульв", "бульвар", "б-р",
        "пл", "площа", "шосе", "узвіз", "майдан", "м-н", "мкр", "мікрорайон", "квартал", "тупик", "проїзд",
        "набережна", "наб", "буд", "будинок", "кв", "квартира", "корп", "корпус", "під'їзд", "с", "смт", "м", "село",
        "місто", "селище", "хутір", "х",
    )
)  # fmt: skip
_ADDRESS_MARKS: Final = re.compile(r"[.,;:/\\№#|]+")
_LETTER_OF_HOUSE: Final = re.compile(r"(?<=[0-9])\s*-?\s*(?=[^\W\d_]\b)")


def address_key(typed: str) -> str:
    """The folded address that a search looks for: street, house, flat; "" when nothing of it is a name or a number.

    >>> address_key("вул. Садова, буд. 5-а, кв. 2") == address_key("Садова 5А/2")
    True
    """
    key = _LETTER_OF_HOUSE.sub("", text.fold(_ADDRESS_MARKS.sub(" ", typed)))
    return " ".join(word for word in key.split() if word not in _ADDRESS_WORDS)


def oddities(facts: ApplicantFacts, *, today: dt.date) -> list[Oddity]:
    """All that deserves a second look, in the order of the form."""
    return [*_odd_names(facts), *_odd_numbers(facts), *_odd_birth(facts, today=today), *_odd_contacts(facts)]


def _odd_names(facts: ApplicantFacts) -> Iterator[Oddity]:
    for field in ("family_name", "given_name", "patronymic"):
        name = getattr(facts, field)
        if text.mixed_script(name):
            yield Oddity(
                code="mixed_script", field=field, message=_("Є і українські, і латинські літери. Наберіть заново.")
            )
        if any(c.isdigit() for c in name):
            yield Oddity(code="digit_in_name", field=field, message=_("У прізвищі чи імені є цифра."))


def _odd_numbers(facts: ApplicantFacts) -> Iterator[Oddity]:
    if facts.rnokpp and not identifiers.rnokpp_is_valid(facts.rnokpp):
        yield Oddity(
            code="rnokpp_check",
            field="rnokpp",
            message=_("Контрольна цифра РНОКПП не сходиться. Звірте з документом."),
        )
    if facts.unzr and not identifiers.unzr_is_valid(facts.unzr):
        yield Oddity(code="unzr_check", field="unzr", message=_("УНЗР має вигляд РРРРММДД-ННННК. Звірте з документом."))
    if facts.edrpou and not identifiers.edrpou_is_valid(facts.edrpou):
        yield Oddity(
            code="edrpou_check", field="edrpou", message=_("Контрольна цифра коду ЄДРПОУ не сходиться. Звірте його.")
        )
    if facts.rnokpp and facts.has_no_rnokpp:
        yield Oddity(
            code="rnokpp_and_refusal",
            field="has_no_rnokpp",
            message=_("Вказано і РНОКПП, і відмову від нього."),
        )


def _odd_birth(facts: ApplicantFacts, *, today: dt.date) -> Iterator[Oddity]:
    born_on = facts.born_on
    if born_on is not None and not today.year - OLDEST_YEARS <= born_on.year <= today.year:
        yield Oddity(code="birth_year", field="born_on", message=_("Перевірте рік народження."))
    elif born_on is not None and born_on > today:
        yield Oddity(code="birth_in_future", field="born_on", message=_("Дата народження ще не настала."))
    said = {
        "rnokpp": identifiers.rnokpp_birth_date(facts.rnokpp),
        "unzr": identifiers.unzr_birth_date(facts.unzr) if facts.unzr else None,
    }
    for field, date in said.items():
        if born_on is not None and date is not None and date != born_on:
            yield Oddity(
                code=f"birth_{field}",
                field=field,
                message=_("У цьому номері інша дата народження. Звірте."),
            )


def _odd_contacts(facts: ApplicantFacts) -> Iterator[Oddity]:
    if facts.phone and identifiers.phone_e164(facts.phone) is None:
        yield Oddity(
            code="phone", field="phone", message=_("Це не схоже на один номер телефону. Приклад: 050 123 45 67.")
        )
    if not (facts.phone or facts.email or facts.street_address):
        yield Oddity(code="no_contact", field="phone", message=_("Немає ні телефону, ні адреси: як повідомити людину?"))


def masked(number: str) -> str:
    """`•••••••890`: lists show the last three digits only."""
    hidden = len(number) - _SHOWN_DIGITS
    return "".join("•" if c.isdigit() and i < hidden else c for i, c in enumerate(number))
