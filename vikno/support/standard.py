"""What of a grant stands against the schema of 360Giving, field by field: told, and in nobody's way. Pure.

Source: 360Giving Data Standard 1.4.3, 360-giving-schema.json. Addresses and codes of its lists are not judged.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

_DAY: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])")
_PART_OF_DAY: Final = re.compile(r"[0-9]{4}(-(0[1-9]|1[012]))?")
_TEXTS: Final = ("title", "description", "currency", "url", "regrantType", "locationScope")
_NUMBERS: Final = ("amountAppliedFor", "amountAwarded", "amountDisbursed")
_PARTIES: Final = ("recipientOrganization", "fundingOrganization")
_LISTS: Final = (
    "plannedDates", "actualDates", "beneficiaryLocation", "grantProgramme", "fundingType", "classifications",
    "relatedDocument", "applicationTransaction", "commitmentTransaction", "disbursementTransaction", "relatedActivity",
)  # fmt: skip


def against_schema(values: Mapping[str, Any]) -> list[str]:
    """Codes `how:field`, in the order of the schema; what is missing is not told here."""
    return [
        *(f"as_text:{name}" for name in _TEXTS if name in values and not isinstance(values[name], str)),
        *(f"as_number:{name}" for name in _NUMBERS if name in values and not _is_number(values[name])),
        *(["as_day:awardDate"] if "awardDate" in values and not _is_day(values["awardDate"]) else []),
        *(f"as_list:{name}" for name in _LISTS if name in values and not isinstance(values[name], list)),
        *(f"as_parties:{name}" for name in _PARTIES if name in values and not _are_parties(values[name])),
        *_events(values),
        *(["as_yes_or_no:fromOpenCall"] if values.get("fromOpenCall", "Yes") not in ("Yes", "No") else []),
        *(["as_moment:dateModified"] if "dateModified" in values and not _is_moment(values["dateModified"]) else []),
    ]


def _events(values: Mapping[str, Any]) -> list[str]:
    """Beginnings and ends may lack their day or month."""
    told = list[str]()
    for name in ("plannedDates", "actualDates"):
        listed = values.get(name)
        for one in listed if isinstance(listed, list) else []:
            for end in ("startDate", "endDate"):
                said = one.get(end, "2000") if isinstance(one, Mapping) else None
                if not (_is_day(said) or (isinstance(said, str) and _PART_OF_DAY.fullmatch(said))):
                    told.append(f"as_day:{name}.{end}")
    return list(dict.fromkeys(told))


def _are_parties(value: Any) -> bool:
    """One or more, each with its identifier and name."""
    return isinstance(value, list) and bool(value) and all(
        isinstance(one, Mapping) and isinstance(one.get("id"), str) and isinstance(one.get("name"), str)
        for one in value
    )  # fmt: skip


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and (_DAY.fullmatch(value) is not None or _is_moment(value))


def _is_moment(value: Any) -> bool:
    if not isinstance(value, str) or "T" not in value:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
