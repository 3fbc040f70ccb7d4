"""What must be mended before a report tells the truth."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.reporting import policies, queries

ROWS = 50


@require_safe
@role_required(Role.HEAD)
def quality(request: StaffRequest) -> HttpResponse:
    """Every check with its count: as many queries whatever was found."""
    policies.require_may_keep(request.actor)
    asked = queries.asked_of(request.actor.hromada_code, at=clock.now())
    found = queries.found_in(asked)
    facts = {
        "to_mend": [one for one in found if one.count], "clean": [one for one in found if not one.count],
        "since": asked.since,
    }  # fmt: skip
    return render(request, "reporting/quality.html", facts)


@require_safe
@role_required(Role.HEAD)
def check(request: StaffRequest, code: str) -> HttpResponse:
    """The rows of one check, each with the page where it is mended."""
    policies.require_may_keep(request.actor)
    one = queries.check_named(code)
    asked = queries.asked_of(request.actor.hromada_code, at=clock.now())
    page = Paginator(queries.rows_of(one, asked), ROWS).get_page(request.GET.get("page"))
    page.object_list = [one.line(row) for row in page.object_list]
    return render(request, "reporting/check.html", {"check": one, "page": page, "since": asked.since})
