"""Hours on a card against the hours of the point it is printed for."""

import re
from collections.abc import Container, Iterator
from datetime import time
from itertools import pairwise
from typing import Final

from vikno.catalogue.rules.content import CardContent, CardPlace, PlaceHours
from vikno.catalogue.rules.findings import Finding

_CLOCK: Final = r"([01]?\d|2[0-4])\s*[:.\-]\s*([0-5]\d)"
_STRETCH: Final = re.compile(rf"(?:\bз\s*)?(?<!\d){_CLOCK}\s*(?:год\.?)?\s*(?:–|—|-|:|до|по)\s*{_CLOCK}(?!\d)")

type Stretch = tuple[time, time]


def hours_findings(content: CardContent, place: CardPlace | None) -> Iterator[Finding]:
    """Hours typed into the card by hand, and a point whose own hours disagree."""
    known = _known(place)
    for text_stretch, excerpt in typed_hours(content.how_to_apply):
        contradicts = bool(known) and text_stretch not in known
        code = "hours_contradict" if contradicts else "hours_typed"
        yield Finding(code=code, where="how_to_apply", facts={"excerpt": excerpt})
    if place is not None:
        yield from _disagreements(place)


def typed_hours(text: str) -> Iterator[tuple[Stretch, str]]:
    """Stretches of time written in a text in any usual spelling, each with the words it was read from."""
    for match in _STRETCH.finditer(text):
        first, second = match.group(1, 2), match.group(3, 4)
        opens, closes = (_time(*pair) for pair in (first, second))
        if opens < closes:
            yield (opens, closes), match.group().strip()


def _time(hours: str, minutes: str) -> time:
    return time(23, 59) if hours == "24" else time(int(hours), int(minutes))


def _known(place: CardPlace | None) -> set[Stretch]:
    """Every stretch the point keeps, the span of each day («9–18» of a day with a break), and the break itself."""
    if place is None:
        return set()
    known = {(hours.opens, hours.closes) for hours in place.hours}
    for weekday in {hours.weekday for hours in place.hours}:
        for kinds in ((True,), (True, False)):
            day = _of_day(place, weekday, kinds)
            known |= {(day[0].opens, max(hours.closes for hours in day))} if day else set()
            known |= {(one.closes, other.opens) for one, other in pairwise(day)}
    return known


def _of_day(place: CardPlace, weekday: int, kinds: Container[bool]) -> list[PlaceHours]:
    of_day = [h for h in place.hours if h.weekday == weekday and h.is_reception in kinds]
    return sorted(of_day, key=lambda hours: hours.opens)


def _disagreements(place: CardPlace) -> Iterator[Finding]:
    for weekday in sorted({hours.weekday for hours in place.hours}):
        reception = _of_day(place, weekday, (True,))
        without_visitors = _of_day(place, weekday, (False,))
        for one, other in pairwise(reception):
            if _overlap(one, other):
                yield Finding(code="hours_overlap", where="hours", line=weekday, facts={"excerpt": _shown(other)})
        for hours in reception:
            if any(_overlap(hours, other) for other in without_visitors):
                yield Finding(code="both_kinds", where="hours", line=weekday, facts={"excerpt": _shown(hours)})


def _overlap(one: PlaceHours, other: PlaceHours) -> bool:
    return one.opens < other.closes and other.opens < one.closes


def _shown(hours: PlaceHours) -> str:
    return f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
