"""The queue of addresses: one task a screen, chosen by a digit, skipped by s, undone by u."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.components import Candidate
from vikno.common.errors import Refusal
from vikno.network import queries, services
from vikno.network.errors import NoSuchPoint
from vikno.network.models import PlacementTask
from vikno.network.views.common import page_of
from vikno.territories.queries import find_units, settlements_of


@require_GET
@role_required(Role.STEWARD)
def placements(request: StaffRequest) -> HttpResponse:
    """The next task, or word that there is none."""
    task = queries.next_placement()
    if task is None:
        return render(request, "network/placements_done.html", {"progress": queries.placement_progress()})
    return redirect("network:placement", task.pk)


@require_GET
@role_required(Role.STEWARD)
def placement_list(request: StaffRequest) -> HttpResponse:
    """All that wait, as a list."""
    return render(request, "network/placement_list.html", {"page": page_of(request, queries.placements_waiting())})


@require_GET
@role_required(Role.STEWARD)
def placement(request: StaffRequest, pk: int) -> HttpResponse:
    """One address with ranked candidates; a settlement that is not among them is found by its name."""
    task = queries.placement(pk)
    if task is None:
        raise Http404
    words = request.GET.get("words", "").strip()
    facts = {"task": task, "progress": queries.placement_progress(), "words": words, "searched": _searched(task, words)}
    shown = [_candidate(c.unit.pk, c.unit.title, c.unit.place, ", ".join(c.why)) for c in queries.candidates_of(task)]
    known = task.point.hromada
    others = settlements_of(known.pk) if known else ()
    return render(request, "network/placement.html", {**facts, "candidates": shown, "others": others})


@require_POST
@role_required(Role.STEWARD)
def choice(request: StaffRequest, pk: int) -> HttpResponse:
    """The settlement is this one."""
    return _step(
        request, pk,
        lambda: services.settle_placement(
            actor=request.actor, at=clock.now(), task_id=pk, code=request.POST.get("code", "")
        ),
    )  # fmt: skip


@require_POST
@role_required(Role.STEWARD)
def skip(request: StaffRequest, pk: int) -> HttpResponse:
    """Leave it for later."""
    return _step(request, pk, lambda: services.skip_placement(actor=request.actor, at=clock.now(), task_id=pk))


@require_POST
@role_required(Role.STEWARD)
def undo(request: StaffRequest) -> HttpResponse:
    """Take back the last step, and show that task again."""
    try:
        task = services.undo_placement(actor=request.actor, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("network:placements")
    messages.info(request, _("Повернуто: визначте це місце ще раз."))
    return redirect("network:placement", task.pk)


def _step(request: StaffRequest, pk: int, change: object) -> HttpResponse:
    try:
        change()  # type: ignore[operator]
    except NoSuchPoint:
        raise Http404 from None
    except Refusal as refusal:
        messages.error(request, str(refusal))
    following = queries.next_placement(after=pk)
    return redirect("network:placement", following.pk) if following else redirect("network:placements")


def _searched(task: PlacementTask, words: str) -> list[Candidate]:
    if not words:
        return []
    found = find_units(words, categories="MTXCK")
    return [_candidate(f.code, f.title, f.place, f.old_name) for f in found if f.removed_on is None]


def _candidate(code: str, title: str, place: str, why: str) -> Candidate:
    note = " · ".join(filter(None, (place, why)))
    return Candidate(title, note=note, name="code", value=code)
