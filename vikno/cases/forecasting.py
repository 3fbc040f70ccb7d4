"""Which open cases will be late, and why, said before the day: courier, closures, the provider's queue.

Part of the public face: lists and pages ask it. A constant number of queries, whatever the number of cases.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Min

from vikno.cases import roads, rules
from vikno.cases.calendars import working_calendar
from vikno.cases.enums import PAUSED, CaseState, LocalKind, Step
from vikno.cases.models import Case, LocalDays, StatusChange
from vikno.common import clock

# How a provider works is seen over so many days.
_LATELY = timedelta(days=28)
_FAR = timedelta(days=120)
# The list of what may be late looks so far ahead and holds so many, the nearest first.
_SOON = timedelta(days=30)
_MOST_CASES = 2000
# A longer queue is late anyway: counting stops here.
_LONGEST_QUEUE = 500
_AT_PROVIDER = (CaseState.HANDED_OVER, CaseState.ACCEPTED, CaseState.HEARING)
# The first of each provider's queue; nobody's place is said beyond them. States stand in the text: a statement planned
# once for any values cannot use the index of undecided cases, and read every case a provider ever had.
_QUEUES = f"""
    SELECT asked.provider, earlier.due_on, earlier.id
    FROM unnest(%(providers)s::bigint[]) AS asked(provider), LATERAL (
        SELECT due_on, id FROM cases_case
        WHERE hromada_id = %(hromada)s AND provider_id = asked.provider AND due_on <= %(until)s
          AND state IN ({", ".join(f"'{state.value}'" for state in _AT_PROVIDER)})
        ORDER BY due_on, id LIMIT {_LONGEST_QUEUE}) earlier
    ORDER BY 1, 2, 3
"""  # noqa: S608  states are ours
_SPEEDS: dict[tuple[int, date], float | None] = {}
_MOST_SPEEDS = 5000


class Standing(NamedTuple):
    """What of an undecided case its place in the queue is known by; its term is still running."""

    pk: int
    due_on: date
    provider_id: int | None


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """What all cases of a hromada share: places in queues, speeds of providers, closures to come, the longest road."""

    today: date
    queues: Mapping[int, int]
    speeds: Mapping[int, float | None]
    closures: Mapping[int | None, list[rules.Closure]]
    longest: roads.Road | None
    expected: dict[tuple[int | None, int | None], date | None] = field(default_factory=dict)

    def ahead(self, pk: int, provider_id: int | None, *, road: roads.Road | None) -> rules.Ahead:
        """A provider nobody knows yet has no queue: nothing can be said of how it works."""
        per_day = self.speeds.get(provider_id) if provider_id else None
        local = self.closures[None] + (self.closures[provider_id] if provider_id else [])
        return rules.Ahead(
            trips=road.trips if road else None, travel_days=road.travel_days if road else 0,
            queue=self.queues.get(pk, 0) if per_day is not None else 0, per_day=per_day or 0.0, closures=tuple(local),
        )  # fmt: skip

    def is_in_doubt(self, case: Standing) -> bool:
        """Whether a case would be late by the longest road: what is in time then is in time by any.

        Most cases are, and the same provider takes as many days for many of them: a day is counted once for those.
        """
        ahead = self.ahead(case.pk, case.provider_id, road=self.longest if case.provider_id else None)
        key = (case.provider_id, rules.days_of_work(queue=ahead.queue, per_day=ahead.per_day))
        if key not in self.expected:
            self.expected[key] = rules.expected_on(today=self.today, ahead=ahead, calendar=working_calendar())
        expected = self.expected[key]
        return expected is None or expected > case.due_on


def forecasts_of(cases: Sequence[Case], *, today: date) -> dict[int, rules.Forecast]:
    """The forecast of every case that is expected to be late, by key; what is late already or in time is not there."""
    asked = {
        case.pk: Standing(case.pk, case.due_on, case.provider_id)
        for case in cases
        if case.due_on is not None and _may_become_late(case, today)
    }
    if not asked:
        return {}
    ground = _ground(asked.values(), cases[0].hromada_id, today=today)
    doubtful = [case for case in cases if case.pk in asked and ground.is_in_doubt(asked[case.pk])]
    return _forecasts(doubtful, ground)


def late_soon(hromada_code: str, *, today: date) -> list[int]:
    """Keys of cases due within thirty days that are expected to be late, of the two thousand due first."""
    cases = Case.objects.filter(
        hromada_id=hromada_code, state__in=sorted(rules.UNDECIDED - PAUSED), due_on__range=(today, today + _SOON)
    )
    first = cases.order_by("due_on", "pk").values_list("pk", "due_on", "provider_id")[:_MOST_CASES]
    standing = [Standing(pk, due_on, provider_id) for pk, due_on, provider_id in first if due_on is not None]
    if not standing:
        return []
    ground = _ground(standing, hromada_code, today=today)
    doubtful = [case.pk for case in standing if ground.is_in_doubt(case)]
    return sorted(_forecasts(list(cases.filter(pk__in=doubtful).order_by("pk")), ground)) if doubtful else []


def _forecasts(cases: Sequence[Case], ground: _Ground) -> dict[int, rules.Forecast]:
    road = roads.roads_of(cases, today=ground.today) if cases and ground.longest is not None else {}
    found = {
        case.pk: rules.forecast(
            due_on=case.due_on, today=ground.today, calendar=working_calendar(),
            ahead=ground.ahead(case.pk, case.provider_id, road=road.get(case.pk)),
        )
        for case in cases
    }  # fmt: skip
    return {pk: forecast for pk, forecast in found.items() if forecast.is_late}


def _may_become_late(case: Case, today: date) -> bool:
    runs = case.state in rules.UNDECIDED and case.state not in PAUSED
    return runs and case.due_on is not None and case.due_on >= today


def _ground(cases: Collection[Standing], hromada_code: str, *, today: date) -> _Ground:
    return _Ground(
        today=today, queues=_queues(cases, hromada_code), closures=_closures(hromada_code, today=today),
        speeds=_speeds({case.provider_id for case in cases if case.provider_id}, hromada_code, today=today),
        longest=roads.longest_road(hromada_code, today=today),
    )  # fmt: skip


def _queues(cases: Iterable[Standing], hromada_code: str) -> dict[int, int]:
    """How many undecided cases of the same provider are due before each, said to its most; one query."""
    asked = [case for case in cases if case.provider_id]
    if not asked:
        return {}
    given = {
        "providers": sorted({case.provider_id for case in asked if case.provider_id}), "hromada": hromada_code,
        "until": max(case.due_on for case in asked),
    }  # fmt: skip
    waiting: dict[int | None, list[tuple[date, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_QUEUES, given)
        for provider_id, due_on, pk in cursor.fetchall():
            waiting[provider_id].append((due_on, pk))
    return {case.pk: bisect_left(waiting[case.provider_id], (case.due_on, case.pk)) for case in asked}


def _speeds(providers: Collection[int], hromada_code: str, *, today: date) -> dict[int, float | None]:
    """Decisions a working day, as lately; None for a provider of whom nothing can be said. Counted once a day."""
    unknown = [pk for pk in providers if (pk, today) not in _SPEEDS]
    if unknown:
        if len(_SPEEDS) > _MOST_SPEEDS:
            _SPEEDS.clear()
        _SPEEDS.update(_counted_speeds(unknown, hromada_code, today=today))
    return {pk: _SPEEDS[pk, today] for pk in providers}


def _counted_speeds(
    providers: Sequence[int], hromada_code: str, *, today: date
) -> dict[tuple[int, date], float | None]:
    since = clock.midnight(today - _LATELY)
    decided = StatusChange.objects.filter(
        hromada_id=hromada_code, step=Step.DECIDED, happened_at__gte=since, case__provider_id__in=providers
    )
    counted = dict(decided.order_by().values_list("case__provider_id").annotate(Count("pk")))
    waiting = Case.objects.filter(hromada_id=hromada_code, provider_id__in=providers, state__in=_AT_PROVIDER)
    oldest = dict(waiting.order_by().values_list("provider_id").annotate(Min("registered_at")))
    calendar = working_calendar()
    days = sum(rules.is_working_day(today - timedelta(days=n), calendar) for n in range(_LATELY.days))
    return {
        (pk, today): counted.get(pk, 0) / days if pk in counted else 0.0 if _is_idle(oldest.get(pk), since) else None
        for pk in providers
    }


def _is_idle(oldest: datetime | None, since: datetime) -> bool:
    """Work has been waiting all this time, and nothing was decided."""
    return oldest is not None and oldest < since


def _closures(hromada_code: str, *, today: date) -> dict[int | None, list[rules.Closure]]:
    """Local closures to come, of the hromada (None) and of each provider."""
    rows = LocalDays.objects.filter(
        hromada_id=hromada_code, kind=LocalKind.CLOSURE, revoked_at__isnull=True, ends_on__gte=today,
        starts_on__lte=today + _FAR,
    )  # fmt: skip
    found: dict[int | None, list[rules.Closure]] = defaultdict(list)
    for row in rows.order_by("starts_on", "pk"):
        found[row.organisation_id].append(
            rules.Closure(name=row.name, starts_on=row.starts_on, ends_on=row.ends_on, source=row.source)
        )
    return found
