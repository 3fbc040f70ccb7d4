"""Announcements beside something else: on the page of a point, above the points of a hromada. One query each."""

import datetime as dt
from typing import Any

from django.urls import reverse

from vikno.announcements import queries
from vikno.announcements.models import Announcement
from vikno.announcements.queries import News, NewsFilters
from vikno.network.models import Point
from vikno.portal.news_feeds import feed_address


def of_point(point: Point, *, on: dt.date) -> dict[str, Any]:
    """What concerns whoever comes to the point."""
    return _facts(queries.news_of_point(point, on=on), str(point.hromada_id or ""))


def of_hromada(code: str, *, on: dt.date) -> dict[str, Any]:
    """What concerns the chosen hromada; nothing while none is chosen."""
    return _facts(queries.news_of_hromada(code, on=on), code) if code else {"news": [], "news_feed": "", "news_url": ""}


def _facts(found: list[Announcement], hromada: str) -> dict[str, Any]:
    told: list[News] = [queries.told(one, {}) for one in found]
    where = f"?hromada={hromada}" if hromada else ""
    feed = feed_address(NewsFilters(hromada=hromada))
    return {"news": told, "news_feed": feed, "news_url": f"{reverse('portal_news:list')}{where}"}
