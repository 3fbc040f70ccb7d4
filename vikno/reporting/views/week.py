"""The head's week on one page, fit for paper; whether it comes by mail."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done
from vikno.reporting import queries, services, shown


@require_safe
@role_required(Role.HEAD)
def week(request: StaffRequest) -> HttpResponse:
    """The last week that is over, beside the one before; what is late now. A fixed number of queries."""
    found = queries.week_of(request.actor, at=clock.now())
    facts = {"week": found, "lines": shown.week_lines(found), "is_wanted": queries.wants_letter(request.actor)}
    return render(request, "reporting/week.html", facts)


@require_POST
@role_required(Role.HEAD)
def letters(request: StaffRequest) -> HttpResponse:
    """Letters on Mondays: yes or no."""
    is_wanted = request.POST.get("is_wanted") == "yes"
    said = _("Щопонеділка надсилатимемо лист.") if is_wanted else _("Листів більше не буде.")
    call = {"is_wanted": is_wanted, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.wish_letters(**call), said)
    return redirect("reporting:week")
