"""Free times of thirty days of a large office among 70,000 visits: `python -m bench slots`.

Harsher than life: one office of twenty desks and twenty people, a year of which all is booked in one table, the coming
month three quarters full. Asked as a stranger's page asks, through the policies; then for a service that needs the one
passport station. What a press costs (a time taken under the lock) is said beside it.
"""

import datetime as dt
import os
import random
import statistics
import time
import uuid
from collections.abc import Callable

from django.db import connection

from bench.ground import say, step_down
from bench.hromada import HOME, SINCE, lay_hromada
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.appointments import policies, queries, services
from vikno.appointments.enums import Door, Origin, ResourceKind
from vikno.appointments.queries import Asked
from vikno.appointments.services import Person, ResourceFacts
from vikno.catalogue.models import PublicService
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.network.models import OpeningPeriod, Point, Posting

VISITS = int(os.environ.get("BENCH_VISITS", "70000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "200"))
DESKS, _AIM_MS, _STEP = 20, 15, 20
_HOURS = ((9, 13), (14, 18))
_COLUMNS = (
    "hromada_id, number, salt, uid, sequence, point_id, service_id, resource_id, starts_at, ends_at, state, origin, "
    "name, channel, contact, contact_key, address, language, created_at, changed_at, is_demo"
)


def main() -> None:
    """Load, ask, take; JSON lines."""
    lay_hromada(1)
    point, service = Point.objects.get(pk=1), PublicService.objects.get(pk=1)
    with tenancy.working_for(HOME):
        desks = _lay_office(point)
        loaded = _load(point, service, desks)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE appointments_booking")  # as the night leaves it
    step_down()
    at, asked = clock.now(), Asked(point=point, service=service)
    with tenancy.working_for(HOME):
        free = queries.free_times(asked, at=at)
        say("visits in the table", loaded, "")
        say("free times found in 30 days", len(free.moments), "")
        _report("free times of 30 days", lambda: queries.free_times(asked, at=at).by_day)
        _report("free times of one day", lambda: queries.free_times(asked, at=at, first=free.moments[0].date(), days=1))
    _report_taking(asked, free.moments)


def _report(name: str, act: Callable[[], object]) -> None:
    taken = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    say(f"{name}, p50", round(statistics.median(taken), 2), "ms", f"≤ {_AIM_MS}")
    say(f"{name}, p95", round(statistics.quantiles(taken, n=20)[-1], 2), "ms")


def _report_taking(asked: Asked, moments: list[dt.datetime]) -> None:
    taken, apart = [], [moment for moment in moments if moment.minute == 0]  # none of them takes the desk of another
    for place, moment in enumerate(random.Random(7).sample(apart, min(60, len(apart)))):
        began = time.perf_counter()
        with tenancy.working_for(HOME):
            services.book(
                asked=asked, starts_at=moment, person=Person(name="Людина", channel="email", contact=f"p{place}@e.org"),
                origin=Origin.SITE, actor=policies.resident(HOME), at=clock.now(),
            )  # fmt: skip
        taken.append((time.perf_counter() - began) * 1000)
    say("a time taken with its code queued, p50", round(statistics.median(taken), 2), "ms")


def _lay_office(point: Point) -> list[int]:
    at, system = clock.now(), Actor.system(HOME)
    for weekday in range(1, 6):
        for opens, closes in _HOURS:
            OpeningPeriod.objects.create(point=point, weekday=weekday, opens=dt.time(opens), closes=dt.time(closes))
    for place in range(2, DESKS + 1):
        user = User.objects.create(id=place, username=f"officer{place}", full_name=f"Працівник {place}")
        Membership.objects.create(user=user, role=Role.OFFICER, hromada_code=HOME, valid_from=SINCE, granted_at=at)
        Posting.objects.create(user=user, point=point, valid_from=SINCE)
    facts = [ResourceFacts(kind=ResourceKind.DESK, name=f"Вікно {place}") for place in range(1, DESKS + 1)]
    made = [services.add_resource(point=point, facts=each, actor=system, at=at).pk for each in facts]
    services.set_door(point=point, door=Door.CODE, actor=system, at=at)
    return made


def _load(point: Point, service: PublicService, desks: list[int]) -> int:
    """Eleven months behind and one ahead, desk by desk, three quarters of the times taken."""
    dice, loaded, today = random.Random(1), 0, clock.today()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE appointments_booking NO FORCE ROW LEVEL SECURITY")  # COPY knows no policies
        with cursor.copy(f"COPY appointments_booking ({_COLUMNS}) FROM STDIN") as copy:
            for days in range(31, -400, -1):
                day = today + dt.timedelta(days=days)
                for desk in desks if day.isoweekday() < 6 else ():
                    for starts in _times(day):
                        if loaded >= VISITS or dice.random() > 0.75:
                            continue
                        loaded += 1
                        state = "booked" if days > 0 else "attended"
                        copy.write_row(_row(loaded, point.pk, service.pk, desk, starts, state))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE appointments_booking FORCE ROW LEVEL SECURITY")
    return loaded


def _times(day: dt.date) -> list[dt.datetime]:
    begins = [dt.datetime.combine(day, dt.time(opens), clock.KYIV) for opens, _closes in _HOURS]
    return [begin + dt.timedelta(minutes=_STEP * step) for begin in begins for step in range(240 // _STEP)]


def _row(serial: int, point: int, service: int, desk: int, starts: dt.datetime, state: str) -> tuple[object, ...]:
    ends, salt, uid = starts + dt.timedelta(minutes=_STEP), uuid.uuid4(), uuid.uuid4()
    return (
        HOME, f"{serial:09d}", salt, uid, 0, point, service, desk, starts, ends, state, "site", "Людина", "email",
        f"p{serial}@example.org", "", "", "uk", starts, starts, False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
