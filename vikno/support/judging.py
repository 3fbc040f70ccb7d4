"""Each grant of a package before it is brought in: what of it would be kept, and what stands in the way. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from vikno.support.giving import Grant, Package

MOST_GRANTS: Final = 5_000
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_CODE: Final = re.compile(r"UA[0-9]{17}")
_DIGITS: Final = Decimal("0.0001")
_MOST: Final = Decimal(10) ** 16


@dataclass(frozen=True, kw_only=True)
class JudgedGrant:
    """`faults`: codes of what is wrong, `missing_key:name` among them; `is_known`: here already, passed over."""

    row: int
    key: str
    title: str
    amount: Decimal | None
    currency: str
    awarded_on: date | None
    recipient: str
    funder: str
    hromada: str
    is_known: bool
    faults: tuple[str, ...]


def judged_grants(package: Package, *, known: Collection[str], hromadas: Collection[str]) -> list[JudgedGrant]:
    """In the order of the file. `known`: keys that are here; `hromadas`: codes that the codifier has."""
    return [
        _judged(row, one, known=known, hromadas=hromadas)
        for row, one in enumerate(package.grants, start=1)
    ]  # fmt: skip


def codes_in(package: Package) -> set[str]:
    """КАТОТТГ codes that places of the grants name."""
    return {code for one in package.grants if _CODE.fullmatch(code := _hromada(one.values))}


def is_text(said: str) -> bool:
    """Whether a database takes it: JSON lets a zero and halves of letters through."""
    return "\x00" not in said and _readable(said) == said


def _judged(row: int, grant: Grant, *, known: Collection[str], hromadas: Collection[str]) -> JudgedGrant:
    values, code = grant.values, _hromada(grant.values)
    amount, awarded = grant.amount_awarded, _day(values.get("awardDate"))
    funder, recipient = _name(values.get("fundingOrganization")), _name(values.get("recipientOrganization"))
    faults = [f"missing_key:{name}" for name in grant.missing if name != "recipientOrganization"]
    checks = {
        "person": "recipientIndividual" in values,
        "no_recipient": "recipientIndividual" not in values and not recipient,
        "wrong_amount": "amountAwarded" in values and not _is_money(amount),
        "wrong_day": "awardDate" in values and awarded is None,
        "wrong_currency": "currency" in values and not _CURRENCY.fullmatch(grant.currency),
        "no_funder": "fundingOrganization" in values and not funder,
        "unknown_hromada": bool(code) and code not in hromadas, "key_too_long": len(grant.key) > 200,
        "wrong_text": not all(map(is_text, (grant.key, grant.title, recipient, funder))),
    }  # fmt: skip
    is_known = grant.key in known
    return JudgedGrant(
        row=row, key=_readable(grant.key), title=_readable(grant.title), amount=amount,
        currency=_readable(grant.currency), awarded_on=awarded, recipient=_readable(recipient),
        funder=_readable(funder), hromada=code, is_known=is_known,
        faults=() if is_known else (*faults, *(name for name, is_so in checks.items() if is_so)),
    )  # fmt: skip


def _readable(said: str) -> str:
    return said.encode("utf-8", "replace").decode()


def _is_money(amount: Decimal | None) -> bool:
    """As much as a column holds, to four digits after the point."""
    if amount is None or not amount.is_finite() or not 0 <= amount < _MOST:
        return False
    return amount == amount.quantize(_DIGITS)


def _name(organisations: Any) -> str:
    listed = organisations if isinstance(organisations, list) else []
    first = listed[0] if listed and isinstance(listed[0], Mapping) else {}
    name = first.get("name") or first.get("id") or ""
    return name if isinstance(name, str) else ""


def _day(value: Any) -> date | None:
    """A day, or the day of a moment: the standard lets both."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _hromada(values: Mapping[str, Any]) -> str:
    listed = values.get("beneficiaryLocation")
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, Mapping) and one.get("geoCodeType") == "KATOTTG" and isinstance(one.get("geoCode"), str):
            return str(one["geoCode"])[:19]
    return ""
