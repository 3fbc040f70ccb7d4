"""The constructor of a call: its list, facts, parts, documents, seed."""

from typing import Any

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
from vikno.programmes import canonical, queries, rules, services, shown
from vikno.programmes.enums import CALL_KINDS, CallMove, CallState
from vikno.programmes.errors import NoSuchPart
from vikno.programmes.forms.calls import CallForm, DocumentForm, NewCallForm, ProgrammeForm
from vikno.programmes.forms.parts import PART_FORMS, PartForm
from vikno.programmes.models import ProgrammeCall
from vikno.programmes.views.common import PLAIN_MOVES, ROWS, call_facts, lacks_of, may_change, next_steps_of
from vikno.questionnaires.enums import VersionState
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.questionnaires.policies import visible

_WITH_PREDICATE = ("eligibility", "advantages")


@require_safe
@role_required(Role.PROGRAMME)
def calls(request: StaffRequest) -> HttpResponse:
    """The programme's calls. As many queries for one as for fifty."""
    page = Paginator(queries.calls_of(request.actor), ROWS).get_page(request.GET.get("page"))
    page.object_list = [{"call": one, "kind": CALL_KINDS[CallState(one.state)]} for one in page.object_list]
    return render(request, "programmes/calls.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def new_programme(request: StaffRequest) -> HttpResponse:
    """A programme, before its first call."""
    form = ProgrammeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.create_programme(**said), _("Програму додано."), form=form):
            return redirect("programmes:new")
    return render(request, "programmes/new.html", {"form": form, "title": _("Нова програма")})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def new_call(request: StaffRequest) -> HttpResponse:
    """A new draft."""
    listed = queries.programmes_of(request.actor)
    if not listed.exists():
        return redirect("programmes:new_programme")
    form = NewCallForm(posted(request), programmes=listed)
    made: list[ProgrammeCall] = []
    if request.method == "POST" and form.is_valid():
        call = {**form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: made.append(services.create_call(**call)), _("Чернетку створено."), form=form):
            return redirect("programmes:overview", pk=made[0].pk)
    return render(request, "programmes/new.html", {"form": form, "title": _("Новий конкурс")})


@require_safe
@role_required(Role.PROGRAMME)
def overview(request: StaffRequest, pk: int) -> HttpResponse:
    """One call: what is missing, what may be done, its versions and its history."""
    call = queries.call_of(request.actor, pk)
    moves = [move for move in rules.call_moves_from(call.state) if move in PLAIN_MOVES]
    facts = call_facts(call) | {
        "lacks": lacks_of(call) if may_change(call) else [], "moves": moves,
        "may_cancel": rules.call_after(call.state, CallMove.CANCEL) is not None,
        "may_extend": rules.call_after(call.state, CallMove.EXTEND) is not None,
        "may_amend": call.state in ("approved", "forecasted", "open") and not call.amending,
        "versions": list(call.versions.order_by("-number")), "steps": call.steps.order_by("-pk"),
        "waiting": queries.questions_of(request.actor, call).filter(state="asked").count(),
        "next_steps": next_steps_of(call),
    }  # fmt: skip
    return render(request, "programmes/overview.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(Role.PROGRAMME)
def facts(request: StaffRequest, pk: int) -> HttpResponse:
    """Facts of a call; two windows see each other's."""
    call = queries.call_of(request.actor, pk)
    form = CallForm(posted(request), initial=CallForm.opened(call), versions=_versions(request))
    if request.method == "POST" and form.is_valid() and is_as_seen(request, form):
        said = {"call": call, "facts": form.cleaned_data, "actor": request.actor, "at": clock.now()}
        if done(request, lambda: services.change_call(**said), _("Збережено."), form=form):
            return redirect("programmes:facts", pk=call.pk)
    return render(request, "programmes/facts.html", call_facts(call) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def parts(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """Rows of a kind, and a form for the next one."""
    call = queries.call_of(request.actor, pk)
    listed = queries.parts_of(call, kind)
    if kind == "documents":
        return _documents(request, call)
    form = PART_FORMS[kind](posted(request), call=call)
    if request.method == "POST" and form.is_valid() and _keep(request, call, form, _("Додано.")):
        return redirect("programmes:parts", pk=call.pk, kind=kind)
    return render(request, "programmes/parts.html", _part_facts(call, kind) | {"form": form, "rows": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(Role.PROGRAMME)
def part(request: StaffRequest, pk: int, kind: str, part: int) -> HttpResponse:
    """One row of the rules; two windows see each other's."""
    call = queries.call_of(request.actor, pk)
    if kind not in PART_FORMS:
        raise NoSuchPart
    row = queries.part_of(call, kind, part)
    form = PART_FORMS[kind](posted(request), call=call, instance=row)
    is_right = request.method == "POST" and form.is_valid() and is_as_seen(request, form)  # type: ignore[arg-type]
    if is_right and _keep(request, call, form, _("Збережено.")):
        return redirect("programmes:parts", pk=call.pk, kind=kind)
    return render(request, "programmes/part.html", _part_facts(call, kind) | {"form": form, "row": row})


@require_POST
@role_required(Role.PROGRAMME)
def part_removal(request: StaffRequest, pk: int, kind: str, part: int) -> HttpResponse:
    """Take a row of the rules away."""
    call = queries.call_of(request.actor, pk)
    row = queries.part_of(call, kind, part)
    said = {"call": call, "part": row, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.remove_part(**said), _("Прибрано."))
    return redirect("programmes:parts", pk=call.pk, kind=kind)


@require_POST
@role_required(Role.PROGRAMME)
def seed(request: StaffRequest, pk: int) -> HttpResponse:
    """Promise the seed of the lot."""
    call = queries.call_of(request.actor, pk)
    said = {"call": call, "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.plant_seed(**said), _("Зерно обрано. Його відбиток оприлюднимо до відкриття."))
    return redirect("programmes:overview", pk=call.pk)


@require_safe
@role_required(Role.PROGRAMME)
def difference(request: StaffRequest, pk: int, before: int, after: int) -> HttpResponse:
    """What changed between two versions; 0 is the rules as they are being changed."""
    call = queries.call_of(request.actor, pk)
    told = [canonical.rules_of(call) if one == 0 else queries.version_of(call, one).rules for one in (before, after)]
    rows = shown.change_rows(rules.changes(told[0], told[1]))
    return render(
        request, "programmes/difference.html", call_facts(call) | {"rows": rows, "before": before, "after": after}
    )


def _documents(request: StaffRequest, call: ProgrammeCall) -> HttpResponse:
    form = DocumentForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        said: dict[str, Any] = {
            "call": call, "title": form.cleaned_data["title"], "title_en": form.cleaned_data["title_en"],
            "file_name": file.name, "content": file.read(services.MOST_BYTES + 1), "actor": request.actor,
            "at": clock.now(),
        }  # fmt: skip
        if done(request, lambda: services.add_document(**said), _("Документ додано."), form=form):
            return redirect("programmes:parts", pk=call.pk, kind="documents")
    found = _part_facts(call, "documents") | {"form": form, "rows": queries.parts_of(call, "documents")}
    return render(request, "programmes/parts.html", found)


def _keep(request: StaffRequest, call: ProgrammeCall, form: PartForm, said: str) -> bool:
    kept = {"call": call, "part": form.part(), "actor": request.actor, "at": clock.now()}
    return done(request, lambda: services.keep_part(**kept), said, form=form)  # type: ignore[arg-type]


def _part_facts(call: ProgrammeCall, kind: str) -> dict[str, Any]:
    weights = [
        {"title": one["title"], "sum": shown.number(rules.weight_of(one)), "is_whole": rules.weight_of(one) == 100}
        for one in canonical.rules_of(call)["tracks"]
    ]  # fmt: skip
    return call_facts(call) | {
        "part_kind": kind, "weights": weights if kind == "criteria" else [],
        "named_facts": shown.named_facts() if kind in _WITH_PREDICATE else [],
    }  # fmt: skip


def _versions(request: StaffRequest) -> Any:
    own = visible(request.actor).values("pk")
    rows = QuestionnaireVersion.objects.filter(state=VersionState.PUBLISHED, questionnaire__in=own)
    return rows.select_related("questionnaire").order_by("questionnaire__title", "-number")
