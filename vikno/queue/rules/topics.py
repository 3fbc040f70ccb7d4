"""Topics of consultations on a day: shipped ones under whatever a hromada has said of them since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

# One key chooses a topic, and a keyboard has nine digits for it.
MOST_OFFERED: Final = 9


@dataclass(frozen=True, kw_only=True)
class TopicSaid:
    """What was said of a topic from a day on; a shipped topic is said from the beginning of days."""

    code: str
    name: str
    name_en: str
    order: int
    is_hidden: bool = False
    valid_from: date = date.min


def topics_on(day: date, said: Iterable[TopicSaid]) -> list[TopicSaid]:
    """Every topic once, in order, hidden ones too: of what was said by the day the newest holds.

    A topic that was counted before anything was said of it goes by its first name.
    """
    held: dict[str, TopicSaid] = {}
    for one in sorted(said, key=lambda each: each.valid_from):
        if one.code not in held or one.valid_from <= day:
            held[one.code] = one
    return sorted(held.values(), key=lambda each: (each.order, each.code))


def moved(codes: Sequence[str], code: str, *, by: int) -> list[str]:
    """The codes with one of them a place up (-1) or down (1); at the edge nothing changes."""
    place = codes.index(code)
    to = min(max(place + by, 0), len(codes) - 1)
    left = [each for each in codes if each != code]
    return [*left[:to], code, *left[to:]]
