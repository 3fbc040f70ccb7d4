"""The estimate of waiting against a real log: replayed as it was known then, fitted on months, judged on later ones.

The log gives the hour of arrival only. People of one queue and hour are spread evenly over that hour in the order of
the rows (or in a shuffled order, to see what that order is worth); nobody is told their own wait or anything later.
"""

import csv
import gzip
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, median
from typing import Final

from vikno.queue.rules.estimate import WEIGHTS, Live, answers, expected_wait, range_of

SERVICE_CAP, WAIT_CAP = 3600, 4 * 3600  # a desk nobody closed; a wait nobody had
VIRTUAL: Final = "Cua Virtual"  # served from a distance: its waits are all written as 0
NAMES: Final = tuple(WEIGHTS)
_RECENT, _SERVICES, _ROUNDS = 3, 20, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One row of the log. Seconds of the day; the arrival is imputed."""

    day: str
    hour: int
    queue: str
    office: str
    is_booked: bool
    came: float
    called: float
    left: float

    @property
    def wait(self) -> float:
        return self.called - self.came


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A person who has just come: what was known then, and how long they waited in fact."""

    visit: Visit
    live: Live
    last_wait: float | None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Mean absolute errors in minutes, and the share of people who waited within the range they would be told."""

    people: int
    estimate: float
    last_wait: float
    usual_of_hour: float
    usual_of_hour_and_queue: float
    within_range: float


def visits(path: Path, *, shuffled: int | None = None) -> list[Visit]:
    """The log as visits, identical rows kept: they are different people. `shuffled`: a seed, or the order of rows."""
    grouped: dict[tuple[str, int, str], list[dict[str, str]]] = defaultdict(list)
    for row in _rows(path):
        grouped[row["DATA"], int(row["HORA"]), row["CUA"]].append(row)
    order = random.Random(shuffled)  # noqa: S311  an order of rows, not a secret
    return [visit for key, rows in grouped.items() for visit in _spread(key, rows, order if shuffled else None)]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            has_times = all(row[name].isdigit() for name in ("HORA", "TEMPS_ESPERA", "TEMPS_ATENCIO"))
            if has_times and row["CUA"] != VIRTUAL:
                yield row


def _spread(key: tuple[str, int, str], rows: list[dict[str, str]], order: random.Random | None) -> Iterator[Visit]:
    day, hour, queue = key
    if order is not None:
        order.shuffle(rows)
    for place, row in enumerate(rows):
        came = 3600 * (hour + (place + 0.5) / len(rows))
        called = came + min(int(row["TEMPS_ESPERA"]), WAIT_CAP)
        yield Visit(
            day=day, hour=hour, queue=queue, office=row["OFICINA"], is_booked=row["CITA_PREVIA"] == "1", came=came,
            called=called, left=called + min(int(row["TEMPS_ATENCIO"]), SERVICE_CAP),
        )  # fmt: skip


def replayed(found: Iterable[Visit]) -> list[Moment]:
    """Everybody with what the office knew when they came; `usual` is left for the fit."""
    days: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    for visit in found:
        days[visit.day, visit.office].append(visit)
    return [_moment(visit, others) for others in days.values() for visit in others]


def _moment(visit: Visit, office: Sequence[Visit]) -> Moment:
    now = visit.came
    queue = [one for one in office if one.queue == visit.queue and one.came < now]
    ahead = [one for one in queue if one.called > now]
    called = sorted((one for one in queue if one.called <= now), key=lambda one: -one.called)
    served = sorted((one for one in office if one.left <= now), key=lambda one: -one.left)[:_SERVICES]
    live = Live(
        ahead=len(ahead), windows=sum(one.called <= now < one.left for one in office),
        service=fmean(one.left - one.called for one in served) if served else None,
        recent_waits=tuple(one.wait for one in called[:_RECENT]),
        head_wait=max((now - one.came for one in ahead), default=0.0),
        calls_last_hour=sum(one.called > now - 3600 for one in called),
    )  # fmt: skip
    return Moment(visit=visit, live=live, last_wait=called[0].wait if called else None)


type Usual = Callable[[Visit], float]


def usual(moments: Iterable[Moment], of: Callable[[Iterable[float]], float], *, by_queue: bool) -> Usual:
    """What is usual at an hour (and in a queue), learnt from moments; of an unknown hour, what is usual at all."""
    known: dict[tuple[int, str], list[float]] = defaultdict(list)
    everybody = []
    for moment in moments:
        known[moment.visit.hour, moment.visit.queue if by_queue else ""].append(moment.visit.wait)
        everybody.append(moment.visit.wait)
    found, fallback = {key: of(waits) for key, waits in known.items()}, of(everybody)
    return lambda visit: found.get((visit.hour, visit.queue if by_queue else ""), fallback)


def informed(moments: Iterable[Moment], usually: Usual) -> list[Moment]:
    """The same moments, knowing what is usual at their hour."""
    return [replace(each, live=replace(each.live, usual=usually(each.visit))) for each in moments]


def fitted(moments: Iterable[Moment]) -> dict[str, float]:
    """Weights with the least absolute error, by least squares weighed anew with every round; never negative."""
    rows = [(list(found.values()), each.visit.wait) for each in moments if len(found := _ordered(each)) == len(NAMES)]
    weights = [1.0 / len(NAMES)] * len(NAMES)
    for _ in range(_ROUNDS):
        weights = [max(weight, 0.0) for weight in _least_squares(rows, weights)]
    return dict(zip(NAMES, weights, strict=True))


def _ordered(moment: Moment) -> dict[str, float]:
    found = answers(moment.live)
    return {name: found[name] for name in NAMES if name in found}


def _least_squares(rows: list[tuple[list[float], float]], weights: list[float]) -> list[float]:
    size = range(len(NAMES))
    left, right = [[0.0] * len(NAMES) for _ in size], [0.0] * len(NAMES)
    for known, wait in rows:
        error = abs(wait - sum(weight * value for weight, value in zip(weights, known, strict=True)))
        trust = 1 / max(error, 5.0)
        for i in size:
            right[i] += trust * known[i] * wait
            for j in size:
                left[i][j] += trust * known[i] * known[j]
    return _solved(left, right)


def _solved(left: list[list[float]], right: list[float]) -> list[float]:
    """Gauss, with the largest pivot."""
    size = len(right)
    table = [[*row, value] for row, value in zip(left, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(table[row][column]))
        table[column], table[pivot] = table[pivot], table[column]
        for row in range(size):
            if row != column:
                share = table[row][column] / table[column][column]
                table[row] = [a - share * b for a, b in zip(table[row], table[column], strict=True)]
    return [table[row][size] / table[row][row] for row in range(size)]


def judged(path: Path, *, until: str, weights: Mapping[str, float] | None = None, shuffled: int | None = None) -> tuple[
    dict[str, Verdict], Mapping[str, float]
]:  # fmt: skip
    """Verdicts on days from `until` on, learnt from the days before; by who is judged. `weights`: given, not fitted."""
    moments = replayed(visits(path, shuffled=shuffled))
    before = [each for each in moments if each.visit.day < until]
    after = [each for each in moments if each.visit.day >= until]
    usually = usual(before, median, by_queue=True)
    found = weights or fitted(informed(before, usually))
    plain = {"hour": usual(before, fmean, by_queue=False), "queue": usual(before, fmean, by_queue=True)}
    later = informed(after, usually)
    live = [each for each in later if not each.visit.is_booked]
    return {"live": _verdict(live, found, plain), "everybody": _verdict(later, found, plain)}, found


def _verdict(moments: list[Moment], weights: Mapping[str, float], plain: Mapping[str, Usual]) -> Verdict:
    told = [expected_wait(each.live, weights) or 0.0 for each in moments]
    ranges = [range_of(seconds) for seconds in told]
    return Verdict(
        people=len(moments),
        estimate=_error(moments, told),
        last_wait=_error(
            moments, [plain["queue"](m.visit) if m.last_wait is None else m.last_wait for m in moments]
        ),
        usual_of_hour=_error(moments, [plain["hour"](each.visit) for each in moments]),
        usual_of_hour_and_queue=_error(moments, [plain["queue"](each.visit) for each in moments]),
        within_range=fmean(
            one.low * 60 <= each.visit.wait <= one.high * 60 for each, one in zip(moments, ranges, strict=True)
        ),
    )  # fmt: skip


def _error(moments: list[Moment], told: list[float]) -> float:
    return fmean(abs(each.visit.wait - seconds) for each, seconds in zip(moments, told, strict=True)) / 60
