"""Rows of a version as one plain value."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Final

from django.db.models import Prefetch, QuerySet

from vikno.catalogue.models import Cost, LegalResource, PublicService, Requirement, ServiceVersion
from vikno.catalogue.rules import ActLine, CardContent, CardDates, CostLine, RequirementLine, ServiceFacts

_LISTS: Final = ("requirements", "costs", "acts", "authority")
_COLUMNS: Final = tuple(f.name for f in fields(CardContent) if f.name not in _LISTS)


def with_content(versions: QuerySet[ServiceVersion]) -> QuerySet[ServiceVersion]:
    """Fetch everything a card needs in four queries, whatever the number of versions."""
    return versions.select_related("authority").prefetch_related(
        Prefetch("requirements", Requirement.objects.order_by("version_id", "order")),
        Prefetch("costs", Cost.objects.order_by("version_id", "order", "pk")),
        Prefetch("legal_resources", LegalResource.objects.order_by("version_id", "order", "pk")),
    )


def content_of(version: ServiceVersion) -> CardContent:
    """What a version says. Fetch it by `with_content`."""
    values = {name: getattr(version, name) for name in _COLUMNS}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return CardContent(
        **values,
        authority=version.authority.code if version.authority else "",
        requirements=tuple(_requirements(version.requirements.all())),
        costs=tuple(_costs(version.costs.all())),
        acts=tuple(
            ActLine(title=act.title, title_en=act.title_en, url=act.url, is_confirmed=act.is_confirmed)
            for act in version.legal_resources.all()
        ),
    )


def dates_of(version: ServiceVersion) -> CardDates:
    return CardDates(valid_from=version.valid_from, valid_to=version.valid_to)


def facts_of(service: PublicService) -> ServiceFacts:
    """What does not change from version to version. Fetch `group` and `life_events` beforehand."""
    return ServiceFacts(
        code=service.code,
        name=service.name,
        name_en=service.name_en,
        group=service.group.code,
        group_name=service.group.name,
        group_name_en=service.group.name_en,
        keywords=tuple(filter(None, service.keywords.split(", "))),
        code_is_confirmed=service.code_is_confirmed,
        is_for_veterans=service.is_for_veterans,
        is_mandatory_523=service.is_mandatory_523,
        mandatory_523_is_confirmed=service.mandatory_523_is_confirmed,
        life_events=tuple(sorted(event.code for event in service.life_events.all())),
        withdrawn_on=service.withdrawn_on,
        source=service.source,
    )


def _requirements(rows: Iterable[Requirement]) -> Iterable[RequirementLine]:
    for row in rows:
        yield RequirementLine(
            name=row.name, name_en=row.name_en, form=row.evidence_form, condition=row.condition,
            condition_en=row.condition_en, ground=row.ground,
        )  # fmt: skip


def _costs(rows: Iterable[Cost]) -> Iterable[CostLine]:
    for row in rows:
        yield CostLine(
            kind=row.kind, amount=row.amount, index=row.index_name, percent=row.index_percent, rounding=row.rounding,
            description=row.description, description_en=row.description_en, ground=row.ground,
            is_confirmed=row.is_confirmed,
        )  # fmt: skip
