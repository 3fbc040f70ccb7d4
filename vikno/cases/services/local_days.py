"""Days known only here. A row that comes or goes counts the open terms it touches anew, each with its trace."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from vikno.accounts.models import Organisation
from vikno.audit import services as audit
from vikno.cases import policies, rules
from vikno.cases.enums import LocalKind
from vikno.cases.errors import LocalDaysNotFound, LocalDaysOutOfOrder, LocalDaysTooLong, LocalDaysUnexplained
from vikno.cases.models import Case, LocalDays
from vikno.cases.services.steps import lock_cases
from vikno.cases.services.terms import recount_term
from vikno.common import clock
from vikno.common.actors import Actor

MOST_DAYS = 366


@transaction.atomic
def add_local_days(
    *,
    actor: Actor,
    at: datetime,
    kind: str,
    starts_on: date,
    ends_on: date | None = None,
    name: str,
    source: str,
    organisation: Organisation | None = None,
) -> LocalDays:
    """Write down a closure or a sitting with its ground.

    Raises MayNotAct, LocalDaysOutOfOrder, LocalDaysTooLong, LocalDaysUnexplained.
    """
    policies.require_may_keep_local_days(actor)
    last = ends_on if ends_on is not None and kind == LocalKind.CLOSURE else starts_on
    if last < starts_on:
        raise LocalDaysOutOfOrder
    if (last - starts_on).days >= MOST_DAYS:
        raise LocalDaysTooLong(most=MOST_DAYS)
    if not name.strip() or not source.strip():
        raise LocalDaysUnexplained
    touched = _touched(actor, since=starts_on, organisation_id=organisation.pk if organisation else None)
    row = LocalDays.objects.create(
        hromada_id=actor.hromada_code, organisation=organisation, kind=kind, starts_on=starts_on, ends_on=last,
        name=name.strip(), source=source.strip(), recorded_by_id=actor.user_id or 0, recorded_at=clock.now(),
    )  # fmt: skip
    _recount(touched, actor=actor, at=at)
    audit.record(actor=actor, action="local_days.added", subject=row, at=at, hromada_code=actor.hromada_code)
    return row


@transaction.atomic
def revoke_local_days(*, days_id: int, actor: Actor, at: datetime) -> LocalDays:
    """Take a row back: it stays on record and counts no more. LocalDaysNotFound for an unknown or revoked one."""
    policies.require_may_keep_local_days(actor)
    rows = LocalDays.objects.filter(pk=days_id, hromada_id=actor.hromada_code, revoked_at__isnull=True)
    row = rows.select_for_update(of=("self",)).order_by("pk").first()
    if row is None:
        raise LocalDaysNotFound
    touched = _touched(actor, since=row.starts_on, organisation_id=row.organisation_id)
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    _recount(touched, actor=actor, at=at)
    audit.record(actor=actor, action="local_days.revoked", subject=row, at=at, hromada_code=actor.hromada_code)
    return row


def _touched(actor: Actor, *, since: date, organisation_id: int | None) -> list[Case]:
    """Undecided cases whose last day may move, their rows taken: the journal is written after them."""
    # A sitting that comes after the term, and a second clock that runs after it, move too.
    may_move = Q(due_on__gte=since) | Q(version__is_collegial=True) | Q(version__has_tacit_consent=True)
    cases = Case.objects.filter(hromada_id=actor.hromada_code, state__in=rules.UNDECIDED, due_on__isnull=False)
    cases = cases.filter(may_move)
    if organisation_id is not None:
        cases = cases.filter(provider_id=organisation_id)
    found = list(cases.select_related("version").order_by("pk"))
    lock_cases(found, actor=actor)
    return found


def _recount(cases: list[Case], *, actor: Actor, at: datetime) -> None:
    for case in cases:
        before = case.due_on
        recount_term(case)
        if case.due_on != before:
            facts = {"number": case.number, "before": str(before), "after": str(case.due_on)}
            audit.record(
                actor=actor, action="case.term_recounted", subject=case, at=at, hromada_code=case.hromada_id,
                facts=facts,
            )  # fmt: skip
