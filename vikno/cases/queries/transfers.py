"""Hand-overs of cases: what one may give, what one was given, what was given today."""

from datetime import date, timedelta

from django.db.models import F, QuerySet

from vikno.accounts.enums import Role
from vikno.cases import policies, rules
from vikno.cases.models import Case, CaseTransfer
from vikno.common import clock
from vikno.common.actors import Actor


def cases_to_give(actor: Actor, *, officer_id: int) -> QuerySet[Case]:
    """Open cases that a person leads, the most urgent first; nobody but the head sees a colleague's list."""
    if actor.role != Role.HEAD and officer_id != actor.user_id:
        return Case.objects.none()
    cases = policies.visible(actor).filter(officer_id=officer_id, state__in=rules.OPEN)
    return cases.select_related("applicant", "service", "point", "officer").order_by(
        F("due_on").asc(nulls_last=True), "pk"
    )


def cases_among(actor: Actor, *, case_ids: list[int]) -> list[Case]:
    """The cases of these keys that an actor may read, the most urgent first."""
    cases = policies.visible(actor).filter(pk__in=case_ids)
    return list(
        cases.select_related("applicant", "service", "point", "officer").order_by(
            F("due_on").asc(nulls_last=True), "pk"
        )
    )


def transfers_to(actor: Actor) -> QuerySet[CaseTransfer]:
    """Cases that were handed over to this person and still are theirs and open, the latest first."""
    return _transfers(actor).filter(
        to_officer_id=actor.user_id or 0, case__officer_id=F("to_officer_id"), case__state__in=rules.OPEN
    )


def transfers_by(actor: Actor, *, on: date) -> QuerySet[CaseTransfer]:
    """Hand-overs of a day that this person may take back: one's own, the head everybody's."""
    since = clock.midnight(on)
    done = _transfers(actor).filter(at__gte=since, at__lt=since + timedelta(days=1))
    return done if actor.role == Role.HEAD else done.filter(by_id=actor.user_id or 0)


def _transfers(actor: Actor) -> QuerySet[CaseTransfer]:
    rows = CaseTransfer.objects.filter(hromada_id=actor.hromada_code, undone_at__isnull=True)
    return rows.select_related(
        "case__service", "case__applicant", "case__point", "from_officer", "to_officer", "by"
    ).order_by("-at", "-pk")
