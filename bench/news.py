"""Announcements of a country over three years: `python -m bench news`.

1,400 hromadas in 24 oblasts, a hundred announcements each and a thousand of the steward's; one in ten is in force.
Pages and feeds are drawn anew each time, as if nobody had kept them.
"""

import datetime as dt
import statistics
import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.db import connection
from django.test import Client

from bench.ground import say, step_down
from vikno.announcements import queries
from vikno.common import clock
from vikno.network.models import Centre, Point
from vikno.territories.models import Unit

OBLASTS: Final = 24
HROMADAS: Final = 1_400
EACH: Final = 100
NATIONAL: Final = 1_000
ROUNDS: Final = 30
_PLAIN: Final = "django.contrib.staticfiles.storage.StaticFilesStorage"
_SINCE: Final = dt.date(2020, 1, 1)
_FILL: Final = """
INSERT INTO announcements_announcement (
  hromada_id, oblast_id, title, text, title_en, text_en, tags, search_key, visible_from, visible_until, is_pinned,
  state, revision, feed_id, created_at, created_by_name, changed_at, published_at, is_demo)
SELECT u.code, u.oblast_id, 'Змінюється графік ' || n, 'Приходьте до 17:00. Далі — як звичайно.', '', '',
  ARRAY[(ARRAY['hours', 'power', 'visit', 'service'])[1 + n %% 4]],
  'змінюється графік ' || n || ' ' || coalesce(left(u.code, 9), ''),
  current_date - n * 10, CASE WHEN n %% 10 = 0 THEN NULL ELSE current_date - n * 10 + 7 END, false, 'published',
  1, 'tag:bench,2026:' || coalesce(u.code, '') || '/' || n, now(), 'Керівник', now() - n * interval '10 days',
  now() - n * interval '10 days', false
FROM (SELECT code, oblast_id FROM territories_unit WHERE category = 'H' AND %(own)s
      UNION ALL SELECT NULL, NULL WHERE NOT %(own)s) u, generate_series(1, %(count)s) n
"""


def main() -> None:
    """Load, draw; JSON lines."""
    settings.ALLOWED_HOSTS, settings.SHARED_PAGE_SECONDS = ["*"], 0
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": _PLAIN}}  # nobody has collected files here
    point = _lay_country()
    with connection.cursor() as cursor:
        cursor.execute(_FILL, {"own": True, "count": EACH})
        cursor.execute(_FILL, {"own": False, "count": NATIONAL})
        cursor.execute("ANALYZE")
    say("announcements", HROMADAS * EACH + NATIONAL, "rows")
    say("in force", queries.in_force(on=clock.today()).count(), "rows")
    step_down()
    client, hromada, oblast = Client(), str(point.hromada_id), str(point.hromada.oblast_id if point.hromada else "")
    _report("beside a point", lambda: queries.news_of_point(point, on=clock.today()), "≤ 10")
    for name, address in (
        ("the list", "/news/"), ("of an oblast", f"/news/?oblast={oblast}"),
        ("of a hromada", f"/news/?hromada={hromada}"),
        ("by words", f"/news/?words=графік {hromada[:9]}"), ("feed", "/news/feed.atom"),
        ("feed of a hromada and a tag", f"/news/feed.atom?hromada={hromada}&tag=power"),
    ):  # fmt: skip
        _report(name, lambda address=address: client.get(address).content, "≤ 100")  # type: ignore[misc]


def _lay_country() -> Point:
    """Units with a centre and a point each; the last point."""
    known = {"search_key": "", "first_seen_on": _SINCE}
    oblasts = [f"UA{place + 10:02d}000000000000001" for place in range(OBLASTS)]
    hromadas = [f"{oblasts[place % OBLASTS][:4]}02{place:04d}000000000" for place in range(HROMADAS)]
    Unit.objects.bulk_create(Unit(code=code, name=code, sort_key=code, category="O", **known) for code in oblasts)
    Unit.objects.bulk_create(
        Unit(code=code, name=code, sort_key=code, category="H", oblast_id=oblasts[place % OBLASTS], **known)
        for place, code in enumerate(hromadas)
    )
    centres = Centre.objects.bulk_create(Centre(hromada_id=code, name=f"ЦНАП {code}") for code in hromadas)
    points = Point.objects.bulk_create(
        Point(centre=centre, hromada_id=centre.hromada_id, kind="main", name="Офіс", search_key="", sort_key="")
        for centre in centres
    )
    return Point.objects.select_related("hromada").get(pk=points[-1].pk)


def _report(name: str, act: Callable[[], object], aim: str) -> None:
    taken = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    say(f"{name}, p50", round(statistics.median(taken), 1), "ms", f"{aim} ms")


if __name__ == "__main__":
    main()
