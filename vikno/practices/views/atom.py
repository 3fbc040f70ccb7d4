"""Published practices as an Atom 1.0 feed (RFC 4287)."""

import datetime as dt
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import linebreaks
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vikno.practices import queries
from vikno.practices.models import Practice

MOST: Final = 50
# A feed that nobody has written to has no moment of change: any constant says so.
BEFORE_ALL: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class _Atom(Atom1Feed):
    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else BEFORE_ALL


class PracticesFeed(Feed):  # type: ignore[type-arg]  # the class itself takes no types
    """Entries keep their identifiers for ever, wherever the site moves."""

    feed_type = _Atom

    def title(self) -> str:
        return _("Практики громад")

    def link(self) -> str:
        return _whole(reverse("practices:public_list"))

    def feed_url(self) -> str:
        return _whole(reverse("practices:feed"))

    def feed_guid(self) -> str:
        return f"tag:{_host()},2026:practices"

    def author_name(self) -> str:
        return _("Вікно")

    def items(self) -> list[Practice]:
        return list(queries.public_cards()[:MOST])

    def item_title(self, item: Practice) -> str:
        return _said(item)["title"]

    def item_description(self, item: Practice) -> str:
        """Markup, as Atom reads a summary of this type: words of people are escaped first."""
        return linebreaks(_said(item)["problem"], autoescape=True)

    def item_link(self, item: Practice) -> str:
        return _whole(reverse("practices:public_card", args=[item.pk]))

    def item_guid(self, item: Practice) -> str:
        return f"tag:{_host()},2026:practice/{item.pk}"

    def item_author_name(self, item: Practice) -> str:
        return _said(item)["hromada"]

    def item_updateddate(self, item: Practice) -> dt.datetime:
        return item.published_at or BEFORE_ALL


def _said(item: Practice) -> dict[str, str]:
    said: dict[str, Any] = item.published.said if item.published else {}
    return {name: str(said.get(name, "")) for name in ("title", "problem", "hromada")}


def _whole(address: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{address}"


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


_draw: Final = PracticesFeed()


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest fifty."""
    answer: HttpResponse = _draw(request)
    return answer
