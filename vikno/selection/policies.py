"""Who runs the selection, reviews, reads a result. One function gives a proposal to an expert: `access_proposal`."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.programmes import queries as programmes
from vikno.programmes.enums import Phase
from vikno.programmes.models import ProgrammeCall
from vikno.questionnaires.engine import Audience
from vikno.selection.enums import AssignmentState
from vikno.selection.errors import MayNotAppeal, MayNotReview, MayNotRun, NoSuchCall, NoSuchProposal
from vikno.selection.models import Assignment, CallReview, Conflict, NamelessFile, Opening, Reviewer
from vikno.selection.rules import HIDDEN_BY_DEFAULT, values_for

APPLYING = frozenset({Role.HEAD, Role.LEADER})
# States in which a file is open. Everything before a clean check and after a recusal is closed.
OPEN = (
    AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS, AssignmentState.SUBMITTED, AssignmentState.REOPENED,
    AssignmentState.LOCKED,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A proposal as an expert may read it: `values` are the open part of what was submitted, and nothing else is.

    `hidden`: groups that the phase hides.
    """

    number: str
    track: str
    track_title: str
    assignment: Assignment
    values: dict[str, Any]
    hidden: Collection[str]


def require_may_run(actor: Actor) -> int:
    """The actor's own organisation, whose calls they run. Raises MayNotRun."""
    if actor.role != Role.PROGRAMME or actor.organisation_id is None:
        raise MayNotRun
    return actor.organisation_id


def require_may_appeal(actor: Actor) -> None:
    """Results of the actor's own hromada."""
    if actor.role not in APPLYING or not actor.hromada_code:
        raise MayNotAppeal


def call_run_by(actor: Actor, number: str) -> ProgrammeCall:
    """Raises MayNotRun, NoSuchCall."""
    organisation = require_may_run(actor)
    found = ProgrammeCall.objects.filter(organisation_id=organisation, number=number).first()
    if found is None:
        raise NoSuchCall
    return found


def review_run_by(actor: Actor, number: str) -> CallReview:
    """Terms of a call of the actor's organisation. Raises MayNotRun, NoSuchCall."""
    organisation = require_may_run(actor)
    rows = CallReview.objects.select_related("call").filter(organisation_id=organisation)
    found = rows.filter(call__number=number).first()
    if found is None:
        raise NoSuchCall
    return found


def reviewers_of(actor: Actor) -> QuerySet[Reviewer]:
    """The pools the actor is in, of the organisation they act for. Raises MayNotReview."""
    if actor.role != Role.EXPERT or actor.organisation_id is None or actor.user_id is None:
        raise MayNotReview
    rows = Reviewer.objects.filter(
        user_id=actor.user_id, review__organisation_id=actor.organisation_id, left_at__isnull=True
    )
    return rows.select_related("review__call")


def reviewer_in(actor: Actor, number: str) -> Reviewer:
    """The actor in the pool of a call. Raises MayNotReview, NoSuchCall."""
    found = reviewers_of(actor).filter(review__call__number=number).first()
    if found is None:
        raise NoSuchCall
    return found


def own_assignments(actor: Actor) -> QuerySet[Assignment]:
    """What the actor was given and may still hear of: without what they are in conflict with. Raises MayNotReview."""
    standing = Conflict.objects.filter(
        reviewer=OuterRef("reviewer_id"), proposal=OuterRef("proposal_id"), lifted_at__isnull=True
    )
    rows = Assignment.objects.filter(reviewer__in=reviewers_of(actor)).filter(~Exists(standing))
    gone = (AssignmentState.RECUSED, AssignmentState.EXPIRED)
    return rows.exclude(state__in=gone).select_related("reviewer__review__call", "proposal__track")


def access_proposal(actor: Actor, number: str) -> Seen:
    """A proposal for an expert: the only way to one. Raises MayNotReview, NoSuchProposal.

    Not assigned, not accepted, in conflict, files not opened: each looks like a number that is not there.
    """
    opened = Opening.objects.filter(review=OuterRef("reviewer__review_id"))
    rows = own_assignments(actor).filter(state__in=OPEN, proposal__number=number).filter(Exists(opened))
    found = rows.first()
    revision = found.proposal.revisions.order_by("-number").first() if found else None
    if found is None or revision is None:
        raise NoSuchProposal
    track = found.proposal.track
    answers = [
        {"code": one.code, "label": one.label, "value": one.text} | ({"file": one.file} if one.file else {})
        for one in programmes.answers_in(revision, audience=Audience.REVIEWER)
    ]
    hidden = hidden_in(found.proposal.call_id, Phase.REVIEW)
    nameless = NamelessFile.objects.filter(proposal_id=found.proposal_id, revoked_at__isnull=True)
    values = values_for(
        revision.snapshot | {"answers": answers}, hidden, frozenset(nameless.values_list("file", flat=True))
    )
    return Seen(
        number=number, track=track.code, track_title=track.title, assignment=found, values=values, hidden=hidden
    )  # fmt: skip


def access_file(actor: Actor, number: str, file: int) -> Seen:
    """The proposal of a file that an expert may open: it answers a question they read, in what was submitted last.

    The only way of an expert to a file; every other looks like a number that is not there. Raises MayNotReview,
    NoSuchProposal.
    """
    seen = access_proposal(actor, number)
    if file not in {one["file"] for one in seen.values.get("answers", ()) if "file" in one}:
        raise NoSuchProposal
    return seen


def hidden_in(call_id: int, phase: Phase) -> Collection[str]:
    """Groups of fields a phase of a call hides; where the call says nothing, who applies is hidden."""
    call = ProgrammeCall.objects.prefetch_related("phases").get(pk=call_id)
    said = next((one.hidden for one in call.phases.all() if one.phase == phase), None)
    return HIDDEN_BY_DEFAULT if said is None else said
