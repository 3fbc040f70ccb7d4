"""Hromadas of unequal size with their points, officers and services; who signs in to ask."""

import datetime as dt
import os
import random
from dataclasses import dataclass
from typing import Any, Final

from bench.hromada import SINCE
from vikno.accounts.enums import OrganisationKind, Role
from vikno.accounts.models import Membership, Organisation, User
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import PublicService, ServiceGroup, ServiceVersion
from vikno.common.text import fold, sort_key
from vikno.network.enums import Cause, PointKind, PointState
from vikno.network.models import Centre, Offering, OpeningPeriod, Point, PointStatus, Posting
from vikno.territories.models import Unit

HROMADAS: Final = int(os.environ.get("BENCH_HROMADAS", "1469"))
POINTS: Final = int(os.environ.get("BENCH_POINTS", "4500"))
SEED: Final = int(os.environ.get("BENCH_SEED", "17"))
OBLASTS: Final = 25
PROVIDERS: Final = 10
SERVICES: Final = 24  # keys 1…24; the last twelve are given at once
AT_ONCE_FROM: Final = 13
LONG_AGO: Final = dt.date(2020, 1, 1)
_FIRST_KEY: Final = 10_000  # of people and points of the country; the pattern's hromada has keys below
_KINDS: Final = (PointKind.MAIN, PointKind.REMOTE, PointKind.STAROSTA, PointKind.STAROSTA)
_AT: Final = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Hromada:
    """One of the country: how many cases fall to it, its points by key (an officer of the same key at each)."""

    place: int
    cases: int
    points: range

    @property
    def code(self) -> str:
        return f"UA97{self.place:015d}"

    @property
    def network(self) -> int:
        return 1000 + self.place

    @property
    def oblast_number(self) -> int:
        return self.place % OBLASTS

    @property
    def oblast(self) -> str:
        return oblast_code(self.oblast_number)


def oblast_code(number: int) -> str:
    return f"UA98{number + 1:015d}"


def planned(size: int) -> list[Hromada]:
    """The country for so many cases, the largest hromada first. The same seed and numbers: the same country.

    Weights fall with the rank nearly as those of towns do: the largest has some 190,000 of five million cases, the
    median 1,300, the smallest 700.
    """
    weights = [(rank + 3) ** -0.9 for rank in range(HROMADAS)]
    places = list(range(HROMADAS))
    random.Random(SEED).shuffle(places)
    found, key = [], _FIRST_KEY
    for rank, (place, points) in enumerate(zip(places, _shared(POINTS, [w**0.5 for w in weights]), strict=True)):
        cases = max(points, round(size * weights[rank] / sum(weights)))
        found.append(Hromada(place, cases, range(key, key + points)))
        key += points
    return found


def _shared(whole: int, weights: list[float]) -> list[int]:
    """One for each and the rest by weight, what rounding leaves to the first."""
    rest = whole - len(weights)
    parts = [1 + int(rest * weight / sum(weights)) for weight in weights]
    for place in range(whole - sum(parts)):
        parts[place] += 1
    return parts


def asked_of(country: list[Hromada]) -> dict[str, Hromada]:
    """Whose board is asked."""
    return {"largest": country[0], "median": country[len(country) // 2], "smallest": country[-1]}


def lay_services() -> None:
    """Beside the pattern's one (key 1), so that half of them take days and half are given at once; ten providers."""
    group = ServiceGroup.objects.get(code="social")
    for key in range(2, SERVICES + 1):
        name = f"Послуга {key}"
        service = PublicService.objects.create(
            id=key, code=f"{key:05d}", group=group, name=name, search_key=fold(name), sort_key=sort_key(name)
        )
        ServiceVersion.objects.create(
            id=key, service=service, status=VersionStatus.PUBLISHED, valid_from=SINCE, created_at=_AT, term_days=30,
            is_immediate=key >= AT_ONCE_FROM,
        )  # fmt: skip
    Organisation.objects.bulk_create(
        Organisation(id=key, name=f"Орган {key}", kind=OrganisationKind.PROVIDER) for key in range(1, PROVIDERS + 1)
    )


def lay_network(country: list[Hromada]) -> None:
    """Oblasts, hromadas, centres, points with timetables, officers, all services at all points."""
    facts: dict[str, Any] = {"search_key": "", "sort_key": "", "first_seen_on": LONG_AGO}
    Unit.objects.bulk_create(
        Unit(code=oblast_code(number), category="O", name=f"Область {number + 1}", **facts) for number in range(OBLASTS)
    )
    Unit.objects.bulk_create(
        Unit(code=one.code, category="H", name=f"Громада {one.place}", oblast_id=one.oblast, **facts) for one in country
    )
    centres = Centre.objects.bulk_create(
        Centre(hromada_id=one.code, name=f"ЦНАП {one.place}", network_number=one.network) for one in country
    )
    Point.objects.bulk_create(
        Point(
            id=key, centre=centre, hromada_id=one.code, name=f"Точка {key}", search_key="", sort_key=f"{key:05d}",
            kind=_KINDS[min(key - one.points.start, len(_KINDS) - 1)],
        )
        for one, centre in zip(country, centres, strict=True) for key in one.points
    )  # fmt: skip
    _lay_work([(one, key) for one in country for key in one.points])


def _lay_work(places: list[tuple[Hromada, int]]) -> None:
    keys = [key for _one, key in places]
    PointStatus.objects.bulk_create(
        PointStatus(
            point_id=key, state=PointState.OPEN, cause=Cause.PLANNED, starts_at=_AT, reason="відкрито", recorded_at=_AT
        )
        for key in keys
    )
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(point_id=key, weekday=day, opens=dt.time(9), closes=dt.time(18))
        for key in keys for day in range(1, 6)
    )  # fmt: skip
    User.objects.bulk_create(User(id=key, username=f"officer{key}", full_name=f"Працівник {key}") for key in keys)
    _lay_memberships(Role.OFFICER, [(key, one.code) for one, key in places])
    Posting.objects.bulk_create(Posting(user_id=key, point_id=key, valid_from=LONG_AGO) for key in keys)
    Offering.objects.bulk_create(
        (
            Offering(point_id=key, service_id=service, valid_from=LONG_AGO)
            for key in keys for service in range(1, SERVICES + 1)
        ),
        batch_size=20_000,
    )  # fmt: skip


def lay_people_who_ask(country: list[Hromada]) -> None:
    """A steward of the country, a head of each hromada that is asked."""
    asked = asked_of(country)
    names = ["steward", *(f"head-{size}" for size in asked)]
    people = User.objects.bulk_create(
        User(id=key, username=name, full_name=name) for key, name in enumerate(names, start=_FIRST_KEY - len(names))
    )
    _lay_memberships(Role.STEWARD, [(people[0].pk, "")])
    _lay_memberships(
        Role.HEAD, [(head.pk, one.code) for head, one in zip(people[1:], asked.values(), strict=True)]
    )  # fmt: skip


def _lay_memberships(role: Role, of: list[tuple[int, str]]) -> None:
    Membership.objects.bulk_create(
        Membership(user_id=user, role=role, hromada_code=code, valid_from=LONG_AGO, granted_at=_AT) for user, code in of
    )
