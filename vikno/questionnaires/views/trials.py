"""A version looked at before it is published: as an applicant sees it, on an example, beside the one before."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import is_as_seen
from vikno.questionnaires import crosswalks, filling, policies, queries, services, shown
from vikno.questionnaires.engine import plain, scores
from vikno.questionnaires.engine.differences import differences
from vikno.questionnaires.forms import AudienceForm, CrosswalkForm
from vikno.questionnaires.models import QuestionnaireVersion


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """The form as it will be, and what sample answers come to; nothing is saved."""
    version = queries.version_for(request.actor, pk)
    document = queries.document_of(version)
    asked = AudienceForm(request.GET)
    form = filling.FillingForm(posted(request), document=document, audience=asked.chosen)
    if form.is_bound:
        form.is_valid()
    facts = {"version": version, "form": form, "asked": asked, "result": _result(form) if form.is_bound else None}
    return render(request, "questionnaires/preview.html", facts)


@require_safe
@role_required(Role.PROGRAMME)
def difference(request: StaffRequest, pk: int) -> HttpResponse:
    """What differs from the published version before."""
    version = queries.version_for(request.actor, pk)
    before = _before(version)
    changes = differences(queries.document_of(before), queries.document_of(version))
    rows = [(shown.CHANGES[one.what], one, _told(one.before), _told(one.after)) for one in changes]
    return render(request, "questionnaires/difference.html", {"version": version, "before": before, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.PROGRAMME)
def crosswalk(request: StaffRequest, pk: int) -> HttpResponse:
    """What became of each question since the version before."""
    found = queries.version_held if request.method == "POST" else queries.version_for
    version = found(request.actor, pk)
    before = _before(version)
    known = crosswalks.text_of(queries.crossings_between(before, version))
    form, kept = CrosswalkForm(posted(request), initial={"lines": known}), CrosswalkForm(initial={"lines": known})
    if form.is_bound and form.is_valid() and is_as_seen(request, form) and _written(request, before, version, form):
        return redirect("questionnaires:crosswalk", pk=pk)
    may_edit = policies.may_edit(request.actor, version.questionnaire)
    facts = {"version": version, "before": before, "form": form, "kept": kept, "may_edit": may_edit, "lines": known}
    return render(request, "questionnaires/crosswalk.html", facts)


def _written(
    request: StaffRequest, before: QuestionnaireVersion, version: QuestionnaireVersion, form: CrosswalkForm
) -> bool:
    lines, wrong = crosswalks.lines_in(form.cleaned_data["lines"])
    problems = [*wrong, *crosswalks.wrong_lines(lines, queries.document_of(before), queries.document_of(version))]
    for one in problems[:20]:
        form.add_error("lines", f"{one.where}: {shown.LINE_PROBLEMS.get(one.code, one.code)}.")
    call: dict[str, Any] = {
        "older": before,
        "newer": version,
        "lines": lines,
        "actor": request.actor,
        "at": clock.now(),
    }
    return not problems and done(request, lambda: services.write_crosswalk(**call), _("Збережено."), form=form)


def _before(version: QuestionnaireVersion) -> QuestionnaireVersion:
    found = queries.version_before(version)
    if found is None:
        raise Http404
    return found


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {said}" for name, said in value.items())
    if isinstance(value, list):
        return "; ".join(_told(one) for one in value)
    return "" if value is None else str(value)


def _result(form: filling.FillingForm) -> dict[str, Any]:
    """What the sample comes to: the values, what is missing, scores of what is scored."""
    document, found = form.document, form.evaluation
    told = scores(document, form.merged, found)
    return {
        "missing": [form.label_of(key) for key in found.missing],
        "values": [
            (form.label_of(key), shown.answer_text(document, key[0], plain(value)))
            for key, value in sorted(found.values.items()) if value is not None
        ],
        "total": told.total,
        "scores": [
            (shown.spoken(document.by_code[code].item.labels) or code, one) for code, one in told.by_code.items()
        ],
    }  # fmt: skip
