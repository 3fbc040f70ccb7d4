"""A package of 360Giving: offered, looked at row by row, brought in or dropped, undone; a grant and its memorandum."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.support import judging, queries, rules, services, shown_grants
from vikno.support.enums import DayOrder, PackageMove, PackageState
from vikno.support.forms import DayOrderForm, GrantForm, PackageForm, WordsForm
from vikno.support.models import GrantPackage
from vikno.support.views.common import PROGRAMME, ROWS, page_of, typed


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def packages(request: StaffRequest, pk: int) -> HttpResponse:
    """Packages of a programme, and a form for the next one."""
    programme = queries.programme_of(request.actor, pk)
    form, made = PackageForm(posted(request), request.FILES or None), list[GrantPackage]()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        call = {"programme": programme, "file_name": file.name, "content": file.read()}
        call |= {"actor": request.actor, "at": clock.now()}
        if done(request, lambda: made.append(services.offer_package(**call)), form=form):
            return redirect("support:package", pk=made[0].pk)
    page = page_of(request, queries.packages_of(request.actor, programme=programme.pk))
    return render(request, "support/packages.html", {"programme": programme, "form": form, "page": page})


@require_safe
@role_required(*PROGRAMME)
def package(request: StaffRequest, pk: int) -> HttpResponse:
    """What would come, or what has come."""
    one = queries.package_for(request.actor, pk)
    facts: dict[str, Any] = {"one": one, "form": WordsForm(), "moves": rules.package_moves(one.state)}
    if one.state == PackageState.OFFERED:
        told = queries.judged_package(request.actor, one)
        page = Paginator(told, ROWS).get_page(request.GET.get("page"))
        facts |= _report(one, told)
        facts["rows"] = [(each, shown_grants.grant_faults(each.faults)) for each in page]
    else:
        page = page_of(request, queries.grants_in(request.actor, one))
    return render(request, "support/package.html", {**facts, "page": page})


def _report(one: GrantPackage, told: list[judging.JudgedGrant]) -> dict[str, Any]:
    """What is in the way, what only stands against the schema, and how its days may be read."""
    refused, warned = judging.found_in(told)
    evidence = judging.days_of(told)
    return {
        "wrong": sum(1 for each in told if each.faults), "new": sum(1 for each in told if not each.is_known),
        "count": len(told), "refused": shown_grants.report(refused), "warned": shown_grants.report(warned),
        "is_asked": any(found.code == "days_unsaid" for found in refused), "evidence": evidence,
        "shows": {name: shown_grants.rows_named(getattr(evidence, name)) for name in DayOrder},
        "days": DayOrderForm(evidence=evidence, said=one.day_order) if evidence.is_needed else None,
    }  # fmt: skip


@require_POST
@role_required(*PROGRAMME)
def package_days(request: StaffRequest, pk: int) -> HttpResponse:
    """Say how its days are read."""
    one = queries.package_for(request.actor, pk)
    form = DayOrderForm(request.POST, evidence=judging.days_of(queries.judged_package(request.actor, one)))
    call = {"package": one, "actor": request.actor, "at": clock.now()}
    if not form.is_valid():
        messages.error(request, _("Оберіть, де день, а де місяць."))
    else:
        order = form.cleaned_data["order"]
        done(request, lambda: services.say_day_order(**call, order=order), _("Записано. Перевірте прочитані дні."))
    return redirect("support:package", pk=pk)


@require_POST
@role_required(*PROGRAMME)
def package_move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """Bring it in, drop it, undo it."""
    one, made = queries.package_for(request.actor, pk), list[int]()
    call = {"package": one, "actor": request.actor, "at": clock.now()}
    words = request.POST.get("words", "")
    if move == PackageMove.BRING:
        seen = request.POST.get("day_order", "")
        if done(request, lambda: made.append(services.bring_package(**call, day_order=seen))):
            said = ngettext("Внесено %(n)s грант.", "Внесено %(n)s грантів.", made[0])
            messages.success(request, said % {"n": made[0]})
    elif move == PackageMove.DROP:
        done(request, lambda: services.drop_package(**call, words=words), _("Пакет відкинуто."))
    elif move == PackageMove.UNDO:
        done(request, lambda: services.undo_package(**call, words=words), _("Внесення скасовано. Гранти прибрано."))
    else:
        raise Http404
    return redirect("support:package", pk=pk)


@require_safe
@role_required(*PROGRAMME)
def package_file(request: StaffRequest, pk: int) -> HttpResponse:
    """The file as it came."""
    one = queries.package_for(request.actor, pk)
    headers = {"Content-Disposition": f'attachment; filename="360giving-{one.pk}.json"', "Cache-Control": "no-store"}
    return HttpResponse(one.content.encode(), content_type="application/json", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def grant(request: StaffRequest, pk: int) -> HttpResponse:
    """Which memorandum a grant pays for."""
    one = queries.grant_for(request.actor, pk)
    rows = queries.memoranda_of(request.actor)
    form = GrantForm(posted(request), memoranda=rows, initial={"memorandum": one.memorandum_id})
    back = reverse("support:package", args=[one.package_id])
    facts = {
        "title": one.title, "button": _("Зберегти"), "back_url": back, "back_text": _("Гранти"),
        "lead": _("Поки грант пов'язано з меморандумом, внесення пакета не скасувати."),
    }  # fmt: skip
    call = {"grant": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.link_grant(**call, **form.cleaned_data), said=_("Збережено."), then=back,
        facts=facts,
    )  # fmt: skip
