"""The roadmap: a list, one item, a spreadsheet, a paper."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.assessments import exporting, papers, queries, rules, services, shown
from vikno.assessments.enums import ItemState
from vikno.assessments.forms import ItemForm, MoveForm
from vikno.assessments.models import RoadmapItem
from vikno.assessments.views.assessments import OWN, PAGE_ROWS
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.common.tables.sheets import XLSX
from vikno.documents.answers import pdf_answer


@require_safe
@role_required(*OWN)
def roadmap(request: StaffRequest) -> HttpResponse:
    """The nearest day first; loose ends of the chain above it."""
    items, on = queries.roadmap_of(request.actor.hromada_code), clock.today()
    page = Paginator(items, PAGE_ROWS).get_page(request.GET.get("page"))
    facts = {
        "page": page, "rows": shown.item_rows(list(page), on), "sums": _sums(request),
        "orphans": queries.orphans_of(request.actor.hromada_code, at=clock.now()),
    }  # fmt: skip
    return render(request, "assessments/roadmap.html", facts)


def _sums(request: StaffRequest) -> dict[str, object]:
    found = queries.sums_of(list(queries.roadmap_of(request.actor.hromada_code)))
    return {"cost": shown.money(found.cost), "funded": shown.money(found.funded), "without_cost": found.without_cost}


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*OWN)
def item_new(request: StaffRequest) -> HttpResponse:
    """An idea of the hromada's own."""
    form = ItemForm(posted(request))
    if request.method == "POST" and form.is_valid():
        call = {"plan": form.plan(), "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.plan_item(**call), _("Захід додано в дорожню карту."), form=form):
            return redirect("assessments:roadmap")
    return render(request, "assessments/item_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*OWN)
def item(request: StaffRequest, pk: int) -> HttpResponse:
    """One item: its plan, its next steps, its history; two windows see each other's."""
    found = queries.access_item(pk, actor=request.actor)
    if request.method != "POST":
        return _page(request, found, ItemForm(kept=found), MoveForm(item=found))
    form = ItemForm(request.POST, kept=found)
    if form.is_valid() and is_as_seen(request, form):
        call = {"item": pk, "plan": form.plan(), "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.change_item(**call), _("Захід збережено."), form=form):
            return redirect("assessments:item", pk)
    return _page(request, found, form, MoveForm(item=found))


@require_POST
@role_required(*OWN)
def item_move(request: StaffRequest, pk: int) -> HttpResponse:
    """One step of an item."""
    found = queries.access_item(pk, actor=request.actor)
    form = MoveForm(request.POST, item=found)
    if form.is_valid():
        call = {"item": pk, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.move_item(**call), _("Стан заходу змінено."), form=form):
            return redirect("assessments:item", pk)
    return _page(request, found, ItemForm(kept=found), form)


def _page(request: StaffRequest, found: RoadmapItem, form: ItemForm, move: MoveForm) -> HttpResponse:
    facts = {
        "item": found, "row": shown.item_rows([found], clock.today())[0], "form": form, "kept": ItemForm(kept=found),
        "move": move, "moves": [(ItemState(one.to_state).label, one) for one in queries.moves_of_item(found)],
        "is_changeable": bool(rules.ITEM_MOVES[found.state]) and found.state != ItemState.DONE,
        "may_move": bool(rules.ITEM_MOVES[found.state] - {ItemState.CONFIRMED}),
    }  # fmt: skip
    return render(request, "assessments/item.html", facts)


@require_safe
@role_required(*OWN)
def roadmap_table(request: StaffRequest) -> HttpResponse:
    """All items as XLSX."""
    body = exporting.roadmap_sheet(queries.roadmap_of(request.actor.hromada_code))
    return HttpResponse(
        body, content_type=XLSX, headers={"Content-Disposition": 'attachment; filename="dorozhnya-karta.xlsx"'}
    )


@require_safe
@role_required(*OWN)
def roadmap_paper(request: StaffRequest) -> HttpResponse:
    """All items on paper."""
    at = clock.now()
    items = list(queries.roadmap_of(request.actor.hromada_code))
    return pdf_answer(papers.roadmap_pdf(request.actor, items, at=at), name="dorozhnya-karta")
