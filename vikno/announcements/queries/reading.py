"""What everybody reads: announcements in force on a day, where they concern, in the language of the page."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vikno.accounts.enums import OrganisationKind
from vikno.accounts.models import Organisation
from vikno.announcements.enums import State
from vikno.announcements.models import Announcement, Tag
from vikno.announcements.pages import gone
from vikno.announcements.queries.tags import TagShown
from vikno.announcements.rules import Link, paragraphs
from vikno.common import clock
from vikno.common.text import fold
from vikno.network.models import Point
from vikno.territories.models import Unit

NATIONWIDE = Q(hromada=None, oblast=None)
# What a programme tells is for those who run centres; people who come to a point are not kept with it.
OF_PLACES = Q(organisation=None)
SHOWN_BESIDE = 5
LONGEST_NUMBER = 9
SHOWN_WITH = ("hromada", "oblast", "point", "organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsFilters:
    """What a reader chose; "" = any. An area brings what concerns it: its own, its oblast's and the country's."""

    oblast: str = ""
    hromada: str = ""
    programme: str = ""
    tag: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """An announcement ready for a page: texts in the page's language, or Ukrainian ones marked as such."""

    pk: int
    title: str
    paragraphs: tuple[str, ...]
    language: str
    place: str
    programme_id: int | None
    programme: str
    tags: tuple[TagShown, ...]
    links: tuple[Link, ...]
    published_at: dt.datetime
    amended_at: dt.datetime | None
    visible_until: dt.date | None
    is_pinned: bool
    is_demo: bool
    feed_id: str


def in_force(*, on: dt.date) -> QuerySet[Announcement]:
    """Announcements that people see on a day, pinned ones first, then the newest."""
    ended = Q(visible_until__isnull=False, visible_until__lt=on)
    shown = Announcement.objects.filter(state=State.PUBLISHED, visible_from__lte=on).exclude(ended)
    return shown.select_related(*SHOWN_WITH).order_by("-is_pinned", "-published_at", "-pk")


def found_news(filters: NewsFilters, *, on: dt.date) -> QuerySet[Announcement]:
    """In force and chosen."""
    return in_force(on=on).filter(_chosen(filters))


def past_news(filters: NewsFilters, *, on: dt.date) -> QuerySet[Announcement]:
    """Chosen of those whose last day is over, the newest first. What was taken off is in no list."""
    over = Announcement.objects.filter(_chosen(filters), state=State.PUBLISHED, visible_until__lt=on)
    return over.select_related(*SHOWN_WITH).order_by("-published_at", "-pk")


def news_of_point(point: Point, *, on: dt.date) -> list[Announcement]:
    """What concerns whoever comes to a point: the point's, the hromada's, the oblast's, the country's. One query."""
    here = Q(point=None) | Q(point=point)
    return list(in_force(on=on).filter(OF_PLACES, here, concerns_hromada(point.hromada_id or ""))[:SHOWN_BESIDE])


def news_of_hromada(code: str, *, on: dt.date) -> list[Announcement]:
    """What concerns a hromada; what programmes tell is in the list. One query."""
    return list(in_force(on=on).filter(OF_PLACES, concerns_hromada(code))[:SHOWN_BESIDE])


def concerns_hromada(code: str) -> Q:
    """Its own, its oblast's, the country's; a city with special status is its own oblast."""
    oblast = Unit.objects.filter(pk=code).order_by().values("oblast_id")
    return NATIONWIDE | Q(hromada_id=code) | Q(hromada=None, oblast_id=code) | Q(hromada=None, oblast__in=oblast)


def last_change(*, at: dt.datetime) -> dt.datetime | None:
    """When any public list last became another: a text, a withdrawal, a first day, a day after the last, a mark.

    None while nothing has been published.
    """
    day, told = clock.today(at), Announcement.objects.exclude(published_at=None)
    changed = _latest(told, "changed_at")
    if changed is None:
        return None
    began = _latest(told, "visible_from", visible_from__lte=day)
    ended = _latest(told, "visible_until", visible_until__lt=day)
    days = [began, ended + dt.timedelta(days=1) if ended else None]
    midnights = [dt.datetime.combine(each, dt.time(0), clock.KYIV) for each in days if each is not None]
    marked = _latest(Tag.objects.all(), "changed_at")
    moments: list[dt.datetime] = [each for each in (changed, marked, *midnights) if each is not None]
    return max(moments)


def _latest(rows: QuerySet[Any], moment: str, **known: Any) -> Any:
    """The last of a column, by its index; None where there is none."""
    return rows.filter(**known).exclude(**{moment: None}).order_by(f"-{moment}").values_list(moment, flat=True).first()


def published(pk: int, *, on: dt.date) -> Announcement | None:
    """One that people may open on a day: shown, over or withdrawn. None for drafts and what waits for its day."""
    found = Announcement.objects.exclude(state=State.DRAFT).select_related(*SHOWN_WITH)
    return found.exclude(state=State.PUBLISHED, visible_from__gt=on).filter(pk=pk).first()


def told(announcement: Announcement, marks: Mapping[str, TagShown]) -> News:
    """Ready for a page in the language in force. `marks` are `tags()`."""
    is_english = (get_language() or "uk").startswith("en") and bool(announcement.title_en)
    return News(
        pk=announcement.pk, feed_id=announcement.feed_id, language="en" if is_english else "uk",
        title=announcement.title_en if is_english else announcement.title,
        paragraphs=paragraphs(announcement.text_en if is_english else announcement.text),
        place=place_of(announcement), tags=tuple(marks[code] for code in announcement.tags if code in marks),
        programme_id=announcement.organisation_id, programme=str(announcement.organisation or ""),
        links=links_of(announcement),
        published_at=announcement.published_at or announcement.created_at, amended_at=announcement.amended_at,
        visible_until=announcement.visible_until, is_pinned=announcement.is_pinned, is_demo=announcement.is_demo,
    )  # fmt: skip


def readable(keys: Collection[int], *, on: dt.date) -> set[int]:
    """Which of these people may read on a day: shown or over, not withdrawn. One query."""
    found = Announcement.objects.filter(pk__in=keys, state=State.PUBLISHED, visible_from__lte=on).order_by()
    return set(found.values_list("pk", flat=True))


def open_links(links: Sequence[Link]) -> tuple[Link, ...]:
    """Those that lead somewhere now: what has vanished or was withdrawn since is not led to."""
    lost = gone(one.path for one in links)
    return tuple(one for one in links if one.path not in lost)


def with_open_links(found: Sequence[News]) -> list[News]:
    """Many announcements at once: as many queries as for one."""
    lost = gone(link.path for one in found for link in one.links)
    return [replace(one, links=tuple(link for link in one.links if link.path not in lost)) for one in found]


def links_of(announcement: Announcement) -> tuple[Link, ...]:
    """Pages it leads to, as its writer put them."""
    return tuple(Link(**link) for link in announcement.links)


def telling_programmes() -> list[Organisation]:
    """Programmes that people have something to read of. One query."""
    told = Announcement.objects.filter(state=State.PUBLISHED).exclude(organisation=None).order_by()
    return list(Organisation.objects.filter(pk__in=told.values("organisation")))


def programme_of(code: str) -> Organisation | None:
    """A programme by what an address says; None for anything else."""
    if not code.isascii() or not code.isdecimal() or len(code) > LONGEST_NUMBER:
        return None
    return Organisation.objects.filter(pk=int(code), kind=OrganisationKind.PROGRAMME).first()


def place_of(announcement: Announcement) -> str:
    """Whom it concerns, in words. Load hromada, oblast and point with it."""
    if announcement.hromada is None:
        return announcement.oblast.title if announcement.oblast else _("Уся Україна")
    place = announcement.hromada.title
    return f"{announcement.point.name}, {place}" if announcement.point else place


def _chosen(filters: NewsFilters) -> Q:
    chosen = Q()
    if filters.oblast:
        chosen &= NATIONWIDE | Q(oblast_id=filters.oblast)
    if filters.hromada:
        chosen &= concerns_hromada(filters.hromada)
    if filters.programme:
        chosen &= Q(organisation_id=int(filters.programme))
    if filters.tag:
        chosen &= Q(tags__contains=[filters.tag])
    for word in fold(filters.words).split():
        chosen &= Q(search_key__contains=word)
    return chosen
