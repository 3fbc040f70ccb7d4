"""Publishing editions of models: ours from its file, a programme's from its own document."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from vikno.assessments import policies
from vikno.assessments.errors import FrameworkDamaged
from vikno.assessments.framework import Framework, as_json, fingerprint, framework_of, own
from vikno.assessments.models import FrameworkVersion
from vikno.audit import services as audit
from vikno.common.actors import Actor


@transaction.atomic
def lay_own_framework(*, at: datetime) -> FrameworkVersion:
    """Our own model as its file has it now, published once for each edition."""
    return _lay(own(), organisation_id=None, crosswalk={}, by=Actor.system().name, at=at)


@transaction.atomic
def publish_framework(
    *, document: Mapping[str, Any], crosswalk: Mapping[str, str] | None = None, actor: Actor, at: datetime
) -> FrameworkVersion:
    """A model of a programme from its document (`framework.as_json`). The same document twice is one edition.

    `crosswalk`: code in the edition before → code here, where they are asked alike. Refusals: MayNotRunRounds,
    FrameworkDamaged.
    """
    policies.require_may_run_rounds(actor)
    try:
        read = framework_of(document)
    except (KeyError, ValueError, TypeError) as error:
        raise FrameworkDamaged(why=str(error)) from error
    row = _lay(read, organisation_id=actor.organisation_id, crosswalk=crosswalk or {}, by=actor.name, at=at)
    audit.record(
        actor=actor, action="framework.published", subject=row, at=at, hromada_code=actor.hromada_code,
        facts={"code": row.code, "edition": row.edition, "sha256": row.sha256},
    )  # fmt: skip
    return row


def _lay(
    read: Framework, *, organisation_id: int | None, crosswalk: Mapping[str, str], by: str, at: datetime
) -> FrameworkVersion:
    document = as_json(read)
    digest = fingerprint(document)
    kept = FrameworkVersion.objects.filter(organisation=organisation_id, code=read.code)
    if found := kept.filter(sha256=digest).order_by("pk").first():
        return found
    if kept.filter(edition=read.edition).exists():
        raise FrameworkDamaged(why=f"{read.code} {read.edition}")
    return FrameworkVersion.objects.create(
        organisation_id=organisation_id, code=read.code, edition=read.edition, title=read.title.uk, document=document,
        crosswalk=dict(crosswalk), sha256=digest, published_at=at, published_by_name=by,
    )  # fmt: skip
