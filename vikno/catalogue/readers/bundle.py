"""What was read from a file, before anything is decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from vikno.common.tables import Problem


@dataclass(frozen=True, kw_only=True)
class ReadGroup:
    code: str
    name: str
    name_en: str = ""
    is_base: bool = False
    order: int = 0


# Where a service goes when a file does not say.
OTHER_GROUP: Final = ReadGroup(code="other", name="Інші послуги", name_en="Other services", order=900)


@dataclass(frozen=True, kw_only=True)
class ReadAuthority:
    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadLifeEvent:
    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadIndex:
    """A figure that fees are a share of, from a date."""

    code: str
    name: str
    name_en: str
    valid_from: date
    value: Decimal
    is_confirmed: bool = False
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadService:
    """One service of a file.

    `facts` and `content` hold only what the file says: attributes of `ServiceFacts` (without the code) and of
    `CardContent`. What a file does not say stays as it is in the catalogue. `content` None: the file has no card.
    """

    line: int
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    content: Mapping[str, Any] | None = None
    valid_from: date | None = None
    is_published: bool = False


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """A whole file: services in order, what they refer to, and what was left out with reasons.

    `is_table`: a list of another keeper. Its rows are partial, become drafts, and give way to services of the
    same name that the catalogue already has.
    """

    is_table: bool = False
    services: tuple[ReadService, ...]
    groups: tuple[ReadGroup, ...] = ()
    authorities: tuple[ReadAuthority, ...] = ()
    life_events: tuple[ReadLifeEvent, ...] = ()
    indices: tuple[ReadIndex, ...] = ()
    skipped: tuple[Problem, ...] = ()
    skipped_kinds: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    total: int = 0
