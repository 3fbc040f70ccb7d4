"""Loading the demo: a land, its network, its people and a year of work, from one seed."""

import random
from collections.abc import Callable
from datetime import timedelta

from vikno.accounts.models import Organisation, User
from vikno.catalogue import services as catalogue
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.consignments import services as papers
from vikno.demo import (
    blanks,
    booked,
    calls,
    carrying,
    history,
    interruptions,
    knowledge,
    land,
    learning,
    maturity,
    money,
    network,
    news,
    people,
    places,
    programme,
    queue,
    reading,
    reports,
    staff,
    talks,
    visits,
    voices,
)
from vikno.network.enums import MOBILE
from vikno.network.models import Point

Say = Callable[[str], None]
SEED = 20251122
_SINCE_DAYS = 430


class DemoHalfLoaded(Refusal):
    code = "demo.half_loaded"
    message = "Минулого разу демонстрацію не довантажено. Почніть спочатку: make demo-reset."


def is_loaded() -> bool:
    """Whether the demo is already here: its last account is made when all the rest is here."""
    return User.objects.filter(username=people.NEIGHBOUR_HEAD.username, is_demo=True).exists()


def load(*, cases: int, say: Say) -> None:
    """Fill an empty database: about `cases` cases over a year that ends now. The same seed deals the same dice."""
    if Organisation.objects.filter(is_demo=True).exists():
        raise DemoHalfLoaded
    now = clock.now()
    since = now - timedelta(days=_SINCE_DAYS)
    with tenancy.working_for(""):
        land.settle(at=since)
        catalogue.load_seed(actor=Actor.system(), at=since)
    with tenancy.working_for(places.HROMADA):
        staffed = staff.hire(at=since, since=since.date())
        built = network.build(staffed=staffed, at=now, since=since)
        money.open_accounts(head=staffed.actors["head"], at=since)
        carrying.schedule(head=staffed.actors["head"], points=built.points, since=since.date(), at=since)
    year = history.Year(
        staffed=staffed, built=built, now=now, dice=random.Random(SEED), purse=money.purse(seed=SEED, now=now)
    )
    history.tell(year=year, wanted=cases, progress=_told(say))
    with tenancy.working_for(places.HROMADA):
        hands = {name: staffed.actors[name] for name in ("head", "starosta", "officer")}
        blanks.tell(**hands, keeper=staffed.actors["officer2"], at=now)
        voices.tell(head=hands["head"], officer=hands["officer"], points=_offices(), seed=SEED, at=now)
        news.announce(head=hands["head"], points=_offices(), at=now)
        queue.tell(
            point=built.points["main"], head=staffed.actors["head"],
            officers=[staffed.actors["officer"], staffed.actors["officer2"]], at=now, seed=SEED,
        )  # fmt: skip
        interruptions.tell(
            point=built.points["main"], head=hands["head"], officer=hands["officer"], at=now
        )  # fmt: skip
        visits.tell(head=hands["head"], officer=hands["officer"], points=built.points, seed=SEED, at=now)
        booked.tell(office=built.points["main"], officer=hands["officer"], seed=SEED, at=now)
        reports.tell(head=hands["head"], at=now)
        maturity.tell(head=hands["head"], at=now)
        papers.alarm_late_bags(hromada_code=places.HROMADA, at=now)
    with tenancy.working_for(""):
        news.announce_to_all(at=now)
        news.announce_calls(manager=staffed.actors["programme"], at=now)
    calls.tell(
        manager=staffed.actors["programme"], leader=staffed.actors["leader"], head=staffed.actors["head"], at=now
    )
    cast = programme.tell(staffed=staffed, now=now, seed=SEED)
    talks.tell(cast=cast, now=now)
    reading.tell(cast=cast, now=now)
    learning.tell(cast=cast, now=now, seed=SEED)
    knowledge.tell(cast=cast, now=now)
    with tenancy.working_for(""):
        staff.hire_neighbour(at=since, since=since.date())
    say(f"  справ: {year.opened}")


def _offices() -> list[Point]:
    """Points of the hromada that stand in one place, in the order they were made."""
    own = Point.objects.filter(hromada_id=places.HROMADA).exclude(kind__in=MOBILE)
    return list(own.order_by("pk"))


def _told(say: Say) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        if done and done % max(1, total // 5) == 0:
            say(f"  прожито днів: {done} з {total}")

    return tell
