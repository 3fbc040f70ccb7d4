"""Answers collected without us come back: the whole file or nothing of it, each submission once."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.questionnaires import policies, queries
from vikno.questionnaires.enums import Source, VersionState
from vikno.questionnaires.errors import NothingNew, NotPublished, SubmissionsWrong
from vikno.questionnaires.field import Judged, Submission
from vikno.questionnaires.models import Answer, Collected, QuestionnaireVersion, Response


@transaction.atomic
def bring_back(
    *, version: QuestionnaireVersion, found: Sequence[Submission], file_name: str, body: bytes, actor: Actor,
    at: datetime,
) -> int:  # fmt: skip
    """Keep submissions as responses of the programme itself; how many. What is here already is passed over.

    One import of a version at a time: whoever comes second finds what the first has brought.
    Refusals: NoSuchVersion, MayNotEdit, NotPublished, SubmissionsWrong, NothingNew.
    """
    held = queries.version_held(actor, version.pk)
    policies.require_may_edit(actor, held)
    if held.state not in (VersionState.PUBLISHED, VersionState.RETIRED):
        raise NotPublished
    told = queries.judged_submissions(actor, held, found)
    wrong = sum(1 for one in told if one.faults)
    if wrong:
        raise SubmissionsWrong(wrong=wrong, count=len(told))
    new = [one for one in told if not one.is_known]
    if not new:
        raise NothingNew(count=len(told))
    facts = {"file_name": clean(file_name)[:200], "file_sha256": hashlib.sha256(body).hexdigest()}
    _keep(held, new, facts, actor=actor, at=at)
    audit.record(
        actor=actor, action="questionnaire.brought_back", subject=held, at=at, hromada_code=actor.hromada_code,
        facts={"count": len(new), "passed_over": len(told) - len(new), "file": facts["file_sha256"]},
    )  # fmt: skip
    return len(new)


def _keep(
    version: QuestionnaireVersion, new: Sequence[Judged], facts: dict[str, str], *, actor: Actor, at: datetime
) -> None:
    """As they were filled in the field: submitted, by whoever collected them, in a few statements for all."""
    organisation = version.questionnaire.organisation_id or 0  # whoever may edit it is of an organisation
    responses = Response.objects.bulk_create(
        Response(
            version=version, organisation_id=organisation, started_at=one.sent_at or at,
            started_by_name=clean(one.submission.collector)[:200], is_submitted=True, submitted_at=at,
            submitted_by_name=actor.name,
        )
        for one in new
    )  # fmt: skip
    Collected.objects.bulk_create(
        Collected(
            response=response, organisation_id=organisation, version=version, instance=one.submission.instance,
            version_sha256=one.submission.version, collector=clean(one.submission.collector)[:200],
            place=clean(one.submission.where)[:300], about_id=one.submission.hromada or None,
            collected_at=one.sent_at, brought_at=at, brought_by_name=actor.name, **facts,
        )
        for response, one in zip(responses, new, strict=True)
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(
            response=response, organisation_id=organisation, code=key[0], row=key[1], value=value,
            source=Source.COLLECTED, source_reference={"instance": one.submission.instance}, as_of=one.sent_at,
            by_id=actor.user_id, by_name=clean(one.submission.collector)[:200], at=at,
        )
        for response, one in zip(responses, new, strict=True)
        for key, value in one.values.items()
    )  # fmt: skip
