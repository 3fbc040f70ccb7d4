"""The term of a case, counted from its rows: the card, the events, the rules and the calendar of its time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from vikno.cases import rules
from vikno.cases.calendars import rules_of, working_calendar
from vikno.cases.enums import CaseState, LocalKind, TermRegime
from vikno.cases.models import Case, LocalDays, TermChange
from vikno.catalogue.enums import StartEvent
from vikno.catalogue.models import ServiceVersion
from vikno.common import clock

# The list of acts in `data/calendar.toml` that a card means by «строк зупинено на час воєнного стану».
MARTIAL_LAW = "martial_law"
# Local days that come later than this cannot touch a term that begins now.
_FAR = timedelta(days=2 * 366)


@dataclass(frozen=True, kw_only=True)
class Here:
    """The calendar of one hromada for cases of one provider, and sittings of the body that decides them."""

    calendar: rules.WorkingCalendar
    sittings: tuple[date, ...] = ()


def here(*, hromada_code: str, provider_id: int | None, since: date) -> Here:
    """The national calendar with local rows from a day on, in one query."""
    within = Q(ends_on__gte=since, starts_on__lte=since + _FAR)
    rows = LocalDays.objects.filter(within, hromada_id=hromada_code, revoked_at__isnull=True)
    rows = rows.filter(Q(organisation__isnull=True) | Q(organisation_id=provider_id)).order_by("starts_on", "pk")
    closures = [row for row in rows if row.kind == LocalKind.CLOSURE]
    return Here(
        calendar=working_calendar().closed_also(
            [rules.Closure(name=r.name, starts_on=r.starts_on, ends_on=r.ends_on, source=r.source) for r in closures],
            version="місцеві дні № " + ", ".join(str(row.pk) for row in closures),
        ),
        sittings=tuple(row.starts_on for row in rows if row.kind == LocalKind.SITTING),
    )


def deadline_of(
    version: ServiceVersion,
    *,
    regime: str = TermRegime.SERVICE,
    hromada_code: str,
    provider_id: int | None,
    filed_on: date,
    started_on: date | None,
    events: Sequence[rules.TermEvent] = (),
) -> rules.Deadline:
    """The last day by the rules in force when the term began (or, before that, when the application was filed)."""
    term = term_of(version, regime)
    local = here(hromada_code=hromada_code, provider_id=provider_id, since=started_on or filed_on)
    return rules.deadline(
        term=term, started_on=started_on, events=events, calendar=local.calendar, sittings=local.sittings,
        rules=rules_of(term.regime, on=started_on or filed_on),
    )  # fmt: skip


def deadline_of_case(case: Case, *, started_on: date | None, events: Sequence[rules.TermEvent] = ()) -> rules.Deadline:
    """The last day of a case, with everything that happened to its term."""
    return deadline_of(
        case.version, regime=case.regime, hromada_code=case.hromada_id, provider_id=case.provider_id,
        filed_on=clock.today(case.registered_at), started_on=started_on, events=events,
    )  # fmt: skip


def course_of(case: Case, *, started_on: date, events: Sequence[rules.TermEvent]) -> rules.Course:
    """Events of the term of a case, put in order by its rules."""
    lists = term_of(case.version, case.regime).lists
    return rules.course_of(
        started_on=started_on, events=events, rules=rules_for(case), calendar=working_calendar(), lists=lists
    )


def most_extension(case: Case) -> str:
    """«15 календарних днів»: how much longer the term may be made; empty when it may not."""
    started_on = term_started_on(case)
    if started_on is None:
        return ""
    term, law = term_of(case.version, case.regime), rules_for(case)
    course = course_of(case, started_on=started_on, events=term_events(case))
    most = rules.most_extension_days(term=term, course=course, rules=law)
    return rules.extension_in_words(most, term=term, rules=law) if most else ""


def rules_for(case: Case) -> rules.RuleSet:
    """Rules that the term of a case is counted by."""
    return rules_of(case.regime, on=term_started_on(case) or clock.today(case.registered_at))


def term_started_on(case: Case) -> date | None:
    """The day the term of a case began; None when it has not."""
    kept = case.term_explanation.get("started_on")
    if kept:
        return date.fromisoformat(kept)
    return clock.today(case.registered_at) if starts_at_registration(case.version, case.regime) else None


def term_events(case: Case) -> list[rules.TermEvent]:
    """What stopped, restored or lengthened the term of a case, in order."""
    changes = TermChange.objects.filter(hromada_id=case.hromada_id, case=case).order_by("happened_on", "pk")
    return [
        rules.TermEvent(kind=row.kind, on=row.happened_on, until=row.until, days=row.days, ground=row.ground)
        for row in changes
    ]


def cure_by(case: Case) -> date | None:
    """The day by which the applicant is to mend defects, while the case is without motion."""
    kept = case.term_explanation.get("cure_by")
    return date.fromisoformat(kept) if kept and case.state == CaseState.WITHOUT_MOTION else None


def term_of(version: ServiceVersion, regime: str = TermRegime.SERVICE) -> rules.Term:
    """What a version says of its term. Its card is about a service: another regime takes nothing of it but the body."""
    if regime != TermRegime.SERVICE:
        return rules.Term(days=None, regime=regime, is_collegial=version.is_collegial)
    return rules.Term(
        days=version.term_days,
        unit=version.term_unit,
        start_event=version.start_event,
        is_collegial=version.is_collegial,
        is_immediate=version.is_immediate,
        has_tacit_consent=version.has_tacit_consent,
        lists=frozenset({MARTIAL_LAW}) if version.is_paused_by_martial_law else frozenset(),
        regime=TermRegime.SERVICE,
    )


def starts_at_registration(version: ServiceVersion, regime: str = TermRegime.SERVICE) -> bool:
    """A service may begin its term at its provider; the other regimes count from the day of the application."""
    is_service = regime == TermRegime.SERVICE
    return not is_service or version.is_immediate or version.start_event == StartEvent.REGISTERED
