"""Terms and calendar: by which rules days are counted here, and the days known only here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.accounts.enums import DESK_ROLES, Role
from vikno.cases import policies, queries, services, shown
from vikno.cases.term_forms import LocalDaysForm
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal


@require_GET
@role_required(*sorted(DESK_ROLES))
def terms(request: HttpRequest) -> HttpResponse:
    """Rules, regimes, and local days; the head adds and revokes rows."""
    return _page(request, LocalDaysForm(bodies=queries.deciding_bodies(_actor(request))))


@require_POST
@role_required(Role.HEAD)
def add_days(request: HttpRequest) -> HttpResponse:
    """Write down days on which nobody works or a body sits."""
    actor = _actor(request)
    form = LocalDaysForm(request.POST, bodies=queries.deciding_bodies(actor))
    if form.is_valid():
        try:
            services.add_local_days(actor=actor, at=clock.now(), **form.said())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Записано. Строки відкритих справ перераховано."))
            return redirect("cases:terms")
    return _page(request, form)


@require_POST
@role_required(Role.HEAD)
def revoke_days(request: HttpRequest, days_id: int) -> HttpResponse:
    """Take a row back."""
    services.revoke_local_days(days_id=days_id, actor=_actor(request), at=clock.now())
    messages.success(request, _("Рядок скасовано. Строки відкритих справ перераховано."))
    return redirect("cases:terms")


def _page(request: HttpRequest, form: LocalDaysForm) -> HttpResponse:
    actor = _actor(request)
    facts = {
        "form": form,
        "may_keep": policies.may_keep_local_days(actor),
        "days": list(queries.local_days(actor)[:100]),
        **shown.law_facts(on=clock.today()),
    }
    return render(request, "cases/terms.html", facts)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
