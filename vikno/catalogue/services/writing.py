"""Values of a card into rows, and the lines of a service's history. Used by the services of this room only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet

from vikno.catalogue.enums import ServiceAction, VersionStatus
from vikno.catalogue.errors import VersionStartsTooEarly, VersionStartTaken
from vikno.catalogue.models import (
    CompetentAuthority,
    Cost,
    LegalResource,
    PublicService,
    Requirement,
    ServiceChange,
    ServiceVersion,
    Workflow,
)
from vikno.catalogue.rules import (
    CardContent,
    Period,
    ServiceFacts,
    closing_day,
    may_start_on,
    next_start,
    search_key,
)
from vikno.common.actors import Actor
from vikno.common.text import sort_key

_LISTS: Final = ("requirements", "costs", "acts")
_ARRAYS: Final = ("applicants", "channels", "equipment", "refusal_grounds", "refusal_grounds_en")
_SCALARS: Final = tuple(
    f.name for f in fields(CardContent) if f.name not in (*_LISTS, *_ARRAYS, "authority")
)  # fmt: skip


def fill_version(version: ServiceVersion, content: CardContent, authorities: Mapping[str, CompetentAuthority]) -> None:
    """Set the columns of a version (unsaved) from a card; its lists are rows of their own."""
    for name in _SCALARS:
        setattr(version, name, getattr(content, name))
    for name in _ARRAYS:
        setattr(version, name, list(getattr(content, name)))
    version.authority = authorities[content.authority] if content.authority else None


type ListRow = Requirement | Cost | LegalResource


def list_rows(version: ServiceVersion, content: CardContent) -> Iterator[ListRow]:
    """Requirements, costs and acts of a card as unsaved rows, in order."""
    for order, line in enumerate(content.requirements, start=1):
        values = asdict(line)
        yield Requirement(version=version, order=order, evidence_form=values.pop("form"), **values)
    for order, cost in enumerate(content.costs, start=1):
        values = asdict(cost)
        values |= {"index_name": values.pop("index"), "index_percent": values.pop("percent")}
        yield Cost(version=version, order=order, **values)
    for order, act in enumerate(content.acts, start=1):
        yield LegalResource(version=version, order=order, **asdict(act))


def write_lists(pairs: Iterable[tuple[ServiceVersion, CardContent]]) -> None:
    """Save the lists of saved versions that have none yet."""
    rows = [row for version, content in pairs for row in list_rows(version, content)]
    for model in (Requirement, Cost, LegalResource):
        of_model = [row for row in rows if isinstance(row, model)]
        model._default_manager.bulk_create(of_model, batch_size=1000)  # type: ignore[arg-type]


def replace_lists(version: ServiceVersion, content: CardContent) -> None:
    """Write the lists of a draft anew; nobody was served by a draft, so nothing refers to them."""
    version.requirements.all().delete()
    version.costs.all().delete()
    version.legal_resources.all().delete()
    write_lists([(version, content)])


def make_room[Dated: (ServiceVersion, Workflow)](newcomer: Dated, *, among: QuerySet[Dated], on: date) -> None:
    """Fit a newcomer into what follows one another by days: the one before it ends the day before, a later one stays.

    Sets `valid_to` of the newcomer, unsaved. Raises VersionStartTaken, VersionStartsTooEarly.
    """
    published = list(among.filter(status=VersionStatus.PUBLISHED).order_by("valid_from"))
    periods = [Period(starts=other.valid_from, ends=other.valid_to) for other in published]
    if not may_start_on(newcomer.valid_from, periods, today=on):
        taken = any(period.starts == newcomer.valid_from for period in periods)
        raise (VersionStartTaken if taken else VersionStartsTooEarly)(date=f"{newcomer.valid_from:%d.%m.%Y}")
    for other, period in zip(published, periods, strict=True):
        if period.starts < newcomer.valid_from and period.holds_on(newcomer.valid_from):
            other.valid_to = closing_day(newcomer.valid_from)
            other.save(update_fields=["valid_to"])
    later = next_start(newcomer.valid_from, periods)
    if later is not None and (newcomer.valid_to is None or newcomer.valid_to >= later):
        newcomer.valid_to = closing_day(later)


def set_keys(service: PublicService) -> None:
    """Keys for search and order, from the name and the words people ask with."""
    service.search_key = search_key(service.code, service.name, service.keywords, service.name_en)
    service.sort_key = sort_key(service.name)[:1000]


def fill_service(service: PublicService, facts: Mapping[str, Any], groups: Mapping[str, Any]) -> None:
    """Set what a file or a form says of a service (unsaved); life events are rows of their own."""
    for name, value in facts.items():
        match name:
            case "group":
                service.group = groups[value]
            case "keywords":
                service.keywords = ", ".join(value)
            case "life_events":
                pass
            case _:
                setattr(service, name, value)
    set_keys(service)


def differences(now: ServiceFacts, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Given facts that are not what the catalogue holds."""
    return {name: value for name, value in wanted.items() if getattr(now, name) != value}


def note_change(
    *,
    service: PublicService,
    action: ServiceAction,
    actor: Actor,
    at: datetime,
    version: ServiceVersion | None = None,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
) -> ServiceChange:
    """One line of a service's history, unsaved: imports save many at once."""
    return ServiceChange(
        service=service, version=version, action=action, at=at, by_id=actor.user_id, by_name=actor.name,
        reason=reason, facts=dict(facts or {}),
    )  # fmt: skip
