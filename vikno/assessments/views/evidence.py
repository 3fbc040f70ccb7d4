"""Papers that prove answers."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.assessments import policies, queries, rules, services, shown
from vikno.assessments.errors import NoSuchQuestion
from vikno.assessments.forms import JudgementForm, PaperForm
from vikno.assessments.views.assessments import OWN
from vikno.assessments.views.checking import REVIEWERS
from vikno.assessments.views.results import READERS
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.documents.answers import file_answer


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*OWN)
def evidence_new(request: StaffRequest, pk: int, code: str) -> HttpResponse:
    """One more paper for a question."""
    row = queries.access_assessment(pk, actor=request.actor)
    question = queries.read(row.framework).by_code.get(code)
    if question is None or not question.is_asked_of(row.profile):
        raise NoSuchQuestion
    form = PaperForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        call = {"assessment": pk, "question": code, "paper": form.paper(), "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.add_evidence(**call), _("Доказ додано."), form=form):
            return redirect("assessments:dimension", pk, question.dimension)
    return render(request, "assessments/evidence_new.html", {"one": row, "question": question, "form": form})


@require_safe
@role_required(*READERS)
def evidence(request: StaffRequest, pk: int) -> HttpResponse:
    """A paper with all its revisions; what may be done with it depends on whose page it is."""
    return _page(request, pk)


def _page(request: StaffRequest, pk: int, form: PaperForm | None = None) -> HttpResponse:
    found = queries.access_evidence(pk, actor=request.actor)
    row, of_programme = found.assessment, policies.is_of_programme(request.actor)
    question = queries.read(row.framework).by_code[found.question]
    may_revise = not of_programme and row.state in rules.EDITABLE
    may_judge = of_programme and row.state in rules.WITH_PROGRAMME and found.state == "submitted"
    facts = {
        "found": found, "row": shown.evidence_rows([found], clock.today())[0], "question": question, "one": row,
        "revisions": queries.revisions_of(found), "moves": list(found.moves.order_by("pk")),
        "form": (form or PaperForm(initial={"title": found.title})) if may_revise else None,
        "judgement": JudgementForm() if may_judge else None, "of_programme": of_programme,
    }  # fmt: skip
    return render(request, "assessments/evidence.html", facts)


@require_POST
@role_required(*OWN)
def revision(request: StaffRequest, pk: int) -> HttpResponse:
    """A newer paper instead."""
    queries.access_evidence(pk, actor=request.actor)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        call = {"evidence": pk, "paper": form.paper(), "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.revise_evidence(**call), _("Нову редакцію додано."), form=form):
            return redirect("assessments:evidence", pk)
    return _page(request, pk, form)


@require_POST
@role_required(*REVIEWERS)
def judgement(request: StaffRequest, pk: int) -> HttpResponse:
    """Approved or rejected."""
    queries.access_evidence(pk, actor=request.actor)
    form = JudgementForm(request.POST)
    if form.is_valid():
        call = {"evidence": pk, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        done(request, lambda: services.judge_evidence(**call), _("Рішення про доказ записано."))
    return redirect("assessments:evidence", pk)


@require_safe
@role_required(*READERS)
def evidence_file(request: StaffRequest, pk: int) -> HttpResponse:
    """The newest file."""
    found = queries.access_evidence(pk, actor=request.actor)
    content, file = services.give_file(evidence=found, actor=request.actor, at=clock.now())
    return file_answer(content, media_type=file.media_type, name=f"dokaz-{pk}")
