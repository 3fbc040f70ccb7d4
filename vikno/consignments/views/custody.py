"""Where is my paper: the page of a case's papers, its panel for other pages, and moves without a bag."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.audit.places import place_of
from vikno.cases import queries as case_queries
from vikno.cases import services as cases
from vikno.cases.enums import OVER, CaseState
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.errors import Refusal
from vikno.consignments import policies, queries, rules, services, shown
from vikno.consignments.enums import HolderKind, PaperMode
from vikno.consignments.forms import (
    FollowForm,
    HandoverForm,
    LossForm,
    NoteForm,
    OpenBagForm,
    ScansForm,
    ShelfForm,
)
from vikno.consignments.queries import Holding
from vikno.consignments.views.common import DESK, point_here
from vikno.network.models import Point

# A move without a bag: its form, its service, what is said afterwards.
Move = tuple[type[django_forms.Form], Callable[..., Any], Promise]
MOVES: dict[str, Move] = {
    "forwarding": (HandoverForm, services.forward_to_provider, gettext_lazy("Передано суб'єкту надання.")),
    "return": (ShelfForm, services.take_back, gettext_lazy("Документи прийнято назад.")),
    "finding": (NoteForm, services.find_papers, gettext_lazy("Записано: документи тут.")),
    "scans": (ScansForm, services.send_scans, gettext_lazy("Записано: скани надіслано.")),
    "paper": (FollowForm, services.send_paper_after_all, gettext_lazy("Записано: папір поїде за сканами.")),
    "loss": (LossForm, services.declare_lost, gettext_lazy("Документи оголошено втраченими, акт складено.")),
    "giving-back": (HandoverForm, services.hand_back_to_applicant, gettext_lazy("Документи повернуто заявникові.")),
}


@require_GET
@role_required(*DESK)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Who holds the papers of a case, who held them before, and what can be done with them here."""
    found = case_queries.case_by_number(actor_of(request), number)
    page = _page(request, found)
    cases.record_look(case=found, actor=actor_of(request), at=clock.now(), place=place_of(request))
    return page


@require_GET
@role_required(*DESK)
def case_custody(request: HttpRequest, number: str) -> HttpResponse:
    """The panel alone, for the page of a case."""
    found = case_queries.case_by_number(actor_of(request), number)
    return render(request, "consignments/custody_panel.html", shown.custody_facts(found))


@require_POST
@role_required(*DESK)
def case_move(request: HttpRequest, number: str, noun: str) -> HttpResponse:
    """One move from hand to hand, at the point of the person."""
    found, point = case_queries.case_by_number(actor_of(request), number), point_here(request)
    if noun not in MOVES or point is None:
        raise Http404
    kind, service, said = MOVES[noun]
    form = kind(request.POST)
    if form.is_valid():
        try:
            service(case=found, point=point, actor=actor_of(request), at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, str(said))
            return redirect("consignments:case", number=found.number)
    return _page(request, found, **{noun.replace("-", "_"): form})


@require_POST
@role_required(*DESK)
def case_bag(request: HttpRequest, number: str) -> HttpResponse:
    """Put the papers into the open bag to a place, begun if there is none."""
    actor, found, point = actor_of(request), case_queries.case_by_number(actor_of(request), number), point_here(request)
    form = _bag_form(request, point)
    if point is None or not form.is_valid():
        messages.error(request, _("Оберіть, куди їде пакет."))
        return redirect("consignments:case", number=found.number)
    try:
        bag = services.pack_cases(
            packed=[found], origin=point, destination=form.destination(), actor=actor, at=clock.now()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("consignments:case", number=found.number)
    messages.success(request, _("Справу {number} вкладено.").format(number=shown.case_number_shown(found.number)))
    return redirect("consignments:bag", number=bag.number)


def _page(request: HttpRequest, found: Case, **refused: django_forms.Form) -> HttpResponse:
    point, facts = point_here(request), shown.custody_facts(found)
    facts |= {
        "case": found,
        "row": shown.case_row(found, today=clock.today()),
        "point": point,
        "moves": [
            {"noun": noun, "title": title, "form": refused.get(noun.replace("-", "_")) or MOVES[noun][0]()}
            for noun, title in _offered(request, found, facts, point)
        ],
        "bag_form": _bag_form(request, point) if _may_be_packed(found, facts, point) else None,
    }
    return render(request, "consignments/case.html", facts)


def _offered(request: HttpRequest, found: Case, facts: dict[str, Any], point: Point | None) -> list[tuple[str, str]]:
    """Moves that make sense now; the service has the last word."""
    if point is None:
        return []
    if facts["loss"] is not None:
        return [("finding", _("Документи знайшлися тут"))]
    holding = facts["holding"]
    offered = _by_hand(found, holding, point) + _by_mode(found, holding, facts["mode"], point)
    if policies.may_declare_lost(actor_of(request)) and not holding.is_at_applicant:
        offered.append(("loss", _("Оголосити документи втраченими")))
    return offered


def _by_mode(found: Case, holding: Holding, mode: queries.Mode, point: Point) -> list[tuple[str, str]]:
    here = holding.place == rules.Place.point(point.pk) and not holding.bag_is_waiting
    if here and mode.mode == PaperMode.PAPER_STAYS and mode.scans_sent_at is not None:
        return [("paper", _("Папір усе ж надіслати"))]
    if here and mode.scans_sent_at is None and found.provider_id and found.state in _FORWARDED_FROM:
        return [("scans", _("Скани надіслано суб'єкту надання"))]
    return []


def _by_hand(found: Case, holding: Holding, point: Point) -> list[tuple[str, str]]:
    here = holding.place == rules.Place.point(point.pk)
    offered = []
    if here and not holding.bag_is_waiting and found.provider_id and found.state in _FORWARDED_FROM:
        offered.append(("forwarding", _("Передати суб'єкту надання особисто")))
    if holding.place.kind == HolderKind.PROVIDER:
        offered.append(("return", _("Прийняти назад від суб'єкта надання")))
    if here and not holding.bag_is_waiting:
        offered.append(("giving-back", _("Повернути документи заявникові")))
    if not here and not holding.is_at_applicant:
        offered.append(("finding", _("Документи насправді тут")))
    return offered


_FORWARDED_FROM = (CaseState.REGISTERED, CaseState.HANDED_OVER)


def _may_be_packed(found: Case, facts: dict[str, Any], point: Point | None) -> bool:
    holding: Holding = facts["holding"]
    if facts["loss"] is not None:
        return False
    here = point is not None and holding.place == rules.Place.point(point.pk)
    return here and not holding.bag_is_waiting and found.state not in OVER


def _bag_form(request: HttpRequest, origin: Point | None) -> OpenBagForm:
    code = actor_of(request).hromada_code
    points = [point for point in queries.points_to_send(code) if point != origin]
    providers = list(queries.providers_to_send(code, on=clock.today()))
    return OpenBagForm(request.POST or None, points=points, providers=providers)
