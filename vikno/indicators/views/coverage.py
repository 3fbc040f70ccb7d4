"""Who gives what: services by point for the head, offices and base groups of the country for the steward."""

import io
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.catalogue.queries import groups
from vikno.common import clock
from vikno.common.tables.sheets import XLSX, write_texts
from vikno.indicators import policies, queries, shown_coverage
from vikno.indicators.forms import OblastForm, ServicesForm
from vikno.indicators.views.common import file_answer
from vikno.territories.queries import oblasts


@require_safe
@role_required(Role.HEAD, Role.LEADER)
def coverage(request: StaffRequest) -> HttpResponse:
    """Which point gives which service; services for veterans unless others are chosen. Also as XLSX."""
    policies.require_may_read(request.actor)
    form, at = ServicesForm(request.GET, groups=groups()), clock.now()
    found = queries.coverage(request.actor.hromada_code, on=clock.today(), at=at, group=form.chosen)
    table = shown_coverage.table(found)
    if request.GET.get("format") == "xlsx":
        file = io.BytesIO()
        write_texts(file, sheet=table["sheet"], columns=table["columns"], rows=table["texts"])
        return file_answer(file.getvalue(), f"coverage-{clock.today()}.xlsx", XLSX)
    facts: dict[str, Any] = {"form": form, "found": found, **table, "asked": request.GET.urlencode()}
    return render(request, "indicators/coverage.html", facts)


@require_safe
@role_required(Role.STEWARD, Role.OVERSEER)
def network(request: StaffRequest) -> HttpResponse:
    """Hromadas with and without a front office by how many people they have; base groups; services for veterans."""
    form = OblastForm(request.GET, oblasts=list(oblasts()), own=request.actor.oblast_code)
    policies.require_may_read_country(request.actor, oblast=form.oblast_code)
    found = queries.classes(at=clock.now(), oblast=form.oblast_code)
    given = queries.reaches(on=clock.today(), oblast=form.oblast_code)
    facts = {"form": form, "classes": shown_coverage.classes(found), "reaches": shown_coverage.reaches(given)}
    return render(request, "indicators/network.html", facts)
