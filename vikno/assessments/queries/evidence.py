"""Papers that prove answers."""

from vikno.assessments import policies
from vikno.assessments.errors import NoSuchEvidence
from vikno.assessments.models import Evidence, EvidenceRevision
from vikno.common.actors import Actor


def access_evidence(pk: int, *, actor: Actor) -> Evidence:
    """Of the actor's hromada, or handed in to the actor's programme. Raises NoSuchEvidence."""
    rows = Evidence.objects.select_related("assessment", "assessment__framework", "hromada")
    if policies.is_of_programme(actor):
        rows = rows.filter(organisation=actor.organisation_id).exclude(state="draft")
    else:
        rows = rows.filter(hromada_id=actor.hromada_code) if policies.may_assess(actor) else rows.none()
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchEvidence
    return found


def revisions_of(evidence: Evidence) -> list[EvidenceRevision]:
    """The newest first."""
    return list(EvidenceRevision.objects.filter(evidence=evidence).order_by("-number"))


def newest_file(evidence: Evidence) -> EvidenceRevision | None:
    """The newest revision that has a file."""
    return EvidenceRevision.objects.filter(evidence=evidence, file__isnull=False).order_by("-number").first()
