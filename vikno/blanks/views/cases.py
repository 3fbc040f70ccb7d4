"""The blank a result was written on: a panel beside the case, and a page to write the number down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vikno.accounts.access import role_required
from vikno.blanks import queries, services, shown
from vikno.blanks.errors import BlankNotFound
from vikno.blanks.forms import CaseUseForm
from vikno.blanks.views.common import DESK, me_of
from vikno.cases import queries as case_queries
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted


@role_required(*DESK)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Write down which of one's own blanks was used on a case. Refusals: BlankNotFound for services without blanks."""
    actor = actor_of(request)
    found = case_queries.case_by_number(actor, number)
    kinds = queries.kinds_for(found.service.code)
    if not kinds:
        raise BlankNotFound
    form = CaseUseForm(posted(request), kinds=kinds)

    def use() -> None:
        services.use_blank(
            **form.said(), holder=me_of(request), case=found, happened_on=clock.today(), actor=actor, at=clock.now()
        )

    if request.method == "POST" and form.is_valid() and done(request, use, _("Бланк записано за справою."), form=form):
        return redirect("cases:case", number=found.number)
    mine = [row for row in queries.holdings(actor) if row.holder and row.holder.pk == actor.user_id]
    facts = {"form": form, "held": shown.held_rows(mine), "number": found.number, "number_shown": found.number_shown}
    return render(request, "blanks/case.html", facts | shown.panel_facts(found))


@require_GET
@role_required(*DESK)
def case_panel(request: HttpRequest, number: str) -> HttpResponse:
    """The panel alone, for the page of a case."""
    found = case_queries.case_by_number(actor_of(request), number)
    return render(request, "blanks/case_panel.html", shown.panel_facts(found))
