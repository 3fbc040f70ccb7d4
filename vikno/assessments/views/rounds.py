"""Rounds of a programme."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.assessments import queries, rules, services, shown
from vikno.assessments.forms import RoundForm
from vikno.assessments.views.assessments import PAGE_ROWS
from vikno.assessments.views.checking import REVIEWERS
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.questionnaires.queries import published_for
from vikno.territories.enums import HROMADAS_OF_KIND
from vikno.territories.queries import oblasts


@require_safe
@role_required(*REVIEWERS)
def rounds(request: StaffRequest) -> HttpResponse:
    """All of the programme, the newest first."""
    page = Paginator(queries.rounds_of(request.actor), PAGE_ROWS).get_page(request.GET.get("page"))
    progress, at = queries.progress_of_rounds(list(page)), clock.now()
    rows = [{"one": one, "progress": progress[one.pk], "is_open": queries.is_open(one, at)} for one in page]
    return render(request, "assessments/rounds.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def round_new(request: StaffRequest) -> HttpResponse:
    """A new round over named hromadas."""
    at = clock.now()
    listed = list(published_for(request.actor).exclude(questionnaire__organisation=None))
    form = RoundForm(posted(request), models=listed, oblasts=list(oblasts()))
    if request.method == "POST" and form.is_valid():
        call = {**form.facts(), "actor": request.actor, "at": at}
        said = _("Кампанію відкрито. Відповіді із записів готуються.")
        if done(request, lambda: services.open_round(**call), said, form=form):
            return redirect("assessments:rounds")
    return render(request, "assessments/round_new.html", {"form": form, "notice": str(queries.NOT_OFFICIAL)})


@require_safe
@role_required(*REVIEWERS)
def round_page(request: StaffRequest, pk: int) -> HttpResponse:
    """How far hromadas have come, and middles inside each size. Hromadas stand by name."""
    one = queries.access_round(pk, actor=request.actor)
    page = Paginator(queries.assessments_of(one), PAGE_ROWS).get_page(request.GET.get("page"))
    framework = queries.read(one.framework)
    sheets = {sheet.assessment.pk: sheet for sheet in queries.handed_in_sheets(list(page), on=clock.today())}
    rows = [
        {
            "one": each, "kind": shown.STATE_KINDS[each.state], "profile": framework.profile_title(each.profile),
            "is_handed_in": each.state in rules.HANDED_IN,
            "scores": shown.score_lines(sheets[each.pk])[0] if each.pk in sheets else None,
        }
        for each in page
    ]  # fmt: skip
    compared = [
        {
            "title": f"{framework.profile_title(found.profile)}, {HROMADAS_OF_KIND[found.kind]}",
            "hromadas": found.hromadas,
            "is_shown": found.hromadas >= queries.LEAST_COMPARED, "rows": shown.compared_rows(found, framework),
        }
        for found in queries.compared(one)
    ]  # fmt: skip
    facts = {
        "one": one, "page": page, "rows": rows, "progress": queries.progress_of(one), "compared": compared,
        "is_open": queries.is_open(one, clock.now()), "least": queries.LEAST_COMPARED,
        "notice": str(queries.NOT_OFFICIAL),
    }  # fmt: skip
    return render(request, "assessments/round.html", facts)


@require_POST
@role_required(Role.PROGRAMME)
def round_prefill(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the job once more."""
    queries.access_round(pk, actor=request.actor)
    call = {"campaign": pk, "actor": request.actor}
    done(request, lambda: services.prefill_again(**call), _("Відповіді із записів готуються. Оновіть сторінку згодом."))
    return redirect("assessments:round", pk)


@require_POST
@role_required(Role.PROGRAMME)
def own_model(request: StaffRequest) -> HttpResponse:
    """Our model among the questionnaires, to begin one's own from."""
    said = _("Наша модель тепер серед анкет. Оберіть її основою нової.")
    done(request, lambda: services.share_own_framework(at=clock.now()), said)
    return redirect("questionnaires:new")
