"""The records behind a value: cases one by one, or the page of the room that keeps them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.http import urlencode

from vikno.cases.enums import Step
from vikno.cases.models import Case, StatusChange
from vikno.common.clock import KYIV, midnight
from vikno.consignments.enums import HolderKind
from vikno.consignments.models import Custody
from vikno.indicators.definitions import Indicator
from vikno.indicators.enums import Fact, Part
from vikno.indicators.queries.spans import Span
from vikno.indicators.queries.values import Scope

_GIVING: Final = (Step.ISSUED, Step.POSTED)
_REPEATED_WITHIN: Final = timedelta(days=90)  # as `statements.py` counts
_PART_COLUMNS: Final[Mapping[Part, str]] = {
    Part.POINT: "point_id",
    Part.KIND: "point__kind",
    Part.GROUP: "service__group_id",
    Part.SERVICE: "service_id",
    Part.CHANNEL: "intake_channel",
    Part.PROVIDER: "provider_id",
    Part.OUTCOME: "decision__outcome",
}
_BY_KEY: Final = frozenset({Part.POINT, Part.GROUP, Part.SERVICE, Part.PROVIDER})
type Cases = QuerySet[Case]


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Where the records of a value are shown: their own room's page for the same days and point."""

    url: str
    is_exact: bool  # the page shows the same days


def may_be_asked(part: Part, key: str) -> bool:
    """Whether cases can be told apart by a part, and whether this is a key of one: an address may hold anything."""
    is_number = key.isascii() and key.isdigit() and len(key) < 19
    return part in _PART_COLUMNS and (part not in _BY_KEY or not key or is_number)


def cases_behind(indicator: Indicator, scope: Scope, span: Span, *, part: Part | None, key: str) -> Cases | None:
    """Cases that a value counts, the latest event first; None where it counts no cases.

    `happened_at` of each is the event that is counted. What a share is of, where it is a share; those that are chosen
    (late ones where it says «in time») carry `is_chosen`.
    """
    fact = indicator.among[0] if indicator.among and indicator.fact == indicator.among[0] else indicator.fact
    if fact not in _EVENTS:
        return None
    rows = Case.objects.filter(hromada_id=scope.hromada)
    if scope.point is not None:
        rows = rows.filter(point_id=scope.point)
    found = _EVENTS[fact](rows, midnight(span.since), midnight(span.until + timedelta(days=1)))
    if part is not None:
        column = "reached" if (fact, part) == (Fact.TRAVELLED, Part.PROVIDER) else _PART_COLUMNS[part]
        found = found.filter(**{column: key}) if key else found.filter(**{f"{column}__isnull": True})
    if indicator.chosen:
        found = (
            found.filter(_chosen(indicator)) if not indicator.among else found.annotate(is_chosen=_chosen(indicator))
        )
    return found.select_related("service", "point", "provider").order_by(F("happened_at").desc(), "-pk")


def list_behind(indicator: Indicator, scope: Scope, span: Span) -> Behind | None:
    """The page where the records are, for what counts no cases."""
    if indicator.fact not in _PAGES:
        return None
    name, is_exact = _PAGES[indicator.fact]
    asked = {"since": f"{span.since:%d.%m.%Y}", "until": f"{span.until:%d.%m.%Y}", "point": scope.point or ""}
    return Behind(url=f"{reverse(name)}?{urlencode(asked)}" if is_exact else reverse(name), is_exact=is_exact)


def _registered(rows: Cases, since: datetime, until: datetime) -> Cases:
    return rows.filter(registered_at__gte=since, registered_at__lt=until).annotate(happened_at=F("registered_at"))


def _repeated(rows: Cases, since: datetime, until: datetime) -> Cases:
    at, key, day = OuterRef("registered_at"), OuterRef("pk"), TruncDate("registered_at", tzinfo=KYIV)
    sooner = Case.objects.annotate(day=day).filter(
        Q(registered_at__lt=at) | Q(registered_at=at, pk__lt=key), hromada=OuterRef("hromada"),
        applicant=OuterRef("applicant"), service=OuterRef("service"), day__gte=OuterRef("day") - _REPEATED_WITHIN,
    )  # fmt: skip
    return _registered(rows, since, until).annotate(day=day).filter(Exists(sooner))


def _given(rows: Cases, since: datetime, until: datetime) -> Cases:
    giving = StatusChange.objects.filter(case=OuterRef("pk"), step__in=_GIVING).order_by()
    first = giving.values("case").annotate(first=Min("happened_at")).values("first")
    found: Any = _with_step(rows, _GIVING, since, until).annotate(happened_at=Subquery(first))
    return found.filter(happened_at__gte=since, happened_at__lt=until)  # type: ignore[no-any-return]


def _decided(rows: Cases, since: datetime, until: datetime) -> Cases:
    days = (since.date(), (until - timedelta(hours=1)).date())
    return rows.filter(decision__decided_on__range=days).annotate(happened_at=F("decision__decided_on"))


def _travelled(rows: Cases, since: datetime, until: datetime) -> Cases:
    held = Custody.objects.filter(case=OuterRef("pk"), holder_kind=HolderKind.PROVIDER).order_by("since", "pk")[:1]
    reached = Custody.objects.filter(
        case=OuterRef("pk"), holder_kind=HolderKind.PROVIDER, since__gte=since, since__lt=until
    )
    found: Any = rows.filter(Exists(reached)).annotate(
        happened_at=Subquery(held.values("since")), reached=Subquery(held.values("organisation_id"))
    )
    return found.filter(happened_at__gte=since, happened_at__lt=until)  # type: ignore[no-any-return]


def _stepped(step: Step) -> Callable[[Cases, datetime, datetime], Cases]:
    def found(rows: Cases, since: datetime, until: datetime) -> Cases:
        of_case = StatusChange.objects.filter(
            case=OuterRef("pk"), step=step, happened_at__gte=since, happened_at__lt=until
        ).order_by()
        last = of_case.values("case").annotate(last=Max("happened_at")).values("last")
        return _with_step(rows, (step,), since, until).annotate(happened_at=Subquery(last))

    return found


def _with_step(rows: Cases, steps: tuple[Step, ...], since: datetime, until: datetime) -> Cases:
    within = StatusChange.objects.filter(
        case=OuterRef("pk"), step__in=steps, happened_at__gte=since, happened_at__lt=until
    )
    return rows.filter(Exists(within))


def _chosen(indicator: Indicator) -> Q:
    """The condition of a share, said of cases."""
    if "kind" in indicator.chosen:
        return Q(point__kind__in=indicator.chosen["kind"])
    if indicator.fact == Fact.REGISTERED:
        return Q(intake_channel__in=indicator.chosen["b"])
    if "b" in indicator.chosen:
        return Q(decision__outcome__in=indicator.chosen["b"])
    return Q(decision__decided_on__lte=F("due_on"))


_EVENTS: Final[Mapping[Fact, Callable[[Cases, datetime, datetime], Cases]]] = {
    Fact.REGISTERED: _registered,
    Fact.GIVEN: _given,
    Fact.DECIDED: _decided,
    Fact.HALTED: _stepped(Step.WITHOUT_MOTION),
    Fact.WITHDRAWN: _stepped(Step.WITHDRAWN),
    Fact.TRAVELLED: _travelled,
    Fact.REPEATED: _repeated,
}
_PAGES: Final[Mapping[Fact, tuple[str, bool]]] = {
    Fact.TICKETS: ("queue:measures", True),
    Fact.PREFERRED: ("queue:measures", True),
    Fact.WAITED: ("queue:measures", True),
    Fact.SERVED: ("queue:measures", True),
    Fact.TALKED: ("queue:consultations", True),
    Fact.BOOKED: ("appointments:report", True),
    Fact.ANSWERED: ("feedback:overview", False),
    Fact.TAGGED: ("feedback:overview", False),
    Fact.OFFLINE: ("queue:measures", True),
    Fact.STOOD: ("continuity:home", False),
    Fact.KEPT: ("indicators:hours", True),
    Fact.SHUT: ("indicators:hours", True),
    Fact.CHECKED: ("consignments:control", False),
    Fact.LOST: ("consignments:control", False),
    Fact.PAID: ("payments:ledger", True),
    Fact.FORGIVEN: ("payments:bills", True),
}
