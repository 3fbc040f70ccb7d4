"""The table that a hromada gives to its donors: the same numbers as everywhere, no small group of people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.reporting import queries, shown_donor
from vikno.reporting.exporting import sheet
from vikno.reporting.forms import DonorForm
from vikno.reporting.views.common import sheet_answer


@require_safe
@role_required(Role.HEAD)
def donor(request: StaffRequest) -> HttpResponse:
    """A period and measures are chosen; a page to print, or XLSX. So many queries whatever is chosen."""
    form = DonorForm(request.GET, today=clock.today())
    found = queries.donor_of(request.actor, span=form.span, codes=form.codes)
    sections = shown_donor.sections(found)
    if request.GET.get("format") == "xlsx":
        title = shown_donor.title(found, hromada=request.actor.hromada_code, at=clock.now())
        rows = shown_donor.as_rows(sections)
        body = sheet(title, shown_donor.heads(), rows, widths=(40, 50, 18, 34, 18))
        return sheet_answer(body, f"donor-{found.span.since}-{found.span.until}")
    asked = request.GET.copy()
    asked.pop("format", None)
    facts = {"form": form, "found": found, "sections": sections, "asked": asked.urlencode(), "at": clock.now()}
    return render(request, "reporting/donor.html", facts)
