"""What staff see: the list with its filters, findings in words, history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import CatalogueImport, FeeIndex, PublicService, ServiceChange, ServiceVersion
from vikno.catalogue.queries.contents import content_of, dates_of, with_content
from vikno.catalogue.queries.search import search_services
from vikno.catalogue.queries.services import published_on
from vikno.catalogue.rules import CardPlace, Finding, Severity, lint_card

Mark = Literal["", "523", "veterans", "drafts", "faults", "withdrawn", "unconfirmed"]
SHOWN_CHANGES: Final = 50
_PARTS: Final = {
    "authority": gettext_lazy("суб'єкт надання"), "applicants": gettext_lazy("хто може звернутися"),
    "who_may_apply": gettext_lazy("хто може звернутися"), "channels": gettext_lazy("як подати"),
    "requirements": gettext_lazy("документи"), "costs": gettext_lazy("плата"), "term": gettext_lazy("строк"),
    "term_note": gettext_lazy("строк"), "result": gettext_lazy("результат"), "acts": gettext_lazy("акти законодавства"),
    "refusal_grounds": gettext_lazy("підстави для відмови"), "how_to_apply": gettext_lazy("як звернутися"),
    "dates": gettext_lazy("дати версії"), "hours": gettext_lazy("графік точки"),
    "workflow": gettext_lazy("технологічна картка"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ServiceFilter:
    """What staff look for. `mark` chooses by a quality that does not follow from words or group."""

    text: str = ""
    group: str = ""
    mark: Mark = ""


@dataclass(frozen=True, kw_only=True)
class ServiceRow:
    """One line of the list; `version` is the one in force, else the newest draft."""

    service: PublicService
    version: ServiceVersion | None
    is_in_force: bool
    drafts: int
    errors: int
    warnings: int


@dataclass(frozen=True, kw_only=True)
class ShownFinding:
    """A finding in the language of the page."""

    sentence: str
    place: str
    severity: Severity


def filtered_services(chosen: ServiceFilter, *, on: date) -> QuerySet[PublicService]:
    """Services of the list, withdrawn ones only when they are asked for. «faults» are drafts waiting for repair."""
    services = PublicService.objects.select_related("group").annotate(
        drafts=Count("versions", filter=Q(versions__status=VersionStatus.DRAFT))
    )
    withdrawn = Q(withdrawn_on__lte=on)
    services = services.filter(withdrawn) if chosen.mark == "withdrawn" else services.exclude(withdrawn)
    if chosen.group:
        services = services.filter(group__code=chosen.group)
    match chosen.mark:
        case "523":
            services = services.filter(is_mandatory_523=True)
        case "veterans":
            services = services.filter(is_for_veterans=True)
        case "drafts":
            services = services.filter(drafts__gt=0)
        case "unconfirmed":
            unchecked = Q(versions__term_is_confirmed=False) | Q(versions__costs__is_confirmed=False)
            services = services.filter(unchecked, versions__in=_published(on)).distinct()
        case "faults":
            services = services.exclude(versions__in=_published(on))
    return search_services(chosen.text, among=services.order_by("sort_key", "pk"))


def _published(on: date) -> QuerySet[ServiceVersion]:
    return ServiceVersion.objects.filter(published_on(on)).order_by()


def service_rows(services: Iterable[PublicService], *, on: date) -> list[ServiceRow]:
    """Rows of a page of `filtered_services`: the same number of queries for one and for fifty."""
    listed = list(services)
    shown: dict[int, ServiceVersion] = {}
    drafts = ServiceVersion.objects.filter(service__in=listed, status=VersionStatus.DRAFT).order_by("pk")
    held = ServiceVersion.objects.filter(published_on(on), service__in=listed).order_by("pk")
    for versions in (drafts, held):  # the one in force wins
        shown |= {version.service_id: version for version in with_content(versions)}
    return [_row(service, shown.get(service.pk), on=on) for service in listed]


def _row(service: PublicService, version: ServiceVersion | None, *, on: date) -> ServiceRow:
    findings = lint_card(content_of(version), dates=dates_of(version), on=on) if version else []
    counted = [finding.severity for finding in findings]
    return ServiceRow(
        service=service,
        version=version,
        is_in_force=version is not None and version.status == VersionStatus.PUBLISHED,
        drafts=getattr(service, "drafts", 0),
        errors=counted.count(Severity.ERROR),
        warnings=counted.count(Severity.WARNING),
    )


def findings_of(version: ServiceVersion, *, on: date, place: CardPlace | None = None) -> list[ShownFinding]:
    """What the linter says of a version (fetch it by `with_content`), errors first."""
    return [shown_finding(f) for f in lint_card(content_of(version), dates=dates_of(version), on=on, place=place)]


def finding_words(finding: Finding) -> str:
    """The sentence of a finding in the language of the page."""
    return _(finding.template).format(**finding.facts)


def shown_finding(finding: Finding) -> ShownFinding:
    """A finding as a page says it."""
    part = str(_PARTS[finding.where])
    place = _("{part}, рядок {line}").format(part=part, line=finding.line) if finding.line else part
    return ShownFinding(sentence=finding_words(finding), place=place, severity=finding.severity)


def access_service(pk: int) -> PublicService | None:
    """A service for its staff page, with its versions newest first."""
    versions = ServiceVersion.objects.select_related("authority").order_by("-valid_from", "-pk")
    return (
        PublicService.objects.select_related("group")
        .prefetch_related("life_events", Prefetch("versions", versions))
        .filter(pk=pk)
        .first()
    )


def access_version(pk: int, *, service_id: int) -> ServiceVersion | None:
    """One version of a service with everything a card needs."""
    versions = ServiceVersion.objects.filter(pk=pk, service_id=service_id).select_related("service__group")
    return with_content(versions).first()


def newest_version(service_id: int) -> ServiceVersion | None:
    """What a new version starts from: the latest published one, else the latest draft."""
    versions = list(with_content(ServiceVersion.objects.filter(service_id=service_id)).order_by("valid_from", "pk"))
    return max(versions, key=lambda one: (one.status == VersionStatus.PUBLISHED, one.valid_from, one.pk), default=None)


def changes_of(service: PublicService) -> QuerySet[ServiceChange]:
    """History of a service, newest first."""
    return ServiceChange.objects.filter(service=service).select_related("version")[:SHOWN_CHANGES]


def figures() -> QuerySet[FeeIndex]:
    """Figures that fees are a share of, newest first within each."""
    return FeeIndex.objects.order_by("name", "code", "-valid_from")


def imports_done() -> QuerySet[CatalogueImport]:
    """Files that changed the catalogue, newest first."""
    return CatalogueImport.objects.order_by("-at", "-pk")[:SHOWN_CHANGES]
