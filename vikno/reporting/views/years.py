"""The yearly report of the head to the council: numbers of the records, words that may be edited, a paper."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.documents.answers import pdf_answer
from vikno.reporting import papers, queries, services, shown
from vikno.reporting.forms import YearForm


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(Role.HEAD)
def year(request: StaffRequest, year: int) -> HttpResponse:
    """Numbers beside those of the year before, and the words; two windows see each other's. So many queries always."""
    found = queries.year_of(request.actor, queries.year_asked(year, on=clock.today()), at=clock.now())
    if request.method != "POST":
        return _page(request, found, YearForm(initial=dict(found.words)))
    form = YearForm(request.POST, initial=found.kept_words)
    if form.is_valid() and is_as_seen(request, form):
        call = {"year": found.number, "words": form.said(), "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.write_year_words(**call), _("Слова записано. Надрукуйте звіт."), form=form):
            return redirect("reporting:year", year=found.number)
    return _page(request, found, form)


@require_safe
@role_required(Role.HEAD)
def year_paper(request: StaffRequest, year: int) -> HttpResponse:
    """A4 for the council, as the records and the words stand now."""
    at = clock.now()
    found = queries.year_of(request.actor, queries.year_asked(year, on=clock.today()), at=at)
    return pdf_answer(papers.year_pdf(request.actor, found, at=at), name=f"zvit-rady-{year}")


def _page(request: StaffRequest, found: queries.Year, form: YearForm) -> HttpResponse:
    facts = {
        "year": found, "lines": shown.year_lines(found), "form": form, "kept": YearForm(initial=found.kept_words),
        "earlier": found.number - 1, "later": found.number + 1 if found.number < clock.today().year else None,
    }  # fmt: skip
    return render(request, "reporting/year.html", facts)
