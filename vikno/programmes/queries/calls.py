"""Calls as everybody, a programme and a hromada see them."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vikno.common.actors import Actor
from vikno.programmes import policies
from vikno.programmes.enums import PUBLIC_STATES, CallState, QuestionState
from vikno.programmes.errors import NoSuchCall, NoSuchPart
from vikno.programmes.models import (
    CallDocument,
    CallVersion,
    Clarification,
    Criterion,
    Programme,
    ProgrammeCall,
    Question,
)


def public_calls() -> QuerySet[ProgrammeCall]:
    """Calls that anybody may read about, the newest first."""
    return ProgrammeCall.objects.filter(state__in=PUBLIC_STATES).select_related("programme").order_by("-number")


def open_calls_about(dimensions: Collection[str]) -> QuerySet[ProgrammeCall]:
    """Calls that take proposals now and whose criteria speak of a dimension of the self-assessment, soonest first."""
    rows = public_calls().filter(state__in=(CallState.OPEN, CallState.EXTENDED))
    about = Criterion.objects.filter(track__call=OuterRef("pk"), dimension__in=dimensions)
    return rows.filter(Exists(about)).order_by("closes_at", "pk")


def public_call(number: str) -> ProgrammeCall:
    """Raises NoSuchCall for one that is not public, as for an unknown one."""
    found = public_calls().filter(number=number).first()
    if found is None:
        raise NoSuchCall
    return found


def public_document(number: str, pk: int) -> CallDocument:
    """A file that some frozen version names. Raises NoSuchCall, NoSuchPart."""
    call = public_call(number)
    named = {one["code"] for row in call.versions.all() for one in row.rules["documents"]}
    found = CallDocument.objects.filter(call=call, pk=pk).first()
    if found is None or f"d{found.pk}" not in named:
        raise NoSuchPart
    return found


def clarifications_of(call: ProgrammeCall) -> QuerySet[Clarification]:
    return call.clarifications.order_by("published_at", "pk")


def version_in_force(call: ProgrammeCall) -> CallVersion:
    """The newest frozen version. Raises NoSuchCall where none is."""
    found = call.versions.order_by("-number").first()
    if found is None:
        raise NoSuchCall
    return found


def version_of(call: ProgrammeCall, number: int) -> CallVersion:
    """Raises NoSuchPart."""
    found = call.versions.filter(number=number).first()
    if found is None:
        raise NoSuchPart
    return found


def versions_in_force(calls: list[ProgrammeCall]) -> Mapping[int, CallVersion]:
    """The newest version of each call that has one, in one query."""
    rows = CallVersion.objects.filter(call__in=calls).order_by("call_id", "-number").distinct("call_id")
    return {row.call_id: row for row in rows}


def programmes_of(actor: Actor) -> QuerySet[Programme]:
    """Raises MayNotRun."""
    policies.require_may_run(actor)
    return Programme.objects.filter(organisation_id=actor.organisation_id or 0).order_by("-starts_on", "code")


def calls_of(actor: Actor) -> QuerySet[ProgrammeCall]:
    """A programme's calls with how many questions wait. Raises MayNotRun."""
    policies.require_may_run(actor)
    waiting = Count("questions", filter=Q(questions__state=QuestionState.ASKED))
    return policies.visible_calls(actor).annotate(waiting=waiting).order_by("-number")


def call_of(actor: Actor, pk: int) -> ProgrammeCall:
    """One that the actor may see. Raises NoSuchCall."""
    found = policies.visible_calls(actor).filter(pk=pk).first()
    if found is None:
        raise NoSuchCall
    return found


def part_of(call: ProgrammeCall, kind: str, pk: int) -> Any:
    """A row of the rules: of "tracks", "criteria", "eligibility", "advantages", "regions", "phases", "documents".

    Raises NoSuchPart.
    """
    found = parts_of(call, kind).filter(pk=pk).first()
    if found is None:
        raise NoSuchPart
    return found


def parts_of(call: ProgrammeCall, kind: str) -> QuerySet[Any]:
    """Rows of a kind in their order. Raises NoSuchPart for an unknown kind."""
    if kind == "criteria":
        return (
            Criterion.objects.filter(track__call=call)
            .select_related("track")
            .order_by("track__position", "track", "position", "pk")
        )
    if kind == "documents":
        return call.documents.defer("content").order_by("pk")
    if kind in ("tracks", "phases"):
        return cast("QuerySet[Any]", getattr(call, kind).all())
    if kind in ("eligibility", "advantages", "regions"):
        return cast("QuerySet[Any]", getattr(call, kind).select_related("track"))
    raise NoSuchPart


def questions_of(actor: Actor, call: ProgrammeCall) -> QuerySet[Question]:
    """What was asked of a call: all of it for its programme, its own for a hromada; those waiting first."""
    rows = Question.objects.filter(call=call).select_related("clarification", "hromada")
    if actor.hromada_code:
        return rows.filter(hromada_id=actor.hromada_code).order_by("-pk")
    return rows.filter(organisation_id=actor.organisation_id or 0).order_by("-state", "pk")


def question_of(actor: Actor, call: ProgrammeCall, pk: int) -> Question:
    """Raises MayNotRun, NoSuchPart."""
    policies.require_may_run(actor)
    found = questions_of(actor, call).select_related("call").filter(pk=pk).first()
    if found is None:
        raise NoSuchPart
    return found
