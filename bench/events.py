"""Registration for a conference by two thousand people: `python -m bench events`.

Hromadas send three people each, 2,000 in all, to an event with seats for half of them and a limit by oblast: the rest
stand in line. First they come one after another without a pause, then as in life: at moments of their own, as many in
a minute as two thousand people in ten minutes are, each on a connection of its own. What is measured is the service
with its transaction: limits, the line, the journal.
"""

import datetime as dt
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from django.db import connection

from bench.ground import say, step_down
from vikno.accounts.enums import Role
from vikno.accounts.models import Organisation
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.events import services
from vikno.events.enums import EventKind, PoolKind, Post
from vikno.events.models import Event, SeatPool
from vikno.events.services import EventFacts, PersonFacts
from vikno.territories.models import Unit

PEOPLE: Final = 2_000
TOGETHER: Final = 3
MINUTES: Final = 10
OBLASTS: Final = 25
SECONDS: Final = int(os.environ.get("BENCH_SECONDS", "60"))  # of the part with moments of its own
AIM: Final = "≤ 80 ms"
_AT: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def main() -> None:
    """Lay a country, open an event, register."""
    hromadas, event = _lay(PEOPLE // TOGETHER + SECONDS * 2), _opened()
    step_down()
    crowd = PEOPLE // TOGETHER
    taken = [_register(event, code) for code in hromadas[:crowd]]
    _say("without a pause", taken)
    _say("the last hundred of them", taken[-100:])
    _say(f"at moments of their own, {SECONDS} s", _in_life(event, hromadas[crowd:]))


def _lay(count: int) -> list[str]:
    oblasts = [f"UA{place:02d}0000000000{place:05d}" for place in range(10, 10 + OBLASTS)]
    hromadas = [f"UA{10 + place % OBLASTS:02d}0200100{place:08d}" for place in range(count)]
    Unit.objects.bulk_create(
        Unit(code=code, category="O", name=code, search_key=code, sort_key=code, first_seen_on=_AT.date())
        for code in oblasts
    )
    Unit.objects.bulk_create(
        Unit(
            code=code, category="H", name=code, search_key=code, sort_key=code, first_seen_on=_AT.date(),
            hromada_id=code, oblast_id=oblasts[place % OBLASTS],
        )
        for place, code in enumerate(hromadas)
    )  # fmt: skip
    return hromadas


def _opened() -> Event:
    organisation = Organisation.objects.create(name="Програма", kind="programme").pk
    boss = Actor(user_id=1, name="Програма", role=Role.PROGRAMME, hromada_code="", organisation_id=organisation)
    begins, at = clock.now() + dt.timedelta(days=40), clock.now()
    facts = EventFacts(
        number="bench", kind=EventKind.CONFERENCE, title="Конференція", begins_at=begins, capacity=PEOPLE // 2,
        ends_at=begins + dt.timedelta(hours=8), closes_at=begins, per_oblast=PEOPLE // OBLASTS,
    )  # fmt: skip
    with tenancy.working_for_programme(organisation):
        made = services.draft_event(facts=facts, actor=boss, at=at)
        services.add_pool(event=made, kind=PoolKind.OPEN, capacity=PEOPLE // 2, codes=(), basis="", actor=boss, at=at)
        return services.open_event(event=made, actor=boss, at=at)


def _register(event: Event, code: str) -> float:
    """Milliseconds of one registration."""
    head = Actor(user_id=1, name="Керівник", role=Role.HEAD, hromada_code=code)
    named = [PersonFacts(name=f"Людина {place}", post=Post.OFFICER) for place in range(TOGETHER)]
    began = time.perf_counter()
    with tenancy.working_for(code):
        pool = SeatPool.objects.get(event=event)
        services.register_delegation(
            event=event, pool=pool, people=named, contact="a@example.org", actor=head, at=clock.now()
        )
    return (time.perf_counter() - began) * 1000


def _in_life(event: Event, hromadas: list[str]) -> list[float]:
    """From the moment somebody wanted to press: waiting for others counts."""
    rate = PEOPLE / TOGETHER / (MINUTES * 60)
    dice, moment, moments = random.Random(7), 0.0, []
    while moment < SECONDS and len(moments) < len(hromadas):
        moment += dice.expovariate(rate)
        moments.append(moment)
    began = time.perf_counter()

    def press(due: float, code: str) -> float:
        time.sleep(max(0.0, began + due - time.perf_counter()))
        late = max(0.0, time.perf_counter() - began - due) * 1000
        if connection.connection is None:
            step_down()
        return late + _register(event, code)

    with ThreadPoolExecutor(8) as windows:
        return list(windows.map(press, moments, hromadas))


def _say(name: str, taken: list[float]) -> None:
    ranked = sorted(taken)
    say(f"registration {name}, p50", round(ranked[len(ranked) // 2], 1), "ms")
    say(f"registration {name}, p95", round(ranked[int(len(ranked) * 0.95)], 1), "ms", AIM)


if __name__ == "__main__":
    main()
