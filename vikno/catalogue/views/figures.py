"""Figures of the state budget that fees are a share of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vikno.accounts.access import role_required
from vikno.catalogue import queries, services, shown
from vikno.catalogue.forms import FigureForm
from vikno.catalogue.views.common import EDITORS
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted


@role_required(*EDITORS)
def figures(request: HttpRequest) -> HttpResponse:
    """What each figure is from which day; a new year is a new line."""
    form, actor = FigureForm(posted(request)), actor_of(request)
    if request.method == "POST" and form.is_valid():

        def set_it() -> None:
            services.set_figure(**form.cleaned_data, actor=actor, at=clock.now())

        if done(request, set_it, _("Показник збережено. Ціни, які від нього залежать, уже пораховано наново.")):
            return redirect("catalogue:figures")
    facts = {"form": form, "rows": shown.figure_rows(queries.figures(), on=clock.today()), "may": shown.rights(actor)}
    return render(request, "catalogue/figures.html", facts)
