"""The kiosk: three large choices a screen, a ticket, back to the start; only on a device that staff made a kiosk."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import role_required
from vikno.appointments import queries as appointments
from vikno.common import clock, tenancy
from vikno.common.acting import actor_of, posted
from vikno.common.actors import Actor
from vikno.common.addresses import public_address
from vikno.common.errors import Refusal
from vikno.common.qr import link_svg
from vikno.queue import queries, services
from vikno.queue.enums import IssuedBy, Purpose
from vikno.queue.kiosk_forms import KioskForm
from vikno.queue.models import Kiosk, Ticket
from vikno.queue.services import GivenNumber, TicketFacts
from vikno.queue.services.kiosks import KIOSK_PURPOSES
from vikno.queue.views.common import DESK
from vikno.queue.views.kiosk_worker import shelf_name
from vikno.queue.waits_shown import wait_words

COOKIE, SALT = "kiosk", "vikno.queue.kiosk"
_YEAR: Final = 365 * 24 * 60 * 60
_CHOICES: Final = 3
_SHOWN_FOR: Final = timedelta(minutes=2)  # «back» on a kiosk must not show somebody else's ticket
_AT_ONCE: Final = 200
View = Callable[..., HttpResponse]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One large key: where it leads, or what it sends."""

    text: str
    url: str = ""
    value: str = ""
    purpose: str = ""


def _shown_by(request: HttpRequest) -> tuple[str, str]:
    """Hromada and secret of the device's signed cookie; empty where it shows none, or one that is not ours."""
    try:
        code, _sep, secret = request.get_signed_cookie(COOKIE, salt=SALT).partition(":")
        uuid.UUID(secret)
    except (KeyError, BadSignature, ValueError):
        return "", ""
    return code, secret


def kiosk_of(request: HttpRequest, point_id: int) -> Kiosk | None:
    """The kiosk this device is, by its signed cookie; binds the kiosk's hromada."""
    code, secret = _shown_by(request)
    if not secret:
        return None
    before = tenancy.bound()
    tenancy.bind(code)
    found = queries.kiosk_by_secret(code, secret, point_id=point_id)
    if found is None:
        tenancy.bind(before)
    return found


def _refused(request: HttpRequest, point_id: int) -> HttpResponse:
    """Told what to do; a device whose kiosk was taken away forgets it, once its own script is on the page to do so."""
    code, secret = _shown_by(request)
    with appointments.working_for_point(code):
        was_kiosk = bool(secret) and queries.was_kiosk(code, secret, point_id=point_id)
    facts = {"point_id": point_id, "was_kiosk": was_kiosk, "shelf": shelf_name(point_id)}
    answer = render(request, "queue/kiosk_none.html", facts, status=_status(request))
    if was_kiosk and "text/html" in request.headers.get("Accept", ""):
        answer.delete_cookie(COOKIE)
    return answer


def of_kiosk(view: View) -> View:
    """Only a device that is a kiosk; any other is told what to do."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, point_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        kiosk = kiosk_of(request, point_id)
        if kiosk is None:
            return _refused(request, point_id)
        return view(request, kiosk, *args, **kwargs)

    return guarded


def _status(request: HttpRequest) -> int:
    return 200 if request.method in ("GET", "HEAD") else 403


@require_safe
@of_kiosk
def kiosk(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """Why you came; which queue, where there are several; whether you have a right to go sooner."""
    said = {name: value for name in ("op", "purpose", "service") if (value := request.GET.get(name, ""))}
    if "fresh" in request.GET:
        return _wiped(kiosk)
    if "kept" in request.GET:
        return _kept(request, kiosk)
    if said.get("purpose") not in KIOSK_PURPOSES:
        return _start(request, kiosk)
    open_services = [one for one in queries.services_of(kiosk.point) if one.is_open]
    chosen = next((one for one in open_services if str(one.pk) == said.get("service")), None)
    if chosen is None and len(open_services) > 1:
        found = [Choice(text=one.name, url="?" + urlencode({**said, "service": one.pk})) for one in open_services]
        return _screen(request, kiosk, _("Оберіть чергу"), found, said=said)
    if not open_services:
        return render(request, "queue/kiosk_help.html", {"kiosk": kiosk, "is_closed": True})
    priorities = queries.priorities_in_force(kiosk.hromada_id, on=clock.today())
    found = [Choice(text=_("Без пільги"), value=""), *(Choice(text=str(one), value=str(one.pk)) for one in priorities)]
    if len(found) == 1:
        found = [Choice(text=_("Взяти талон"), value="")]
    said["service"] = str((chosen or open_services[0]).pk)
    return _screen(request, kiosk, _("Чи маєте право на пільгу?"), found, said=said, is_last=True)


def _start(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    page = {"is_start": True, "takes_bookings": queries.takes_bookings(kiosk.point)}
    return _screen(request, kiosk, _("Чому ви прийшли?"), _purposes(), said={}, **page)


def _kept(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """The first screen as the device keeps it for when there is no link: in Ukrainian, and said to be a kiosk's."""
    with override("uk"):
        answer = _start(request, kiosk)
    answer.headers["X-Kiosk"] = "yes"
    return answer


def _purposes() -> list[Choice]:
    op = uuid.uuid4()
    words = {
        Purpose.CONSULT: _("Порадитися"), Purpose.SUBMIT: _("Подати документи"), Purpose.COLLECT: _("Забрати готове"),
    }  # fmt: skip
    return [
        Choice(text=text, url="?" + urlencode({"purpose": purpose, "op": op}), purpose=str(purpose))
        for purpose, text in words.items()
    ]


def _screen(
    request: HttpRequest, kiosk: Kiosk, question: str, found: list[Choice], *, said: dict[str, str], **page: Any
) -> HttpResponse:
    """Three keys at most; of more, two and «ще»."""
    first = int(request.GET.get("from", "0")) if request.GET.get("from", "0").isdecimal() else 0
    shown = found[first : first + _CHOICES]
    more = len(found) > first + _CHOICES
    if more:
        shown = [
            *shown[: _CHOICES - 1],
            Choice(text=_("Ще варіанти"), url="?" + urlencode({**said, "from": first + _CHOICES - 1})),
        ]
    return render(
        request, "queue/kiosk.html", {"kiosk": kiosk, "question": question, "choices": shown, "said": said, **page}
    )  # fmt: skip


def _wiped(kiosk: Kiosk) -> HttpResponse:
    """The next person begins in Ukrainian, with nothing of the one before."""
    answer = redirect("queue_public:kiosk", kiosk.point_id)
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return answer


@require_POST
@of_kiosk
def kiosk_tickets(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """Give a ticket; the same operation again, the same ticket."""
    at = clock.now()
    service = queries.services_of(kiosk.point).filter(pk=_number(request, "service")).first()
    if request.POST.get("purpose") not in KIOSK_PURPOSES or service is None:
        return redirect("queue_public:kiosk", kiosk.point_id)
    priorities = queries.priorities_in_force(kiosk.hromada_id, on=clock.today(at))
    facts = TicketFacts(
        purpose=Purpose(request.POST["purpose"]), service=service, issued_by=IssuedBy.KIOSK,
        priority=priorities.filter(pk=_number(request, "priority")).first(), token=_operation(request),
    )  # fmt: skip
    try:
        made = services.issue_ticket(point=kiosk.point, facts=facts, actor=Actor.system(kiosk.hromada_id), at=at)
    except Refusal as refusal:
        return render(request, "queue/kiosk_help.html", {"kiosk": kiosk, "refusal": str(refusal)})
    return redirect("queue_public:kiosk_ticket", kiosk.point_id, made.token)


def _operation(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("op", ""))
    except ValueError:
        return uuid.uuid4()


def _number(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


@require_safe
@of_kiosk
def kiosk_ticket(request: HttpRequest, kiosk: Kiosk, token: UUID) -> HttpResponse:
    """The ticket on the screen and on a strip of 80 mm; after two minutes it is nobody's business here."""
    at = clock.now()
    ticket = queries.own_ticket(kiosk.point, token)
    if at - ticket.recorded_at > _SHOWN_FOR:
        return redirect("queue_public:kiosk", kiosk.point_id)
    return render(request, "queue/kiosk_ticket.html", _ticket_page(request, kiosk, ticket, at=at))


def _ticket_page(request: HttpRequest, kiosk: Kiosk, ticket: Ticket, *, at: datetime) -> dict[str, Any]:
    place = queries.place_of(ticket, at=at)
    link = _own_ticket(request, ticket)
    return {
        "kiosk": kiosk, "ticket": ticket, "place": place, "wait": wait_words(place), "at": at,
        "qr": mark_safe(link_svg(link)),  # noqa: S308  drawn by segno from our own address
        "may_send": queries.sms_works() and not ticket.phone,
    }  # fmt: skip


def _own_ticket(request: HttpRequest, ticket: Ticket) -> str:
    """«Мій талон» as the phone of its owner opens it: a kiosk may know the server by a name of the house."""
    return public_address(request, reverse("queue_public:own_ticket", args=[ticket.point_id, ticket.token]))


@require_POST
@of_kiosk
def kiosk_message(request: HttpRequest, kiosk: Kiosk, token: UUID) -> HttpResponse:
    """The number by SMS."""
    at = clock.now()
    ticket = queries.own_ticket(kiosk.point, token)
    link = _own_ticket(request, ticket)
    text = _("Ваш талон {number}. Ваше місце в черзі: {link}").format(number=ticket.number_shown, link=link)
    try:
        phone = request.POST.get("phone", "")
        is_sent = services.send_number(ticket=ticket, phone=phone, text=text, link=link, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("SMS надіслано.") if is_sent else _("SMS тут не надсилають. Запишіть номер."))
    return redirect("queue_public:kiosk_ticket", kiosk.point_id, token)


@require_safe
@of_kiosk
def kiosk_help(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """Whom to call, without a choice to make."""
    return render(request, "queue/kiosk_help.html", {"kiosk": kiosk})


@require_http_methods(["GET", "POST"])
@of_kiosk
def kiosk_numbers(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """GET: numbers for when the link goes. POST: what was given without it; an answer for each by its token."""
    at = clock.now()
    if request.method == "GET":
        free = services.set_numbers_aside(kiosk=kiosk, at=at)
        return JsonResponse({"day": clock.today(at).isoformat(), "free": free})
    given = _given(request)
    if given is None:
        return JsonResponse({"error": _("Не вдалося прочитати. Оновіть сторінку кіоска.")}, status=400)
    said = services.take_over(kiosk=kiosk, given=given, at=at)
    return JsonResponse({"taken": {str(token): refusal for token, refusal in said.items()}})


def _given(request: HttpRequest) -> list[GivenNumber] | None:
    try:
        rows = json.loads(request.body)["given"][:_AT_ONCE]
        found = [
            GivenNumber(
                token=UUID(row["token"]), purpose=Purpose(row["purpose"]), number=int(row["number"]),
                given_at=datetime.fromisoformat(row["at"]),
            )
            for row in rows
        ]  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return found if all(one.given_at.tzinfo and 0 < one.number < 10_000 for one in found) else None


@role_required(*DESK)
def kiosk_devices(request: HttpRequest, point_id: int) -> HttpResponse:
    """Kiosks of a point; make one of this device. Whoever does is signed out: strangers will stand before it."""
    at, actor = clock.now(), actor_of(request)
    point = queries.point_of_actor(actor, point_id, at=at)
    form = KioskForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = services.make_kiosk(point=point, actor=actor, at=at, **form.cleaned_data)
        logout(request)
        answer = redirect("queue_public:kiosk", point.pk)
        answer.set_signed_cookie(
            COOKIE, f"{made.hromada_id}:{made.secret}", salt=SALT, max_age=_YEAR, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        return answer
    page = {"form": form, "point": point, "kiosks": list(queries.kiosks_of(point))}
    return render(request, "queue/kiosk_devices.html", page)


@require_POST
@role_required(*DESK)
def kiosk_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a kiosk away: its device gives no more tickets."""
    at, actor = clock.now(), actor_of(request)
    kiosk = queries.access_kiosk(actor, pk, at=at)
    services.end_kiosk(kiosk=kiosk, actor=actor, at=at)
    messages.success(request, _("Кіоск «{name}» більше не видає талонів.").format(name=kiosk.name))
    return redirect("queue_public:kiosk_devices", kiosk.point_id)
