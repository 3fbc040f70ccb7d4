"""Announcements as an Atom 1.0 feed (RFC 4287): all of them, or those of an area, a programme, a mark, with words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.defaultfilters import linebreaksbr, urlize
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.http import http_date, urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vikno.announcements import queries
from vikno.announcements.queries import Link, News, NewsFilters
from vikno.common import clock
from vikno.common.text import clean
from vikno.opendata.queries.hsds.rows import address_of
from vikno.territories.queries import unit

MOST: Final = 50
LONGEST: Final = 100
# A list that nobody has written to has no moment of change: any constant says so.
BEFORE_ALL: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """A feed that somebody subscribes to: its filters and its name in words."""

    filters: NewsFilters
    title: str


def feed_address(filters: NewsFilters) -> str:
    return address_of(_with_query(reverse("portal_news:feed"), filters))


def asked(given: QueryDict) -> Asked:
    """What is in the address. A feed of something unknown is a 404: the whole country would be another feed."""
    areas = {name: unit(code) for name in ("oblast", "hromada") if (code := given.get(name, ""))}
    code, words = given.get("tag", ""), clean(given.get("words", ""))
    tag, asked_programme = queries.tags().get(code), given.get("programme", "")
    programme = queries.programme_of(asked_programme)
    if None in areas.values() or (code and tag is None) or len(words) > LONGEST:
        raise Http404
    if asked_programme and programme is None:
        raise Http404
    names = [str(one) for one in (*areas.values(), programme, tag, f"«{words}»" if words else None) if one is not None]
    known = {name: given[name] for name in areas} | ({"programme": str(programme.pk)} if programme else {})
    filters = NewsFilters(tag=code, words=words, **known)
    return Asked(filters, ": ".join([_("Оголошення"), ", ".join(names)] if names else [_("Оголошення")]))


class NewsAtom(Atom1Feed):
    """What the framework's own leaves out: the language and marks of an entry, its text whole, a quiet feed's date."""

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else self.feed["changed_at"]  # type: ignore[no-any-return]

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        """`xml:lang` of an entry whose words are in another language than the feed."""
        return {} if item["language"] == self.feed["language"] else {"xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for link in item["related"]:
            related = {"rel": "related", "href": address_of(iri_to_uri(link.path)), "title": link.title}
            handler.addQuickElement("link", "", related)
        handler.addQuickElement("content", item["content"], {"type": "html"})
        for tag in item["tags"]:
            handler.addQuickElement("category", "", {"term": tag.code, "label": str(tag), "scheme": item["scheme"]})


class NewsFeed(Feed):  # type: ignore[type-arg]  # the class itself takes no types
    """Entries keep their identifiers for ever, wherever the site moves."""

    feed_type = NewsAtom

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        return asked(request.GET)

    def title(self, obj: Asked) -> str:
        return obj.title

    def link(self, obj: Asked) -> str:
        return address_of(_with_query(reverse("portal_news:list"), obj.filters))

    def feed_url(self, obj: Asked) -> str:
        return feed_address(obj.filters)

    def feed_guid(self, obj: Asked) -> str:
        host = urlsplit(settings.SITE_URL).hostname or "localhost"
        return _with_query(f"tag:{host},2026:news", obj.filters)

    def author_name(self, obj: Asked) -> str:
        return _("Вікно")

    def feed_extra_kwargs(self, obj: Asked) -> dict[str, Any]:
        return {"changed_at": BEFORE_ALL}

    def items(self, obj: Asked) -> list[News]:
        """The newest fifty in force; what is pinned has no privilege here, readers sort by time."""
        marks, day = queries.tags(), clock.today()
        found = queries.found_news(obj.filters, on=day).order_by("-published_at", "-pk")[:MOST]
        return queries.with_open_links([queries.told(one, marks) for one in found])

    def item_title(self, item: News) -> str:
        return item.title

    def item_description(self, item: News) -> None:
        """The text is whole in `content`."""

    def item_link(self, item: News) -> str:
        return address_of(reverse("portal_news:one", args=[item.pk])) + ("?lang=en" if _is_english() else "")

    def item_guid(self, item: News) -> str:
        return item.feed_id

    def item_author_name(self, item: News) -> str:
        return item.programme or item.place

    def item_pubdate(self, item: News) -> dt.datetime:
        return item.published_at

    def item_updateddate(self, item: News) -> dt.datetime:
        return item.amended_at or item.published_at

    def item_extra_kwargs(self, item: News) -> dict[str, Any]:
        scheme = address_of(reverse("portal_news:list"))
        return {
            "content": _html(item.paragraphs) + _list(item.links), "tags": item.tags, "language": item.language,
            "related": item.links, "scheme": scheme,
        }  # fmt: skip


def _html(paragraphs: Sequence[str]) -> SafeString:
    """As on the page: addresses are links, everything else is text."""
    return format_html_join("", "<p>{}</p>", ((linebreaksbr(urlize(one)),) for one in paragraphs))


def _list(links: Sequence[Link]) -> SafeString:
    """The pages it leads to, for readers that show the text alone."""
    told = ((address_of(iri_to_uri(link.path)), link.title) for link in links)
    lines = format_html_join("", '<li><a href="{}">{}</a></li>', told)
    return format_html("<ul>{}</ul>", lines) if lines else lines


def _with_query(address: str, filters: NewsFilters) -> str:
    """The filters in one order, so that two ways to write an address are one feed; an English feed is another one."""
    told = {name: value for name, value in asdict(filters).items() if value} | ({"lang": "en"} if _is_english() else {})
    return f"{address}?{urlencode(told)}" if told else address


def _is_english() -> bool:
    return (get_language() or "uk").startswith("en")


_draw: Final = NewsFeed()


def news_feed(request: HttpRequest, *, at: dt.datetime) -> HttpResponse:
    """The feed, dated by the last change of any public list: a withdrawal and a last day are changes too."""
    response: HttpResponse = _draw(request)
    changed = queries.last_change(at=at) or BEFORE_ALL
    response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response
