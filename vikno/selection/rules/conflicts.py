"""When what binds an expert to a hromada bars them from its proposal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class TieFact:
    """A tie of a kind; without an end it lasts."""

    kind: str
    until: date | None = None


def barring_tie(ties: Iterable[TieFact], rules: Mapping[str, int | None], *, on: date) -> TieFact | None:
    """The first tie that bars on a day. `rules`: kind → years after its end, None for ever; other kinds bar nobody."""
    return next((tie for tie in ties if tie.kind in rules and _bars(tie, rules[tie.kind], on)), None)


def _bars(tie: TieFact, years: int | None, on: date) -> bool:
    if tie.until is None or years is None:
        return True
    return _years_later(tie.until, years) >= on


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
