"""Publishing editions of models: ours from its file, a programme's from a questionnaire it has published."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from vikno.assessments import exchange, policies
from vikno.assessments.errors import FrameworkDamaged
from vikno.assessments.framework import Framework, as_json, fingerprint, framework_of, own
from vikno.assessments.models import FrameworkVersion
from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.questionnaires import queries as questionnaires
from vikno.questionnaires import services as questionnaire_services
from vikno.questionnaires.enums import VersionState
from vikno.questionnaires.models import Questionnaire, QuestionnaireVersion


@transaction.atomic
def lay_own_framework(*, at: datetime) -> FrameworkVersion:
    """Our own model as its file has it now, published once for each edition."""
    return _lay(own(), organisation_id=None, by=Actor.system().name, at=at)


@transaction.atomic
def share_own_framework(*, at: datetime) -> QuestionnaireVersion:
    """Our own model among the questionnaires of the house, for programmes to copy and change; once for each edition.

    Bind no hromada: the journal of the country has it.
    """
    document, actor = exchange.questionnaire_of(own()), Actor.system()
    kept = Questionnaire.objects.filter(organisation=None, code=own().code).first()
    if kept is None:
        version = questionnaire_services.create_questionnaire(
            code=own().code, title=own().title.uk, organisation_id=None, actor=actor, at=at, document=document
        )  # fmt: skip
    else:
        newest = questionnaires.newest_published(kept)
        if newest is not None and questionnaires.document_of(newest) == document:
            return newest
        version = questionnaire_services.start_version(questionnaire=kept, actor=actor, at=at)
        questionnaire_services.edit_document(version=version, document=document, actor=actor, at=at)
    questionnaire_services.publish_version(version=version, actor=actor, at=at)
    version.refresh_from_db()
    return version


@transaction.atomic
def publish_framework(*, questionnaire: int, actor: Actor, at: datetime) -> FrameworkVersion:
    """A model from a published questionnaire the programme may read. The same version twice is one edition.

    What may be compared with the edition before follows from the crosswalk of both. Refusals: MayNotRunRounds,
    NoSuchVersion, FrameworkDamaged.
    """
    organisation = policies.require_may_run_rounds(actor)
    version = questionnaires.version_for(actor, questionnaire)
    if version.state != VersionState.PUBLISHED:
        raise FrameworkDamaged(why=version.get_state_display())
    code = version.questionnaire.code
    try:
        document = exchange.framework_json(questionnaires.document_of(version), code=code, edition=version.number)
        read = framework_of(document)
    except (KeyError, ValueError, TypeError) as error:
        raise FrameworkDamaged(why=str(error)) from error
    row = _lay(read, organisation_id=organisation, by=actor.name, at=at, version=version)
    audit.record(
        actor=actor, action="framework.published", subject=row, at=at, hromada_code=actor.hromada_code,
        facts={"code": row.code, "edition": row.edition, "sha256": row.sha256},
    )  # fmt: skip
    return row


def _lay(
    read: Framework, *, organisation_id: int | None, by: str, at: datetime, version: QuestionnaireVersion | None = None
) -> FrameworkVersion:
    document = as_json(read)
    digest = fingerprint(document)
    kept = FrameworkVersion.objects.filter(organisation=organisation_id, code=read.code)
    if found := kept.filter(sha256=digest).order_by("pk").first():
        return found
    before = kept.order_by("-edition").first()
    made = FrameworkVersion(
        organisation_id=organisation_id, code=read.code, edition=read.edition, title=read.title.uk, document=document,
        crosswalk=_crosswalk(before, version), sha256=digest, published_at=at, published_by_name=by,
        questionnaire=version,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:  # the edition is there: published at this moment by somebody else, or otherwise
        found = kept.filter(sha256=digest).first()
        if found is None:
            raise FrameworkDamaged(why=f"{read.code} {read.edition}") from error
        return found
    return made


def _crosswalk(before: FrameworkVersion | None, version: QuestionnaireVersion | None) -> dict[str, Any]:
    """What of the edition before may be compared, as the crosswalk of both questionnaires says."""
    if before is None or before.questionnaire is None or version is None:
        return {}
    return exchange.crosswalk_json(
        questionnaires.crossings_between(before.questionnaire, version),
        older=questionnaires.document_of(before.questionnaire), newer=questionnaires.document_of(version),
    )  # fmt: skip
