"""Open data at the size of the country: 3,400 points of 1,100 centres, the seed's services at each of them.

Whole files are made, asked for again, and asked for when nothing has changed; the API is read by pages. Memory is told
of this process: one batch of points is held at a time.
"""

import datetime as dt
import gc
import io
import os
import time
import tracemalloc
from collections.abc import Callable
from typing import Any, Final

from bench.ground import say

CENTRES: Final = 1_100
POINTS: Final = 3_400
_FILES: Final = (
    ("HSDS package", "/opendata/hsds.zip", "≤ 60 s"),
    ("GeoJSON of points", "/opendata/points.geojson", "≤ 10 s"),
    ("CPSV-AP catalogue, Turtle", "/opendata/cpsv-ap/catalogue.ttl", "≤ 5 s"),
    ("CPSV-AP catalogue, JSON-LD", "/opendata/cpsv-ap/catalogue.jsonld", "≤ 5 s"),
    ("appendix 2, units", "/opendata/835/dodatok-2-organizationUnits.csv", "≤ 10 s"),
    ("appendix 32, norms", "/opendata/835/dodatok-32-norms.csv", "≤ 10 s"),
)
_PAGES: Final = (
    ("services", "/opendata/hsds/services"),
    ("services at locations", "/opendata/hsds/service_at_locations"),
    ("services at locations, the 3,000th page", "/opendata/hsds/service_at_locations?page=3000"),
    ("organisations", "/opendata/hsds/organizations"),
)


def main() -> None:
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    _fill()
    for name, path, aim in _FILES:
        _measure_file(name, path, aim)
    for name, path in _PAGES:
        _measure_page(name, path)
    _measure_whole_service()
    _measure_memory()


def _fill() -> None:
    from vikno.catalogue.models import PublicService
    from vikno.catalogue.services import load_seed
    from vikno.common import clock, tenancy
    from vikno.common.actors import Actor
    from vikno.network.models import Offering

    with tenancy.working_for(""):
        load_seed(actor=Actor.system(), at=clock.now())
        _network()
        services = list(PublicService.objects.order_by("pk").values_list("pk", flat=True))
        from vikno.network.models import Point

        for number in Point.objects.order_by("pk").values_list("pk", flat=True):
            Offering.objects.bulk_create(
                Offering(point_id=number, service_id=pk, valid_from=dt.date(2024, 1, 1)) for pk in services
            )
        say("offerings", Offering.objects.count(), "rows")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _network() -> None:
    """A centre a hromada, three points each; hours, marks and states as real ones have."""
    from tests import factories as make
    from vikno.common.text import fold, sort_key
    from vikno.network.models import AccessibilityMark, Centre, OpeningPeriod, Point, PointStatus

    since = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    oblast = make.unit("UA99000000000010001", name="Лугова", category="O")
    for n in range(CENTRES):
        code = f"UA990{n:04d}000000{n:04d}"
        hromada = make.unit(code, name=f"Громада {n}", category="H", oblast=oblast, parent=oblast)
        village = make.unit(
            f"UA991{n:04d}000000{n:04d}", name=f"Село {n}", category="C", oblast=oblast, hromada=hromada, parent=hromada
        )
        centre = Centre.objects.create(hromada=hromada, name=f"ЦНАП {n}", email=f"cnap{n}@example.org")
        share = POINTS // CENTRES + (n < POINTS % CENTRES)
        points = Point.objects.bulk_create(
            Point(
                centre=centre, kind="remote", name=f"ВРМ {n}-{k}", search_key=fold(f"ВРМ {n}-{k}"), lat=49.5, lon=34.5,
                sort_key=sort_key(f"ВРМ {n}-{k}"), hromada=hromada, settlement=village, postcode="38000",
                street_address="вул. Миру, 1", phones=["+380441234567"],
            )
            for k in range(share)
        )  # fmt: skip
        PointStatus.objects.bulk_create(
            PointStatus(point=p, state="open", cause="planned", starts_at=since, reason="-", recorded_at=since)
            for p in points
        )
        OpeningPeriod.objects.bulk_create(
            OpeningPeriod(point=p, weekday=day, opens=dt.time(opens), closes=dt.time(closes))
            for p in points
            for day in range(1, 6)
            for opens, closes in ((8, 12), (13, 17))
        )
        AccessibilityMark.objects.bulk_create(
            AccessibilityMark(point=p, item=item, mark="yes")
            for p in points
            for item in ("ramp", "step_free", "toilet")
        )


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    told = call()
    return time.perf_counter() - begun, told


def _get(path: str, **headers: str) -> tuple[int, int, dict[str, str]]:
    """Status, bytes, headers; what is streamed is not kept."""
    from django.test import Client

    answer = Client().get(path, headers=headers)
    size = sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content)  # type: ignore[attr-defined]
    return answer.status_code, size, dict(answer.headers)


def _measure_file(name: str, path: str, aim: str) -> None:
    seconds, (status, size, headers) = _timed(lambda: _get(path))
    assert status == 200, status
    say(f"{name}, made", round(seconds, 2), "s", aim)
    say(f"{name}, size", round(size / 1e6, 2), "MB")
    again = sorted(_timed(lambda: _get(path))[0] for _ in range(5))[2]
    say(f"{name}, sent again", round(again * 1000), "ms", "≤ 300 ms")
    unchanged = sorted(_timed(lambda: _get(path, **{"If-None-Match": headers["ETag"]}))[0] for _ in range(5))[2]
    say(f"{name}, not changed (304)", round(unchanged * 1000), "ms", "≤ 150 ms")


def _measure_page(name: str, path: str) -> None:
    _get(path)
    told = sorted(_timed(lambda: _get(path))[0] for _ in range(9))
    say(f"HSDS API, {name}, p50", round(told[4] * 1000), "ms", "≤ 200 ms")


def _measure_whole_service() -> None:
    """One service with 3,400 locations, sent as it is read."""
    import json

    from django.test import Client

    first = json.loads(Client().get("/opendata/hsds/services?per_page=1").content)["contents"][0]["id"]
    seconds, (_, size, _) = _timed(lambda: _get(f"/opendata/hsds/services/{first}"))
    say("HSDS API, one service with all its locations", round(seconds, 2), "s", "≤ 10 s")
    say("HSDS API, one service with all its locations, size", round(size / 1e6, 2), "MB")


def _measure_memory() -> None:
    """The peak of what Python holds while the largest file is written."""
    from vikno.common import clock
    from vikno.opendata.queries.hsds.package import write_package

    gc.collect()
    tracemalloc.start()
    with open(os.devnull, "wb") as nowhere:
        write_package(_Counted(nowhere), at=clock.now())
    say(
        "HSDS package, peak of memory while written",
        round(tracemalloc.get_traced_memory()[1] / 1e6, 1),
        "MB",
        "≤ 64 MB",
    )
    tracemalloc.stop()


class _Counted(io.RawIOBase):
    """A place to write that is not searched back."""

    def __init__(self, target: Any) -> None:
        self._target, self._place = target, 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._place += len(piece)
        return int(self._target.write(piece))

    def tell(self) -> int:
        return self._place


if __name__ == "__main__":
    main()
