"""What a service version says, as plain values: read from a file or the database, compared, checked, printed."""

from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True)
class RequirementLine:
    """One paper asked; an empty condition means it is asked of everybody."""

    name: str
    name_en: str = ""
    form: str = "original"
    condition: str = ""
    condition_en: str = ""
    ground: str = ""


@dataclass(frozen=True, kw_only=True)
class CostLine:
    """One price: `kind` is free, amount (hryvnias), index_share (percent of an index) or tariff."""

    kind: str
    amount: Decimal | None = None
    index: str = ""
    percent: Decimal | None = None
    rounding: str = "kopiyka"
    description: str = ""
    description_en: str = ""
    ground: str = ""
    is_confirmed: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the price says what its kind needs, and nothing else: the database holds to the same."""
        if self.kind == "amount":
            return self.amount is not None and self.amount > 0 and self.percent is None
        if self.kind == "index_share":
            return bool(self.index) and self.percent is not None and self.percent > 0 and self.amount is None
        return self.amount is None and self.percent is None


@dataclass(frozen=True, kw_only=True)
class ActLine:
    """One act of law the service stands on."""

    title: str
    title_en: str = ""
    url: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class CardContent:
    """Everything a version holds but its dates and status. Two versions with equal content are the same card."""

    authority: str = ""
    applicants: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    is_immediate: bool = False
    term_days: int | None = None
    term_unit: str = "calendar"
    start_event: str = "registered"
    is_collegial: bool = False
    has_tacit_consent: bool = False
    is_paused_by_martial_law: bool | None = None
    term_note: str = ""
    term_note_en: str = ""
    term_is_confirmed: bool = False
    is_extraterritorial: bool = True
    can_travel: bool = False
    equipment: tuple[str, ...] = ()
    who_may_apply: str = ""
    who_may_apply_en: str = ""
    result: str = ""
    result_en: str = ""
    refusal_grounds: tuple[str, ...] = ()
    refusal_grounds_en: tuple[str, ...] = ()
    how_to_apply: str = ""
    how_to_apply_en: str = ""
    standard_minutes: int = 20
    source: str = ""
    requirements: tuple[RequirementLine, ...] = ()
    costs: tuple[CostLine, ...] = ()
    acts: tuple[ActLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlaceHours:
    """A stretch of a weekday (1 = Monday); work without visitors is not reception."""

    weekday: int
    opens: time
    closes: time
    is_reception: bool = True


@dataclass(frozen=True, kw_only=True)
class CardPlace:
    """The point a card is printed for: given from above, because the catalogue does not know the network."""

    name: str
    address: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    website: str = ""
    hours: tuple[PlaceHours, ...] = ()
    timetable_text: str = ""
    notice: str = ""
    centre_name: str = ""
    keeps_residence_register: bool = True


@dataclass(frozen=True, kw_only=True)
class CardDates:
    """When a card holds."""

    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceFacts:
    """What does not change from version to version: the service as people know it."""

    code: str
    name: str
    name_en: str = ""
    group: str = ""
    group_name: str = ""
    group_name_en: str = ""
    keywords: tuple[str, ...] = ()
    code_is_confirmed: bool = False
    is_for_veterans: bool = False
    is_mandatory_523: bool = False
    mandatory_523_is_confirmed: bool = False
    life_events: tuple[str, ...] = ()
    withdrawn_on: date | None = None
    source: str = ""


def unconfirmed(content: CardContent) -> CardContent:
    """A card without the marks of those who checked it: two such equal cards promise people the same."""
    return replace(
        content,
        term_is_confirmed=False,
        costs=tuple(replace(cost, is_confirmed=False) for cost in content.costs),
        acts=tuple(replace(act, is_confirmed=False) for act in content.acts),
    )


def same_but_english(held: Any, told: Any) -> bool:
    """Whether a value of a table says the same as the card, when tables say nothing in English nor of checking."""
    if isinstance(held, tuple) and isinstance(told, tuple):
        return len(held) == len(told) and all(map(same_but_english, held, told))
    if isinstance(held, RequirementLine) and isinstance(told, RequirementLine):
        return replace(held, name_en="", condition_en="") == told
    if isinstance(held, CostLine) and isinstance(told, CostLine):
        return replace(held, description_en="", is_confirmed=False) == told
    if isinstance(held, ActLine) and isinstance(told, ActLine):
        return replace(held, title_en="", is_confirmed=False) == told
    return bool(held == told)
