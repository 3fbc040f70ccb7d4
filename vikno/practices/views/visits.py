"""After a visit: which practice was taken up, or a card of one's own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vikno.accounts.access import StaffRequest, role_required
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.practices import queries, services
from vikno.practices.forms import TakenForm
from vikno.practices.models import Practice
from vikno.practices.views.common import HROMADA


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*HROMADA)
def from_visit(request: StaffRequest, pk: int) -> HttpResponse:
    """What of the library a kept promise was."""
    promise = queries.kept_promise(request.actor, pk)
    form = TakenForm(posted(request), cards=queries.cards_to_take_up(request.actor))
    call: dict[str, Any] = {"promise": promise, "actor": request.actor, "at": clock.now()}
    act = lambda: services.take_up(**call, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and done(request, act, _("Записано."), form=form):
        return redirect("practices:public_card", form.cleaned_data["practice"].pk)
    facts = {"promise": promise, "event": promise.delegation.event, "form": form, "own": queries.card_begun(promise)}
    return render(request, "practices/from_visit.html", facts)


@require_POST
@role_required(*HROMADA)
def from_visit_card(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft begun from it."""
    promise = queries.kept_promise(request.actor, pk)
    made: list[Practice] = []
    act = lambda: made.append(  # noqa: E731
        services.begin_from_visit(promise=promise, actor=request.actor, at=clock.now())
    )
    if done(request, act, _("Чернетку створено. Допишіть її.")):
        return redirect("practices:edit", made[0].pk)
    return redirect("practices:from_visit", pk)
