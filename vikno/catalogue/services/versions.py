"""Drafts of a service's version, and publishing one from a day."""

from datetime import date, datetime

from django.db import transaction

from vikno.audit.services import record
from vikno.catalogue import policies
from vikno.catalogue.enums import ServiceAction, VersionStatus
from vikno.catalogue.errors import (
    CardHasErrors,
    ServiceIsWithdrawn,
    VersionIsPublished,
)
from vikno.catalogue.models import CompetentAuthority, PublicService, ServiceVersion
from vikno.catalogue.queries.contents import content_of
from vikno.catalogue.rules import (
    CardContent,
    Severity,
    lint_card,
)
from vikno.catalogue.services.writing import fill_version, make_room, note_change, replace_lists, write_lists
from vikno.common.actors import Actor
from vikno.common.clock import today


@transaction.atomic
def draft_version(
    *, service: PublicService, content: CardContent, valid_from: date, actor: Actor, at: datetime, reason: str = ""
) -> ServiceVersion:
    """A new version that nobody sees yet."""
    policies.require_may_edit(actor)
    if service.withdrawn_on is not None:
        raise ServiceIsWithdrawn
    version = ServiceVersion(service=service, status=VersionStatus.DRAFT, valid_from=valid_from, created_at=at)
    fill_version(version, content, _authorities(content))
    version.save()
    write_lists([(version, content)])
    _note(version, ServiceAction.DRAFTED, actor, at, reason)
    return version


@transaction.atomic
def change_draft(
    *, version: ServiceVersion, content: CardContent, valid_from: date, actor: Actor, at: datetime, reason: str = ""
) -> ServiceVersion:
    """Another text of a draft; the same text leaves no trace."""
    policies.require_may_edit(actor)
    version = _locked(version)
    if version.status == VersionStatus.PUBLISHED:
        raise VersionIsPublished
    if content_of(version) == content and version.valid_from == valid_from:
        return version
    version.valid_from = valid_from
    fill_version(version, content, _authorities(content))
    version.save()
    replace_lists(version, content)
    _note(version, ServiceAction.DRAFT_CHANGED, actor, at, reason)
    return version


@transaction.atomic
def confirm_version(*, version: ServiceVersion, actor: Actor, at: datetime, reason: str = "") -> ServiceVersion:
    """Mark that the term and the price of a version were checked locally; what it promises stays as it is."""
    policies.require_may_publish(actor)
    version = _locked(version)
    unchecked = version.costs.filter(is_confirmed=False)
    if version.term_is_confirmed and not unchecked.exists():
        return version
    version.term_is_confirmed = True
    version.save(update_fields=["term_is_confirmed"])
    unchecked.update(is_confirmed=True)
    _note(version, ServiceAction.CONFIRMED, actor, at, reason)
    return version


@transaction.atomic
def discard_draft(*, version: ServiceVersion, actor: Actor, at: datetime, reason: str = "") -> None:
    """Throw a draft away."""
    policies.require_may_edit(actor)
    version = _locked(version)
    if version.status == VersionStatus.PUBLISHED:
        raise VersionIsPublished
    _note(version, ServiceAction.DRAFT_DISCARDED, actor, at, reason)
    version.delete()


@transaction.atomic
def publish_version(*, version: ServiceVersion, actor: Actor, at: datetime, reason: str = "") -> ServiceVersion:
    """Let a draft hold from its day: the version before it ends the day before, a later one stays as planned.

    Refused with errors of the linter, in the past (unless it is the first version), and on a day already taken.
    """
    policies.require_may_publish(actor)
    version = _locked(version)
    if version.status == VersionStatus.PUBLISHED:
        raise VersionIsPublished
    errors = [finding for finding in lint_card(content_of(version)) if finding.severity is Severity.ERROR]
    if errors:
        raise CardHasErrors(errors)
    make_room(version, among=version.service.versions.all(), on=today(at))
    version.status = VersionStatus.PUBLISHED
    version.save(update_fields=["status", "valid_to"])
    _note(version, ServiceAction.PUBLISHED, actor, at, reason)
    return version


def _locked(version: ServiceVersion) -> ServiceVersion:
    """The version as it is now, its service locked: two publications of one service wait for each other."""
    PublicService.objects.select_for_update().get(pk=version.service_id)
    return ServiceVersion.objects.select_related("service", "authority").get(pk=version.pk)


def _authorities(content: CardContent) -> dict[str, CompetentAuthority]:
    return {one.code: one for one in CompetentAuthority.objects.filter(code=content.authority)}


def _note(version: ServiceVersion, action: ServiceAction, actor: Actor, at: datetime, reason: str) -> None:
    """The service's own history, and the journal."""
    facts = {"service": version.service.code, "valid_from": version.valid_from.isoformat()}
    note_change(
        service=version.service, version=version, action=action, actor=actor, at=at, reason=reason, facts=facts
    ).save()
    record(
        actor=actor, action=f"catalogue.{action}", subject=version, at=at, hromada_code=actor.hromada_code, facts=facts
    )
