"""The programme's board, the hromada's page of duties, the results framework, the effect, files for others."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.support import effect as effects
from vikno.support import exports, queries, services, shown
from vikno.support.enums import ResultKind
from vikno.support.forms import ActualForm, IndicatorForm, PeriodForm, ResultForm
from vikno.support.models import Indicator, Period
from vikno.support.views.common import HROMADA, PROGRAMME, page_of, typed


@require_safe
@role_required(*PROGRAMME)
def board(request: StaffRequest) -> HttpResponse:
    """Numbers of the programme, each with its rows."""
    found = queries.board_of(request.actor, at=clock.now())
    facts = {"numbers": shown.board_numbers(found), "grid": shown.board_states(found)}
    return render(request, "support/board.html", facts)


@require_safe
@role_required(*HROMADA)
def ours(request: StaffRequest) -> HttpResponse:
    """What we must do now, our memoranda, milestones, equipment here."""
    actor, at, day = request.actor, clock.now(), clock.today()
    page = page_of(request, queries.things_of(actor))
    facts = {
        "duties": shown.duties(queries.duties_of(actor, at=at)),
        "memoranda": shown.memoranda(queries.memoranda_of(actor)),
        "milestones": shown.milestones(queries.milestones_of(actor, on=day), on=day, with_hromada=False),
        "page": page, "things": shown.things(page),
    }  # fmt: skip
    return render(request, "support/ours.html", facts)


@require_safe
@role_required(*PROGRAMME)
def results(request: StaffRequest) -> HttpResponse:
    """What is wanted, how it is measured, what was counted."""
    rows = list(queries.results_of(request.actor))
    facts = {"rows": [(one, _indicators(one)) for one in rows], "programmes": queries.programmes_of(request.actor)}
    return render(request, "support/results.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def result_new(request: StaffRequest, noun: str) -> HttpResponse:
    """A result, an indicator, a period or a value a person tells."""
    if noun not in _NEW:
        raise Http404
    title, make = _NEW[noun]
    form, act = make(request)
    facts = {
        "title": str(title), "button": _("Записати"), "back_text": _("Результати"),
        "back_url": reverse("support:results"),
    }  # fmt: skip
    return typed(request, form, act, said=_("Записано."), then=facts["back_url"], facts=facts)


@require_POST
@role_required(*PROGRAMME)
def results_count(request: StaffRequest, pk: int) -> HttpResponse:
    """Count what records give."""
    call = {"programme": queries.programme_of(request.actor, pk), "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.count_actuals(**call), _("Пораховано за записами."))
    return redirect("support:results")


@require_safe
@role_required(*PROGRAMME)
def effect(request: StaffRequest) -> HttpResponse:
    """Supported hromadas against the reserve of the same type, when there are scores."""
    supported, reserve = queries.effect_pairs(request.actor, on=clock.today())
    facts = {"rows": shown.effect_rows(effects.compare(supported, reserve)), "fewest": effects.FEWEST}
    return render(request, "support/effect.html", facts)


@require_safe
@role_required(*PROGRAMME)
def files(request: StaffRequest) -> HttpResponse:
    """Files for donors and open data."""
    return render(request, "support/files.html", {"programmes": queries.programmes_of(request.actor)})


@require_safe
@role_required(*PROGRAMME)
def iati(request: StaffRequest, pk: int) -> HttpResponse:
    """The IATI activity file of a programme."""
    programme = queries.programme_of(request.actor, pk)
    results = queries.results_of(request.actor, programme=programme.pk)
    given = partial(queries.transactions_of, request.actor, programme)
    return exports.iati_answer(programme, results, given, at=clock.now())


@require_safe
@role_required(*PROGRAMME)
def giving(request: StaffRequest, pk: int) -> HttpResponse:
    """The 360Giving package of a programme."""
    programme = queries.programme_of(request.actor, pk)
    memoranda = queries.memoranda_of(request.actor).filter(programme=programme)
    return exports.giving_answer(programme, memoranda, at=clock.now())


@require_safe
@role_required(*PROGRAMME)
def handover(request: StaffRequest, kind: str) -> HttpResponse:
    """The register of what was handed over: CSV or JSON."""
    if kind not in ("csv", "json"):
        raise Http404
    return exports.handover_answer(queries.things_of(request.actor), kind=kind, at=clock.now())


def _result(request: StaffRequest) -> Any:
    form = ResultForm(posted(request), programmes=queries.programmes_of(request.actor))

    def act() -> None:
        said = form.cleaned_data
        services.add_result(**{**said, "kind": ResultKind(said["kind"])}, actor=request.actor, at=clock.now())

    return form, act


def _indicator(request: StaffRequest) -> Any:
    form = IndicatorForm(posted(request), results=queries.results_of(request.actor))

    def act() -> None:
        said = form.cleaned_data
        services.add_indicator(result=said["result"], facts=form.facts(), actor=request.actor, at=clock.now())

    return form, act


def _period(request: StaffRequest) -> Any:
    rows = Indicator.objects.filter(organisation_id=request.actor.organisation_id or 0)
    form = PeriodForm(posted(request), indicators=rows)
    return form, lambda: services.add_period(**form.cleaned_data, actor=request.actor, at=clock.now())


def _actual(request: StaffRequest) -> Any:
    rows = Period.objects.filter(organisation_id=request.actor.organisation_id or 0, indicator__metric="")
    form = ActualForm(posted(request), periods=rows.select_related("indicator"))
    return form, lambda: services.tell_actual(**form.cleaned_data, actor=request.actor, at=clock.now())


def _indicators(one: Any) -> list[dict[str, Any]]:
    return [
        {
            "indicator": each,
            "periods": [(period, next(iter(period.actuals.all()), None)) for period in each.periods.all()],
        }
        for each in one.indicators.all()
    ]  # fmt: skip


_NEW = {
    "result": (gettext_lazy("Результат"), _result),
    "indicator": (gettext_lazy("Показник"), _indicator),
    "period": (gettext_lazy("Період"), _period),
    "actual": (gettext_lazy("Значення"), _actual),
}
