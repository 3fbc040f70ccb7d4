"""Announcements beside something else: on pages of a point and of a unit, above points of a hromada. One query each."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from vikno.announcements import queries
from vikno.announcements.models import Announcement
from vikno.announcements.queries import News, NewsFilters
from vikno.network.models import Point
from vikno.portal.news_feeds import feed_address
from vikno.territories.beside import Beside
from vikno.territories.enums import TENANTS
from vikno.territories.models import Unit


def of_point(point: Point, *, on: dt.date) -> dict[str, Any]:
    """What concerns whoever comes to the point."""
    return _facts(queries.news_of_point(point, on=on), str(point.hromada_id or ""))


def of_hromada(code: str, *, on: dt.date) -> dict[str, Any]:
    """What concerns the chosen hromada; nothing while none is chosen."""
    return _facts(queries.news_of_hromada(code, on=on), code) if code else {"news": [], "news_feed": "", "news_url": ""}


def of_unit(unit: Unit, on: dt.date) -> Beside | None:
    """On the page of a hromada and of what lies in it; above hromadas, and where the unit is no more, nothing."""
    code = unit.pk if unit.category in TENANTS else unit.hromada_id
    if not code or unit.removed_on:
        return None
    facts = of_hromada(code, on=on)
    return Beside(
        template="portal/news_beside.html", facts=facts, feed=facts["news_feed"], feed_title=_("Оголошення")
    )  # fmt: skip


def _facts(found: list[Announcement], hromada: str) -> dict[str, Any]:
    told: list[News] = [queries.told(one, {}) for one in found]
    where = f"?hromada={hromada}" if hromada else ""
    feed = feed_address(NewsFilters(hromada=hromada))
    return {"news": told, "news_feed": feed, "news_url": f"{reverse('portal_news:list')}{where}"}
