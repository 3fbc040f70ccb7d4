"""Each grant of a package before it is brought in: what of it would be kept, and what stands in the way. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from vikno.support.days import Evidence, day_of, evidence_of, is_ordered
from vikno.support.giving import Grant, Package
from vikno.support.standard import against_schema

MOST_GRANTS: Final = 5_000
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_CODE: Final = re.compile(r"UA[0-9]{17}")
_DIGITS: Final = Decimal("0.0001")
_MOST: Final = Decimal(10) ** 16
_REFUSES: Final = {
    "no_recipient": "recipientOrganization", "wrong_amount": "amountAwarded", "days_unsaid": "awardDate",
    "wrong_day": "awardDate", "wrong_currency": "currency", "no_funder": "fundingOrganization",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class JudgedGrant:
    """`faults`: codes of what is wrong, `missing_key:name` among them; `is_known`: here already, passed over.

    `warnings`: what stands against the schema and is brought in all the same; `written`: the day as the file has it.
    """

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
    warnings: tuple[str, ...]
    written: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One code of a package with all rows that have it."""

    code: str
    rows: tuple[int, ...]


def judged_grants(
    package: Package, *, known: Collection[str], hromadas: Collection[str], day_order: str = ""
) -> list[JudgedGrant]:  # fmt: skip
    """In the order of the file. `known`: keys that are here; `hromadas`: codes that the codifier has; `day_order`: as
    it was said, "" when nobody did.
    """
    return [
        _judged(row, one, known=known, hromadas=hromadas, day_order=day_order)
        for row, one in enumerate(package.grants, start=1)
    ]  # fmt: skip


def codes_in(package: Package) -> set[str]:
    """КАТОТТГ codes that places of the grants name."""
    return {code for one in package.grants if _CODE.fullmatch(code := _hromada(one.values))}


def is_text(said: str) -> bool:
    """Whether a database takes it: JSON lets a zero and halves of letters through."""
    return "\x00" not in said and _readable(said) == said


def found_in(told: Sequence[JudgedGrant]) -> tuple[list[Finding], list[Finding]]:
    """What of a package is in the way, and what only stands against the schema: each thing once, with its rows."""
    return _found((one.row, one.faults) for one in told), _found((one.row, one.warnings) for one in told)


def days_of(told: Sequence[JudgedGrant]) -> Evidence:
    """What the days of a package say about their order."""
    return evidence_of((one.row, one.written) for one in told if not one.is_known)


def _found(rows: Iterable[tuple[int, tuple[str, ...]]]) -> list[Finding]:
    gathered = dict[str, list[int]]()
    for row, codes in rows:
        for code in codes:
            gathered.setdefault(code, []).append(row)
    return [Finding(code=code, rows=tuple(there)) for code, there in gathered.items()]


def _judged(
    row: int, grant: Grant, *, known: Collection[str], hromadas: Collection[str], day_order: str
) -> JudgedGrant:  # fmt: skip
    values, code = grant.values, _hromada(grant.values)
    written = values.get("awardDate")
    amount, awarded = grant.amount_awarded, day_of(written, day_order)
    funder, recipient = _name(values.get("fundingOrganization")), _name(values.get("recipientOrganization"))
    faults = [f"missing_key:{name}" for name in grant.missing if name != "recipientOrganization"]
    checks = {
        "person": "recipientIndividual" in values,
        "no_recipient": "recipientIndividual" not in values and not recipient,
        "wrong_amount": "amountAwarded" in values and not _is_money(amount),
        "days_unsaid": not day_order and is_ordered(written),
        "wrong_day": "awardDate" in values and awarded is None and (bool(day_order) or not is_ordered(written)),
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
        warnings=() if is_known else tuple(_warnings(values, checks)),
        written=_readable(written) if isinstance(written, str) else "",
    )  # fmt: skip


def _warnings(values: Mapping[str, Any], checks: Mapping[str, bool]) -> list[str]:
    """Against the schema, but what is in the way is told once."""
    refused = {name for fault, name in _REFUSES.items() if checks[fault]}
    return [code for code in against_schema(values) if code.partition(":")[2] not in refused]


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


def _hromada(values: Mapping[str, Any]) -> str:
    listed = values.get("beneficiaryLocation")
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, Mapping) and one.get("geoCodeType") == "KATOTTG" and isinstance(one.get("geoCode"), str):
            return str(one["geoCode"])[:19]
    return ""
