"""The results framework: what is wanted, how it is measured, values counted by the records themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from vikno.common.actors import Actor
from vikno.programmes.models import Programme
from vikno.support import policies
from vikno.support.enums import Measure, ResultKind
from vikno.support.errors import CodeTaken, NoSuchThing, NotComputed, PeriodWrong, WordsMissing
from vikno.support.metrics import METRICS
from vikno.support.models import Actual, Indicator, Period, Result
from vikno.support.services.common import record, short


@dataclass(frozen=True, kw_only=True)
class IndicatorFacts:
    code: str
    title: str
    title_en: str = ""
    measure: Measure = Measure.UNIT
    metric: str = ""
    is_ascending: bool = True
    baseline: Decimal | None = None
    baseline_on: date | None = None


@transaction.atomic
def add_result(
    *, programme: Programme, kind: ResultKind, title: str, title_en: str, actor: Actor, at: datetime
) -> Result:
    """What the programme wants. Refusals: NotYourMove, NoSuchThing."""
    organisation = policies.of_programme(actor)
    if programme.organisation_id != organisation:
        raise NoSuchThing
    made = Result.objects.create(
        organisation_id=organisation, programme=programme, kind=kind, title=short(title, 300),
        title_en=short(title_en, 300),
    )  # fmt: skip
    record(actor, "result.named", made, at=at, kind=kind)
    return made


@transaction.atomic
def add_indicator(*, result: Result, facts: IndicatorFacts, actor: Actor, at: datetime) -> Indicator:
    """How it is measured. Refusals: NotYourMove, NoSuchThing, CodeTaken, PeriodWrong."""
    organisation = policies.of_programme(actor)
    if result.organisation_id != organisation or (facts.metric and facts.metric not in METRICS):
        raise NoSuchThing
    if Indicator.objects.filter(organisation_id=organisation, code=facts.code).exists():
        raise CodeTaken
    if facts.baseline is not None and facts.baseline_on is None:
        raise PeriodWrong
    made = Indicator.objects.create(
        organisation_id=organisation, result=result, code=facts.code, title=short(facts.title, 300),
        title_en=short(facts.title_en, 300), measure=facts.measure, metric=facts.metric,
        is_ascending=facts.is_ascending, baseline=facts.baseline, baseline_on=facts.baseline_on,
    )  # fmt: skip
    record(actor, "indicator.named", made, at=at, code=made.code, metric=made.metric)
    return made


@transaction.atomic
def add_period(
    *, indicator: Indicator, starts_on: date, ends_on: date, target: Decimal | None, actor: Actor, at: datetime
) -> Period:
    """A stretch with its target. Refusals: NotYourMove, NoSuchThing, PeriodWrong, CodeTaken."""
    organisation = policies.of_programme(actor)
    if indicator.organisation_id != organisation:
        raise NoSuchThing
    if ends_on < starts_on:
        raise PeriodWrong
    if indicator.periods.filter(starts_on=starts_on, ends_on=ends_on).exists():
        raise CodeTaken
    made = Period.objects.create(
        organisation_id=organisation, indicator=indicator, starts_on=starts_on, ends_on=ends_on, target=target
    )
    record(actor, "result.period_added", made, at=at, indicator=indicator.code)
    return made


@transaction.atomic
def count_actuals(*, programme: Programme, actor: Actor, at: datetime) -> int:
    """Count every computed indicator of every period; a value that has not changed is not written again. How many.

    Refusals: NotYourMove, NoSuchThing.
    """
    organisation = policies.of_programme(actor)
    if programme.organisation_id != organisation:
        raise NoSuchThing
    periods = Period.objects.filter(organisation_id=organisation, indicator__result__programme=programme)
    made = [_count(period, actor, at) for period in periods.exclude(indicator__metric="").select_related("indicator")]
    written = Actual.objects.bulk_create(one for one in made if one is not None)
    record(actor, "result.counted", programme, at=at, values=len(written))
    return len(written)


@transaction.atomic
def tell_actual(*, period: Period, value: Decimal, note: str, actor: Actor, at: datetime) -> Actual:
    """A value no record gives, with where it is from. Refusals: NotYourMove, NoSuchThing, NotComputed, WordsMissing."""
    organisation = policies.of_programme(actor)
    if period.organisation_id != organisation:
        raise NoSuchThing
    if period.indicator.metric:
        raise NotComputed
    if not short(note):
        raise WordsMissing
    made = Actual.objects.create(
        organisation_id=organisation, period=period, value=value, n=0, query_version=0, note=short(note, 300),
        counted_at=at, counted_by_name=actor.name,
    )  # fmt: skip
    record(actor, "result.told", made, at=at, period=period.pk)
    return made


def _count(period: Period, actor: Actor, at: datetime) -> Actual | None:
    metric = METRICS[period.indicator.metric]
    value, n = metric.count(period.organisation_id, period.starts_on, period.ends_on)
    newest = period.actuals.order_by("-pk").first()
    if newest and (newest.value, newest.n, newest.query_version) == (value, n, metric.version):
        return None
    return Actual(
        organisation_id=period.organisation_id, period=period, value=value, n=n, query_version=metric.version,
        counted_at=at, counted_by_name=actor.name,
    )  # fmt: skip
