"""Values as the API takes them: every text has a length and no control signs, every number fits its column.

What is said here stands in the description of the API, so a client knows it before it calls.
"""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Any, Final

from django.db.models import Choices
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

LARGEST_KEY: Final = 2**63 - 1
# A line has no control signs at all, a text may have new lines. PostgreSQL stores no NUL.
_LINE: Final = r"^[^\u0000-\u001f\u007f]*$"
_TEXT: Final = r"^[^\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f]*$"
# Days the calendar of terms can count with; `date.max` and its neighbours overflow in any zone.
_DAY: Final = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


class Asked(BaseModel):
    """A body or a part of one: a field that is not named here is refused, never ignored."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(from_attributes=True)


def Line(most: int, *, least: int = 0) -> Any:  # noqa: N802  reads as a type
    """One line of text."""
    return Annotated[str, Field(min_length=least, max_length=most, pattern=_LINE)]


def Text(most: int, *, least: int = 0) -> Any:  # noqa: N802  reads as a type
    """Several lines of text."""
    return Annotated[str, Field(min_length=least, max_length=most, pattern=_TEXT)]


def Code(pattern: str) -> Any:  # noqa: N802  reads as a type
    """A code of a fixed shape."""
    return Annotated[str, Field(pattern=pattern)]


def Number(least: int, most: int) -> Any:  # noqa: N802  reads as a type
    """A whole number of a body, within bounds; a text, a fraction or a yes is none."""
    return Annotated[int, Field(ge=least, le=most), BeforeValidator(_whole)]


def _whole(said: Any) -> Any:
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise ValueError("a whole number is expected")
    if isinstance(said, float):
        if not said.is_integer():
            raise ValueError("a whole number is expected")
        return int(said)
    return said


Key = Number(1, LARGEST_KEY)


def Degrees(least: int, most: int) -> Any:  # noqa: N802  reads as a type
    """A number of a body, within bounds, whole or not."""
    return Annotated[float, Field(ge=least, le=most), BeforeValidator(_number)]


def _number(said: Any) -> Any:
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise ValueError("a number is expected")
    return said


def _day(said: Any) -> Any:
    if isinstance(said, str) and re.fullmatch(_DAY, said, re.ASCII):
        return dt.date.fromisoformat(said)
    raise ValueError("a day is expected as YYYY-MM-DD, from 1900 to 2099")


Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "pattern": _DAY})]


def choice(name: str, choices: type[Choices]) -> Any:
    """Values of a Django choice as a named enumeration of the description."""
    return StrEnum(name, {value.upper().replace("-", "_"): value for value in choices.values})
