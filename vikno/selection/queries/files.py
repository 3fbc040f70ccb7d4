"""Files of a proposal that its experts may come to read, for whoever runs the programme."""

from dataclasses import dataclass

from vikno.common.actors import Actor
from vikno.programmes import queries as programmes
from vikno.programmes.models import Proposal
from vikno.questionnaires.engine import Audience
from vikno.selection import policies
from vikno.selection.errors import NoSuchRow
from vikno.selection.models import NamelessFile
from vikno.selection.queries.work import proposal_run_by


@dataclass(frozen=True, kw_only=True)
class ProposalFile:
    """`label`: what it answers; `mark`: who has found that it names nobody."""

    key: int
    label: str
    name: str
    mark: NamelessFile | None


def files_of(proposal: Proposal) -> list[ProposalFile]:
    """Of what was submitted last: answers for experts that are about no person."""
    revision = proposal.revisions.order_by("-number").first()
    if revision is None:
        return []
    told = programmes.answers_in(revision, audience=Audience.REVIEWER)
    marks = {one.file: one for one in NamelessFile.objects.filter(proposal=proposal, revoked_at__isnull=True)}
    return [
        ProposalFile(key=one.file, label=one.label, name=one.text, mark=marks.get(one.file)) for one in told if one.file
    ]


def file_run_by(actor: Actor, number: str, file: int) -> tuple[Proposal, ProposalFile]:
    """A file of a proposal of the actor's programme. Raises MayNotRun, NoSuchRow and those of `proposal_run_by`."""
    proposal = proposal_run_by(actor, number)
    found = next((one for one in files_of(proposal) if one.key == file), None)
    if found is None:
        raise NoSuchRow
    return proposal, found


def mark_run_by(actor: Actor, pk: int) -> NamelessFile:
    """A standing mark in the actor's programme. Raises MayNotRun, NoSuchRow."""
    organisation = policies.require_may_run(actor)
    rows = NamelessFile.objects.select_related("proposal__call")
    found = rows.filter(pk=pk, proposal__organisation_id=organisation, revoked_at__isnull=True).first()
    if found is None:
        raise NoSuchRow
    return found
