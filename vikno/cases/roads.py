"""The road of papers, as the rooms above know it. They plug in what they know; this room asks and never looks up.

Papers travel in bags, which are no business of cases, yet a case waits for a courier. So the answer comes as a value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vikno.cases.models import Case


@dataclass(frozen=True, kw_only=True)
class Road:
    """Days on which papers may leave for whoever decides (both from today on), and working days on the way."""

    trips: tuple[date, ...]
    travel_days: int = 0


# Keys of cases whose papers still have to travel; a case that is not there waits for no courier.
type RoadFinder = Callable[[Sequence[Case], date], Mapping[int, Road]]
# The longest road of any papers of a hromada from a day on; None where no courier goes at all.
type LongestRoad = Callable[[str, date], Road | None]


def _nothing_known(cases: Sequence[Case], today: date) -> Mapping[int, Road]:
    return {}


def _endless(hromada_code: str, today: date) -> Road | None:
    """Nobody said: no trip in sight is the longest road there is."""
    return Road(trips=())


_finder: RoadFinder = _nothing_known
_longest: LongestRoad = _endless


def connect(finder: RoadFinder, longest: LongestRoad = _endless) -> None:
    """Whoever carries papers says here how to ask; called once, when the house starts."""
    global _finder, _longest
    _finder, _longest = finder, longest


def roads_of(cases: Sequence[Case], *, today: date) -> Mapping[int, Road]:
    """The road that still lies before the papers of each case; a constant number of queries."""
    return _finder(cases, today)


def longest_road(hromada_code: str, *, today: date) -> Road | None:
    """A road that is at least as long as that of any case: who is in time after it need not be asked about."""
    return _longest(hromada_code, today)
