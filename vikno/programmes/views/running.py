"""A call on its way: moves, extension, cancellation, new versions, questions of hromadas."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.programmes import queries, services
from vikno.programmes.enums import CallMove
from vikno.programmes.errors import NoSuchPart
from vikno.programmes.forms.calls import AnswerForm, ExtensionForm, OutageForm, ReasonForm
from vikno.programmes.views.common import ROWS, call_facts

_MOVES: Final[Mapping[str, tuple[Callable[..., Any], Promise]]] = {
    CallMove.APPROVE: (services.approve_call, lazy("Затверджено. Першу версію правил заморожено.")),
    CallMove.FORECAST: (services.forecast_call, lazy("Конкурс оголошено наперед.")),
    CallMove.OPEN: (services.open_call, lazy("Прийом відкрито.")),
    CallMove.CLOSE: (services.close_call, lazy("Прийом завершено.")),
    CallMove.REVIEW: (services.start_review, lazy("Розгляд почато.")),
    CallMove.ARCHIVE: (services.archive_call, lazy("Конкурс в архіві.")),
}


@require_POST
@role_required(Role.PROGRAMME)
def move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """One step of the table that takes no words."""
    call = queries.call_of(request.actor, pk)
    if move not in _MOVES:
        raise NoSuchPart
    act, said = _MOVES[move]
    done(request, lambda: act(call=call, actor=request.actor, at=clock.now()), said)
    return redirect("programmes:overview", pk=call.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def extension(request: StaffRequest, pk: int) -> HttpResponse:
    """Close later, with the reason; below it the outages that allow it after closing."""
    call = queries.call_of(request.actor, pk)
    form = ExtensionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {"call": call, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        told = _("Строк продовжено. Громади дістануть листи.")
        if done(request, lambda: services.extend_call(**said), told, form=form):
            return redirect("programmes:overview", pk=call.pk)
    facts = call_facts(call) | {"form": form, "outage": OutageForm(), "outages": call.outages.all()}
    return render(request, "programmes/extension.html", facts)


@require_POST
@role_required(Role.PROGRAMME)
def outage(request: StaffRequest, pk: int) -> HttpResponse:
    """Register why people could not submit."""
    call, form = queries.call_of(request.actor, pk), OutageForm(request.POST)
    if form.is_valid():
        said = {"call": call, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.register_outage(**said), _("Збій записано."), form=form):
            return redirect("programmes:extension", pk=call.pk)
    facts = call_facts(call) | {"form": ExtensionForm(), "outage": form, "outages": call.outages.all()}
    return render(request, "programmes/extension.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def cancellation(request: StaffRequest, pk: int) -> HttpResponse:
    """End a call, with the reason."""
    return _with_reason(
        request, pk, services.cancel_call, said=_("Конкурс скасовано."), title=_("Скасувати конкурс"), is_heavy=True
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def amendment(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin the next version of the rules, with the reason."""
    return _with_reason(
        request, pk, services.begin_amendment, said=_("Правила можна змінювати. Діє попередня версія."),
        title=_("Змінити правила"), is_heavy=False,
    )  # fmt: skip


@require_POST
@role_required(Role.PROGRAMME)
def amendment_end(request: StaffRequest, pk: int) -> HttpResponse:
    """Freeze the next version."""
    call = queries.call_of(request.actor, pk)
    said = {"call": call, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.finish_amendment(**said), _("Нову версію оприлюднено. Громади дістануть листи."))
    return redirect("programmes:overview", pk=call.pk)


@require_POST
@role_required(Role.PROGRAMME)
def amendment_drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Put the rules back as frozen."""
    call = queries.call_of(request.actor, pk)
    said = {"call": call, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.abandon_amendment(**said), _("Зміни відкинуто."))
    return redirect("programmes:overview", pk=call.pk)


@require_safe
@role_required(Role.PROGRAMME)
def questions(request: StaffRequest, pk: int) -> HttpResponse:
    """What hromadas asked, those waiting first."""
    call = queries.call_of(request.actor, pk)
    page = Paginator(queries.questions_of(request.actor, call), ROWS).get_page(request.GET.get("page"))
    return render(request, "programmes/questions.html", call_facts(call) | {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def answer(request: StaffRequest, pk: int, question: int) -> HttpResponse:
    """Answer for everybody; who asked is left out."""
    call = queries.call_of(request.actor, pk)
    asked = queries.question_of(request.actor, call, question)
    form = AnswerForm(posted(request), initial={"words": asked.words})
    if request.method == "POST" and form.is_valid():
        said = {"question": asked, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.answer_question(**said), _("Відповідь оприлюднено."), form=form):
            return redirect("programmes:questions", pk=call.pk)
    facts = call_facts(call) | {"form": form, "asked": asked, "refusal": ReasonForm()}
    return render(request, "programmes/answer.html", facts)


@require_POST
@role_required(Role.PROGRAMME)
def question_refusal(request: StaffRequest, pk: int, question: int) -> HttpResponse:
    """Leave a question out of public, with the reason for who asked."""
    call = queries.call_of(request.actor, pk)
    asked = queries.question_of(request.actor, call, question)
    form = ReasonForm(request.POST)
    if form.is_valid():
        said = {"question": asked, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.refuse_question(**said), _("Записано."), form=form):
            return redirect("programmes:questions", pk=call.pk)
    facts = call_facts(call) | {"form": AnswerForm(initial={"words": asked.words}), "asked": asked, "refusal": form}
    return render(request, "programmes/answer.html", facts)


def _with_reason(
    request: StaffRequest, pk: int, act: Callable[..., Any], *, said: str, title: str, is_heavy: bool
) -> HttpResponse:
    call = queries.call_of(request.actor, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = {"call": call, **form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: act(**told), said, form=form):
            return redirect("programmes:overview", pk=call.pk)
    facts = call_facts(call) | {"form": form, "title": title, "is_heavy": is_heavy}
    return render(request, "programmes/reason.html", facts)
