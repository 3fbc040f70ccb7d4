"""What an import would do, decided before anything is written."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.enums import ServiceAction, VersionStatus
from vikno.catalogue.models import (
    CompetentAuthority,
    FeeIndex,
    LifeEvent,
    PublicService,
    ServiceChange,
    ServiceGroup,
    ServiceVersion,
)
from vikno.catalogue.queries.contents import content_of, facts_of, with_content
from vikno.catalogue.readers import Bundle, ReadService
from vikno.catalogue.readers.bundle import OTHER_GROUP
from vikno.catalogue.rules import (
    CardContent,
    Period,
    closing_day,
    has_errors,
    lint_card,
    name_key,
    next_start,
    same_but_english,
    unconfirmed,
)
from vikno.catalogue.services.reports import ImportReport
from vikno.catalogue.services.writing import differences, fill_service, fill_version, list_rows
from vikno.common.errors import Words
from vikno.common.reports import Progress
from vikno.common.tables import Problem
from vikno.common.text import fold


@dataclass
class Known:
    """What the catalogue holds now."""

    groups: dict[str, ServiceGroup]
    authorities: dict[str, CompetentAuthority]
    life_events: dict[str, LifeEvent]
    indices: set[str]
    services: dict[str, PublicService]
    versions: dict[int, list[ServiceVersion]]
    published_by_hand: set[int]

    @classmethod
    def load(cls) -> "Known":
        services = PublicService.objects.select_related("group").prefetch_related("life_events").order_by("pk")
        versions: dict[int, list[ServiceVersion]] = defaultdict(list)
        for version in with_content(ServiceVersion.objects.order_by("valid_from", "pk")):
            versions[version.service_id].append(version)
        by_hand = ServiceChange.objects.filter(action=ServiceAction.PUBLISHED).exclude(facts__has_key="file")
        return cls(
            groups={one.code: one for one in ServiceGroup.objects.order_by("pk")},
            authorities={one.code: one for one in CompetentAuthority.objects.order_by("pk")},
            life_events={one.code: one for one in LifeEvent.objects.order_by("pk")},
            indices=set(FeeIndex.objects.order_by("code").values_list("code", flat=True)),
            services={one.code: one for one in services},
            versions=versions,
            published_by_hand=set(by_hand.order_by("pk").values_list("version_id", flat=True)),
        )

    def group_code(self, told: str) -> str | None:
        """Code of a group named by its code or by its name."""
        if told in self.groups:
            return told
        return next((group.code for group in self.groups.values() if fold(group.name) == fold(told)), None)


@dataclass
class Plan:
    """Rows to write; unsaved ones are new."""

    services: list[PublicService] = field(default_factory=list)
    life_events: dict[str, tuple[str, ...]] = field(default_factory=dict)
    details: list[tuple[PublicService, dict[str, Any]]] = field(default_factory=list)
    versions: list[tuple[ServiceVersion, CardContent]] = field(default_factory=list)
    redrafted: list[tuple[ServiceVersion, CardContent]] = field(default_factory=list)
    closed: list[ServiceVersion] = field(default_factory=list)


class Planner:
    """Goes through a file and decides about each service; `report` and `plan` are its answers."""

    def __init__(self, bundle: Bundle, known: Known, *, at: datetime, on: date) -> None:
        self.bundle, self.known, self.at, self.on = bundle, known, at, on
        self.plan = Plan()
        self.report = ImportReport(
            total=bundle.total, skipped=list(bundle.skipped), warnings=list(bundle.warnings),
        )  # fmt: skip
        self.report.skipped_kinds.update(bundle.skipped_kinds)
        self._new: dict[str, PublicService] = {}
        self._code_of_name = {name_key(one.name): one.code for one in known.services.values()}
        self._outcome: dict[str, str] = {}

    def run(self, progress: Progress) -> None:
        for done, read in enumerate(self.bundle.services, start=1):
            progress(done, len(self.bundle.services))
            problem = self._problem(read)
            if problem is not None:
                self.report.refused.append(Problem(read.line, problem))
            elif not self._gives_way(read):
                self._decide(read)
        for code, outcome in self._outcome.items():
            getattr(self.report, outcome).append(code)

    def _problem(self, read: ReadService) -> Words | None:
        """Why this line cannot be taken; None when it can."""
        content = read.content or {}
        group = read.facts.get("group")
        if group is not None and self.known.group_code(group) is None:
            return format_lazy(_("невідома група «{name}»."), name=group)
        if content.get("authority") and content["authority"] not in self.known.authorities:
            return format_lazy(_("невідомий суб'єкт надання «{name}»."), name=content["authority"])
        unknown = set(read.facts.get("life_events", ())) - set(self.known.life_events)
        unknown |= {cost.index for cost in content.get("costs", ()) if cost.index} - self.known.indices
        if unknown:
            return format_lazy(_("невідоме слово «{name}»."), name=min(unknown))
        return _invalid(read)

    def _gives_way(self, read: ReadService) -> bool:
        """A table's new service of a name that the catalogue has under another code is left out."""
        if not self.bundle.is_table or read.code in self.known.services:
            return False
        code = self._code_of_name.get(name_key(read.facts["name"]))
        if code is None:
            return False
        said = format_lazy(
            _("«{name}»: така послуга вже є в каталозі, код {code}."), name=read.facts["name"], code=code
        )
        self.report.skipped.append(Problem(read.line, said))
        self.report.skipped_kinds["known"] += 1
        return True

    def _decide(self, read: ReadService) -> None:
        facts = dict(read.facts)
        if "group" in facts:
            facts["group"] = self.known.group_code(facts["group"])
        service = self._new.get(read.code) or self.known.services.get(read.code)
        if service is None:
            service = self._add(read.code, facts)
        elif read.code not in self._new:
            self._compare_details(service, facts)
        if read.content is not None:
            self._decide_version(service, read)

    def _add(self, code: str, facts: Mapping[str, Any]) -> PublicService:
        service = PublicService(code=code)
        fill_service(service, {"group": OTHER_GROUP.code, **facts}, self.known.groups)
        self._new[code] = service
        self.plan.services.append(service)
        self.plan.life_events[code] = tuple(facts.get("life_events", ()))
        self._outcome[code] = "added"
        return service

    def _compare_details(self, service: PublicService, facts: Mapping[str, Any]) -> None:
        changed = differences(facts_of(service), facts)
        if not changed:
            self._outcome.setdefault(service.code, "unchanged")
            return
        fill_service(service, changed, self.known.groups)
        self.plan.details.append((service, changed))
        self._outcome[service.code] = "changed"

    def _decide_version(self, service: PublicService, read: ReadService) -> None:
        versions = self.known.versions[service.pk] if service.pk else []
        if self.bundle.is_table:
            self._decide_partial(service, read, versions)
            return
        content = CardContent(**(read.content or {}))
        if unconfirmed(content) in [unconfirmed(content_of(version)) for version in versions]:
            return
        wants_publishing = read.is_published and self._may_be_published(read, content, versions)
        starts = read.valid_from or self.on
        published = [one for one in versions if one.status == VersionStatus.PUBLISHED]
        if wants_publishing and published:
            starts = max(starts, self.on)
            if any(one.valid_from == starts for one in published):
                said = _(
                    "версія з {date} вже оприлюднена і відрізняється. Завантажте файл завтра або зробіть чернетку."
                )
                self.report.refused.append(Problem(read.line, format_lazy(said, date=f"{starts:%d.%m.%Y}")))
                return
        later = next_start(starts, [Period(starts=one.valid_from) for one in published])
        self._version(service, content, starts=starts, is_published=wants_publishing, later=later)

    def _may_be_published(self, read: ReadService, content: CardContent, versions: list[ServiceVersion]) -> bool:
        """Not over a version that a person published here, and not with errors: then it waits as a draft."""
        if has_errors(lint_card(content)):
            said = _("картка {code} має помилки, тому стала чернеткою.")
        elif any(one.pk in self.known.published_by_hand for one in versions):
            said = _("картку {code} тут уже змінювали, тому нова редакція стала чернеткою: порівняйте їх.")
        else:
            return True
        self.report.warnings.append(Problem(read.line, format_lazy(said, code=read.code)))
        return False

    def _decide_partial(self, service: PublicService, read: ReadService, versions: list[ServiceVersion]) -> None:
        """Set only what the table says, on top of the newest version; a draft is rewritten, else one is made."""
        newest = max(versions, key=lambda version: version.pk, default=None)
        base = content_of(newest) if newest else CardContent()
        content = replace(base, **{
            name: value for name, value in (read.content or {}).items()
            if not same_but_english(getattr(base, name), value)
        })  # fmt: skip
        if newest is not None and content == base:
            return
        if newest is not None and newest.status == VersionStatus.DRAFT:
            fill_version(newest, content, self.known.authorities)
            self.plan.redrafted.append((newest, content))
            self._outcome[service.code] = "changed"
            return
        self._version(service, content, starts=read.valid_from or self.on, is_published=False)

    def _version(
        self,
        service: PublicService,
        content: CardContent,
        *,
        starts: date,
        is_published: bool,
        later: date | None = None,
    ) -> None:
        """A new version, ended the day before a planned one begins."""
        status = VersionStatus.PUBLISHED if is_published else VersionStatus.DRAFT
        version = ServiceVersion(service=service, status=status, valid_from=starts, created_at=self.at)
        if is_published and later is not None:
            version.valid_to = closing_day(later)
        fill_version(version, content, self.known.authorities)
        self.plan.versions.append((version, content))
        if self._outcome.get(service.code) != "added":
            self._outcome[service.code] = "changed"


_SET_LATER = frozenset({"valid_from", "valid_to", "created_at", "status", "withdrawn_on", "version", "order"})


def _invalid(read: ReadService) -> Words | None:
    """What the columns would refuse: a text too long, a word that is not of the list, half a price."""
    service = PublicService(code=read.code)
    fill_service(service, {k: v for k, v in read.facts.items() if k != "group"}, {})
    rows: list[Model] = [service]
    if read.content:
        content = replace(CardContent(**read.content), authority="")
        if not all(cost.is_whole for cost in content.costs):
            return _("у платі немає суми або частки, чи є зайве.")
        version = ServiceVersion()
        fill_version(version, content, {})
        rows += [version, *list_rows(version, content)]
    return next(filter(None, map(_invalid_column, rows)), None)


def _invalid_column(row: Model) -> str | None:
    foreign = {f.name for f in row._meta.concrete_fields if f.is_relation or f.name in _SET_LATER}
    try:
        row.clean_fields(exclude=foreign)
    except ValidationError as wrong:
        name, reasons = next(iter(wrong.message_dict.items()))
        return f"{name}: {reasons[0]}"
    return None
