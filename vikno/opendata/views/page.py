"""«Відкриті дані»: what there is, in which form, under which licence, changed when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vikno.common import clock
from vikno.opendata import policies, shown


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every file and address; for a head also the tables of the own hromada."""
    is_publisher = policies.may_export_own(getattr(request, "actor", None))
    year = clock.today().year
    own = shown.own_sets((year, year - 1)) if is_publisher else []
    context = {"sections": shown.sections(), "own": own, "licence_url": shown.LICENCE_URL}
    return render(request, "opendata/page.html", context)
