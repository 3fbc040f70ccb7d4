"""Memoranda: the list, one of them for each side, its words, its moves, its amendments, its papers."""

from typing import Any

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
from vikno.support import exports, papers, queries, rules, services, shown
from vikno.support.enums import MemorandumMove, MemorandumState
from vikno.support.forms import AmendmentForm, ListForm, MemorandumForm, WordingForm, WordsForm
from vikno.support.models import Amendment, Memorandum
from vikno.support.views.common import BOTH, PROGRAMME, page_of, typed

WORDS = ["GET", "HEAD", "POST"]
_AWAITING = 50


@require_safe
@role_required(*PROGRAMME)
def memoranda(request: StaffRequest) -> HttpResponse:
    """All of the programme's, by state."""
    form = ListForm(request.GET, choices=[("", _("усі")), *MemorandumState.choices])
    page = page_of(request, queries.memoranda_of(request.actor, state=form.asked))
    facts = {
        "page": page, "grid": shown.memoranda(page), "form": form,
        "awaiting": queries.awaiting_memorandum(request.actor)[:_AWAITING],
    }  # fmt: skip
    return render(request, "support/memoranda.html", facts)


@require_http_methods(WORDS)
@role_required(*PROGRAMME)
def memorandum_new(request: StaffRequest) -> HttpResponse:
    """A new one, with words from the template; `?proposal=`: for a chosen proposal, with what is known of it."""
    programmes = queries.programmes_of(request.actor)
    form, made = MemorandumForm(posted(request), programmes=programmes, initial=_known(request)), []

    def draft() -> None:
        call = {"programme": form.cleaned_data["programme"], "facts": form.facts(), "at": clock.now()}
        made.append(services.draft_memorandum(actor=request.actor, **call))

    if form.is_bound and form.is_valid() and done(request, draft, _("Меморандум створено."), form=form):
        return redirect("support:wording", made[0].pk)
    facts = {
        "form": form, "title": _("Новий меморандум"), "button": _("Створити"), "lead": "", "is_file": False,
        "back_url": reverse("support:memoranda"), "back_text": _("Меморандуми"), "grid": None,
    }  # fmt: skip
    return render(request, "support/form.html", facts)


def _known(request: StaffRequest) -> dict[str, Any]:
    named = queries.awaiting_memorandum(request.actor).filter(number=request.GET.get("proposal", "")).first()
    if named is None:
        return {}
    return {
        "programme": named.call.programme_id, "hromada": named.hromada_id, "proposal_number": named.number,
        "title": named.call.title, "starts_on": clock.today(),
    }  # fmt: skip


@require_safe
@role_required(*BOTH)
def memorandum(request: StaffRequest, pk: int) -> HttpResponse:
    """Words, steps, versions; buttons of whoever looks."""
    one = queries.memorandum_of(request.actor, pk)
    return render(request, "support/memorandum.html", _facts(request, one))


@require_http_methods(WORDS)
@one_at_a_time
@role_required(*PROGRAMME)
def wording(request: StaffRequest, pk: int) -> HttpResponse:
    """Words of a draft; two windows see each other's."""
    one = queries.memorandum_of(request.actor, pk)
    kept = {"title": one.title, "goal": one.goal, "text": one.text}
    form = WordingForm(posted(request), initial=kept)
    if form.is_bound and form.is_valid() and is_as_seen(request, form):
        call = {"memorandum": one, "actor": request.actor, "at": clock.now(), **form.cleaned_data}
        if done(request, lambda: services.write_text(**call), _("Текст збережено."), form=form):
            return redirect("support:memorandum", pk)
    return render(request, "support/wording.html", {"one": one, "form": form})


@require_POST
@role_required(*BOTH)
def memorandum_move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """One move by the table."""
    if move not in MemorandumMove.values:
        raise Http404
    one, form = queries.memorandum_of(request.actor, pk), WordsForm(request.POST)
    form.is_valid()
    call = {"memorandum": one, "move": MemorandumMove(move), "actor": request.actor, "at": clock.now()}
    words = form.cleaned_data.get("words", "")
    done(request, lambda: services.move_memorandum(**call, words=words), _("Крок записано."))
    return redirect("support:memorandum", pk)


@require_http_methods(WORDS)
@role_required(*PROGRAMME)
def amendment_new(request: StaffRequest, pk: int) -> HttpResponse:
    """A change for both sides to sign."""
    one = queries.memorandum_of(request.actor, pk)
    form = AmendmentForm(posted(request), initial={"text": one.text, "ends_on": one.ends_on})
    facts = {
        "title": _("Зміна до меморандуму"), "button": _("Подати на підпис"), "back_text": one.number,
        "back_url": reverse("support:memorandum", args=[pk]),
    }  # fmt: skip
    call = {"memorandum": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.propose_amendment(**call, **form.cleaned_data), facts=facts,
        said=_("Зміну подано. Підпишіть її і зачекайте на громаду."), then=facts["back_url"],
    )  # fmt: skip


@require_POST
@role_required(*BOTH)
def amendment_sign(request: StaffRequest, pk: int) -> HttpResponse:
    """One side's signature."""
    one = queries.the_one(request.actor, Amendment, pk, "memorandum")
    call = {"amendment": one, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.sign_amendment(**call), _("Зміну підписано."))
    return redirect("support:memorandum", one.memorandum_id)


@require_safe
@role_required(*BOTH)
def memorandum_docx(request: StaffRequest, pk: int) -> HttpResponse:
    """Words and plan to edit or to print."""
    one = queries.memorandum_of(request.actor, pk)
    return exports.docx_answer(one)


@require_safe
@role_required(*BOTH)
def memorandum_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """A4 as the words stand now."""
    one = queries.memorandum_of(request.actor, pk)
    return pdf_answer(papers.memorandum_pdf(one, at=clock.now()), name=f"memorandum-{one.pk}")


def _facts(request: StaffRequest, one: Memorandum) -> dict[str, Any]:
    role = request.actor.role
    moves = rules.memorandum_moves(one.state, role, needs_council=one.needs_council)
    return {
        "one": one, "state": shown.state(one), "tabs": shown.sides(one, current="memorandum"),
        "moves": [(move, move in rules.MEMORANDUM_WITH_WORDS) for move in moves], "words": WordsForm(),
        "steps": one.steps.all(), "versions": one.versions.all(),
        "amendments": [(each, _signable(each, role)) for each in one.amendments.all()],
        "may_write": role == Role.PROGRAMME and one.state == MemorandumState.DRAFTING,
        "may_amend": role == Role.PROGRAMME and one.state == MemorandumState.IN_FORCE,
        "is_programme": role == Role.PROGRAMME, "in_force": one.is_in_force(clock.today()),
    }  # fmt: skip


def _signable(amendment: Amendment, role: str) -> bool:
    if role == Role.LEADER:
        return amendment.hromada_signed_at is None
    return role == Role.PROGRAMME and amendment.programme_signed_at is None
