"""What was told to people: work that waits for a person, messages of one case, one more try, «told in person»."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.audit.places import place_of
from vikno.cases import queries as case_queries
from vikno.cases import services as cases
from vikno.cases.models import Case
from vikno.cases.paging import page_of
from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.correspondence import shown
from vikno.correspondence.forms import MessageFilterForm, ToldForm
from vikno.correspondence.views.common import DESK
from vikno.notifications import queries, services
from vikno.notifications.enums import Channel
from vikno.notifications.gateways import is_pretending


@require_GET
@role_required(*DESK)
def messages(request: HttpRequest) -> HttpResponse:
    """Messages of the hromada; without a filter those that no machine will finish."""
    actor, form = actor_of(request), MessageFilterForm(request.GET)
    found = queries.messages_of("cases.case", hromada_code=actor.hromada_code, deliveries=form.deliveries())
    page = page_of(found, request.GET.get("page"))
    about = case_queries.visible_cases(actor).in_bulk([int(message.about_id) for message in page.object_list])
    rows = [shown.message_row(message, about.get(int(message.about_id))) for message in page.object_list]
    pretending = [str(channel.label) for channel in (Channel.EMAIL, Channel.SMS) if is_pretending(channel)]
    facts = {"form": form, "page": page, "rows": rows, "pretending": ", ".join(pretending)}
    return render(request, "correspondence/messages.html", facts)


@require_GET
@role_required(*DESK)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Messages and letters of a case, with their proof."""
    found = case_queries.case_by_number(actor_of(request), number)
    answer = _page(request, found, ToldForm())
    cases.record_look(case=found, actor=actor_of(request), at=clock.now(), place=place_of(request))
    return answer


@require_GET
@role_required(*DESK)
def case_panel(request: HttpRequest, number: str) -> HttpResponse:
    """The panel alone, for the page of a case."""
    found = case_queries.case_by_number(actor_of(request), number)
    return render(request, "correspondence/case_panel.html", shown.panel_facts(found))


@require_POST
@role_required(*DESK)
def message_told(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """«Повідомлено особисто», with how."""
    actor = actor_of(request)
    found, form = case_queries.case_by_number(actor, number), ToldForm(request.POST)
    message = queries.message_about(found, pk=pk, hromada_code=actor.hromada_code)
    if form.is_valid():
        proof = form.cleaned_data["proof"]

        def tell() -> None:
            services.mark_told(message=message, actor=actor, at=clock.now(), proof=proof)

        if done(request, tell, _("Записано, що заявника повідомлено."), form=form):
            return redirect("correspondence:case", number=found.number)
    return _page(request, found, form, message_pk=pk)


@require_POST
@role_required(*DESK)
def message_again(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One more try."""
    actor = actor_of(request)
    found = case_queries.case_by_number(actor, number)
    message = queries.message_about(found, pk=pk, hromada_code=actor.hromada_code)
    said = _("Повідомлення стало в чергу.")
    done(request, lambda: services.send_again(message=message, actor=actor, at=clock.now()), said)
    return redirect("correspondence:case", number=found.number)


def _page(request: HttpRequest, found: Case, form: ToldForm, *, message_pk: int = 0) -> HttpResponse:
    facts = shown.case_facts(found) | {"form": form, "message_pk": message_pk}
    return render(request, "correspondence/case.html", facts)
