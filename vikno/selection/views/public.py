"""Results for everybody: the list by the rule of the call, the file of the run, how to recompute it."""

import io

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vikno.common.tables.sheets import XLSX, Column, write_texts
from vikno.selection import queries, shown
from vikno.selection.views.pool import ROWS


@require_safe
def published_list(request: HttpRequest) -> HttpResponse:
    """Calls with published results."""
    page = Paginator(queries.published_calls(), ROWS).get_page(request.GET.get("page"))
    return render(request, "selection/published_list.html", {"page": page})


@require_safe
def published(request: HttpRequest, number: str) -> HttpResponse:
    """The list of a call with a reason on each line."""
    found = queries.published_call(number)
    page = Paginator(found.rows, ROWS).get_page(request.GET.get("page"))
    page.object_list = shown.public_lines(page.object_list)
    facts = {"found": found, "call": found.call, "page": page, "facts": shown.public_facts(found.facts)}
    return render(request, "selection/published.html", facts)


@require_safe
def published_file(request: HttpRequest, number: str) -> HttpResponse:
    """Inputs without names, the list, the seed and hashes: what the command checks."""
    found = queries.published_call(number)
    headers = {"Content-Disposition": f'attachment; filename="ranking-{number}.json"'}
    return HttpResponse(found.body, content_type="application/json; charset=utf-8", headers=headers)


@require_safe
def published_table(request: HttpRequest, number: str) -> HttpResponse:
    """The list as XLSX."""
    found, file = queries.published_call(number), io.BytesIO()
    columns = [
        Column(title, width)
        for title, width in (
            (_("Заявка"), 20), (_("Громада"), 30), (_("Область"), 24), (_("Напрям"), 30), (_("Результат"), 16),
            (_("Бали"), 8), (_("Місце"), 8), (_("Пояснення"), 60),
        )
    ]  # fmt: skip
    rows = (
        [row["number"], row["hromada"], row["oblast"], row["track"], str(row["said"]), row["score"],
         str(row["place"] or ""), row["why"]]
        for row in shown.public_lines(found.rows)
    )  # fmt: skip
    write_texts(file, sheet=_("Результати"), columns=columns, rows=rows)
    headers = {"Content-Disposition": f'attachment; filename="results-{number}.xlsx"'}
    return HttpResponse(file.getvalue(), content_type=XLSX, headers=headers)
