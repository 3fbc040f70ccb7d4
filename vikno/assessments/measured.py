"""What the records of a hromada say of questions: a value, its source, period and day, and the level it proposes.

Values are those that the pages of indicators, the network and its offerings show. Nothing to say is no reading at all.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q

from vikno.accounts.enums import DESK_ROLES
from vikno.accounts.models import Membership
from vikno.appointments import queries as appointments
from vikno.appointments.enums import OPEN_TO_RESIDENTS
from vikno.assessments import bands
from vikno.assessments.bands import Metric
from vikno.assessments.framework import Framework
from vikno.assessments.rules import whole_year_before
from vikno.catalogue.models import ServiceGroup
from vikno.common.clock import today
from vikno.common.once import once
from vikno.indicators import queries as indicators
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.enums import Part
from vikno.indicators.queries import Scope, Span, Value
from vikno.network import queries as network
from vikno.network.enums import MOBILE, SERVING, AccessibilityItem, Mark, OfferingMode, PeriodKind, PointKind, Weekday
from vikno.network.models import AccessibilityMark, OpeningPeriod, Point

VERSION: Final = 1  # of these readings; grows when the same records would give another value
_DAYS: Final = 90
_EVENING: Final = 18 * 60
_LOOKED_AT: Final = (
    AccessibilityItem.STEP_FREE, AccessibilityItem.TOILET, AccessibilityItem.BRAILLE, AccessibilityItem.TACTILE,
    AccessibilityItem.CALL_BUTTON, AccessibilityItem.DISABLED_PARKING,
)  # fmt: skip
_GIVEN: Final = frozenset({OfferingMode.FULL, OfferingMode.INTAKE})
# Codes of bands that are a measure of indicators under the same or another name.
_MEASURES: Final[Mapping[str, str]] = {
    "remote_share": "remote_share", "mobile_share": "mobile_share", "in_time": "in_time",
    "days_to_provider": "days_to_provider", "load": "load", "satisfaction": "satisfaction", "waiting": "waiting",
    "abandoned": "abandoned", "repeated": "repeated", "home_visits": "home_visits",
}  # fmt: skip
type Found = dict[str, tuple[Decimal | None, int | None]]  # metric: value, of how many records


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A value of the records. `n`: of how many; None where it is a state. `since` None: the state of `until`."""

    metric: Metric
    amount: Decimal
    n: int | None
    since: dt.date | None
    until: dt.date

    def as_json(self) -> dict[str, Any]:
        """The source of an answer, as it is kept beside it."""
        code = _MEASURES.get(self.metric.code, "")
        return {
            "metric": self.metric.code, "amount": str(self.amount), "n": self.n,
            "since": self.since.isoformat() if self.since else None, "until": self.until.isoformat(),
            "version": f"{VERSION}.{INDICATORS[code].version if code else 0}",
            "bands_since": self.metric.since.isoformat(), "bands_source": self.metric.source,
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Proposal:
    question: str
    level: int
    reading: Reading


def proposals_of(framework: Framework, profile: str, hromada: str, *, at: dt.datetime) -> list[Proposal]:
    """For each question that the records say something of. Bind the hromada first; always as many queries."""
    readings, metrics = readings_of(hromada, at=at), bands.in_force(today(at))
    found = []
    for question in framework.asked(profile):
        reading = readings.get(question.metric)
        if reading is None:
            continue
        level = metrics[question.metric].bands.level_of(reading.amount, n=reading.n)
        if level is not None:
            found.append(Proposal(question=question.code, level=level, reading=reading))
    return found


def readings_of(hromada: str, *, at: dt.datetime) -> dict[str, Reading]:
    """By metric; what is not known is left out."""
    on = today(at)
    year, quarter = Span(since=whole_year_before(on)[0], until=whole_year_before(on)[1]), _quarter(on)
    found = _measures(hromada, year, quarter) | _network(hromada, at=at)
    readings = {}
    for code, metric in bands.in_force(on).items():
        amount, n = found.get(code, (None, None))
        if amount is None:
            continue
        span = {"year": year, "quarter": quarter}.get(metric.period)
        readings[code] = Reading(
            metric=metric, amount=round(amount, 2), n=n, since=span.since if span else None,
            until=span.until if span else on,
        )  # fmt: skip
    return readings


def _quarter(on: dt.date) -> Span:
    """The last 90 days that are over."""
    return Span(since=on - dt.timedelta(days=_DAYS), until=on - dt.timedelta(days=1))


def _measures(hromada: str, year: Span, quarter: Span) -> Found:
    """What indicators say of both periods, and what is given by group of services."""
    scope, metrics = Scope(hromada=hromada), bands.in_force(dt.date.max)
    values = {"year": indicators.values(scope, year), "quarter": indicators.values(scope, quarter)}
    found: Found = {}
    for code, measure in _MEASURES.items():
        value = values[metrics[code].period][measure]
        found[code] = (_amount(value), value.n)
    if not values["year"]["requested"].n:  # nothing is recorded here: no visits at home is no answer either
        found["home_visits"] = (None, None)
    answered, fees = values["year"]["satisfaction"].n, values["quarter"]["fees"].n
    found["answers"] = (Decimal(answered) if answered else None, answered)
    found["fees_recorded"] = (Decimal(fees) if fees else None, fees)
    return found | _given(scope, year, quarter)


def _given(scope: Scope, year: Span, quarter: Span) -> Found:
    codes = {str(pk): (code, is_base) for pk, code, is_base in _groups()}
    lately = {key for key, n in _by_group(scope, quarter).items() if n}
    base = {key for key, (_code, is_base) in codes.items() if is_base}
    civil = sum(n for key, n in _by_group(scope, year).items() if codes.get(key, ("",))[0] == "civil_status")
    return {
        "base_groups": (_share(len(lately & base), len(base)) if lately else None, len(lately)),
        "civil_status": (Decimal(civil) if civil else None, civil),
    }


def _groups() -> list[tuple[int, str, bool]]:
    """(key, code, whether it is of the base) of every group of services: the same for all hromadas."""
    return once("assessments.groups", lambda: list(ServiceGroup.objects.values_list("pk", "code", "is_base")))


def _by_group(scope: Scope, span: Span) -> dict[str, int]:
    return {line.key: line.value.n for line in indicators.lines(INDICATORS["given"], scope, span, Part.GROUP)}


def _network(hromada: str, *, at: dt.datetime) -> Found:
    """The state of the day: points, hours, marks, people, doors, what is offered."""
    points = list(network.points_of_hromada(hromada))
    if not points:
        return {}
    keys = [point.pk for point in points]
    states = network.states_now(keys, at)
    serving = [point for point in points if states.get(point.pk) in SERVING]
    main = next((point for point in points if point.kind == PointKind.MAIN), points[0])
    outside = [one for one in serving if one.pk != main.pk and one.kind not in MOBILE]
    online = sum(door in OPEN_TO_RESIDENTS for door in appointments.doors_of(hromada, keys).values())
    staff = _staff(hromada, on=today(at))
    mobile = sum(point.kind in MOBILE for point in serving)
    return {
        "points_outside": (Decimal(len(outside)), None),
        "mobile_points": (Decimal(mobile) if mobile else None, None),
        "booking_online": (Decimal(online) if online else None, None),
        "posts_filled": (Decimal(staff) / len(serving) if serving and staff else None, None),
        **_hours(main), "accessibility": _marks(main), **_offered(keys, at=at), **_recording(hromada, serving, at),
    }  # fmt: skip


def _hours(main: Point) -> Found:
    minutes = late = 0
    rows = OpeningPeriod.objects.filter(point=main, kind=PeriodKind.RECEPTION).order_by("pk")
    for weekday, opens, closes in rows.values_list("weekday", "opens", "closes"):
        begins, ends = opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute
        minutes += ends - begins
        late += ends - begins if weekday == Weekday.SATURDAY else max(0, ends - max(begins, _EVENING))
    if not minutes:
        return {}
    return {"hours_week": (Decimal(minutes) / 60, None), "hours_late": (Decimal(late) / 60, None)}


def _marks(main: Point) -> tuple[Decimal | None, int]:
    """Of what somebody has looked at: «не вказано» is not «ні»."""
    rows = AccessibilityMark.objects.filter(point=main, item__in=_LOOKED_AT).exclude(mark=Mark.UNKNOWN)
    marks = list(rows.order_by("pk").values_list("mark", flat=True))
    return _share(sum(mark == Mark.YES for mark in marks), len(marks)), len(marks)


def _staff(hromada: str, *, on: dt.date) -> int:
    rows = Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), hromada_code=hromada, role__in=DESK_ROLES, valid_from__lte=on,
        ended_at=None, user__is_active=True,
    )  # fmt: skip
    return rows.values("user_id").distinct().count()


def _offered(points: list[int], *, at: dt.datetime) -> Found:
    services, modes = indicators.offered(points, on=today(at), group="all")
    if not modes:
        return {}
    groups = {pk: code for pk, code, _is_base in _groups()}
    base = {pk for pk, _code, is_base in _groups() if is_base}
    given, places = set[int](), defaultdict[str, set[int]](set)
    group_of = {service.pk: service.group_id for service in services}
    for (service, point), mode in modes.items():
        if mode in _GIVEN and service in group_of:
            given.add(service)
            places[groups.get(group_of[service], "")].add(point)
    of_base = [one.pk for one in services if one.group_id in base]
    veterans = [one.pk for one in services if one.is_for_veterans]
    social = len(places["social"])
    return {
        "social": (Decimal(social) if social else None, None),
        "veterans": (_share(len(given.intersection(veterans)), len(veterans)), None),
        "base_offered": (_share(len(given.intersection(of_base)), len(of_base)), None),
    }


def _recording(hromada: str, serving: list[Point], at: dt.datetime) -> Found:
    lines = indicators.lines(INDICATORS["requested"], Scope(hromada=hromada), _quarter(today(at)), Part.POINT)
    recorded = {line.key: line.value.n for line in lines if line.value.n}
    if not recorded or not serving:
        return {}
    share = _share(sum(str(point.pk) in recorded for point in serving), len(serving))
    return {"records_kept": (share, sum(recorded.values()))}


def _amount(value: Value) -> Decimal | None:
    return None if value.amount is None else Decimal(str(value.amount))


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(100 * part) / whole if whole else None
