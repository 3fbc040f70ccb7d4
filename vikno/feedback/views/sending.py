"""Links that go by themselves: who agreed, and whether the hromada sends them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.cases.queries import case_by_number
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.feedback import queries, services
from vikno.feedback.forms import SendingForm
from vikno.feedback.views.common import DESK, answer


@require_POST
@role_required(*DESK)
def agreement(request: HttpRequest, number: str) -> HttpResponse:
    """The person agrees to a link after the visit, or thinks better of it."""
    actor, said = actor_of(request), request.POST.get("agrees", "")
    call = {"case": case_by_number(actor, number), "actor": actor, "at": clock.now()}
    back = reverse("cases:case", args=[call["case"].number])
    if said == "yes":
        return answer(request, lambda: services.agree(**call), said=_("Згоду на посилання записано."), to=back)
    if said != "no":
        raise Http404
    return answer(
        request, lambda: services.withdraw_agreement(**call), said=_("Згоду прибрано: посилання не піде."), to=back
    )


@role_required(Role.HEAD)
def sending(request: HttpRequest) -> HttpResponse:
    """Whether links go by themselves; what was said before stays."""
    actor, today = actor_of(request), clock.today()
    is_on = queries.links_go_by_themselves(actor.hromada_code, on=today)
    start = {"is_on": "no" if is_on else "yes", "valid_from": today}
    form = SendingForm(posted(request), initial=start)
    if form.is_bound and form.is_valid():
        call = {"actor": actor, "at": clock.now(), **form.said()}
        if done(request, lambda: services.set_sending(**call), _("Правило записано."), form=form):
            return redirect("feedback:sending")
    facts = {"form": form, "is_on": is_on, "rules": list(queries.sending_rules_of(actor)[:20])}
    return render(request, "feedback/sending.html", facts)
