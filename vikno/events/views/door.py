"""The door of an event: codes of badges, with a link and without; what a phone keeps for when there is none."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.errors import Refusal
from vikno.events import queries, services
from vikno.events.enums import EventState
from vikno.events.forms import DoorForm
from vikno.events.models import Event

DOOR = (Role.EXPERT, Role.PROGRAMME)
ROWS: Final = 50
# A phone keeps its page, and scans that nobody has taken, so long after the event.
KEPT_FOR: Final = timedelta(days=3)
_BATCH: Final = 200_000  # characters: a thousand scans
_FILES: Final = ("events/door.js", "css/vikno.css", "img/vikno.svg")


@require_safe
@role_required(*DOOR)
def doors(request: StaffRequest) -> HttpResponse:
    """Events whose people may still be checked in: whoever stands at a door begins here."""
    page = Paginator(queries.events_with_doors(request.actor), ROWS).get_page(request.GET.get("page"))
    return render(request, "events/doors.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*DOOR)
def door(request: StaffRequest, pk: int) -> HttpResponse:
    """Codes of badges. Without a script they are typed; with one, a phone keeps them and sends them later."""
    event = queries.event_of(request.actor, pk)
    if request.method == "GET" and "kept" in request.GET:
        return _kept(request, event)
    if request.method == "POST" and "batch" in request.POST:
        return _batch(request, event)
    form, counted = DoorForm(posted(request), sessions=event.sessions.all()), None
    if request.method == "POST" and form.is_valid():
        at, where = clock.now(), form.cleaned_data["session"]
        scans = [
            services.ScanFacts(scan_id=uuid4(), code=code, at=at, device="typed", session=int(where) if where else None)
            for code in form.cleaned_data["codes"].split()
        ]
        made: list[services.Counted] = []
        act = lambda: made.append(  # noqa: E731
            services.check_in(event=event, scans=scans, actor=request.actor, at=at)
        )
        if done(request, act, _("Записано."), form=form):
            counted, form = made[0], DoorForm(sessions=event.sessions.all())
    facts = {"event": event, "form": form, "counted": counted, "until": _until(event), "is_kept": _may_be_kept(event)}
    return render(request, "events/door.html", facts)


@require_safe
@role_required(*DOOR)
def door_worker(request: StaffRequest, pk: int) -> HttpResponse:
    """The worker of a phone's browser; its address decides its reach: the door of this event and nothing else."""
    event = queries.event_of(request.actor, pk)
    files, program = [static(name) for name in _FILES], static("events/door_worker.js")
    build = hashlib.sha256(" ".join([*files, program, get_language() or ""]).encode()).hexdigest()[:12]
    said = {
        "name": f"door-{pk}-", "kept": reverse("events:door", args=[pk]) + "?kept=1", "files": files, "build": build,
        "until": _until(event),
    }  # fmt: skip
    text = f"self.door = {json.dumps(said)};\nimportScripts({json.dumps(program)});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def _kept(request: HttpRequest, event: Event) -> HttpResponse:
    """The page for when there is no link: what is printed on the programme of the event, nobody's name, no token."""
    if not _may_be_kept(event):
        raise Http404
    facts = {"event": event, "form": DoorForm(sessions=event.sessions.all()), "until": _until(event)}
    answer = render(request, "events/door_kept.html", facts)
    answer.headers["X-Door"] = "yes"  # a page of the sign-in is not kept in its place
    return answer


def _until(event: Event) -> int:
    """Milliseconds, as browsers count them."""
    return int((event.ends_at + KEPT_FOR).timestamp() * 1000)


def _may_be_kept(event: Event) -> bool:
    return event.state in (EventState.OPEN, EventState.HELD) and clock.now() < event.ends_at + KEPT_FOR


def _batch(request: StaffRequest, event: Event) -> HttpResponse:
    """`batch`: JSON list of {id, code, at, device, session}. Answers {came, again, unknown}; what was sent may go."""
    try:
        scans = [_scan(row) for row in json.loads(request.POST["batch"][:_BATCH])]
    except (ValueError, TypeError, KeyError):
        return HttpResponseBadRequest()
    try:
        told = services.check_in(event=event, scans=scans, actor=request.actor, at=clock.now())
    except Refusal as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse({"came": told.came, "again": told.again, "unknown": list(told.unknown)})


def _scan(row: Any) -> services.ScanFacts:
    at = datetime.fromisoformat(str(row["at"]))
    if at.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    session = row.get("session")
    return services.ScanFacts(
        scan_id=UUID(str(row["id"])), code=str(row["code"])[:40], at=at, device=str(row["device"])[:40],
        session=int(session) if session else None,
    )  # fmt: skip
