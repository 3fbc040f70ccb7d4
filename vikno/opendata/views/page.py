"""«Відкриті дані»: what there is, in which form, under which licence, changed when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every file and address."""
    return render(request, "opendata/page.html")
