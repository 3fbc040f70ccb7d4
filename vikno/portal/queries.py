"""What public pages read: services, groups and events of life that hold on a day, named in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, QuerySet
from django.utils.translation import get_language

from vikno.catalogue import queries as catalogue
from vikno.catalogue.models import LifeEvent, PublicService, ServiceGroup
from vikno.common.text import sort_key
from vikno.network.models import Centre
from vikno.territories.queries import oblasts

CENTRES_SHOWN: Final = 3


@dataclass(frozen=True)
class Heading:
    """A group or an event of life with the number of its services."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class Choice:
    """What a list of services is narrowed to; an unknown code narrows nothing."""

    group: ServiceGroup | None = None
    event: LifeEvent | None = None
    is_for_veterans: bool = False

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Choice":
        """From `group`, `event` and `veterans` of an address."""
        return cls(
            group=catalogue.groups().filter(code=given.get("group", "")[:40]).first() if given.get("group") else None,
            event=catalogue.life_events().filter(code=given.get("event", "")[:40]).first()
            if given.get("event")
            else None,
            is_for_veterans=given.get("veterans") == "1",
        )

    @property
    def name(self) -> str:
        """The heading of the list; empty for all services."""
        chosen = self.group or self.event
        return named(chosen) if chosen else ""


def named(thing: PublicService | ServiceGroup | LifeEvent) -> str:
    """Its name in the language of the page; Ukrainian where there is no English."""
    return thing.name_en if thing.name_en and (get_language() or "").startswith("en") else thing.name


def services_on(day: date, *, text: str, choice: Choice) -> QuerySet[PublicService]:
    """Services in force on a day, narrowed by a choice, the nearest to the words first."""
    among = catalogue.services_in_force(on=day)
    if choice.group:
        among = among.filter(group=choice.group)
    if choice.event:
        among = among.filter(life_events=choice.event)
    if choice.is_for_veterans:
        among = among.filter(is_for_veterans=True)
    return catalogue.search_services(text, among=among)


def groups_on(day: date) -> list[Heading]:
    """Groups that hold a service on a day, in the order of the catalogue."""
    return _headings(catalogue.services_in_force(on=day).order_by("group__order", "group__code"), "group")


def life_events_on(day: date) -> list[Heading]:
    """Events of life that need a service on a day."""
    among = catalogue.services_in_force(on=day).filter(life_events__isnull=False).order_by("life_events__code")
    return sorted(_headings(among, "life_events"), key=lambda event: sort_key(event.name))


def centres_to_call() -> list[Centre]:
    """Centres that work with this installation, to call or to visit when a page does not help."""
    ours = Centre.objects.filter(network_number__isnull=False).select_related("hromada")
    return list(ours.order_by("network_number")[:CENTRES_SHOWN])


def oblast_choices() -> list[tuple[str, str]]:
    """Oblasts for a filter: code and name."""
    return [(one.pk, one.title) for one in oblasts()]


def _headings(among: QuerySet[PublicService], of: str) -> list[Heading]:
    name = f"{of}__name_en" if (get_language() or "").startswith("en") else f"{of}__name"
    rows = among.values_list(f"{of}__code", name).annotate(services=Count("pk"))
    return [Heading(code=code, name=name, count=count) for code, name, count in rows]
