"""Rounds of a programme: opened over many hromadas, prefilled by a job, given to experts."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.assessments import policies, queries, tasks
from vikno.assessments.errors import NoSuchExpert, PeriodWrong
from vikno.assessments.models import FrameworkVersion, Round
from vikno.assessments.services.frameworks import lay_own_framework, publish_framework
from vikno.assessments.services.inviting import add_hromadas
from vikno.audit import services as audit
from vikno.common.actors import Actor


@transaction.atomic
def open_round(
    *, title: str, purpose: str = "", questionnaire: int | None = None, opens_at: datetime, closes_at: datetime,
    hromadas: Collection[str], actor: Actor, at: datetime, is_demo: bool = False,
) -> Round:  # fmt: skip
    """A round with an assessment for each hromada named; a job prefills them from their records.

    `questionnaire`: a published version to take as the model; None: our own model as it is now.
    Refusals: MayNotRunRounds, NoSuchVersion, FrameworkDamaged, PeriodWrong, NobodyInvited.
    """
    organisation = policies.require_may_run_rounds(actor)
    version = _model(questionnaire, actor, at=at)
    if closes_at <= opens_at:
        raise PeriodWrong
    made = Round.objects.create(
        organisation_id=organisation, framework=version, title=title, purpose=purpose, opens_at=opens_at,
        closes_at=closes_at, created_at=at, created_by_name=actor.name, is_demo=is_demo,
    )  # fmt: skip
    add_hromadas(made, hromadas, at=at)
    audit.record(
        actor=actor, action="round.opened", subject=made, at=at, hromada_code=actor.hromada_code,
        facts={"framework": version.code, "edition": version.edition},
    )  # fmt: skip
    return made


def _model(questionnaire: int | None, actor: Actor, *, at: datetime) -> FrameworkVersion:
    if questionnaire is None:
        return lay_own_framework(at=at)
    return publish_framework(questionnaire=questionnaire, actor=actor, at=at)


@transaction.atomic
def prefill_again(*, campaign: int, actor: Actor) -> None:
    """Ask the job once more for those that are not prefilled. Refusals: MayNotRunRounds, NoSuchRound."""
    policies.require_may_run_rounds(actor)
    row = queries.access_round(campaign, actor=actor)
    tasks.prefill_later(row.pk, row.organisation_id)


@transaction.atomic
def assign(*, assessment: int, expert: int | None, actor: Actor, at: datetime) -> None:
    """Who verifies it; None takes it back.

    Refusals: MayNotRunRounds, NoSuchAssessment, NoSuchExpert.
    """
    policies.require_may_run_rounds(actor)
    row = queries.locked_assessment(assessment, actor=actor)
    if expert is not None and not experts_of(actor).filter(user_id=expert).exists():
        raise NoSuchExpert
    row.expert_id = expert
    row.save(update_fields=["expert"])
    audit.record(
        actor=actor, action="assessment.assigned", subject=row, at=at, hromada_code=actor.hromada_code,
        facts={"expert": expert},
    )  # fmt: skip


def experts_of(actor: Actor) -> "QuerySet[Membership]":
    """Experts of the actor's programme."""
    return Membership.objects.filter(organisation=actor.organisation_id, role=Role.EXPERT, ended_at=None)


def expert_choices(actor: Actor) -> list[tuple[int, str]]:
    """Key and name, by name; nobody for those who run no rounds."""
    if actor.organisation_id is None or actor.role != Role.PROGRAMME:
        return []
    rows = experts_of(actor).select_related("user").order_by("user__full_name", "user_id")
    return list(dict(rows.values_list("user_id", "user__full_name")).items())
