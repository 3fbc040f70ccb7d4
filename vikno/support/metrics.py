"""What indicators of results may be counted from: each with its version, that grows when its meaning changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import F, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.common.clock import KYIV, midnight
from vikno.support.enums import ActState, MemorandumMove, MilestoneMove, MilestoneState
from vikno.support.models import ActLine, MemorandumStep, Milestone, MilestoneStep, SupportActivity

type Counted = tuple[Decimal, int]
type Count = Callable[[int, date, date], Counted]


@dataclass(frozen=True, kw_only=True)
class Metric:
    """`count(organisation, first day, last day)` gives the value and how many records it is made of."""

    label: Promise
    version: int
    count: Count


def current_activities(organisation: int) -> QuerySet[SupportActivity]:
    """Lines of the ledger that nothing stands instead of."""
    return SupportActivity.objects.filter(organisation_id=organisation, corrected_by=None)


def _hours(organisation: int, since: date, until: date) -> Counted:
    rows = current_activities(organisation).filter(on__range=(since, until), hours__gt=0)
    return Decimal(rows.aggregate(all=Sum("hours"))["all"] or 0), rows.count()


def _visits(organisation: int, since: date, until: date) -> Counted:
    n = current_activities(organisation).filter(on__range=(since, until), is_visit=True, hours__gt=0).count()
    return Decimal(n), n


def _supported(organisation: int, since: date, until: date) -> Counted:
    """Hromadas whose memorandum came into force in the period, each once."""
    rows = MemorandumStep.objects.filter(
        organisation_id=organisation, move=MemorandumMove.ENFORCE, at__gte=midnight(since), at__lt=_after(until)
    )  # fmt: skip
    return Decimal(rows.values("hromada").distinct().count()), rows.count()


def _on_time(organisation: int, since: date, until: date) -> Counted:
    """Percentage of milestones due in the period whose first report came by their day; cancelled ones are not due."""
    due = Milestone.objects.filter(organisation_id=organisation, due_on__range=(since, until))
    days = dict(due.exclude(state=MilestoneState.CANCELLED).values_list("pk", "due_on"))
    if not days:
        return Decimal(0), 0
    first: dict[int, date] = {}
    steps = MilestoneStep.objects.filter(milestone__in=days, move=MilestoneMove.REPORT).order_by("at", "pk")
    for pk, at in steps.values_list("milestone", "at"):
        first.setdefault(pk, at.astimezone(KYIV).date())
    kept = sum(1 for pk, day in first.items() if day <= days[pk])
    return (Decimal(100 * kept) / len(days)).quantize(Decimal("0.01")), len(days)


def _handed_over(organisation: int, since: date, until: date) -> Counted:
    """Things of acts that both sides signed in the period."""
    rows = ActLine.objects.filter(
        organisation_id=organisation, act__signatures__side="hromada", act__signatures__at__gte=midnight(since),
        act__signatures__at__lt=_after(until),
    )  # fmt: skip
    return Decimal(rows.aggregate(all=Sum("quantity"))["all"] or 0), rows.count()


def _value_handed_over(organisation: int, since: date, until: date) -> Counted:
    """Their value in hryvnias, by the rate of each line."""
    rows = ActLine.objects.filter(
        organisation_id=organisation, act__signatures__side="hromada", act__signatures__at__gte=midnight(since),
        act__signatures__at__lt=_after(until),
    )  # fmt: skip
    found = rows.aggregate(all=Sum(F("unit_value") * F("quantity") * F("rate")))["all"] or Decimal(0)
    return Decimal(found).quantize(Decimal("0.01")), rows.count()


def _in_use(organisation: int, since: date, until: date) -> Counted:
    """Things in use now: what was in use on a past day is not kept, so the period is not asked."""
    rows = ActLine.objects.filter(organisation_id=organisation, act__state=ActState.IN_USE, gone=None)
    return Decimal(rows.aggregate(all=Sum("quantity"))["all"] or 0), rows.count()


def _after(day: date) -> datetime:
    return midnight(day + timedelta(days=1))


METRICS: Final[Mapping[str, Metric]] = {
    "hromadas": Metric(label=_("Громади, з якими меморандум набув чинності"), version=1, count=_supported),
    "hours": Metric(label=_("Години підтримки"), version=1, count=_hours),
    "visits": Metric(label=_("Виїзди до громад"), version=1, count=_visits),
    "milestones_on_time": Metric(label=_("Етапи, про які звітували вчасно, %"), version=1, count=_on_time),
    "items_handed_over": Metric(label=_("Передані речі"), version=1, count=_handed_over),
    "value_handed_over": Metric(label=_("Вартість переданого, грн"), version=1, count=_value_handed_over),
    "items_in_use": Metric(label=_("Речі, якими користуються зараз"), version=1, count=_in_use),
}
