"""Appendix 46: lists for housing for everybody, and the head's page where they are brought and taken off."""

from tempfile import TemporaryFile
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.tables import TableRefused
from vikno.opendata import services
from vikno.opendata.enums import HousingTemplate
from vikno.opendata.forms import ListForm, WithdrawalForm
from vikno.opendata.queries import housing as queries
from vikno.opendata.queries.decree_files import MEDIA, Form, write_table
from vikno.opendata.rules.decree import HOUSING, TEMPLATES
from vikno.opendata.views.files import whole

_ROWS = 50


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Who has published which list, of which day."""
    return render(request, "opendata/housing.html", {"page": _page(request, queries.in_force())})


@require_safe
def table(request: HttpRequest, code: str, template: str, form: Form) -> HttpResponseBase:
    """A list in force. Nobody keeps a copy on the way: what is withdrawn is gone at once."""
    one = queries.list_in_force(code, template)
    if one is None:
        raise Http404
    file = TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    write_table(file, template=template, form=form, rows=queries.cells_of(one))
    answer = whole(file, content_type=MEDIA[form], name=f"{template}-{code}-{one.as_of}.{form}")
    headers = {"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*", "Content-Language": "uk"}
    for header, value in headers.items():
        answer.headers[header] = value
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.HEAD)
def own(request: StaffRequest) -> HttpResponse:
    """What the hromada has published, what was before, and a form for the next file."""
    form, problems = ListForm(posted(request), request.FILES or None), list[Any]()

    def publish() -> None:
        try:
            services.publish_list(facts=form.facts(), actor=request.actor, at=clock.now())
        except TableRefused as refused:
            problems.extend(refused.problems)
            raise

    said = _("Список оприлюднено.")
    if request.method == "POST" and form.is_valid() and done(request, publish, said, form=form):
        return redirect("opendata:housing_own")
    facts = {
        "form": form, "problems": problems, "page": _page(request, queries.editions_of(request.actor.hromada_code)),
        "templates": [(HousingTemplate(name).label, TEMPLATES[name].names) for name in HOUSING],
    }  # fmt: skip
    return render(request, "opendata/housing_own.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.HEAD)
def withdrawal(request: StaffRequest, template: str) -> HttpResponse:
    """One press takes a list off the site."""
    one = queries.list_in_force(request.actor.hromada_code, template)
    if one is None:
        raise Http404
    form = WithdrawalForm(posted(request))

    def withdraw() -> None:
        reason = form.cleaned_data["reason"]
        services.withdraw_list(template=template, reason=reason, actor=request.actor, at=clock.now())

    if form.is_valid() and done(request, withdraw, _("Список прибрано із сайту."), form=form):
        return redirect("opendata:housing_own")
    facts = {"form": form, "one": one, "back_url": reverse("opendata:housing_own")}
    return render(request, "opendata/housing_withdrawal.html", facts)


def _page(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, _ROWS).get_page(request.GET.get("page"))
