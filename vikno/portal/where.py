"""Where and when, as a resident needs it: the settlement they typed, points that give the service, a sheet to print."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from vikno.catalogue.models import PublicService, ServiceVersion
from vikno.catalogue.queries import InformationCard
from vikno.common.typeset import render_pdf
from vikno.network import queries as network
from vikno.network.queries import PlaceGiving, Tag
from vikno.portal.places import taking_bookings
from vikno.territories.enums import SETTLEMENTS, Category
from vikno.territories.models import Unit
from vikno.territories.queries import Found, find_units, unit

TEMPLATE: Final = "portal/typst/checklist.typ"
MOST_PLACES: Final = 12
SHOWN: Final = 20
_LIVED_IN: Final = frozenset({*SETTLEMENTS, Category.SPECIAL_CITY})


@dataclass(frozen=True)
class Asked:
    """What a person typed of where they live: one settlement, or several to choose from, or nothing."""

    text: str = ""
    near: Unit | None = None
    options: tuple[Found, ...] = ()

    @property
    def is_unknown(self) -> bool:
        return bool(self.text) and self.near is None and not self.options


@dataclass(frozen=True)
class Row:
    """A point that gives the service, or does not give it and says why."""

    place: PlaceGiving
    tag: Tag
    words: str
    hours: tuple[str, ...]
    takes_bookings: bool = False

    @property
    def kilometres(self) -> str:
        km = self.place.km
        return str(round(km)) if km is not None and km >= 1 else ""

    @property
    def geo(self) -> str:
        """«49.58900,34.55100»: for a navigator, and to be told by telephone."""
        return f"{self.place.place.lat:.5f},{self.place.place.lon:.5f}" if self.place.place else ""


def asked_place(given: Mapping[str, str]) -> Asked:
    """From `unit` (a code that was chosen) or `place` (words) of an address."""
    text = given.get("place", "").replace("\x00", "").strip()[:100]
    chosen = unit(given.get("unit", "")[:19]) if given.get("unit") else None
    if chosen is not None and chosen.category in _LIVED_IN:
        return Asked(text=text or chosen.title, near=chosen)
    if not text:
        return Asked()
    found = [one for one in find_units(text, categories=sorted(_LIVED_IN), limit=MOST_PLACES) if not one.removed_on]
    if len(found) == 1:
        return Asked(text=text, near=unit(found[0].code))
    return Asked(text=text, options=tuple(found))


def where(service: PublicService, version: ServiceVersion, asked: Asked, *, at: datetime) -> dict[str, Any]:
    """Rows of points for the page."""
    found = network.where_given(service, version, near=asked.near, at=at)
    giving = found.giving[:SHOWN]
    booked = taking_bookings((place.point.pk, place.point.hromada_id) for place in giving)
    return {
        "giving": [replace(_row(place, at), takes_bookings=place.point.pk in booked) for place in giving],
        "nearer": [_row(place, at) for place in found.nearer],
        "is_more": len(found.giving) > SHOWN,
    }


def checklist_pdf(card: InformationCard, *, place: str, made_at: datetime) -> bytes:
    """What to bring on A4 in letters of 18 points and more."""
    papers = card.section("papers")
    items = papers.items if papers else ()
    data = {
        "lang": card.language,
        "title": card.name,
        "bring": _("Що взяти із собою"),
        "nothing": _("Документів не потрібно. Візьміть лише документ, що посвідчує особу."),
        "papers": [{"text": item.text, "note": item.note} for item in items],
        "sections": [*_sections(card), *([{"title": _("Куди прийти"), "lines": [place]}] if place else [])],
        "page": _("сторінка"),
        "of": _("з"),
    }
    return render_pdf(TEMPLATE, data, made_at=made_at)


def _sections(card: InformationCard) -> list[dict[str, Any]]:
    wanted = [card.section(key) for key in ("price", "term")]
    return [
        {"title": part.title, "lines": [" ".join(filter(None, (item.text, item.note))) for item in part.items]}
        for part in wanted
        if part
    ]


def _row(place: PlaceGiving, at: datetime) -> Row:
    hours = tuple(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in place.today.hours)
    return Row(
        place=place, tag=network.state_tag(place.today), words=network.open_words(place.today, at), hours=hours
    )  # fmt: skip
