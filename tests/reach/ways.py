"""What residents come with: an office that books, messages with links, a ticket, a case with its code, a kiosk.

Each walker has a set of their own, because a link takes one answer and a booking is cancelled once.
"""

from datetime import date
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.appointments.enums import Door, Origin, ResourceKind
from vikno.appointments.models import Booking
from vikno.appointments.queries import Asked, free_times
from vikno.appointments.services import Person, ResourceFacts, add_resource, book, set_door
from vikno.appointments.services.telling import address_of_link
from vikno.cases.models import CaseNumber
from vikno.cases.rules import code_digest
from vikno.catalogue.models import PublicService
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now
from vikno.common.identifiers import with_check_digit
from vikno.feedback.links import digest_of
from vikno.feedback.models import Invitation, Poster
from vikno.network.enums import PointKind
from vikno.network.models import Point
from vikno.notifications.enums import Channel
from vikno.queue.enums import Purpose
from vikno.queue.services import TicketFacts, issue_ticket, make_kiosk, set_up_point
from vikno.queue.views.kiosk import COOKIE, SALT

KEYS, TOUCH, EAR = "keys", "touch", "ear"
WALKERS: Final = (KEYS, TOUCH, EAR)
SERVICE, OFFICE = "Довідка про вигадану садибу", "Приймальня, Зоряне"
POSTER_KEY = "walkers"


def ways() -> dict[str, dict[str, str]]:
    """By the name of a walker: addresses to come by, what to type, a cookie of a kiosk."""
    tenancy.bind(make.OWN)
    head = make.actor(Role.HEAD)
    service = make.service(SERVICE, name_en="Statement of an invented homestead")
    officers = [make.membership(Role.OFFICER).user for _desk in range(2)]
    office, hall = _office(service, head=head, officers=officers), make.point("Зала з чергою, Зоряне")
    set_up_point(point=hall, actor=Actor.system(make.OWN), at=now())
    Poster.objects.create(
        hromada_id=make.OWN, point=office, key=POSTER_KEY, created_at=make.MOMENT, created_by_name="Керівник"
    )
    made = {}
    for place, walker in enumerate(WALKERS):
        made[walker] = {**way_of(walker, place, office=office, hall=hall), "officer": officers[0].username}
    return made


def way_of(walker: str, place: int, *, office: Point, hall: Point) -> dict[str, str]:
    """A set of one walker. `place`: which of the walkers it is, from 0; `hall`: where a queue stands."""
    service = PublicService.objects.get(name=SERVICE)
    times = free_times(Asked(point=office, service=service), at=now()).moments[::-1]
    first, second = (_booked(office, service, times[2 * place + i], f"06711122{place}{i}") for i in (1, 2))
    return {
        "phone": f"067 111 33 {place}1",
        "phone_of_waiting": f"067 111 33 {place}2",
        "move": _path(first),
        "cancel": _path(second),
        "poster": reverse("feedback:poster", args=[office.pk, POSTER_KEY]),
        "visit": _invitation(office, walker),
        "complaint": reverse("feedback:complain", args=[office.pk]),
        "ticket": _ticket(hall),
        **_case(),
        "kiosk": reverse("queue_public:kiosk", args=[hall.pk]),
        "kiosk_cookie": _kiosk_cookie(hall),
    }


def _office(service: PublicService, *, head: Actor, officers: list[User]) -> Point:
    """Two desks, two officers; a time is proved by a code."""
    made = make.point(OFFICE, settlement=make.settlement("Зоряне"), kind=PointKind.MAIN)
    make.offering(made, service)
    for number, officer in enumerate(officers, start=1):
        make.posting(officer, made)
        facts = ResourceFacts(kind=ResourceKind.DESK, name=f"Вікно {number}")
        add_resource(point=made, facts=facts, actor=head, at=now())
    set_door(point=made, door=Door.CODE, actor=head, at=now())
    return made


def _booked(office: Point, service: PublicService, starts_at: object, phone: str) -> Booking:
    return book(
        asked=Asked(point=office, service=service), starts_at=starts_at, origin=Origin.PHONE,
        person=Person(name="Марія", channel=Channel.SMS, contact=phone), actor=Actor.system(make.OWN), at=now(),
    )  # fmt: skip


def _path(booking: Booking) -> str:
    return address_of_link(booking).removeprefix(str(settings.SITE_URL))


def _invitation(office: Point, walker: str) -> str:
    token = f"{POSTER_KEY}-{walker}"
    Invitation.objects.create(
        hromada_id=make.OWN, point=office, digest=digest_of(token), given_at=make.MOMENT, valid_until=date(2099, 1, 1)
    )
    return reverse("feedback:visit", args=[office.pk, token])


def _ticket(hall: Point) -> str:
    facts = TicketFacts(purpose=Purpose.SUBMIT, service=hall.queue_services.get())
    made = issue_ticket(point=hall, facts=facts, actor=Actor.system(make.OWN), at=now())
    return reverse("queue_public:own_ticket", args=[hall.pk, made.token])


def _case() -> dict[str, str]:
    made, code = make.case(), with_check_digit("12345678")
    made.access_code_hash = code_digest(key=settings.SECRET_KEY, number=made.number, code=code)
    made.save(update_fields=["access_code_hash"])
    CaseNumber.objects.create(number=made.number, hromada_code=make.OWN, given_at=now())
    return {"case": made.number_shown, "code": code}


def _kiosk_cookie(hall: Point) -> str:
    made = make_kiosk(point=hall, name="планшет", prints=False, actor=Actor.system(make.OWN), at=now())
    answer = HttpResponse()
    answer.set_signed_cookie(COOKIE, f"{made.hromada_id}:{made.secret}", salt=SALT)
    return str(answer.cookies[COOKIE].value)
