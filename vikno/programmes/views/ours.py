"""A hromada's pages: calls that fit and why the others do not, its proposals, writing, submitting, receipts."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.documents.answers import file_answer, pdf_answer
from vikno.programmes import beside, canonical, conditions, papers, policies, queries, rules, services, shown
from vikno.programmes.enums import CALL_KINDS, PROPOSAL_KINDS, CallState, ProposalMove, ProposalState
from vikno.programmes.errors import NoSuchPart
from vikno.programmes.forms.proposals import (
    AnswerRequestForm,
    ContactsForm,
    DecliningForm,
    QuestionForm,
    WithdrawalForm,
    fact_forms,
)
from vikno.programmes.models import ProgrammeCall, Proposal
from vikno.programmes.views.common import ROWS
from vikno.questionnaires import filling
from vikno.questionnaires.engine import Audience

BOTH = (Role.HEAD, Role.LEADER)


@require_safe
@role_required(*BOTH)
def ours(request: StaffRequest) -> HttpResponse:
    """Calls open now, each direction with whether it fits; the hromada's proposals."""
    facts = queries.facts_of_hromada(request.actor.hromada_code, at=clock.now())
    calls = list(queries.public_calls().filter(state__in=(CallState.FORECASTED, CallState.OPEN, CallState.EXTENDED)))
    versions = queries.versions_in_force(calls)
    listed = [_call_row(one, versions[one.pk].rules, facts) for one in calls if one.pk in versions]
    page = Paginator(queries.own_proposals(request.actor), ROWS).get_page(request.GET.get("page"))
    page.object_list = [{"proposal": one, "kind": PROPOSAL_KINDS[ProposalState(one.state)]} for one in page.object_list]
    return render(request, "programmes/ours.html", {"calls": listed, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*BOTH)
def our_call(request: StaffRequest, pk: int) -> HttpResponse:
    """One call for this hromada: every condition with what was read; a question to the programme."""
    call = queries.call_of(request.actor, pk)
    form = QuestionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {"call": call, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.ask_question(**said), _("Питання надіслано програмі."), form=form):
            return redirect("programmes:our_call", pk=call.pk)
    facts = queries.facts_of_hromada(request.actor.hromada_code, at=clock.now())
    row = _call_row(call, queries.version_in_force(call).rules, facts)
    mine = queries.own_proposals(request.actor).filter(call=call)
    found = row | {"form": form, "asked": queries.questions_of(request.actor, call), "mine": mine}
    return render(request, "programmes/our_call.html", found)


@require_POST
@role_required(*BOTH)
def start(request: StaffRequest, pk: int, track: str) -> HttpResponse:
    """Begin a proposal in a direction."""
    call = queries.call_of(request.actor, pk)
    chosen = call.tracks.filter(code=track).first()
    if chosen is None:
        raise NoSuchPart
    made: list[Proposal] = []
    said = {"call": call, "track": chosen, "actor": request.actor, "at": clock.now(), "email": request.user.email}
    if done(request, lambda: made.append(services.start_proposal(**said)), _("Заявку почато.")):
        return redirect("programmes:our_proposal", pk=made[0].pk)
    return redirect("programmes:our_call", pk=call.pk)


@require_safe
@role_required(*BOTH)
def our_proposal(request: StaffRequest, pk: int) -> HttpResponse:
    """One proposal: what is missing, who may submit, its facts with their sources, its history."""
    return _page(request, queries.proposal_of(request.actor, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*BOTH)
def contacts(request: StaffRequest, pk: int) -> HttpResponse:
    """Who answers for the proposal; two windows see each other's."""
    found = queries.proposal_of(request.actor, pk)
    form = ContactsForm(posted(request), initial=ContactsForm.opened(found))
    if request.method == "POST" and form.is_valid() and is_as_seen(request, form):
        said = {"proposal": found, "contacts": form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.save_contacts(**said), _("Збережено."), form=form):
            return redirect("programmes:our_proposal", pk=found.pk)
    return render(request, "programmes/contacts.html", {"proposal": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*BOTH)
def typed(request: StaffRequest, pk: int) -> HttpResponse:
    """Facts that no record gives; two windows see each other's."""
    found = queries.proposal_of(request.actor, pk)
    forms = fact_forms(queries.facts_asked(found), queries.typed_of(found), posted(request))
    right = [one.is_valid() for one in forms]  # each of them, so that each says what is wrong in it
    if request.method == "POST" and forms and all(right) and is_as_seen(request, *forms):
        said = {"proposal": found, "said": [one.said() for one in forms], "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.type_facts(**said), _("Збережено."), form=forms[0]):
            return redirect("programmes:our_proposal", pk=found.pk)
    return render(request, "programmes/typed.html", {"proposal": found, "forms": forms})


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*BOTH)
def answers(request: StaffRequest, pk: int) -> HttpResponse:
    """Questions of the call. What is right is kept at each press, what is wrong is told at its field."""
    found = queries.proposal_of(request.actor, pk)
    if found.response is None:
        raise NoSuchPart
    form = filling.form_for(found.response, posted(request), request.FILES or None, audience=Audience.APPLICANT)
    if form.is_bound and not form.wants_refresh:
        is_whole = form.is_valid()
        changes = {key: value for key, value in form.changes.items() if key not in form.evaluation.errors}
        sent = {
            key: services.Upload(stream=file, name=file.name, size=file.size) for key, file in form.uploads().items()
        }
        said = {"proposal": found, "answers": changes, "uploads": sent, "actor": request.actor, "at": clock.now()}
        if not form.differences and done(request, lambda: services.answer_with_files(**said), form=form) and is_whole:
            messages.success(request, _("Відповіді збережено."))
            return redirect("programmes:our_proposal", pk=found.pk)
    facts = {"proposal": found, "form": form, "files": shown.files_in(found.response)}
    return render(request, "programmes/answers.html", facts)


@require_safe
@role_required(*BOTH, Role.PROGRAMME)
def answer_file(request: StaffRequest, pk: int, file: int) -> HttpResponse:
    """A file of an answer, saved and never shown by the site."""
    found = queries.proposal_of(request.actor, pk)
    content, kept = services.give_answer_file(proposal=found, file=file, actor=request.actor, at=clock.now())
    return file_answer(content, media_type=kept.media_type, name=f"zayavka-{pk}-{file}")


@require_POST
@role_required(*BOTH)
def assessment(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the newest self-assessment handed in into the proposal."""
    found = queries.proposal_of(request.actor, pk)
    said = {"proposal": found, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.attach_assessment(**said), _("Самооцінку додано до заявки."))
    return redirect("programmes:our_proposal", pk=found.pk)


@require_POST
@role_required(*BOTH)
def submission(request: StaffRequest, pk: int) -> HttpResponse:
    """Submit: the moment is that of the request."""
    at, found = clock.now(), queries.proposal_of(request.actor, pk)
    done(request, lambda: services.submit_proposal(proposal=found, actor=request.actor, at=at), _("Заявку подано."))
    return redirect("programmes:our_proposal", pk=found.pk)


@require_POST
@role_required(*BOTH)
def withdrawal(request: StaffRequest, pk: int) -> HttpResponse:
    """Take it back for good."""
    found, form = queries.proposal_of(request.actor, pk), WithdrawalForm(request.POST)
    if form.is_valid():
        said = {"proposal": found, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.withdraw_proposal(**said), _("Заявку відкликано."), form=form):
            return redirect("programmes:our_proposal", pk=found.pk)
    return _page(request, found, withdrawal=form)


@require_POST
@role_required(*BOTH)
def participation(request: StaffRequest, pk: int) -> HttpResponse:
    """A chosen hromada says that it takes part."""
    found = queries.proposal_of(request.actor, pk)
    said = {"proposal": found, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.confirm_participation(**said), _("Участь підтверджено. Далі — меморандум."))
    return redirect("programmes:our_proposal", pk=found.pk)


@require_POST
@role_required(*BOTH)
def declining(request: StaffRequest, pk: int) -> HttpResponse:
    """A chosen hromada, or one in reserve, will not take part, and says why."""
    found, form = queries.proposal_of(request.actor, pk), DecliningForm(request.POST)
    if form.is_valid():
        said = {"proposal": found, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.decline_participation(**said), _("Відмову записано."), form=form):
            return redirect("programmes:our_proposal", pk=found.pk)
    return _page(request, found, declining=form)


@require_POST
@role_required(*BOTH)
def clarification(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer what the programme asked."""
    at, found, form = clock.now(), queries.proposal_of(request.actor, pk), AnswerRequestForm(request.POST)
    if form.is_valid():
        said = {"proposal": found, **form.cleaned_data, "actor": request.actor, "at": at}
        if done(request, lambda: services.answer_request(**said), _("Уточнення подано."), form=form):
            return redirect("programmes:our_proposal", pk=found.pk)
    return _page(request, found, answer=form)


@require_safe
@role_required(*BOTH)
def receipt(request: StaffRequest, pk: int, receipt: int) -> HttpResponse:
    """A receipt: the hash given out beside the hash of what is kept now."""
    found = queries.proposal_of(request.actor, pk)
    given = queries.receipt_of(request.actor, found, receipt)
    kept = canonical.fingerprint(given.revision.body)
    facts = {"proposal": found, "receipt": given, "kept": kept, "is_same": kept == given.sha256}
    return render(request, "programmes/receipt.html", facts)


@require_safe
@role_required(*BOTH)
def receipt_paper(request: StaffRequest, pk: int, receipt: int) -> HttpResponse:
    """The same bytes for ever."""
    found = queries.proposal_of(request.actor, pk)
    given = queries.receipt_of(request.actor, found, receipt)
    return pdf_answer(papers.receipt_pdf(given), name=f"kvytantsiya-{given.number}")


def _call_row(call: ProgrammeCall, told: dict[str, Any], facts: Any) -> dict[str, Any]:
    tracks = []
    for track in told["tracks"]:
        found = conditions.fittings(told, track["code"], facts)
        fits = shown.does_fit(found)
        tracks.append({"code": track["code"], "title": shown.in_words(track, "title"), "places": track["places"],
                       "rows": shown.fit_rows(found), "fits": fits})  # fmt: skip
    return {"call": call, "kind": CALL_KINDS[CallState(call.state)], "tracks": tracks, "is_open": call.state == "open"}


def _page(
    request: StaffRequest,
    found: Proposal,
    *,
    withdrawal: WithdrawalForm | None = None,
    declining: DecliningForm | None = None,
    answer: AnswerRequestForm | None = None,
) -> HttpResponse:
    at, is_writable = clock.now(), found.state in rules.WRITABLE
    facts = queries.facts_of(found, at=at)
    asked = queries.open_request(found)
    told = {
        "proposal": found, "kind": PROPOSAL_KINDS[ProposalState(found.state)], "facts": shown.fact_rows(facts.values()),
        "missing": queries.lacks_of(found, at=at) if is_writable else [], "is_writable": is_writable,
        "fits": shown.fit_rows(queries.fit_of_proposal(found, at=at)) if is_writable else [],
        "who": policies.who_may_submit(found.call), "asked": asked, "answer": answer or AnswerRequestForm(),
        "may_submit": rules.proposal_after(found.state, ProposalMove.SUBMIT) is not None,
        "may_withdraw": rules.proposal_after(found.state, ProposalMove.WITHDRAW) is not None,
        "may_confirm": rules.proposal_after(found.state, ProposalMove.CONFIRM) is not None,
        "may_decline": rules.proposal_after(found.state, ProposalMove.DECLINE) is not None,
        "declining": declining or DecliningForm(),
        "is_waiting": found.state in (ProposalState.SUBMITTED, ProposalState.RESUBMITTED),
        "withdrawal": withdrawal or WithdrawalForm(), "receipts": queries.receipts_of(found),
        "experts_url": beside.experts_url(found), "talk": beside.talk_of(found),
        "steps": found.steps.order_by("-pk"), "has_questions": found.response_id is not None,
    }  # fmt: skip
    return render(request, "programmes/our_proposal.html", told)
