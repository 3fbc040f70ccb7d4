"""Paragraphs of building norms behind facts of accessibility, written by the steward."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.opendata import services
from vikno.opendata.forms import ParagraphForm
from vikno.opendata.models import NormParagraph

_ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.STEWARD)
def norms(request: StaffRequest) -> HttpResponse:
    """What is written, and a form for the next; a mistake is mended by a later row."""
    form = ParagraphForm(posted(request))

    def write() -> None:
        services.write_paragraph(facts=form.cleaned_data, actor=request.actor, at=clock.now())

    if form.is_valid() and done(request, write, _("Записано."), form=form):
        return redirect("opendata:norms")
    page = Paginator(NormParagraph.objects.all(), _ROWS).get_page(request.GET.get("page"))
    return render(request, "opendata/norms.html", {"form": form, "page": page})
