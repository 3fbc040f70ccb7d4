"""The steward's page of marks."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vikno.accounts.access import StaffRequest
from vikno.announcements import queries, services
from vikno.announcements.forms import NewTagForm, TagForm
from vikno.announcements.views.common import attempt, form_view
from vikno.common import clock
from vikno.common.acting import posted


@form_view
def tags(request: StaffRequest) -> HttpResponse:
    """Every mark, and one more."""
    form = NewTagForm(posted(request))
    if form.is_bound and form.is_valid():
        call = {**form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if attempt(request, form, lambda: services.add_tag(**call), done=_("Позначку додано.")):
            return redirect("announcements:tags")
    return render(request, "announcements/tags.html", {"form": form, "tags": queries.tags().values()})


@form_view
def tag(request: StaffRequest, code: str) -> HttpResponse:
    """Other words for a mark, or off the list of those offered."""
    kept = queries.tags().get(code)
    if kept is None:
        raise Http404
    start = {"name": kept.name, "name_en": kept.name_en, "is_hidden": kept.is_hidden}
    form = TagForm(posted(request), initial=start)
    if form.is_bound and form.is_valid():
        call = {"code": code, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if attempt(request, form, lambda: services.change_tag(**call), done=_("Позначку змінено.")):
            return redirect("announcements:tags")
    return render(request, "announcements/tag.html", {"form": form, "tag": kept})
