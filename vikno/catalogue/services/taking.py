"""A bundle of services taken whole: decided first, then written in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from vikno.audit.services import record
from vikno.catalogue import policies
from vikno.catalogue.enums import ServiceAction, VersionStatus
from vikno.catalogue.errors import CatalogueFileRefused
from vikno.catalogue.models import (
    CatalogueImport,
    CompetentAuthority,
    FeeIndex,
    LifeEvent,
    PublicService,
    ServiceChange,
    ServiceGroup,
    ServiceVersion,
)
from vikno.catalogue.readers import Bundle, ReadAuthority, ReadGroup, ReadLifeEvent
from vikno.catalogue.readers.bundle import OTHER_GROUP
from vikno.catalogue.rules import closing_day, name_key
from vikno.catalogue.services.planning import Known, Plan, Planner
from vikno.catalogue.services.reports import ImportReport
from vikno.catalogue.services.writing import note_change, replace_lists, write_lists
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.reports import Progress, silent

_IMPORT_LOCK = 0x43415441  # "CATA": two imports wait for each other, so the second sees what the first did


@transaction.atomic
def take_catalogue(
    *, bundle: Bundle, file_name: str, sha256: str, actor: Actor, at: datetime, progress: Progress = silent
) -> ImportReport:
    """Write what is new or different in a bundle, or refuse all of it. Raises `CatalogueFileRefused`."""
    policies.require_may_import(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])
    if bundle.is_table:
        bundle = _with_known_authorities(bundle)
    _take_lists(bundle)
    indices_changed = _take_indices(bundle)
    planner = Planner(bundle, Known.load(), at=at, on=today(at))
    planner.run(progress)
    report = planner.report
    report.file_name = file_name
    report.indices_changed = indices_changed
    if report.refused:
        raise CatalogueFileRefused(report.refused)
    _write(planner.plan, file_name, actor, at)
    if report.has_changed:
        _note_import(report, file_name, sha256, actor, at)
    return report


def _with_known_authorities(bundle: Bundle) -> Bundle:
    """A table names providers in words; the words of one that is known mean that one."""
    known = {name_key(one.name): one.code for one in CompetentAuthority.objects.order_by("pk")}
    codes = {one.code: known.get(name_key(one.name), one.code) for one in bundle.authorities}
    services = []
    for read in bundle.services:
        content = dict(read.content or {})
        if content.get("authority"):
            content["authority"] = codes[content["authority"]]
        services.append(replace(read, content=content or None))
    new = tuple(one for one in bundle.authorities if codes[one.code] == one.code)
    return replace(bundle, services=tuple(services), authorities=new)


def _take_lists(bundle: Bundle) -> None:
    told = {read.facts.get("group", OTHER_GROUP.code) for read in bundle.services}
    other = [OTHER_GROUP] if OTHER_GROUP.code in told - {group.code for group in bundle.groups} else []
    named: tuple[tuple[type[Model], Sequence[ReadGroup | ReadAuthority | ReadLifeEvent]], ...] = (
        (ServiceGroup, [*bundle.groups, *other]),
        (CompetentAuthority, bundle.authorities),
        (LifeEvent, bundle.life_events),
    )
    for model, rows in named:
        _ensure(model, rows)


def _ensure(model: type[Any], rows: Iterable[ReadGroup | ReadAuthority | ReadLifeEvent]) -> None:
    """Add rows that are not there by code; set what is told and differs. An empty text tells nothing."""
    there = {one.code: one for one in model.objects.order_by("pk")}
    new, changed = [], []
    for row in rows:
        values = {name: value for name, value in asdict(row).items() if value != ""}
        old = there.get(row.code)
        if old is None:
            new.append(model(**values))
        elif any(getattr(old, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(old, name, value)
            changed.append(old)
    model.objects.bulk_create(new)
    for one in changed:
        one.save()


def _take_indices(bundle: Bundle) -> int:
    """Figures of a code and date not known yet; a figure already there is never changed by a file."""
    there = set(FeeIndex.objects.order_by("pk").values_list("code", "valid_from"))
    new = [FeeIndex(**asdict(row)) for row in bundle.indices if (row.code, row.valid_from) not in there]
    FeeIndex.objects.bulk_create(new)
    return len(new)


def _write(plan: Plan, file_name: str, actor: Actor, at: datetime) -> None:
    PublicService.objects.bulk_create(plan.services, batch_size=500)
    events = {event.code: event for event in LifeEvent.objects.order_by("pk")}
    through = PublicService.life_events.through
    through.objects.bulk_create(
        through(publicservice=service, lifeevent=events[code])
        for service in plan.services
        for code in plan.life_events[service.code]
    )
    for service, changed in plan.details:
        service.save()
        if "life_events" in changed:
            service.life_events.set([events[code] for code in changed["life_events"]])
    _write_versions(plan)
    for version, content in plan.redrafted:
        version.save()
        replace_lists(version, content)
    ServiceChange.objects.bulk_create(_changes(plan, file_name, actor, at), batch_size=1000)


def _write_versions(plan: Plan) -> None:
    """Close what the new published versions replace, then add them: the database forbids an overlap at any moment."""
    published = [version for version, _ in plan.versions if version.status == VersionStatus.PUBLISHED]
    _close_within(published)
    starts = {version.service_id or version.service.pk: version.valid_from for version in reversed(published)}
    replaced = ServiceVersion.objects.filter(service_id__in=starts, status=VersionStatus.PUBLISHED).order_by("pk")
    for old in replaced:
        begins = starts[old.service_id]
        if old.valid_from < begins and (old.valid_to is None or old.valid_to >= begins):
            old.valid_to = closing_day(begins)
            old.save(update_fields=["valid_to"])
    for version, _ in plan.versions:
        version.service_id = version.service.pk
    ServiceVersion.objects.bulk_create([version for version, _ in plan.versions], batch_size=500)
    write_lists(plan.versions)


def _close_within(published: Sequence[ServiceVersion]) -> None:
    """Several versions of one service in a file follow one another."""
    later: dict[str, ServiceVersion] = {}
    for version in sorted(published, key=lambda one: one.valid_from, reverse=True):
        after = later.get(version.service.code)
        if after is not None:
            version.valid_to = closing_day(after.valid_from)
        later[version.service.code] = version


def _changes(plan: Plan, file_name: str, actor: Actor, at: datetime) -> Iterable[ServiceChange]:
    came = {"file": file_name}
    for service in plan.services:
        yield note_change(service=service, action=ServiceAction.ADDED, actor=actor, at=at, facts=came)
    for service, changed in plan.details:
        facts = {**came, "changed": sorted(changed)}
        yield note_change(service=service, action=ServiceAction.DETAILS_CHANGED, actor=actor, at=at, facts=facts)
    yield from (_version_change(version, came, actor, at) for version, _ in plan.versions)
    for version, _content in plan.redrafted:
        yield note_change(
            service=version.service, version=version, action=ServiceAction.DRAFT_CHANGED, actor=actor, at=at, facts=came
        )


def _version_change(version: ServiceVersion, came: dict[str, str], actor: Actor, at: datetime) -> ServiceChange:
    is_published = version.status == VersionStatus.PUBLISHED
    action = ServiceAction.PUBLISHED if is_published else ServiceAction.DRAFTED
    facts = {**came, "valid_from": version.valid_from.isoformat()}
    return note_change(service=version.service, version=version, action=action, actor=actor, at=at, facts=facts)


def _note_import(report: ImportReport, file_name: str, sha256: str, actor: Actor, at: datetime) -> None:
    taken = CatalogueImport.objects.create(
        file_name=file_name[:255], sha256=sha256, at=at, by_id=actor.user_id, by_name=actor.name,
        summary=report.counts(),
    )  # fmt: skip
    record(
        actor=actor, action="catalogue.imported", subject=taken, at=at, hromada_code=actor.hromada_code,
        facts={"file": file_name, "sha256": sha256, **report.counts()},
    )  # fmt: skip
