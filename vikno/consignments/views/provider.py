"""A provider's cabinet: packets to accept, in work with the clock in sight, decided and to be sent back."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import Role
from vikno.audit.places import place_of
from vikno.cases import queries as case_queries
from vikno.cases import services as cases
from vikno.cases import shown as case_shown
from vikno.cases.enums import CaseState
from vikno.cases.models import Case
from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.common.errors import Refusal
from vikno.consignments import queries, services, shown
from vikno.consignments.forms import DecisionForm, ScanForm


@require_GET
@role_required(Role.PROVIDER)
def provider(request: HttpRequest) -> HttpResponse:
    """The desk of a provider."""
    return _desk(request)


@require_POST
@role_required(Role.PROVIDER)
def provider_acceptances(request: HttpRequest) -> HttpResponse:
    """Take the ticked packets into work; what was refused stays on the page with its reason."""
    actor = actor_of(request)
    chosen = queries.chosen_cases(actor, request.POST.getlist("case"))
    try:
        lines = services.provider_accept_each(chosen=chosen, actor=actor, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("consignments:provider")
    taken = sum(line.refusal is None for line in lines)
    if taken:
        told = ngettext("У роботу прийнято {n} справу.", "У роботу прийнято {n} справ.", taken).format(n=taken)
        messages.success(request, told)
    refused = [
        {"number": shown.case_number_shown(line.case.number), "why": str(line.refusal)}
        for line in lines
        if line.refusal is not None
    ]
    return _desk(request, refused=refused) if refused else redirect("consignments:provider")


def _desk(request: HttpRequest, *, refused: Sequence[dict[str, str]] = ()) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    bags, work = queries.bags_of_provider(actor), queries.provider_work(actor)
    facts = {
        "organisation": queries.organisation_of(actor),
        "incoming": shown.bag_rows(bags.incoming, today=today),
        "open": shown.bag_rows(bags.open, today=today),
        "away": shown.bag_rows(bags.away, today=today),
        "to_accept": shown.case_rows(work.to_accept, today=today),
        "in_work": shown.case_rows(work.in_work, today=today),
        "to_return": shown.case_rows(work.to_return, today=today),
        "scan": ScanForm(),
        "refused": refused,
    }
    answer = render(request, "consignments/provider.html", facts)
    people = [case.applicant_id for part in (work.to_accept, work.in_work, work.to_return) for case in part]
    cases.record_people_shown(people=people, actor=actor, at=clock.now(), place=place_of(request))
    return answer


@require_GET
@role_required(Role.PROVIDER)
def provider_case(request: HttpRequest, number: str) -> HttpResponse:
    """One packet: what was asked, with which papers, until when."""
    found = _case(request, number)
    page = _case_page(request, found)
    cases.record_look(case=found, actor=actor_of(request), at=clock.now(), place=place_of(request))
    return page


@require_POST
@role_required(Role.PROVIDER)
def provider_case_acceptance(request: HttpRequest, number: str) -> HttpResponse:
    """Take a packet into work."""
    case, actor = _case(request, number), actor_of(request)
    done(
        request,
        lambda: services.provider_accept(case=case, actor=actor, at=clock.now()),
        _("Справу {number} прийнято в роботу.").format(number=shown.case_number_shown(case.number)),
    )
    return redirect("consignments:provider_case", number=case.number)


@require_POST
@role_required(Role.PROVIDER)
def provider_case_decision(request: HttpRequest, number: str) -> HttpResponse:
    """Write down what was decided."""
    case, actor = _case(request, number), actor_of(request)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            cases.decide_case(case=case, actor=actor, at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Рішення записано. Поверніть пакет документів до ЦНАП."))
            return redirect("consignments:provider_case", number=case.number)
    return _case_page(request, case, form=form)


@require_POST
@role_required(Role.PROVIDER)
def provider_case_return(request: HttpRequest, number: str) -> HttpResponse:
    """Put a packet into the open bag to the centre."""
    case, actor = _case(request, number), actor_of(request)
    packed = done(
        request,
        lambda: services.provider_return(cases_back=[case], actor=actor, at=clock.now()),
        _("Справу {number} вкладено в пакет до ЦНАП.").format(number=shown.case_number_shown(case.number)),
    )
    return redirect("consignments:provider") if packed else redirect("consignments:provider_case", number=case.number)


def _case(request: HttpRequest, number: str) -> Case:
    return case_queries.case_by_number(actor_of(request), number)


def _case_page(request: HttpRequest, case: Case, *, form: DecisionForm | None = None) -> HttpResponse:
    today = clock.today()
    facts = {
        "case": case,
        "row": shown.case_row(case, today=today),
        "papers": list(case_queries.papers_of(case)),
        "term_sentence": case.term_explanation.get("sentence", ""),
        "term_acts": case_shown.term_acts(case, actor=actor_of(request)),
        "form": form or DecisionForm(initial={"decided_on": today}),
        "can_accept": case.state == CaseState.HANDED_OVER,
        "can_decide": case.state == CaseState.ACCEPTED,
        "can_return": case.state in (CaseState.ACCEPTED, CaseState.DECIDED),
        "decision": getattr(case, "decision", None),
        **shown.custody_facts(case),
    }
    return render(request, "consignments/provider_case.html", facts)
