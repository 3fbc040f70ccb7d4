"""The yearly report of the head to the council: numbers of the records, words that may be edited, a paper."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done
from vikno.documents.answers import pdf_answer
from vikno.reporting import papers, queries, services, shown
from vikno.reporting.forms import YearForm


@require_safe
@role_required(Role.HEAD)
def year(request: StaffRequest, year: int) -> HttpResponse:
    """Numbers beside those of the year before, and the words. A fixed number of queries."""
    return _page(request, queries.year_asked(year, on=clock.today()), None)


@require_POST
@role_required(Role.HEAD)
def year_words(request: StaffRequest, year: int) -> HttpResponse:
    """Keep the words."""
    asked, form = queries.year_asked(year, on=clock.today()), YearForm(request.POST)
    if form.is_valid():
        call = {"year": asked, "words": form.said(), "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.write_year_words(**call), _("Слова записано. Надрукуйте звіт."), form=form):
            return redirect("reporting:year", year=asked)
    return _page(request, asked, form)


@require_safe
@role_required(Role.HEAD)
def year_paper(request: StaffRequest, year: int) -> HttpResponse:
    """A4 for the council, as the records and the words stand now."""
    at = clock.now()
    found = queries.year_of(request.actor, queries.year_asked(year, on=clock.today()), at=at)
    return pdf_answer(papers.year_pdf(request.actor, found, at=at), name=f"zvit-rady-{year}")


def _page(request: StaffRequest, asked: int, form: YearForm | None) -> HttpResponse:
    found = queries.year_of(request.actor, asked, at=clock.now())
    facts = {
        "year": found, "lines": shown.year_lines(found), "form": form or YearForm(initial=dict(found.words)),
        "earlier": asked - 1, "later": asked + 1 if asked < clock.today().year else None,
    }  # fmt: skip
    return render(request, "reporting/year.html", facts)
