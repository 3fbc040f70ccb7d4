"""What lies with whom, the book line by line, and taking a wrong line back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.blanks import policies, queries, services, shown
from vikno.blanks.forms import LedgerForm, ReasonForm
from vikno.blanks.models import Movement
from vikno.blanks.views.acts import offered_to
from vikno.blanks.views.common import DESK, people_for
from vikno.cases.paging import page_of
from vikno.common import clock
from vikno.common.acting import actor_of, done

LATEST = 8


@require_GET
@role_required(*DESK)
def home(request: HttpRequest) -> HttpResponse:
    """Balances, what may be done, the latest lines."""
    actor = actor_of(request)
    latest = queries.movements(actor, queries.MovementFilters())[:LATEST]
    facts = {
        "held": shown.held_rows(queries.holdings(actor)), "rows": shown.movement_rows(latest),
        "pages": offered_to(actor), "is_keeper": policies.is_keeper(actor),
        "may_appoint": policies.may_appoint(actor), "rule": queries.rule_on(clock.today()),
        "taken": shown.stocktaking_rows(queries.stocktakings(actor)[:5]),
    }  # fmt: skip
    return render(request, "blanks/home.html", facts)


@require_GET
@role_required(*DESK)
def ledger(request: HttpRequest) -> HttpResponse:
    """Fifty lines a page, the newest first."""
    actor = actor_of(request)
    form = LedgerForm(request.GET, people=people_for(actor))
    page = page_of(queries.movements(actor, form.filters()), request.GET.get("page"))
    rows = shown.movement_rows(page.object_list)
    return render(request, "blanks/ledger.html", {"form": form, "page": page, "rows": rows})


@require_GET
@role_required(*DESK)
def movement(request: HttpRequest, pk: int) -> HttpResponse:
    """One line in full."""
    return _page(request, queries.access_movement(actor_of(request), pk), ReasonForm())


@require_POST
@role_required(*DESK)
def movement_reversal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a wrong line back by a reversing one."""
    actor = actor_of(request)
    found, form = queries.access_movement(actor, pk), ReasonForm(request.POST)

    def take_back() -> None:
        services.reverse_movement(movement=found, actor=actor, at=clock.now(), **form.cleaned_data)

    if form.is_valid() and done(request, take_back, _("Записано зворотний рядок."), form=form):
        return redirect("blanks:movement", pk=found.pk)
    return _page(request, found, form)


def _page(request: HttpRequest, found: Movement, form: ReasonForm) -> HttpResponse:
    is_keeper = policies.is_keeper(actor_of(request))
    reversal = getattr(found, "reversal", None)
    facts = {
        "row": shown.movement_row(found), "movement": found, "form": form,
        "may_reverse": is_keeper and queries.may_reverse(found), "reversal_id": reversal.pk if reversal else None,
    }  # fmt: skip
    return render(request, "blanks/movement.html", facts)
