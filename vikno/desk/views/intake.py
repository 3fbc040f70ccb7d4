"""Taking an application in: who → service → papers → contact and result → check → number."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.applicants import policies as people_access
from vikno.applicants import queries as applicants
from vikno.cases.duty import duty_point
from vikno.common import clock
from vikno.common.acting import actor_of
from vikno.common.editions import Difference
from vikno.common.errors import Refusal
from vikno.desk import policies, queries, services, shown
from vikno.desk.errors import DraftChangedMeanwhile
from vikno.desk.forms import Papers, WishesForm
from vikno.desk.guessing import initial_from
from vikno.desk.intake import IntakeStep, may_enter, next_step
from vikno.desk.models import IntakeDraft
from vikno.desk.views.doors import at_the_desk, found_and_seen, seen
from vikno.desk.views.people import added_from, form_facts, form_for

DraftView = Callable[..., HttpResponse]


def step_of(step: IntakeStep) -> Callable[[DraftView], Callable[..., HttpResponse]]:
    """A page of one step of one's own draft: it opens when the steps before it are done."""

    def decorate(view: DraftView) -> Callable[..., HttpResponse]:
        @at_the_desk
        @wraps(view)
        def guarded(request: HttpRequest, token: UUID, **parts: Any) -> HttpResponse:
            kept = policies.access_draft(actor_of(request), token)
            if kept.case is not None:
                return redirect("desk:done", token=token)
            if not may_enter(step, queries.progress_of(kept)):
                return onward(kept)
            page = view(request, kept, **parts)
            # Every step names the person it is about; the look at one person during one intake is one entry.
            return seen(request, kept.applicant, page) if kept.applicant and page.status_code == 200 else page

        return guarded

    return decorate


def onward(kept: IntakeDraft) -> HttpResponse:
    """To the first step that is not done."""
    return redirect(f"desk:{next_step(queries.progress_of(kept))}", token=kept.token)


@at_the_desk
def intake(request: HttpRequest) -> HttpResponse:
    """Begin: find or add the person on one screen."""
    if duty_point(request) is None:
        messages.warning(request, _("Виберіть точку, в якій ви сьогодні працюєте."))
        return redirect("desk:home")
    return _who(request, None)


@at_the_desk
def draft(request: HttpRequest, token: UUID) -> HttpResponse:
    """Go on where it was left."""
    kept = policies.access_draft(actor_of(request), token)
    return redirect("desk:done", token=token) if kept.case else onward(kept)


@step_of(IntakeStep.WHO)
def who(request: HttpRequest, kept: IntakeDraft) -> HttpResponse:
    """Another person after all."""
    return _who(request, kept)


def _who(request: HttpRequest, kept: IntakeDraft | None) -> HttpResponse:
    actor, text = actor_of(request), request.GET.get("q", "").strip()
    chosen = request.POST.get("applicant", "")
    if chosen.isdigit():
        return _with_person(request, kept, people_access.access_applicant(actor, int(chosen)))
    form = form_for(request, initial=initial_from(text))
    added = added_from(request, form)
    if added is not None:
        return _with_person(request, kept, added)
    found = applicants.find_applicants(actor, text) if text and request.method == "GET" else None
    facts: dict[str, Any] = form_facts(request, form) | {"draft": kept, "text": text, "found": found}
    facts |= {"steps": shown.steps(kept, IntakeStep.WHO), "drafts": shown.open_drafts(actor, besides=kept)}
    facts |= {"people": [shown.candidate_of(person) for person in found.applicants] if found else []}
    page = render(request, "desk/intake/who.html", facts)
    return found_and_seen(request, found, page, drafts=facts["drafts"])


def _with_person(request: HttpRequest, kept: IntakeDraft | None, applicant: Any) -> HttpResponse:
    actor, at, point = actor_of(request), clock.now(), duty_point(request)
    if kept is not None:
        services.change_applicant(draft=kept, actor=actor, at=at, applicant=applicant)
        return redirect("desk:draft", token=kept.token)
    if point is None:
        return redirect("desk:home")
    made = services.start_draft(actor=actor, at=at, point=point, applicant=applicant)
    return redirect("desk:service", token=made.token)


@step_of(IntakeStep.SERVICE)
def service(request: HttpRequest, kept: IntakeDraft) -> HttpResponse:
    """Services this person may give here, and why not the others; or a turn of life that asks for several."""
    actor, today = actor_of(request), clock.today()
    is_more = request.POST.get("more", "") or request.GET.get("more", "")
    event = request.POST.get("bundle", "")
    if event.isdigit():
        return redirect("desk:bundle", token=kept.token, pk=int(event))
    offered = shown.services_offered(kept, actor=actor, today=today)
    chosen = next((g for g in offered if str(g.service.pk) == request.POST.get("service")), None)
    if request.method == "POST" and chosen is not None and chosen.is_allowed:
        asked = [*queries.services_asked(kept), chosen.service] if is_more else [chosen.service]
        services.choose_services(draft=kept, actor=actor, at=clock.now(), services=asked, **_event(kept, is_more))
        is_at_once = not is_more and chosen.version is not None and chosen.version.is_immediate
        return redirect("desk:at_once" if is_at_once else "desk:papers", token=kept.token)
    if request.method == "POST":
        messages.error(request, _("Цю послугу тут надати не можна. Виберіть іншу."))
    text = request.GET.get("q", "").strip()
    facts = shown.service_facts(kept, offered, text=text, actor=actor, today=today, is_more=is_more)
    return render(request, "desk/intake/service.html", facts)


def _event(kept: IntakeDraft, is_more: str) -> dict[str, Any]:
    """One more service leaves the bundle as it was answered; another one alone is no bundle."""
    return {"bundle": kept.bundle, "answers": kept.answers} if is_more else {}


@step_of(IntakeStep.PAPERS)
def papers(request: HttpRequest, kept: IntakeDraft) -> HttpResponse:
    """The one checklist of all services asked for; what is ticked goes into the описи."""
    lines = shown.paper_lines(kept, today=clock.today())
    asked = [(str(one.pk), one.name) for one in queries.services_asked(kept)]
    initial = shown.lines_typed(lines, kept)
    formset = Papers(request.POST or None, initial=initial, prefix="papers", form_kwargs={"services": asked})
    differences: list[Difference] = []
    if request.method == "POST" and formset.is_valid():
        made = shown.papers_of_form(formset, lines)
        try:
            services.keep_papers(
                draft=kept, actor=actor_of(request), at=clock.now(), papers=made, revision=_revision(request, kept)
            )
        except DraftChangedMeanwhile as refusal:
            kept, differences = refusal.theirs, shown.papers_apart(made, refusal.theirs)
        else:
            return _after_papers(request, kept)
    facts = {"draft": kept, "formset": formset, "lines": shown.paper_rows(formset, initial), "services": asked}
    facts |= {"differences": differences, "steps": shown.steps(kept, IntakeStep.PAPERS)}
    return render(request, "desk/intake/papers.html", facts)


def _after_papers(request: HttpRequest, kept: IntakeDraft) -> HttpResponse:
    if queries.progress_of(policies.access_draft(actor_of(request), kept.token)).has_papers:
        return redirect("desk:draft", token=kept.token)
    messages.warning(request, _("Для кожної послуги потрібен хоча б один документ, наприклад заява."))
    return redirect("desk:papers", token=kept.token)


def _revision(request: HttpRequest, kept: IntakeDraft) -> int | None:
    """Which edit of the draft the window knows; None when it does not say.

    The last save may be its own, of which the answer was lost on the way: then it is the edit that stands now.
    """
    window = request.POST.get("window", "")
    if window and kept.typed.get("window") == window:
        return kept.revision
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


@step_of(IntakeStep.WISHES)
def wishes(request: HttpRequest, kept: IntakeDraft) -> HttpResponse:
    """Who came, how to tell, where to give the result."""
    actor = actor_of(request)
    given = request.POST if request.method == "POST" else None
    choices = shown.wishes_choices(kept, today=clock.today())
    form = WishesForm(given, **choices)
    differences: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_wishes(
                draft=kept, actor=actor, at=clock.now(), wishes=form.wishes(), revision=_revision(request, kept)
            )
        except DraftChangedMeanwhile as refusal:
            kept, differences = refusal.theirs, shown.wishes_apart(form)
        else:
            return redirect("desk:draft", token=kept.token)
    facts = {"draft": kept, "form": form, "steps": shown.steps(kept, IntakeStep.WISHES), "differences": differences}
    return render(request, "desk/intake/wishes.html", facts)


@require_POST
@at_the_desk
def typed(request: HttpRequest, token: UUID) -> JsonResponse:
    """What the screen saves by itself: half-typed fields of a step, as they are. 409 when another window saved."""
    actor, at = actor_of(request), clock.now()
    kept = policies.access_draft(actor, token)
    step, revision = request.POST.get("step", ""), _revision(request, kept)
    if step not in (IntakeStep.PAPERS, IntakeStep.WISHES) or revision is None:
        return JsonResponse({"code": "desk.nothing_to_keep"}, status=400)
    service_words, window = ("csrfmiddlewaretoken", "step", "revision", "window"), request.POST.get("window", "")[:40]
    fields = {name: value for name, value in request.POST.items() if name not in service_words}
    try:
        saved = services.keep_typed(
            draft=kept, actor=actor, at=at, step=step, fields=fields, revision=revision, window=window
        )
    except Refusal as refusal:
        return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=409)
    return JsonResponse({"saved_at": f"{at.astimezone(clock.KYIV):%H:%M}", "revision": saved.revision})


@step_of(IntakeStep.CHECK)
def check(request: HttpRequest, kept: IntakeDraft) -> HttpResponse:
    """Read it aloud before the number is given."""
    return render(request, "desk/intake/check.html", shown.check_facts(kept, today=clock.today()))


@require_POST
@at_the_desk
def registration(request: HttpRequest, token: UUID) -> HttpResponse:
    """Give the number; a second press leads to the same case."""
    actor = actor_of(request)
    kept = policies.access_draft(actor, token)
    try:
        services.register_draft(draft=kept, actor=actor, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return onward(kept)
    return redirect("desk:done", token=token)


@require_GET
@at_the_desk
def done(request: HttpRequest, token: UUID) -> HttpResponse:
    """The number, the code for the receipt, the опис to print, and what happens next; several cases are a visit."""
    kept = policies.access_draft(actor_of(request), token)
    if kept.case is None:
        return onward(kept)
    if kept.visit is not None and len(queries.cases_of_visit(kept.visit)) > 1:
        return redirect("desk:visit", token=kept.visit_id)
    return render(request, "desk/intake/done.html", shown.done_facts(kept.case) | {"draft": kept})


@require_POST
@at_the_desk
def discard(request: HttpRequest, token: UUID) -> HttpResponse:
    """Throw an unfinished application away."""
    actor = actor_of(request)
    services.discard_draft(draft=policies.access_draft(actor, token), actor=actor)
    messages.success(request, _("Чернетку прибрано."))
    return redirect("desk:home")
