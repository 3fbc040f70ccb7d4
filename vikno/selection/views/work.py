"""An expert's pages: the queue, the declaration, anchors, a proposal by its phase with marks."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import is_as_seen, one_at_a_time
from vikno.documents.answers import file_answer
from vikno.programmes.enums import Source
from vikno.selection import policies, queries, services, shown
from vikno.selection.enums import ASSIGNMENT_KINDS, AssignmentState
from vikno.selection.errors import NoSuchRow
from vikno.selection.forms import DeclarationForm, MarksForm, ReasonForm, ReviewForm
from vikno.selection.models import Anchor, Assignment, Score
from vikno.selection.views.pool import ROWS

_WRITABLE = (AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS, AssignmentState.REOPENED)
_DONE = (AssignmentState.SUBMITTED, AssignmentState.LOCKED)


@require_safe
@role_required(Role.EXPERT)
def queue(request: StaffRequest) -> HttpResponse:
    """What the expert was given, the next to be done first, the done at the end; numbers and tracks, nobody's name."""
    is_done = ExpressionWrapper(Q(state__in=_DONE), BooleanField())
    rows = policies.own_assignments(request.actor).order_by(is_done, "due_at", "pk")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    page.object_list = [(one, ASSIGNMENT_KINDS[one.state], one.state in policies.OPEN) for one in page.object_list]
    mine = policies.reviewers_of(request.actor).prefetch_related("declarations").order_by("pk")
    pools = [(one, bool(one.declarations.all())) for one in mine]
    seats = queries.seats_of(request.actor, at=clock.now())[:ROWS]
    facts = {"page": page, "pools": pools, "seats": seats, "today": clock.now()}
    return render(request, "selection/queue.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.EXPERT)
def declaration(request: StaffRequest, number: str) -> HttpResponse:
    """Before any file: all hromadas of the call by the alphabet, without numbers of proposals."""
    reviewer = policies.reviewer_in(request.actor, number)
    form = DeclarationForm(posted(request), hromadas=queries.hromadas_in(reviewer.review))
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("hromadas", "words")}
        said = {"number": number, "actor": request.actor, "at": clock.now(), **told}
        if done(request, lambda: services.declare_ties(**said), _("Дякуємо. Заяву записано."), form=form):
            return redirect("selection:queue")
    facts = {"call": reviewer.review.call, "form": form, "last": reviewer.declarations.order_by("-pk").first()}
    return render(request, "selection/declaration.html", facts)


@require_safe
@role_required(Role.EXPERT)
def anchors(request: StaffRequest, number: str) -> HttpResponse:
    """Invented proposals everybody marks first."""
    reviewer = policies.reviewer_in(request.actor, number)
    facts = {"call": reviewer.review.call, "rows": queries.anchors_for(reviewer)}
    return render(request, "selection/anchors.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.EXPERT)
def anchor(request: StaffRequest, pk: int) -> HttpResponse:
    """Mark an anchor, once; then see what was agreed."""
    pools = policies.reviewers_of(request.actor).values("review_id")
    found = get_object_or_404(Anchor.objects.select_related("review__call", "track"), pk=pk, review__in=pools)
    reviewer = policies.reviewer_in(request.actor, found.review.call.number)
    criteria = list(found.track.criteria.filter(source=Source.REVIEWER))
    said = found.marks.filter(reviewer=reviewer).first()
    form = MarksForm(posted(request), criteria=criteria)
    if request.method == "POST" and form.is_valid():
        told = {"anchor": found, "marks": form.marks(), "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.mark_anchor(**told), _("Оцінки зразка записано."), form=form):
            return redirect("selection:anchor", pk=pk)
    rows = [(one.title, said.marks.get(one.code), found.agreed.get(one.code)) for one in criteria] if said else []
    facts = {"anchor": found, "call": found.review.call, "rows": rows, "form": None if said else form}
    return render(request, "selection/anchor.html", facts)


@require_POST
@role_required(Role.EXPERT)
def acceptance(request: StaffRequest, pk: int) -> HttpResponse:
    """«No conflict, I accept»."""
    said = {"assignment": _own(request, pk), "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.accept_assignment(**said), _("Заявку прийнято. Файл відкрито."))
    return redirect("selection:queue")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.EXPERT)
def recusal(request: StaffRequest, pk: int) -> HttpResponse:
    """Refuse for a conflict of interest."""
    found, form = _own(request, pk), ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {"assignment": found, "actor": request.actor, "at": clock.now(), **form.cleaned_data}
        if done(request, lambda: services.recuse(**said), _("Самовідвід записано. Заявку передано іншим."), form=form):
            return redirect("selection:queue")
    title = _("Самовідвід: {number}").format(number=found.proposal.number)
    return render(request, "selection/reason.html", {"form": form, "title": title, "is_expert": True})


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(Role.EXPERT)
def review(request: StaffRequest, number: str) -> HttpResponse:
    """A proposal as its phase shows it, and the marks."""
    return _marked(request, number, services.save_marks, _("Збережено. Подайте оцінку, коли закінчите."))


@require_POST
@one_at_a_time
@role_required(Role.EXPERT)
def submission(request: StaffRequest, number: str) -> HttpResponse:
    """Hand the review in as it stands on the page."""
    return _marked(request, number, services.hand_in_review, _("Оцінку подано."))


@require_safe
@role_required(Role.EXPERT)
def proposal_file(request: StaffRequest, number: str, file: int) -> HttpResponse:
    """A file of an answer, saved and never shown by the site."""
    content, kept = services.read_file(number=number, file=file, actor=request.actor, at=clock.now())
    return file_answer(content, media_type=kept.media_type, name=f"zayavka-{number}-{file}")


def _marked(request: StaffRequest, number: str, act: Callable[..., Any], words: str) -> HttpResponse:
    seen = policies.access_proposal(request.actor, number)
    criteria = list(seen.assignment.proposal.track.criteria.filter(source=Source.REVIEWER))
    kept = _kept(seen.assignment)
    form = ReviewForm(posted(request), criteria=criteria, initial=kept)
    if request.method == "POST" and form.is_valid() and is_as_seen(request, form):
        said = {"number": number, "said": form.said(), "comment": form.cleaned_data["comment"]}
        said |= {"actor": request.actor, "at": clock.now()}
        if done(request, lambda: act(**said), words, form=form):
            return redirect("selection:review", number=number)
    last = seen.assignment.steps.filter(move="reopen").order_by("-pk").first()
    facts: dict[str, Any] = {
        "seen": seen, "shown": shown.proposal_values(seen.values), "form": form, "last": last,
        "closed": shown.files_closed(seen.hidden), "has_no_answers": "answers" not in seen.values,
        "kept": ReviewForm(criteria=criteria, initial=kept), "assignment": seen.assignment,
        "kind": ASSIGNMENT_KINDS[seen.assignment.state], "is_writable": seen.assignment.state in _WRITABLE,
    }  # fmt: skip
    return render(request, "selection/review.html", facts)


def _own(request: StaffRequest, pk: int) -> Assignment:
    found = policies.own_assignments(request.actor).filter(pk=pk).first()
    if found is None:
        raise NoSuchRow
    return found


def _kept(assignment: Assignment) -> dict[str, Any]:
    told: dict[str, Any] = {"comment": assignment.comment}
    for row in Score.objects.filter(assignment=assignment).select_related("criterion").order_by("pk"):
        code = row.criterion.code
        told |= {
            code: "" if row.mark is None else str(row.mark),
            f"note_{code}": row.note,
            f"why_{code}": row.abstained,
        }
    return told
