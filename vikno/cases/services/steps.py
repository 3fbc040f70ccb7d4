"""The single place that moves a case: the table of moves, one row of history, the journal, the outbox."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from vikno.accounts.models import Organisation
from vikno.audit import services as audit
from vikno.audit.places import NOWHERE, Place
from vikno.cases import counting, policies
from vikno.cases.enums import NoteFor, Step
from vikno.cases.errors import CaseNotFound, ReasonMissing
from vikno.cases.guarding import require_possible
from vikno.cases.models import Case, StatusChange
from vikno.cases.services.marks import mark_by_event
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point


@transaction.atomic
def record_step(
    *,
    case: Case,
    step: str,
    actor: Actor,
    at: datetime,
    point: Point | None = None,
    organisation: Organisation | None = None,
    note: str = "",
) -> StatusChange:
    """Append one step and move the state by the table; `case` given is brought up to date.

    `at` is when it happened. Raises CaseNotFound, MayNotAct, StepNotAllowed. Two people at once: the second waits
    for the row, then meets the new state.
    """
    policies.require_may_record(actor, case, step)
    lock_case(case, actor=actor)
    case.state = require_possible(case, step)
    case.version_number += 1
    changed = ["state", "version_number"]
    if step == Step.ACCEPTED and not case.term_explanation.get("started_on"):
        start_term(case, started_at=at)
        changed += ["due_on", "term_explanation"]
    case.save(update_fields=changed)
    return append_step(case=case, step=step, actor=actor, at=at, point=point, organisation=organisation, note=note)


def lock_case(case: Case, *, actor: Actor) -> None:
    """Take the row of a case to the end of the transaction and read what others may have changed."""
    lock_cases([case], actor=actor)


def lock_cases(cases: Iterable[Case], *, actor: Actor) -> None:
    """Take the rows of several cases at once, in the order of their keys, and bring `cases` up to date.

    Whoever moves several cases in one transaction calls this first. The journal serialises a hromada from its first
    entry on: taking the second row after the first step could wait for somebody who waits for the journal.
    """
    given = {case.pk: case for case in cases}
    rows = (
        Case.objects.select_for_update(of=("self",))
        .filter(pk__in=given, hromada_id=actor.hromada_code)
        .only("state", "due_on", "term_explanation", "version_number", "officer_id", "registrar_id")
        .order_by("pk")
    )
    found = list(rows)
    if len(found) != len(given):
        raise CaseNotFound
    for now in found:
        case = given[now.pk]
        case.state, case.version_number = now.state, now.version_number
        case.due_on, case.term_explanation = now.due_on, now.term_explanation
        case.officer_id, case.registrar_id = now.officer_id, now.registrar_id


def append_step(
    *,
    case: Case,
    step: str,
    actor: Actor,
    at: datetime,
    point: Point | None = None,
    organisation: Organisation | None = None,
    note: str = "",
) -> StatusChange:
    """One row of the progress sheet, with its trace in the journal and its word in the outbox."""
    change = StatusChange.objects.create(
        hromada_id=case.hromada_id, case=case, step=step, state_after=case.state, actor_id=actor.user_id,
        actor_name=actor.name, actor_role=actor.role, point=point, organisation=organisation,
        happened_at=at, recorded_at=clock.now(), note=note.strip()[:500],
    )  # fmt: skip
    mark_by_event(case, step, actor=actor, at=at)
    said = {"number": case.number, "step": str(step), "state": str(case.state)}
    audit.record(
        actor=actor, action=f"case.{step}", subject=case, at=at, hromada_code=case.hromada_id,
        facts={**said, **({"point": point.pk} if point else {})},
    )  # fmt: skip
    audit.announce(topic=f"case.{step}", payload=said, hromada_code=case.hromada_id)
    return change


def start_term(case: Case, *, started_at: datetime | None) -> None:
    """Set the last day and its explanation on `case` (not saved); None: the term has not begun."""
    found = counting.deadline_of_case(case, started_on=clock.today(started_at) if started_at else None)
    case.due_on, case.term_explanation = found.due_on, found.as_json()


@transaction.atomic
def withdraw_case(*, case: Case, actor: Actor, at: datetime, reason: str, point: Point | None = None) -> StatusChange:
    """The applicant takes the application back, before a decision only."""
    if not reason.strip():
        raise ReasonMissing
    return record_step(case=case, step=Step.WITHDRAWN, actor=actor, at=at, point=point, note=reason)


_NOTES = {
    NoteFor.CENTRE: Step.INTERNAL_NOTE, NoteFor.EVERYBODY_AT_WORK: Step.NOTE, NoteFor.APPLICANT: Step.APPLICANT_NOTE,
}  # fmt: skip


@transaction.atomic
def add_note(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    text: str,
    point: Point | None = None,
    seen_by: str = NoteFor.EVERYBODY_AT_WORK,
) -> StatusChange:
    """A remark in the history; the state stays. `seen_by` says who may read it: a value of NoteFor."""
    if not text.strip():
        raise ReasonMissing
    return record_step(case=case, step=_NOTES[NoteFor(seen_by)], actor=actor, at=at, point=point, note=text)


@transaction.atomic(savepoint=False)
def record_look(*, case: Case, actor: Actor, at: datetime, place: Place = NOWHERE) -> None:
    """Every look at a person's case leaves a trace: who, when, from which page."""
    audit.record_look(actor=actor, action="case.viewed", subject=case, at=at, hromada_code=case.hromada_id, place=place)
