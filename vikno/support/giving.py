"""360Giving packages: read and written without loss, unknown keys and their order included. Amounts are Decimal.

Schema: 360Giving Data Standard 1.4. A package is `{"grants": [grant, …]}` and may carry keys of its own.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _

from vikno.support.errors import PackageRefused

MOST_BYTES: Final = 100_000_000
# By the schema; the recipient is an organisation here, never a person.
REQUIRED: Final = (
    "id", "title", "description", "currency", "amountAwarded", "awardDate", "recipientOrganization",
    "fundingOrganization",
)  # fmt: skip


@dataclass(frozen=True)
class Grant:
    """One grant as it came: `values` is the whole of it, in its order."""

    values: Mapping[str, Any]

    @property
    def key(self) -> str:
        return str(self.values["id"])

    @property
    def title(self) -> str:
        return str(self.values.get("title", ""))

    @property
    def amount_awarded(self) -> Decimal | None:
        return _decimal(self.values.get("amountAwarded"))

    @property
    def currency(self) -> str:
        return str(self.values.get("currency", ""))

    @property
    def recipients(self) -> list[str]:
        listed = self.values.get("recipientOrganization") or []
        return [str(one.get("name", "")) for one in listed if isinstance(one, Mapping)]

    @property
    def missing(self) -> list[str]:
        """Required keys that are not there."""
        return [name for name in REQUIRED if name not in self.values]


@dataclass(frozen=True)
class Package:
    """`values`: the whole package; `grants` reads its grants."""

    values: Mapping[str, Any]

    @property
    def grants(self) -> list[Grant]:
        return [Grant(one) for one in self.values["grants"]]


def read_package(content: bytes) -> Package:
    """A package from its bytes. Refusals: PackageRefused for what is none."""
    if len(content) > MOST_BYTES:
        raise PackageRefused(reason=_("понад 100 МБ."))
    try:
        values = json.loads(
            content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_constant,
            object_pairs_hook=_without_doubles,
        )  # fmt: skip
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise PackageRefused(reason=_("файл не читається як JSON.")) from error
    grants = values.get("grants") if isinstance(values, dict) else None
    if not isinstance(grants, list):
        raise PackageRefused(reason=_("немає переліку grants."))
    keys = [one.get("id") if isinstance(one, dict) else None for one in grants]
    if not all(isinstance(key, str) and key for key in keys):
        raise PackageRefused(reason=_("грант без id."))
    if len(set(keys)) != len(keys):
        raise PackageRefused(reason=_("два гранти з одним id."))
    return Package(values)


def write_package(package: Package) -> bytes:
    """The same values in the same order; a decimal is written with the digits it came with."""
    return ("".join(_written(package.values, 0)) + "\n").encode()


def grant_of(
    *, key: str, title: str, description: str, amount: Decimal, currency: str, awarded_on: date,
    recipient: tuple[str, str], funder: tuple[str, str], planned: tuple[date, date], programme: tuple[str, str],
    area: tuple[str, str],
) -> Grant:  # fmt: skip
    """A grant of ours; pairs are (identifier, name), `area` a КАТОТТГ code with its name."""
    return Grant(
        {
            "id": key, "title": title, "description": description, "currency": currency, "amountAwarded": amount,
            "awardDate": awarded_on.isoformat(),
            "plannedDates": [{"startDate": planned[0].isoformat(), "endDate": planned[1].isoformat()}],
            "recipientOrganization": [{"id": recipient[0], "name": recipient[1]}],
            "fundingOrganization": [{"id": funder[0], "name": funder[1]}],
            "grantProgramme": [{"code": programme[0], "title": programme[1]}],
            "beneficiaryLocation": [
                {"name": area[1], "countryCode": "UA", "geoCode": area[0], "geoCodeType": "KATOTTG"}
            ],
        }
    )  # fmt: skip


def package_of(grants: Sequence[Grant]) -> Package:
    return Package({"grants": [dict(grant.values) for grant in grants]})


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _no_constant(name: str) -> Any:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key said twice would be lost")
    return made


def _written(value: Any, depth: int) -> Iterator[str]:
    """JSON of two spaces; the standard writer would make a float of a Decimal."""
    if isinstance(value, Mapping):
        yield from _listed(
            "{}", [(json.dumps(name, ensure_ascii=False) + ": ", one) for name, one in value.items()], depth
        )
    elif isinstance(value, list | tuple):
        yield from _listed("[]", [("", one) for one in value], depth)
    elif isinstance(value, Decimal):
        yield str(value)
    else:
        yield json.dumps(value, ensure_ascii=False)


def _listed(brackets: str, items: list[tuple[str, Any]], depth: int) -> Iterator[str]:
    if not items:
        yield brackets
        return
    indent = "\n" + "  " * (depth + 1)
    yield brackets[0]
    for place, (name, one) in enumerate(items):
        yield ("," if place else "") + indent + name
        yield from _written(one, depth + 1)
    yield "\n" + "  " * depth + brackets[1]
