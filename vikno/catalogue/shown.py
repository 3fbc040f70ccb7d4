"""Ready rows for the staff templates: no template decides or asks the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vikno.catalogue import queries
from vikno.catalogue.enums import ServiceAction, VersionStatus
from vikno.catalogue.models import CatalogueImport, FeeIndex, PublicService, ServiceChange, ServiceVersion
from vikno.catalogue.queries import InformationCard, SectionChange, ServiceRow
from vikno.catalogue.rules import Severity
from vikno.catalogue.services import ImportReport
from vikno.catalogue.services.imports import SEED_NAME
from vikno.catalogue.shown_findings import finding_notes, finding_rows, rights
from vikno.catalogue.shown_workflows import workflow_rows
from vikno.common.actors import Actor
from vikno.common.components import StatusKind, SummaryRow, TimelineEntry
from vikno.common.reports import SHOWN, said

_KINDS: Final = {
    ServiceAction.PUBLISHED: "done", ServiceAction.WORKFLOW_PUBLISHED: "done", ServiceAction.WITHDRAWN: "warning",
    ServiceAction.CONFIRMED: "done",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """A service in the list."""

    url: str
    code: str
    name: str
    group: str
    marks: list[str]
    state: str
    state_kind: StatusKind
    findings: str


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """A version in the table of a service."""

    url: str
    dates: str
    state: str
    state_kind: StatusKind
    authority: str


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A figure from a day; `is_current` marks the one of today."""

    name: str
    day: str
    value: str
    source: str
    is_current: bool
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """A file that was taken in."""

    name: str
    at: datetime
    by_name: str
    counts: str


@dataclass(frozen=True, kw_only=True)
class ShownReport:
    """What an import did."""

    kind: str
    summary: str
    skipped: list[tuple[str, int]]
    refused: list[str]
    warnings: list[str]
    skipped_lines: list[str]


def list_rows(rows: list[ServiceRow]) -> list[ListRow]:
    return [_list_row(row) for row in rows]


def _list_row(row: ServiceRow) -> ListRow:
    service = row.service
    state, kind = _state(row)
    return ListRow(
        url=reverse("catalogue:service", args=[service.pk]),
        code=service.code,
        name=queries.said(service.name, service.name_en),
        group=queries.said(service.group.name, service.group.name_en),
        marks=_marks(service),
        state=state,
        state_kind=kind,
        findings=_counted(row.errors, row.warnings),
    )


def _state(row: ServiceRow) -> tuple[str, StatusKind]:
    if row.service.withdrawn_on is not None:
        return _("вилучено"), "closed"
    if row.is_in_force:
        return (_("діє, є чернетка"), "progress") if row.drafts else (_("діє"), "done")
    return (_("лише чернетка"), "draft") if row.drafts else (_("без картки"), "waiting")


def _marks(service: PublicService) -> list[str]:
    marks = ((service.is_mandatory_523, _("523-р")), (service.is_for_veterans, _("ветеранам")))
    return [word for is_set, word in marks if is_set]


def _counted(errors: int, warnings: int) -> str:
    words = []
    if errors:
        words.append(ngettext("{n} помилка", "{n} помилок", errors).format(n=errors))
    if warnings:
        words.append(ngettext("{n} зауваження", "{n} зауважень", warnings).format(n=warnings))
    return ", ".join(words)


def service_facts(service: PublicService, *, on: date, actor: Actor) -> dict[str, Any]:
    """Everything of the page of one service."""
    version = queries.version_in_force(service.pk, on=on)
    findings = queries.findings_of(version, on=on) if version else []
    return {
        "service": service,
        "name": queries.said(service.name, service.name_en),
        "may": rights(actor),
        "version": version,
        "card": (card := queries.information_card(version, on=on) if version else None),
        "is_unconfirmed": card is not None and not card.is_confirmed,
        "findings": finding_rows(findings),
        "notes": finding_notes(findings),
        "facts": _details(service),
        "versions": [_version_row(one, on=on) for one in service.versions.all()],
        "workflows": workflow_rows(queries.workflows_of(service), on=on),
        "history": [_entry(change) for change in queries.changes_of(service)],
    }


def version_facts(version: ServiceVersion, *, on: date, actor: Actor) -> dict[str, Any]:
    """Everything of the page of one version."""
    findings = queries.findings_of(version, on=on)
    card, is_draft = queries.information_card(version, on=on), version.status == VersionStatus.DRAFT
    row = _version_row(version, on=on)
    return {
        "service": version.service,
        "name": queries.said(version.service.name, version.service.name_en),
        "version": version,
        "row": row,
        "may": rights(actor),
        "is_draft": is_draft,
        "has_errors": any(finding.severity is Severity.ERROR for finding in findings),
        "card": card,
        "changes": _changes(version, card, on=on) if is_draft else [],
        "findings": finding_rows(findings),
        "notes": finding_notes(findings),
    }


def _changes(version: ServiceVersion, card: InformationCard, *, on: date) -> list[SectionChange]:
    """How a draft differs from the version in force."""
    held = queries.version_in_force(version.service_id, on=on)
    return queries.card_changes(queries.information_card(held, on=on), card) if held else []


def _details(service: PublicService) -> list[SummaryRow]:
    checked = _("звірено з реєстром") if service.code_is_confirmed else _("не звірено з реєстром")
    listed = _("так, звірено") if service.mandatory_523_is_confirmed else _("так, не звірено")
    events = (queries.said(event.name, event.name_en) for event in service.life_events.all())
    return [
        SummaryRow(_("Код"), f"{service.code} ({checked})"),
        SummaryRow(_("Група"), queries.said(service.group.name, service.group.name_en)),
        SummaryRow(_("Слова, якими питають"), service.keywords),
        SummaryRow(_("Життєві події"), ", ".join(events)),
        SummaryRow(_("Перелік 523-р"), listed if service.is_mandatory_523 else _("ні")),
        SummaryRow(_("Ветеранам та їхнім родинам"), _("так") if service.is_for_veterans else _("ні")),
        SummaryRow(_("Джерело"), service.source),
    ]


def _version_row(version: ServiceVersion, *, on: date) -> VersionRow:
    dates = f"{version.valid_from:%d.%m.%Y}–{version.valid_to:%d.%m.%Y}" if version.valid_to else (
        _("з {date}").format(date=f"{version.valid_from:%d.%m.%Y}")
    )  # fmt: skip
    state, kind = _version_state(version, on=on)
    authority = version.authority
    return VersionRow(
        url=reverse("catalogue:version", args=[version.service_id, version.pk]),
        dates=dates,
        state=state,
        state_kind=kind,
        authority=queries.said(authority.name, authority.name_en) if authority else "",
    )


def _version_state(version: ServiceVersion, *, on: date) -> tuple[str, StatusKind]:
    if version.status == VersionStatus.DRAFT:
        return _("чернетка"), "draft"
    if version.valid_from > on:
        return _("запланована"), "waiting"
    if version.valid_to is not None and version.valid_to < on:
        return _("минула"), "closed"
    return _("діє"), "done"


def _entry(change: ServiceChange) -> TimelineEntry:
    facts = change.facts
    told = [change.reason]
    if "file" in facts:
        told.append(_("з файлу: {name}").format(name=_file_words(facts["file"])))
    if "valid_from" in facts:
        day = date.fromisoformat(facts["valid_from"])
        told.append(_("діє з {date}").format(date=f"{day:%d.%m.%Y}"))
    kind = _KINDS.get(ServiceAction(change.action), "step")
    return TimelineEntry(
        title=str(ServiceAction(change.action).label).capitalize(),
        at=change.at,
        who=change.by_name,
        text="; ".join(filter(None, told)),
        kind=kind,  # type: ignore[arg-type]
    )


def figure_rows(figures: Iterable[FeeIndex], *, on: date) -> list[FigureRow]:
    rows, current = [], set()
    for one in figures:  # newest first within each
        is_current = one.valid_from <= on and one.code not in current
        current |= {one.code} if is_current else set()
        rows.append(
            FigureRow(
                name=queries.said(one.name, one.name_en),
                day=f"{one.valid_from:%d.%m.%Y}",
                value=queries.hryvnias(one.value),
                source=one.source,
                is_current=is_current,
                is_confirmed=one.is_confirmed,
            )
        )
    return rows


def _file_words(name: str) -> str:
    return _("каталог, що йде з програмою") if name == SEED_NAME else name


def import_rows(imports: Iterable[CatalogueImport]) -> list[ImportRow]:
    return [
        ImportRow(
            name=_file_words(one.file_name),
            at=one.at,
            by_name=one.by_name,
            counts=_("додано {added}, змінено {changed}, пропущено {skipped}").format(
                added=one.summary["added"], changed=one.summary["changed"], skipped=one.summary["skipped"]
            ),
        )
        for one in imports
    ]


def report_facts(report: ImportReport) -> ShownReport:
    kind = "error" if report.is_refused else "success" if report.has_changed else "info"
    return ShownReport(
        kind=kind,
        summary=report.summary,
        skipped=report.skipped_rows,
        refused=[said(problem) for problem in report.refused[:SHOWN]],
        warnings=[said(problem) for problem in report.warnings[:SHOWN]],
        skipped_lines=[said(problem) for problem in report.skipped[:SHOWN]],
    )
