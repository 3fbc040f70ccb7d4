"""Money of one case: a panel for its page, a page of its own, and a new bill."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.audit.places import place_of
from vikno.cases import queries as case_queries
from vikno.cases import services as cases
from vikno.cases.enums import CaseState
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.payments import queries, services, shown
from vikno.payments.forms import IssueForm
from vikno.payments.models import Bill
from vikno.payments.views.common import DESK


@require_GET
@role_required(*DESK)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Bills of a case, and a form for one more where the card of the service names a cost."""
    found = case_queries.case_by_number(actor_of(request), number)
    answer = _page(request, found, _form(request, found))
    cases.record_look(case=found, actor=actor_of(request), at=clock.now(), place=place_of(request))
    return answer


@require_GET
@role_required(*DESK)
def case_panel(request: HttpRequest, number: str) -> HttpResponse:
    """The panel alone, for the page of a case."""
    found = case_queries.case_by_number(actor_of(request), number)
    return render(request, "payments/case_panel.html", shown.panel_facts(found, on=clock.today()))


@require_POST
@role_required(*DESK)
def case_bills(request: HttpRequest, number: str) -> HttpResponse:
    """Issue a bill and open it."""
    actor = actor_of(request)
    found = case_queries.case_by_number(actor, number)
    form = _form(request, found)
    made: list[Bill] = []

    def issue() -> None:
        made.append(services.issue_bill(case=found, actor=actor, at=clock.now(), **form.said()))

    if form.is_valid() and done(request, issue, _("Рахунок виписано."), form=form):
        return redirect("payments:bill", number=made[0].number)
    return _page(request, found, form)


def _form(request: HttpRequest, found: Case) -> IssueForm:
    on = clock.today()
    grounds = queries.grounds_for(found.service, hromada_code=found.hromada_id, on=on)
    return IssueForm(posted(request), costs=shown.costs_offered(found, on=on), grounds=grounds)


def _page(request: HttpRequest, found: Case, form: IssueForm) -> HttpResponse:
    costs = form.fields["cost"]
    facts = shown.case_facts(found) | {
        "form": form,
        "may_issue": bool(getattr(costs, "choices", [])) and found.state != CaseState.WITHDRAWN,
    }
    return render(request, "payments/case.html", facts)
