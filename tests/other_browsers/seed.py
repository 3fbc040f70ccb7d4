"""What walks of other browsers need of the site: `python -m tests.other_browsers.seed WHAT …`, answered in JSON.

Runs in the database of the browser's site: what it makes is committed.
"""

import json
import sys
from itertools import count
from typing import Any, Final
from uuid import uuid4

import django

PEOPLE: Final = 3


def main(what: str, *said: str) -> None:
    django.setup()
    from django.db import transaction

    from tests import factories as make
    from vikno.common import tenancy

    make.numbers = count(100_000 + uuid4().int % 800_000)  # beside what the site was filled with, each time anew
    with transaction.atomic():
        tenancy.bind(make.OWN)
        tenancy.bind_programme(make.programme_organisation(make.OWN).pk)
        sys.stdout.write(json.dumps(_ANSWERS[what](*said), ensure_ascii=False))


def way(walker: str, place: str) -> dict[str, str]:
    """A set of things that one more walker comes with, at a queue of their own."""
    from tests.reach.ways import OFFICE, way_of
    from vikno.network.models import Point

    return way_of(walker, int(place), office=Point.objects.get(name=OFFICE), hall=_hall())


def door() -> dict[str, Any]:
    """An event whose people are at the door: its page, their codes."""
    from django.urls import reverse

    from tests import for_events

    event = for_events.event(number=f"door-{uuid4().hex[:8]}")
    made = for_events.register(event, PEOPLE)
    return {
        "event": event.pk,
        "door": reverse("events:door", args=[event.pk]),
        "codes": sorted(made.people.values_list("code", flat=True)),
    }


def came(event: str) -> dict[str, int]:
    """What the server knows of a door: scans as devices sent them, people who were there."""
    from vikno.events.models import Attendance, Scan

    return {
        "scans": Scan.objects.filter(event_id=event).count(),
        "people": Attendance.objects.filter(participant__delegation__event_id=event, session=None).count(),
    }


def kiosk(username: str) -> dict[str, Any]:
    """A hall where somebody works: the page where they make a kiosk of a device."""
    from django.urls import reverse

    from tests import factories as make
    from vikno.accounts.models import User

    hall = _hall()
    make.posting(User.objects.get(username=username), hall)
    return {"address": reverse("queue_public:kiosk_devices", args=[hall.pk])}


def board() -> dict[str, Any]:
    """A hall with a window where somebody sits: its board."""
    from django.urls import reverse

    from tests import factories as make
    from vikno.accounts.queries import actor_of
    from vikno.common.clock import now
    from vikno.queue.services import begin_shift

    hall, officer = _hall(), make.membership("officer")
    make.posting(officer.user, hall)
    begin_shift(counter=hall.counters.get(), actor=actor_of(officer), at=now())
    return {"board": reverse("queue_public:board", args=[hall.pk]), "hall": hall.pk, "officer": officer.pk}


def called(hall: str, officer: str) -> str:
    """One more person comes to the hall and is called; their number."""
    from tests import visitors
    from vikno.accounts.models import Membership
    from vikno.accounts.queries import actor_of
    from vikno.common.clock import now
    from vikno.network.models import Point
    from vikno.queue.services import call_next_ticket

    visitors.ticket(Point.objects.get(pk=hall))
    who = actor_of(Membership.objects.get(pk=officer))
    call = call_next_ticket(press=uuid4(), actor=who, at=now())
    assert call is not None
    return call.ticket.number_shown


def tickets(hall: str) -> list[str]:
    """Numbers of today in a hall, a number as often as the server has it."""
    from vikno.queue.models import Ticket

    return [each.number_shown for each in Ticket.objects.filter(point_id=hall).order_by("pk")]


def _hall() -> Any:
    from tests import factories as make
    from vikno.common.actors import Actor
    from vikno.common.clock import now
    from vikno.queue.services import set_up_point

    made = make.point(f"Зала {uuid4().hex[:8]}", lat=49.5, lon=31.5)
    set_up_point(point=made, actor=Actor.system(make.OWN), at=now())
    return made


_ANSWERS: Final = {each.__name__: each for each in (way, door, came, kiosk, board, called, tickets)}

if __name__ == "__main__":
    main(*sys.argv[1:])
