"""Which open cases will be late, and why, said before the day: courier, closures, the provider's queue.

Part of the public face: lists and pages ask it. A constant number of queries, whatever the number of cases.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

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
# States stand in the text: a statement planned once for any values cannot use the index of undecided cases, and read
# every case a provider ever had, from its sixth asking on.
_QUEUES = f"""
    SELECT mine.id, (SELECT count(*) FROM (
        SELECT 1 FROM cases_case other
        WHERE other.hromada_id = mine.hromada_id AND other.provider_id = mine.provider_id
          AND other.state IN ({", ".join(f"'{state.value}'" for state in _AT_PROVIDER)})
          AND other.due_on <= mine.due_on AND (other.due_on, other.id) < (mine.due_on, mine.id)
        LIMIT %(most)s) earlier)
    FROM cases_case mine WHERE mine.id = ANY(%(keys)s)
"""  # noqa: S608  states are ours
_SPEEDS: dict[tuple[int, date], float | None] = {}
_MOST_SPEEDS = 5000


def forecasts_of(cases: Sequence[Case], *, today: date) -> dict[int, rules.Forecast]:
    """The forecast of every case that is expected to be late, by key; what is late already or in time is not there."""
    asked = [case for case in cases if _may_become_late(case, today)]
    if not asked:
        return {}
    road = roads.roads_of(asked, today=today)
    queues, closures = _queues(asked), _closures(asked[0].hromada_id, today=today)
    speeds = _speeds({case.provider_id for case in asked if case.provider_id}, asked[0].hromada_id, today=today)
    found = {
        case.pk: rules.forecast(
            due_on=case.due_on, today=today, calendar=working_calendar(),
            ahead=_ahead(case, road=road.get(case.pk), queue=queues.get(case.pk, 0), speeds=speeds, closures=closures),
        )
        for case in asked
    }  # fmt: skip
    return {pk: forecast for pk, forecast in found.items() if forecast.is_late}


def late_soon(hromada_code: str, *, today: date) -> list[int]:
    """Keys of cases due within thirty days that are expected to be late, of the two thousand due first."""
    cases = Case.objects.filter(
        hromada_id=hromada_code, state__in=sorted(rules.UNDECIDED), due_on__range=(today, today + _SOON)
    ).exclude(state__in=PAUSED)  # fmt: skip
    return sorted(forecasts_of(cases.order_by("due_on", "pk")[:_MOST_CASES], today=today))


def _may_become_late(case: Case, today: date) -> bool:
    runs = case.state in rules.UNDECIDED and case.state not in PAUSED
    return runs and case.due_on is not None and case.due_on >= today


def _ahead(
    case: Case,
    *,
    road: roads.Road | None,
    queue: int,
    speeds: Mapping[int, float | None],
    closures: Mapping[int | None, list[rules.Closure]],
) -> rules.Ahead:
    """A provider nobody knows yet has no queue: nothing can be said of how it works."""
    per_day = speeds.get(case.provider_id) if case.provider_id else None
    local = closures[None] + (closures[case.provider_id] if case.provider_id else [])
    return rules.Ahead(
        trips=road.trips if road else None, travel_days=road.travel_days if road else 0,
        queue=queue if per_day is not None else 0, per_day=per_day or 0.0, closures=tuple(local),
    )  # fmt: skip


def _queues(cases: Iterable[Case]) -> dict[int, int]:
    """How many undecided cases of the same provider are due before each; one query, each count stops at its most."""
    keys = [case.pk for case in cases if case.provider_id]
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_QUEUES, {"keys": keys, "most": _LONGEST_QUEUE})
        return dict(cursor.fetchall())


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
