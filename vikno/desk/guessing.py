"""What a typed question already says of a new person, so that nothing is typed twice."""

from typing import Any

from vikno.applicants.models import Applicant
from vikno.common import identifiers, text

_FIELDS = (
    "kind", "family_name", "given_name", "patronymic", "entity_name", "rnokpp", "has_no_rnokpp", "unzr", "edrpou",
    "born_on", "identity_kind", "identity_number", "phone", "email", "street_address",
)  # fmt: skip


def initial_from(question: str) -> dict[str, Any]:
    """Fields of the form from what was looked for: a name in order, a phone, a number with its birthday."""
    digits = identifiers.ungrouped(question)
    if identifiers.rnokpp_is_valid(digits):
        return {"rnokpp": digits, "born_on": identifiers.rnokpp_birth_date(digits)}
    if identifiers.unzr_is_valid(digits):
        return {"unzr": identifiers.unzr_formatted(digits), "born_on": identifiers.unzr_birth_date(digits)}
    phone = identifiers.phone_e164(question)
    if phone:
        return {"phone": identifiers.phone_formatted(phone)}
    if any(c.isdigit() for c in question):
        return {"rnokpp": digits} if len(digits) == 10 and digits.isdigit() else {}
    words = text.clean(question).title().split(maxsplit=2)
    return dict(zip(("family_name", "given_name", "patronymic"), map(_apostrophe, words), strict=False))


def _apostrophe(word: str) -> str:
    """`str.title` writes «Д'Яченко»: a letter after an apostrophe stays small."""
    return "".join(c.lower() if i and word[i - 1] in "'’ʼ`" else c for i, c in enumerate(word))


def initial_of(applicant: Applicant) -> dict[str, Any]:
    """The form of a known applicant."""
    said = {name: getattr(applicant, name) for name in _FIELDS}
    said["phone"] = identifiers.phone_formatted(applicant.phone)
    return {**said, "settlement": applicant.settlement.name if applicant.settlement else ""}
