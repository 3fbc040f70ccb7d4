"""The steward's page of a quarter: which centres have signed, sums where they mean something, who is missing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.indicators.queries import month_span
from vikno.reporting import exporting, queries, shown
from vikno.reporting.forms import CountryForm
from vikno.reporting.queries import Summary
from vikno.reporting.views.common import sheet_answer
from vikno.territories.queries import oblasts


@require_safe
@role_required(Role.STEWARD, Role.OVERSEER)
def country(request: StaffRequest) -> HttpResponse:
    """Signed reports side by side by name, never by rank. As many queries for one centre as for all."""
    form, found = _asked(request)
    facts = {
        "form": form, "found": found, "name": str(month_span(found.quarter.first_day, 3)),
        "sums": shown.sums(found), "asked": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "reporting/country.html", facts)


@require_safe
@role_required(Role.STEWARD, Role.OVERSEER)
def country_table(request: StaffRequest) -> HttpResponse:
    """A row for each centre, signed or not, a column for each field."""
    _form, found = _asked(request)
    title = _("Звіти центрів: {name}").format(name=month_span(found.quarter.first_day, 3))
    head, body = shown.country_cells(found)
    made = exporting.sheet(title, head, body, widths=(40, 22, 14))
    return sheet_answer(made, f"zvity-{found.quarter.year}-{found.quarter.number}")


def _asked(request: StaffRequest) -> tuple[CountryForm, Summary]:
    form = CountryForm(request.GET, oblasts=list(oblasts()), own=request.actor.oblast_code, today=clock.today())
    return form, queries.summary_of(request.actor, form.quarter_asked, oblast=form.oblast_code)
