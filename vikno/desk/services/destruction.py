"""Destroying what need not be kept any more: the act of documents, the cases, the people nobody else needs."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from vikno.applicants import services as applicants
from vikno.applicants.models import Applicant
from vikno.cases import queries as cases
from vikno.cases import services as case_services
from vikno.cases.models import Case
from vikno.cases.printing import letterhead
from vikno.cases.queries.keeping import ABOUT, Kept
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.correspondence import services as correspondence
from vikno.correspondence.queries import files_of_letters
from vikno.desk.models import IntakeDraft
from vikno.documents import ledger
from vikno.documents import services as documents
from vikno.documents.models import DestructionAct
from vikno.network.models import Centre


@transaction.atomic
def request_destruction(
    *, actor: Actor, at: datetime, numbers: Sequence[str], commission: Sequence[documents.Member]
) -> DestructionAct:
    """Draw up an act about closed cases whose time has passed. Refusals of `documents.request_act`."""
    due = cases.due_cases(actor, today=clock.today(at), numbers=numbers)
    return documents.request_act(actor=actor, at=at, lines=[_line(kept) for kept in due], commission=commission)


@transaction.atomic
def approve_destruction(*, act: DestructionAct, actor: Actor, at: datetime) -> DestructionAct:
    """The second person's word: cases and their people are erased, files go, the ledger outside knows.

    Refusals of `documents.approve_act`.
    """
    named = Case.objects.filter(
        hromada_id=actor.hromada_code, pk__in=[item.about_id for item in act.items.all() if item.about_type == ABOUT]
    ).order_by("pk")
    found = list(named)
    case_services.lock_cases(found, actor=actor)
    centre = Centre.objects.filter(hromada_id=actor.hromada_code).order_by("pk").first()
    assert centre is not None, "cases are opened at points of a centre"
    act = documents.approve_act(act=act, letterhead=letterhead(centre), actor=actor, at=at)
    erased = [case for case in found if erase(case=case, act_number=act.number, actor=actor, at=at)]
    lines = [
        ledger.Destroyed(hromada=case.hromada_id, act=act.number, case=case.number, at=at.isoformat())
        for case in erased
    ]
    transaction.on_commit(lambda: ledger.add(lines))
    return act


@transaction.atomic
def erase(*, case: Case, act_number: str, actor: Actor, at: datetime) -> bool:
    """One case in every room; False when it was erased before."""
    people = _people_of(case)
    if not case_services.erase_case(case=case, act_number=act_number, actor=actor, at=at):
        return False
    correspondence.forget_letters(case=case, act_number=act_number, at=at)
    IntakeDraft.objects.filter(case=case, hromada_id=case.hromada_id).update(
        papers=[], wishes={}, typed={}, answers=[], applicant=None
    )
    for person in people:
        if not _is_needed(person):
            applicants.forget_applicant(applicant=person, act_number=act_number, actor=actor, at=at)
    return True


def replay_destruction(*, at: datetime) -> int:
    """After a restoring: destroy again what an older backup brought back; how many cases."""
    again = 0
    for line in ledger.read():
        with tenancy.working_for(line.hromada):
            case = Case.objects.filter(number=line.case, hromada_id=line.hromada, destroyed_at__isnull=True).first()
            if case is not None:
                again += erase(case=case, act_number=line.act, actor=Actor.system(line.hromada), at=at)
    return again


def _line(kept: Kept) -> documents.Line:
    assert kept.until is not None
    return documents.Line(
        about_type=ABOUT, about_id=str(kept.case.pk), number_shown=kept.case.number_shown,
        title=kept.case.service.name, rule=kept.period.words, keep_until=kept.until,
        files=(*(scan.file for scan in cases.scans_of(kept.case)), *files_of_letters(kept.case)),
    )  # fmt: skip


def _people_of(case: Case) -> list[Applicant]:
    people = [case.applicant]
    if case.representative is not None:
        people.append(case.representative.person)
    for beside in case.co_applicants.select_related("applicant", "representative__person").order_by("pk"):
        people.append(beside.applicant)
        if beside.representative is not None:
            people.append(beside.representative.person)
    return list(dict.fromkeys(people))


def _is_needed(person: Applicant) -> bool:
    """Another living case asks for this person, or by this person."""
    living = Case.objects.filter(hromada_id=person.hromada_id, destroyed_at__isnull=True)
    parts = ("applicant", "representative__person", "co_applicants__applicant", "co_applicants__representative__person")
    return any(living.filter(**{part: person}).exists() for part in parts)
