"""Finding assessments and rounds: whose they are is decided here, for every door."""

from datetime import datetime

from django.db.models import Q, QuerySet

from vikno.assessments import policies, rules
from vikno.assessments.enums import AssessmentState
from vikno.assessments.errors import NoSuchAssessment, NoSuchRound
from vikno.assessments.models import Assessment, AssessmentMove, Round
from vikno.common.actors import Actor

_WITH = ("framework", "round", "hromada")
_HEAVY = "framework__document"  # read once by its hash, not with every row


def visible_to(actor: Actor) -> QuerySet[Assessment]:
    """Of the actor's hromada, or of rounds of the actor's programme; nobody else's."""
    rows = Assessment.objects.select_related("framework", "round", "hromada", "hromada__oblast", "hromada__raion")
    rows = rows.defer("framework__document")
    if policies.is_of_programme(actor):
        return rows.filter(organisation=actor.organisation_id)
    return rows.filter(hromada_id=actor.hromada_code) if policies.may_assess(actor) else rows.none()


def access_assessment(pk: int, *, actor: Actor) -> Assessment:
    """Raises NoSuchAssessment, for a foreign one too."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NoSuchAssessment
    return found


def locked_assessment(pk: int, *, actor: Actor) -> Assessment:
    """The same row held till the end of the transaction, for whoever changes it."""
    rows = visible_to(actor).select_related(None).select_related("framework").select_for_update(of=("self",))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchAssessment
    return found


def handed_in(pk: int, *, actor: Actor) -> Assessment:
    """For a programme: only what was submitted to it. Raises NoSuchAssessment."""
    found = access_assessment(pk, actor=actor)
    if policies.is_of_programme(actor) and found.state not in rules.HANDED_IN:
        raise NoSuchAssessment
    return found


def latest_submitted(hromada: str, *, organisation: int | None = None, code: str = "") -> Assessment | None:
    """The newest that was handed in and not returned; of a programme or of the hromada's own with None.

    For upper rooms: bind the hromada, or the programme that it was handed in to.
    """
    rows = Assessment.objects.filter(
        hromada_id=hromada, organisation=organisation, state__in=rules.HANDED_IN - {AssessmentState.RETURNED}
    )
    if code:
        rows = rows.filter(framework__code=code)
    return rows.select_related(*_WITH).defer(_HEAVY).order_by("-begun_at", "-pk").first()


def submitted_of(hromada: str) -> QuerySet[Assessment]:
    """All that a hromada has handed in, the newest first: for the choice of an annex. Bind the hromada first."""
    return (
        Assessment.objects.filter(hromada_id=hromada, state__in=rules.HANDED_IN - {AssessmentState.RETURNED})
        .select_related(*_WITH).defer(_HEAVY).order_by("-begun_at", "-pk")
    )  # fmt: skip


def moves_of(assessment: Assessment) -> list[AssessmentMove]:
    return list(AssessmentMove.objects.filter(assessment=assessment).order_by("pk"))


def rounds_of(actor: Actor) -> QuerySet[Round]:
    """Of the actor's programme."""
    policies.require_may_verify(actor)
    return Round.objects.filter(organisation=actor.organisation_id).select_related("framework")


def access_round(pk: int, *, actor: Actor) -> Round:
    """Raises NoSuchRound, for a foreign one too; MayNotVerify."""
    found = rounds_of(actor).filter(pk=pk).first()
    if found is None:
        raise NoSuchRound
    return found


def is_open(campaign: Round | None, at: datetime) -> bool:
    return campaign is None or campaign.opens_at <= at < campaign.closes_at


def own_open(hromada: str) -> Assessment | None:
    """The hromada's own one that is not closed yet."""
    ended = (AssessmentState.LOCKED, AssessmentState.SUPERSEDED)
    return Assessment.objects.filter(~Q(state__in=ended), hromada_id=hromada, round=None).order_by("-pk").first()


def previous_of(assessment: Assessment) -> Assessment | None:
    """The newest closed one that was begun before it, by a model of the same code."""
    rows = Assessment.objects.filter(
        hromada_id=assessment.hromada_id, organisation=assessment.organisation_id,
        framework__code=assessment.framework.code, state__in=rules.FINAL, begun_at__lte=assessment.begun_at,
    )  # fmt: skip
    if assessment.pk is not None:
        rows = rows.exclude(pk=assessment.pk).exclude(begun_at=assessment.begun_at, pk__gt=assessment.pk)
    return rows.select_related(*_WITH).defer(_HEAVY).order_by("-begun_at", "-pk").first()
