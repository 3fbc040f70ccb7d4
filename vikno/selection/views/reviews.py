"""The programme's view of the review: overview, conflicts, calibration, progress, disagreements, interviews."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.programmes.enums import Phase, Source
from vikno.selection import policies, queries, rules, services, shown
from vikno.selection.enums import ASSIGNMENT_KINDS, DECISION_KINDS, RUN_KINDS
from vikno.selection.forms import AnchorForm, ReasonForm, TalkForm
from vikno.selection.frozen import lacking
from vikno.selection.views.pool import ROWS


@require_safe
@role_required(Role.PROGRAMME)
def call(request: StaffRequest, number: str) -> HttpResponse:
    """Where a call stands and what comes next."""
    call = policies.call_run_by(request.actor, number)
    review = getattr(call, "review", None)
    if review is None:
        return redirect("selection:terms", number=number)
    facts = {
        "call": call, "review": review, "opening": getattr(review, "opening", None), "lacking": lacking(review),
        "runs": [(one, RUN_KINDS[one.state]) for one in queries.runs_of(call)],
        "decisions": [(one, DECISION_KINDS[one.state]) for one in queries.decisions_of(call)],
        "form": ReasonForm(),
    }  # fmt: skip
    return render(request, "selection/call.html", facts)


@require_safe
@role_required(Role.PROGRAMME)
def progress(request: StaffRequest, number: str) -> HttpResponse:
    """Proposals in review, how many reviews each has."""
    review = policies.review_run_by(request.actor, number)
    page = Paginator(queries.progress_of(review), ROWS).get_page(request.GET.get("page"))
    late = queries.late_assignments(review, at=clock.now()).count()
    return render(
        request, "selection/progress.html", {"review": review, "call": review.call, "page": page, "late": late}
    )


@require_POST
@role_required(Role.PROGRAMME)
def distribution(request: StaffRequest, number: str) -> HttpResponse:
    """Give proposals out to experts."""
    said = {"review": policies.review_run_by(request.actor, number), "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.distribute_proposals(**said), _("Заявки роздано експертам."))
    return redirect("selection:progress", number=number)


@require_POST
@role_required(Role.PROGRAMME)
def expiry(request: StaffRequest, number: str) -> HttpResponse:
    """Take back what is late and give it to others."""
    said = {"review": policies.review_run_by(request.actor, number), "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.expire_assignments(**said), _("Прострочене передано іншим експертам."))
    return redirect("selection:progress", number=number)


@require_safe
@role_required(Role.PROGRAMME)
def conflicts(request: StaffRequest, number: str) -> HttpResponse:
    """Everything that was found, by rule, by declaration, by objection."""
    review = policies.review_run_by(request.actor, number)
    page = Paginator(queries.conflicts_of(review), ROWS).get_page(request.GET.get("page"))
    return render(request, "selection/conflicts.html", {"review": review, "call": review.call, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def lifting(request: StaffRequest, pk: int) -> HttpResponse:
    """There is no conflict, because."""
    conflict = queries.conflict_run_by(request.actor, pk)
    call, form = conflict.reviewer.review.call, ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {"conflict": conflict, "actor": request.actor, "at": clock.now(), **form.cleaned_data}
        if done(request, lambda: services.lift_conflict(**said), _("Конфлікт знято."), form=form):
            return redirect("selection:conflicts", number=call.number)
    title = _("Зняти конфлікт: {number}").format(number=conflict.proposal.number)
    return render(request, "selection/reason.html", {"call": call, "form": form, "title": title})


@require_safe
@role_required(Role.PROGRAMME)
def calibration(request: StaffRequest, number: str) -> HttpResponse:
    """How far each expert lies from the agreed marks. Nothing is corrected by it."""
    review = policies.review_run_by(request.actor, number)
    found = queries.calibration_of(review)
    names = {one.pk: one.user.full_name for one in queries.pool_of(review)}
    rows = [
        {
            "name": names[one.reviewer], "marked": one.marked, "widest": one.widest,
            "severity": shown.severity_text(one.mean) if one.marked else "—",
            "is_wide": one.widest > review.anchor_spread,
        }
        for one in found.severities
    ]  # fmt: skip
    facts = {
        "review": review, "call": review.call, "rows": rows, "anchors": list(review.anchors.select_related("track")),
        "opening": getattr(review, "opening", None), "tracks": list(review.call.tracks.order_by("pk")),
        "is_ready": rules.is_calibrated(
            found.severities, anchors=found.anchors, reviewers=found.reviewers, spread=review.anchor_spread
        ),
    }  # fmt: skip
    return render(request, "selection/calibration.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def anchor_new(request: StaffRequest, number: str, track: str) -> HttpResponse:
    """One more invented proposal of a track."""
    review = policies.review_run_by(request.actor, number)
    of = get_object_or_404(review.call.tracks, code=track)
    form = AnchorForm(posted(request), criteria=list(of.criteria.filter(source=Source.REVIEWER)))
    if request.method == "POST" and form.is_valid():
        said = {
            "review": review, "track": of, "title": form.cleaned_data["title"], "text": form.cleaned_data["text"],
            "agreed": form.marks(), "actor": request.actor, "at": clock.now(),
        }  # fmt: skip
        if done(request, lambda: services.add_anchor(**said), _("Зразок додано."), form=form):
            return redirect("selection:calibration", number=number)
    return render(request, "selection/anchor_new.html", {"call": review.call, "track": of, "form": form})


@require_POST
@role_required(Role.PROGRAMME)
def opening(request: StaffRequest, number: str) -> HttpResponse:
    """Let experts read real proposals."""
    said = {"review": policies.review_run_by(request.actor, number), "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.open_files(**said), _("Файли заявок відкрито експертам."))
    return redirect("selection:calibration", number=number)


@require_safe
@role_required(Role.PROGRAMME)
def disagreements(request: StaffRequest, number: str) -> HttpResponse:
    """Marks that lie further apart than the terms allow."""
    review = policies.review_run_by(request.actor, number)
    page = Paginator(queries.disagreements_of(review), ROWS).get_page(request.GET.get("page"))
    return render(request, "selection/disagreements.html", {"review": review, "call": review.call, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def discussion(request: StaffRequest, number: str, criterion: str) -> HttpResponse:
    """What those who differ agreed on."""
    of = queries.proposal_run_by(request.actor, number)
    named, form = get_object_or_404(of.track.criteria, code=criterion), ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {"proposal": of, "criterion": named, "words": form.cleaned_data["reason"]}
        said |= {"actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.settle_spread(**said), _("Обговорення записано."), form=form):
            return redirect("selection:disagreements", number=of.call.number)
    title = _("Обговорення: {number}, {criterion}").format(number=number, criterion=named.title)
    return render(request, "selection/reason.html", {"call": of.call, "form": form, "title": title})


@require_safe
@role_required(Role.PROGRAMME)
def proposal(request: StaffRequest, number: str) -> HttpResponse:
    """Reviews of one proposal, who holds it, conflicts, the talk."""
    of = queries.proposal_run_by(request.actor, number)
    hidden = policies.hidden_in(of.call_id, Phase.REVIEW)
    rows = of.assignments.select_related("reviewer__user").prefetch_related("scores__criterion").order_by("pk")
    facts = {
        "proposal": of, "call": of.call, "rows": [(one, ASSIGNMENT_KINDS[one.state]) for one in rows],
        "talk": of.talks.order_by("-pk").first(), "plan": queries.planned_for(of), "form": ReasonForm(),
        "has_talk": rules.has_talks(of.track.stages), "files": queries.files_of(of),
        "access": rules.files_are(hidden), "closed": shown.files_closed(hidden),
    }  # fmt: skip
    return render(request, "selection/proposal.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def talk(request: StaffRequest, number: str) -> HttpResponse:
    """Agreed marks of an interview or a visit."""
    of = queries.proposal_run_by(request.actor, number)
    form = TalkForm(posted(request), criteria=list(of.track.criteria.filter(source=Source.INTERVIEW)))
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("kind", "held_on", "who", "words")}
        said = {"proposal": of, "marks": form.marks(), "actor": request.actor, "at": clock.now(), **told}
        if done(request, lambda: services.record_talk(**said), _("Записано."), form=form):
            return redirect("selection:proposal", number=number)
    return render(request, "selection/talk.html", {"proposal": of, "call": of.call, "form": form})


@require_POST
@role_required(Role.PROGRAMME)
def reopening(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand a review back to its expert with a reason."""
    assignment = queries.assignment_run_by(request.actor, pk)
    said = {"assignment": assignment, "reason": request.POST.get("reason", ""), "actor": request.actor}
    done(request, lambda: services.reopen_review(**said, at=clock.now()), _("Оцінку повернуто експертові."))
    return redirect("selection:proposal", number=assignment.proposal.number)
