"""The programme opens a file to experts of a phase that hides who applies, and closes it again."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.selection import queries, services
from vikno.selection.forms import NamelessForm, ReasonForm


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def nameless(request: StaffRequest, number: str, file: int) -> HttpResponse:
    """Say that a file names nobody, having read it."""
    proposal, found = queries.file_run_by(request.actor, number, file)
    form = NamelessForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {"number": number, "file": file, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.mark_nameless(**said), _("Файл відкрито експертам заявки."), form=form):
            return redirect("selection:proposal", number=number)
    return render(request, "selection/nameless.html", {"proposal": proposal, "file": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def nameless_revocation(request: StaffRequest, pk: int) -> HttpResponse:
    """Close it again, because."""
    mark, form = queries.mark_run_by(request.actor, pk), ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {"mark": mark, "actor": request.actor, "at": clock.now(), **form.cleaned_data}
        if done(request, lambda: services.unmark_nameless(**said), _("Файл закрито для експертів."), form=form):
            return redirect("selection:proposal", number=mark.proposal.number)
    title = _("Закрити файл для експертів: {number}").format(number=mark.proposal.number)
    return render(request, "selection/reason.html", {"call": mark.proposal.call, "form": form, "title": title})
