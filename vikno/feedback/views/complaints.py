"""The register of complaints, one complaint, and what may be done with it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from vikno.accounts.access import role_required
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.common.actors import Actor
from vikno.feedback import policies, queries, rules, services
from vikno.feedback.enums import STATE_KINDS
from vikno.feedback.forms import AssignmentForm, DeskComplaintForm, ExtensionForm, TellingForm, WordsForm
from vikno.feedback.models import Complaint
from vikno.feedback.views.common import DESK, READERS, page_of
from vikno.notifications.enums import NEEDS_A_PERSON

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@role_required(*READERS)
def register(request: HttpRequest) -> HttpResponse:
    """Open complaints by day, or all of them; those whose day has passed are said first."""
    actor, day = actor_of(request), clock.today()
    chosen = request.GET.get("which", "open")
    rows = queries.complaints_of(actor) if chosen == "all" else queries.open_complaints(actor)
    page = page_of(request, rows)
    overdue = queries.overdue_complaints(actor, on=day).count()
    shown = [
        (row, STATE_KINDS[row.state], rules.lateness(state=row.state, due_on=row.due_on, today=day)) for row in page
    ]
    facts = {"page": page, "rows": shown, "overdue": overdue, "chosen": chosen}
    return render(request, "feedback/complaints.html", facts)


@role_required(*DESK)
def complaint_new(request: HttpRequest) -> HttpResponse:
    """Write a complaint down."""
    actor = actor_of(request)
    form = DeskComplaintForm(posted(request), points=queries.points_to_speak_of(actor))
    if form.is_bound and form.is_valid():
        made: list[Complaint] = []

        def keep() -> None:
            call = {"told": form.told(), "point": form.cleaned_data["point"], "actor": actor, "at": clock.now()}
            made.append(services.register_complaint(**call))

        if done(request, keep, _("Скаргу зареєстровано."), form=form):
            page = "feedback:complaint" if policies.may_read(actor) else "feedback:complaint_new"
            return redirect(page, *([made[0].pk] if policies.may_read(actor) else []))
    return render(request, "feedback/complaint_new.html", {"form": form})


@require_safe
@role_required(*READERS)
def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """One complaint: what it says, until when, what was done, what may be done."""
    found = queries.complaint_of(actor_of(request), pk)
    return render(request, "feedback/complaint.html", _facts(found, actor_of(request), {}))


@role_required(*READERS)
def step(request: HttpRequest, pk: int, noun: str) -> HttpResponse:
    """One step, by its noun; a refusal comes back with what was typed."""
    actor = actor_of(request)
    found = queries.complaint_of(actor, pk)
    if noun not in STEPS:
        raise Http404
    if request.method != "POST":
        return redirect("feedback:complaint", pk)
    form = _form(noun, actor, request.POST)
    call, said = STEPS[noun]
    if form.is_valid() and done(request, lambda: call(found.pk, form, actor), str(said), form=form):
        return redirect("feedback:complaint", pk)
    return render(request, "feedback/complaint.html", _facts(found, actor, {noun: form}))


@require_safe
@role_required(*READERS)
def export(request: HttpRequest) -> HttpResponse:
    """The register as a table, without names and words."""
    made = services.export_complaints(actor=actor_of(request), at=clock.now())
    headers = {"Content-Disposition": 'attachment; filename="complaints.xlsx"'}
    return HttpResponse(made, content_type=XLSX, headers=headers)


def _facts(found: Complaint, actor: Actor, given: dict[str, forms.Form]) -> dict[str, Any]:
    """`given`: a form that was refused, by its noun; the others are new."""
    open_ones = {noun: given.get(noun) or _form(noun, actor, None) for noun in _allowed(found, actor)}
    late = rules.lateness(state=found.state, due_on=found.due_on, today=clock.today())
    return {
        "complaint": found, "kind": STATE_KINDS[found.state], "late": late, "forms": open_ones,
        "messages_sent": queries.told_of(found), "sentences": found.term.get("sentences", []),
    }  # fmt: skip


def _allowed(found: Complaint, actor: Actor) -> list[str]:
    if found.state not in rules.OPEN_STATES:
        return ["telling"] if _waits_to_be_told(found) else []
    if policies.may_manage(actor):
        return [noun for noun in STEPS if noun != "telling" and (noun != "extension" or found.extended_on is None)]
    return ["answer"] if policies.may_answer(actor, found) else []


def _waits_to_be_told(found: Complaint) -> bool:
    return queries.told_of(found).filter(told_at=None, delivery__in=NEEDS_A_PERSON).exists()


def _form(noun: str, actor: Actor, data: Any) -> forms.Form:
    match noun:
        case "assignment":
            people = queries.who_may_answer(actor, on=clock.today())
            return AssignmentForm(data, people=people, prefix=noun)
        case "extension":
            return ExtensionForm(data, prefix=noun)
        case "telling":
            return TellingForm(data, prefix=noun)
        case _:
            return WordsForm(data, prefix=noun)


def _assign(pk: int, form: forms.Form, actor: Actor) -> object:
    return services.assign_complaint(number=pk, to=form.cleaned_data["to"], actor=actor, at=clock.now())


def _extend(pk: int, form: forms.Form, actor: Actor) -> object:
    return services.extend_complaint(number=pk, days=form.cleaned_data["days"], actor=actor, at=clock.now())


def _answer(pk: int, form: forms.Form, actor: Actor) -> object:
    return services.answer_complaint(number=pk, answer=form.cleaned_data["words"], actor=actor, at=clock.now())


def _redirect(pk: int, form: forms.Form, actor: Actor) -> object:
    return services.redirect_complaint(number=pk, reason=form.cleaned_data["words"], actor=actor, at=clock.now())


def _leave(pk: int, form: forms.Form, actor: Actor) -> object:
    return services.leave_complaint(number=pk, reason=form.cleaned_data["words"], actor=actor, at=clock.now())


def _tell(pk: int, form: forms.Form, actor: Actor) -> object:
    return services.record_told(number=pk, proof=form.cleaned_data["words"], actor=actor, at=clock.now())


type Call = Callable[[int, forms.Form, Actor], object]
STEPS: dict[str, tuple[Call, Any]] = {
    "answer": (_answer, gettext_lazy("Відповідь збережено й передано людині.")),
    "assignment": (_assign, gettext_lazy("Виконавця призначено.")),
    "extension": (_extend, gettext_lazy("Строк продовжено.")),
    "redirection": (_redirect, gettext_lazy("Позначено: переслано за належністю.")),
    "telling": (_tell, gettext_lazy("Записано: людина знає про відповідь.")),
    "leaving": (_leave, gettext_lazy("Позначено: без розгляду.")),
}
