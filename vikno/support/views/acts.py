"""Handover acts: the list, one of them, its lines, its moves, its paper, and what happens to its things."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.documents.answers import pdf_answer
from vikno.support import papers, queries, rules, services, shown
from vikno.support.enums import ActMove, ActState, IncidentKind
from vikno.support.forms import (
    AnswerForm,
    CorrectionForm,
    DepartureForm,
    ExceptionForm,
    IncidentForm,
    InspectionForm,
    InventoryForm,
    LinesForm,
    ListForm,
)
from vikno.support.models import ActLine, CorrectionAct, HandoverAct, Inspection
from vikno.support.services.assets import SIGNED
from vikno.support.views.common import BOTH, HROMADA, PROGRAMME, page_of, typed

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@role_required(*PROGRAMME)
def acts(request: StaffRequest) -> HttpResponse:
    """All of the programme's, or those unsigned too long."""
    form = ListForm(request.GET, choices=[("", _("усі")), ("old", _("без підпису понад 14 днів"))])
    page = page_of(request, queries.acts_of(request.actor, at=clock.now(), is_old=form.asked == "old"))
    facts = {
        "page": page, "grid": shown.acts(page, at=clock.now()), "form": form,
        "title": _("Акти приймання-передачі"), "links": [],
        "empty": _("Акт створюють на сторінці обладнання меморандуму."),
    }  # fmt: skip
    return render(request, "support/list.html", facts)


@require_safe
@role_required(*BOTH)
def act(request: StaffRequest, pk: int) -> HttpResponse:
    """Lines, signatures, what happened; buttons of whoever looks."""
    one = _act(request, pk)
    role, lines = request.actor.role, _lines(one)
    facts = {
        "one": one, "state": shown.state(one), "grid": shown.lines(lines), "totals": shown.totals(lines),
        "moves": shown.act_buttons(one, role), "steps": one.steps.all(), "signatures": one.signatures.all(),
        "exception_form": ExceptionForm(), "inspections": one.inspections.select_related("line"),
        "incidents": one.incidents.select_related("line"), "corrections": one.corrections.select_related("line"),
        "is_late": one.is_unsigned_too_long(clock.now()), **_ways(one, role),
    }  # fmt: skip
    return render(request, "support/act.html", facts)


@require_http_methods(WAYS)
@one_at_a_time
@role_required(*PROGRAMME)
def act_lines(request: StaffRequest, pk: int) -> HttpResponse:
    """Serial numbers and places of a draft, all on one page; two windows see each other's."""
    one = _act(request, pk)
    form = LinesForm(posted(request), lines=_lines(one))
    call = {"act": one, "actor": request.actor, "at": clock.now()}
    write = lambda: services.write_lines(**call, lines=form.facts())  # noqa: E731
    is_ready = form.is_bound and form.is_valid() and is_as_seen(request, form)
    if is_ready and done(request, write, _("Рядки збережено."), form=form):
        return redirect("support:act", pk)
    return render(request, "support/act_lines.html", {"one": one, "form": form})


@require_POST
@role_required(*BOTH)
def act_move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """One press for the whole act."""
    if move not in ActMove.values:
        raise Http404
    one, form = _act(request, pk), ExceptionForm(request.POST)
    form.is_valid()
    call = {"act": one, "move": ActMove(move), "actor": request.actor, "at": clock.now()}
    said = form.cleaned_data.get("exception", "")
    done(request, lambda: services.move_act(**call, exception=said), _("Крок записано."))
    return redirect("support:act", pk)


@require_safe
@role_required(*BOTH)
def act_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """A4 with every line and places to sign."""
    one = _act(request, pk)
    return pdf_answer(papers.act_pdf(one, _lines(one), at=clock.now()), name=f"act-{one.pk}")


@require_http_methods(WAYS)
@role_required(Role.HEAD)
def inventory(request: StaffRequest, pk: int) -> HttpResponse:
    """Inventory numbers of all lines at once."""
    one = _act(request, pk)
    form = InventoryForm(posted(request), lines=_lines(one))
    call = {"act": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.register_inventory(**call, numbers=form.numbers()),
        said=_("Взято на облік."), then=_back(one), facts=_named(one, _("Інвентарні номери"), _("Узяти на облік")),
    )  # fmt: skip


@require_http_methods(WAYS)
@role_required(*PROGRAMME)
def inspection(request: StaffRequest, pk: int) -> HttpResponse:
    """The programme looked."""
    one = _act(request, pk)
    form = InspectionForm(posted(request), lines=_there(one))
    call = {"act": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.inspect(**call, facts=form.facts()), said=_("Перевірку записано."),
        then=_back(one), facts=_named(one, _("Перевірка"), _("Записати")),
    )  # fmt: skip


@require_http_methods(WAYS)
@role_required(*PROGRAMME)
def departure(request: StaffRequest, pk: int) -> HttpResponse:
    """Things are returned, written off or lost."""
    one = _act(request, pk)
    moves = [move for move in rules.act_moves(one.state, Role.PROGRAMME) if move in rules.GONE]
    form = DepartureForm(posted(request), lines=_there(one), moves=moves)

    def take_off() -> None:
        said = form.cleaned_data
        services.take_off(
            act=one, move=ActMove(said["move"]), lines=form.keys(), reason=said["reason"],
            happened_on=said["happened_on"], actor=request.actor, at=clock.now(),
        )  # fmt: skip

    facts = _named(one, _("Повернення, списання, втрата"), _("Записати"))
    return typed(request, form, take_off, said=_("Записано."), then=_back(one), facts=facts)


@require_http_methods(WAYS)
@role_required(*PROGRAMME)
def correction(request: StaffRequest, pk: int) -> HttpResponse:
    """A signed line was wrong."""
    one = _act(request, pk)
    form = CorrectionForm(posted(request), lines=_lines(one))
    call = {"act": one, "actor": request.actor, "at": clock.now()}
    facts = _named(one, _("Акт виправлення"), _("Подати на погодження"))
    return typed(
        request, form, lambda: services.correct_line(**call, facts=form.facts()), then=_back(one), facts=facts,
        said=_("Виправлення подано. Воно діятиме, коли погодить громада."),
    )  # fmt: skip


@require_POST
@role_required(Role.LEADER)
def correction_agree(request: StaffRequest, pk: int) -> HttpResponse:
    """The hromada agrees."""
    one = queries.the_one(request.actor, CorrectionAct, pk, "act", "line")
    call = {"correction": one, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.agree_correction(**call), _("Виправлення погоджено."))
    return redirect("support:act", one.act_id)


@require_http_methods(WAYS)
@role_required(*HROMADA)
def inspection_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """What the hromada says to what was found."""
    one = queries.the_one(request.actor, Inspection, pk, "act")
    form = AnswerForm(posted(request))
    call = {"inspection": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.answer_inspection(**call, **form.cleaned_data), said=_("Відповідь записано."),
        then=_back(one.act), facts=_named(one.act, _("Відповідь на перевірку"), _("Відповісти")),
    )  # fmt: skip


@require_http_methods(WAYS)
@role_required(Role.HEAD)
def incident(request: StaffRequest, pk: int) -> HttpResponse:
    """Something happened to a thing."""
    one = _act(request, pk)
    form = IncidentForm(posted(request), request.FILES or None, lines=_there(one))

    @transaction.atomic  # a refused message leaves no row of its file
    def tell() -> None:
        said = dict(form.cleaned_data)
        sent, at = said.pop("proof"), clock.now()
        proof = (
            services.keep_proof(stream=sent, name=sent.name, size=sent.size, actor=request.actor, at=at)
            if sent
            else None
        )
        facts = services.IncidentFacts(
            **{**said, "kind": IncidentKind(said["kind"]), "line": form.one_line(), "proof": proof}
        )
        services.tell_incident(act=one, facts=facts, actor=request.actor, at=at)

    facts = _named(one, _("Що сталося з обладнанням"), _("Повідомити програму")) | {"is_file": True}
    return typed(request, form, tell, said=_("Програму повідомлено."), then=_back(one), facts=facts)


def _act(request: StaffRequest, pk: int) -> HandoverAct:
    return queries.the_one(request.actor, HandoverAct, pk, "memorandum__programme", "hromada", "organisation")


def _lines(one: HandoverAct) -> list[ActLine]:
    rows = one.lines.select_related("item", "gone").prefetch_related("corrections")
    return list(rows.order_by("order"))


def _there(one: HandoverAct) -> list[ActLine]:
    return [line for line in _lines(one) if line.gone_id is None]


def _back(one: HandoverAct) -> str:
    return reverse("support:act", args=[one.pk])


def _named(one: HandoverAct, title: str, button: str) -> dict[str, Any]:
    return {"title": title, "button": button, "back_url": _back(one), "back_text": one.number}


def _ways(one: HandoverAct, role: str) -> dict[str, bool]:
    """Pages that this role may go on to from this state."""
    ours, theirs, in_hands = role == Role.PROGRAMME, role in HROMADA, one.state in rules.IN_HANDS
    return {
        "may_write": ours and one.state == ActState.DRAFT, "may_inspect": ours and in_hands,
        "may_take_off": ours and in_hands, "may_correct": ours and one.state in SIGNED,
        "may_register": role == Role.HEAD and one.state == ActState.SIGNED_BY_RECEIVER,
        "may_tell": role == Role.HEAD and in_hands, "may_answer": theirs, "may_agree": role == Role.LEADER,
    }  # fmt: skip
