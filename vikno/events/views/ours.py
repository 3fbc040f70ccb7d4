"""A hromada's pages: events it may go to, its delegation and place in line, promises, certificates."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.assessments.models import RoadmapItem
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.documents.answers import pdf_answer
from vikno.events import beside, papers, queries, rules, services
from vikno.events.enums import KEPT, STATE_KINDS, EventState, Move, Outcome, State
from vikno.events.forms import DelegationForm, OutcomeForm, PromiseForm
from vikno.events.links import token_of
from vikno.events.models import Delegation, Event, SeatPool, SurveyInvite
from vikno.events.queries.answers import document_for
from vikno.events.queries.inviting import why_invited
from vikno.events.queries.limits import limits_by_post
from vikno.questionnaires import filling
from vikno.questionnaires.engine import Audience

BOTH = (Role.HEAD, Role.LEADER)
ROWS = 50


@require_safe
@role_required(*BOTH)
def ours(request: StaffRequest) -> HttpResponse:
    """Events open for registration, the hromada's delegations, promises to answer."""
    at = clock.now()
    page = Paginator(queries.delegations_of(request.actor), ROWS).get_page(request.GET.get("page"))
    facts = {
        "events": list(queries.open_events(at=at, besides=request.actor)[:ROWS]), "page": page,
        "received": list(queries.received_by(request.actor)[:ROWS]),
        "offers": list(queries.delegations_of(request.actor).filter(state=State.OFFERED, offered_until__gt=at)),
        "rows": [{"one": one, "kind": STATE_KINDS[State(one.state)]} for one in page.object_list],
        "promises": list(queries.promises_of(request.actor).filter(outcome="", due_on__lte=clock.today(at))[:ROWS]),
    }  # fmt: skip
    return render(request, "events/ours.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*BOTH)
def register(request: StaffRequest, pk: int) -> HttpResponse:
    """Name the people, answer what the event asks; all of them come or none. Nothing is kept until it is all right."""
    event = queries.open_event(pk)
    asked = _asked(request, event)
    form = _named(request, queries.pools_for(event, request.actor), asked)
    if _is_sound(form, asked):
        said = {
            "event": event, "pool": form.chosen, "people": form.people(), "contact": form.cleaned_data["contact"],
            "language": form.cleaned_data["language"],
            "answers": asked.changes if asked else {}, "actor": request.actor, "at": clock.now(),
        }  # fmt: skip
        made: list[Delegation] = []
        if done(request, lambda: made.append(services.register_delegation(**said)), _("Заявку записано."), form=form):
            return redirect("events:delegation", made[0].pk)
    facts = {"event": event, "form": form, "groups": form.groups(), "asked": asked, "limits": limits_by_post(event)}
    facts["why"] = why_invited(event, request.actor)
    return render(request, "events/register.html", facts)


@require_safe
@role_required(*BOTH, Role.PROGRAMME)
def delegation(request: StaffRequest, pk: int) -> HttpResponse:
    """Its people, steps, place in line; for the hromada also links, promises and certificates."""
    return _page(request, queries.delegation_of(request.actor, pk))


@require_POST
@role_required(*BOTH, Role.PROGRAMME)
def delegation_move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """Approve, take the offer, cancel: whoever's move it is."""
    calls: dict[str, Any] = {Move.APPROVE: services.approve_delegation, Move.CONFIRM: services.accept_offer}
    one, said = queries.delegation_of(request.actor, pk), {"actor": request.actor, "at": clock.now()}
    if move == Move.CANCEL:
        calls[Move.CANCEL] = lambda **given: services.cancel_delegation(**given, words="")
    if move not in calls:
        raise Http404
    done(request, lambda: calls[move](delegation=one, **said), _("Крок записано."))
    return redirect("events:delegation", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*BOTH)
def promise(request: StaffRequest, pk: int) -> HttpResponse:
    """What the hromada will use; perhaps a thing of its roadmap."""
    one = queries.delegation_of(request.actor, pk)
    items = RoadmapItem.objects.filter(hromada_id=request.actor.hromada_code).order_by("pk")
    form = PromiseForm(posted(request), items=items)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        said = {"delegation": one, "text": told["text"], "months": told["months"], "item": told["item"]}
        act = lambda: services.make_promise(**said, actor=request.actor, at=clock.now())  # noqa: E731
        if done(request, act, _("Записано. Ми запитаємо, чи вдалося."), form=form):
            return redirect("events:delegation", pk)
    facts = {
        "title": _("Що впровадите"), "lead": one.event.title, "button": _("Записати"), "back": "events:ours",
        "back_text": _("Візити і навчання"), "form": form,
    }  # fmt: skip
    return render(request, "events/form.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*BOTH)
def outcome(request: StaffRequest, pk: int) -> HttpResponse:
    """Was it applied?"""
    one, form = queries.promise_of(request.actor, pk), OutcomeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        said = {"promise": one, "outcome": Outcome(told["outcome"]), "words": told["words"], "actor": request.actor}
        if done(request, lambda: services.answer_promise(**said, at=clock.now()), _("Дякуємо!"), form=form):
            return redirect(_practice_of(one.pk, said["outcome"]) or "events:ours")
    facts = {
        "title": one.text, "lead": one.delegation.event.title, "button": _("Відповісти"), "back": "events:ours",
        "back_text": _("Візити і навчання"), "form": form,
    }  # fmt: skip
    return render(request, "events/form.html", facts)


@require_safe
@role_required(*BOTH, Role.PROGRAMME)
def certificate(request: StaffRequest, pk: int) -> HttpResponse:
    """The paper of one person."""
    one = queries.certificate_of(request.actor, pk)
    address = request.build_absolute_uri("/learning/check/")
    return pdf_answer(papers.certificate_pdf(one, address=address, at=one.issued_at), name=f"certificate-{one.pk}")


def _asked(request: StaffRequest, event: Event) -> filling.FillingForm | None:
    """Questions of the event as they follow from what was sent."""
    document = document_for(event)
    if document is None:
        return None
    return filling.FillingForm(posted(request), document=document, audience=Audience.APPLICANT)


def _named(request: StaffRequest, pools: list[SeatPool], asked: filling.FillingForm | None) -> DelegationForm:
    """Another look at the questions is no press of «Зареєструвати»: names stay as typed, nothing is said of them."""
    if asked is not None and asked.is_bound and asked.wants_refresh:
        return DelegationForm(initial=request.POST.dict(), pools=pools)
    return DelegationForm(posted(request), pools=pools)


def _is_sound(form: DelegationForm, asked: filling.FillingForm | None) -> bool:
    """People and answers; both say at once what is wrong in them."""
    if not form.is_bound or asked is None:
        return form.is_valid()
    return all([form.is_valid(), asked.is_valid(), asked.require_complete()])


def _page(request: StaffRequest, one: Delegation) -> HttpResponse:
    at, is_programme = clock.now(), request.actor.role == Role.PROGRAMME
    people = list(one.people.select_related("certificate"))
    is_coming = one.state == State.CONFIRMED and one.event.state == EventState.OPEN and at < one.event.begins_at
    is_open = is_coming and not is_programme  # personal links are the hromada's to hand over
    links: dict[int, SurveyInvite] = {}
    if not is_programme:
        links = {row.participant_id: row for row in SurveyInvite.objects.filter(participant__in=people)}
    moves = [Move.APPROVE, Move.CANCEL] if is_programme else [Move.CONFIRM, Move.CANCEL]
    facts = {
        "one": one, "kind": STATE_KINDS[State(one.state)], "is_programme": is_programme,
        "place": None if is_programme else queries.place_of(one, at=at), "steps": list(one.steps.all()),
        "letters": [] if is_programme else list(one.letters.all()),
        "moves": [each for each in moves if _may(one, each) and at < one.event.begins_at],
        "people": [
            {
                "one": each, "link": links.get(each.pk), "paper": getattr(each, "certificate", None),
                "is_gone": each.state == State.CANCELLED,
                "seat": token_of(each) if is_open and each.state == State.CONFIRMED else "",
            }
            for each in people
        ],
        "may_leave_one": one.size > 1,
        "is_confirmed": one.state == State.CONFIRMED, "promises": [
            {"one": each, "practice": "" if is_programme else _practice_of(each.pk, each.outcome)}
            for each in one.promises.all()
        ],
        "may_promise": not is_programme and one.state == State.CONFIRMED and one.event.state == EventState.HELD,
        "sessions": list(one.event.sessions.all()),
    }  # fmt: skip
    return render(request, "events/delegation.html", facts)


def _practice_of(promise: int, outcome: str) -> str:
    """Where what was applied becomes practice; "" for what was not, and where nobody keeps practices."""
    return beside.address_of(promise) if outcome in KEPT else ""


def _may(one: Delegation, move: Move) -> bool:
    """An approved one is confirmed by the line itself, never by a press."""
    is_press = move != Move.CONFIRM or one.state == State.OFFERED
    return is_press and rules.after(one.state, move) is not None
