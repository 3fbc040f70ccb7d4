"""Reconciliation at day's end: each case ticked by scan or by hand, differences said, signed by a person, kept."""

from datetime import date, datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.cases import services as cases
from vikno.cases.enums import Step
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.consignments import policies, queries
from vikno.consignments.enums import LineState, TickedBy
from vikno.consignments.errors import (
    DayIsOver,
    DayIsSigned,
    DayNotFinished,
    MissingNeedsNote,
    SignatureMissing,
)
from vikno.consignments.models import DayCheck, DayLine
from vikno.consignments.services.handovers import find_papers
from vikno.consignments.services.manifests import keep_reconciliation
from vikno.network.models import Point


@transaction.atomic
def tick_case(
    *, point: Point, case: Case, found: LineState, by: TickedBy, actor: Actor, at: datetime, note: str = ""
) -> DayLine:
    """Say that the papers of a case lie here, or do not. Papers not on the list are «extra». Said again: anew.

    Refusals: NotYourPoint, DayIsSigned, MissingNeedsNote.
    """
    policies.require_works_at(actor, point, on=clock.today(at))
    if found == LineState.MISSING and not clean(note):
        raise MissingNeedsNote(number=case.number)
    check = _open_check(point, actor=actor, at=at)
    expected = {each.pk for each in queries.reconciliation(point, on=check.on, now=at).here}
    if found == LineState.PRESENT and case.pk not in expected:
        found = LineState.EXTRA
    line, _ = DayLine.objects.update_or_create(
        hromada_id=check.hromada_id, check_of=check, case=case,
        defaults={
            "found": found, "ticked_by": by, "note": clean(note)[:300], "ticked_at": at, "person_id": actor.user_id,
        },
    )  # fmt: skip
    return line


@transaction.atomic
def sign_day(*, point: Point, on: date, signed_name: str, actor: Actor, at: datetime) -> DayCheck:
    """Sign today's reconciliation: every case of the list has an answer. Signed twice nothing happens.

    Extra papers are here from now on; missing ones stay on this point's record and the case says so.
    Refusals: NotYourPoint, DayIsOver, SignatureMissing, DayNotFinished.
    """
    policies.require_works_at(actor, point, on=clock.today(at))
    if on != clock.today(at):
        raise DayIsOver
    check = _check(point, actor=actor, at=at)
    if check.signed_at is not None:
        return check
    if not clean(signed_name):
        raise SignatureMissing
    here = queries.reconciliation(point, on=on, now=at).here
    lines = {line.case_id: line for line in queries.lines_of(check)}
    unticked = [case.number for case in here if case.pk not in lines]
    if unticked:
        raise DayNotFinished(count=len(unticked))
    _write_differences(check, list(lines.values()), actor=actor, at=at)
    check.signed_at, check.signed_by_id, check.signed_name = at, actor.user_id, clean(signed_name)[:200]
    check.expected = len(here)
    check.paper = keep_reconciliation(check=check, lines=list(lines.values()), actor=actor, at=at)
    check.save()
    counts = {state.value: sum(line.found == state for line in lines.values()) for state in LineState}
    audit.record(
        actor=actor, action="day.signed", subject=check, at=at, hromada_code=check.hromada_id,
        facts={"point": point.pk, "on": on.isoformat(), "expected": len(here), **counts},
    )  # fmt: skip
    return check


def _write_differences(check: DayCheck, lines: list[DayLine], *, actor: Actor, at: datetime) -> None:
    odd = [line for line in lines if line.found != LineState.PRESENT]
    cases.lock_cases([line.case for line in odd], actor=actor)
    for line in odd:
        words = f"звірка {check.on:%d.%m.%Y}, {check.point}"
        if line.found == LineState.EXTRA:
            find_papers(
                case=line.case, point=check.point, note=f"{words}: понад список", actor=actor, at=at
            )  # fmt: skip
            continue
        cases.record_step(
            case=line.case, step=Step.NOTE, actor=actor, at=at, point=check.point,
            note=f"{words}: документів немає; {line.note}"[:500],
        )  # fmt: skip


def _open_check(point: Point, *, actor: Actor, at: datetime) -> DayCheck:
    check = _check(point, actor=actor, at=at)
    if check.signed_at is not None:
        raise DayIsSigned
    return check


def _check(point: Point, *, actor: Actor, at: datetime) -> DayCheck:
    """Today's reconciliation of a point, begun if need be; locked to the end of the transaction."""
    key = {"hromada_id": actor.hromada_code, "point": point, "on": clock.today(at)}
    DayCheck.objects.get_or_create(**key, defaults={"began_at": at, "began_by_id": actor.user_id})
    return DayCheck.objects.select_for_update(of=("self",)).select_related("point").get(**key)
