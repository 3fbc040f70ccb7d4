"""Accounts to pay to and grounds not to pay: what the head writes down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vikno.accounts.access import role_required
from vikno.catalogue import queries as catalogue
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.payments import queries, services, shown
from vikno.payments.enums import CodeFormat
from vikno.payments.forms import AccountForm, GroundForm
from vikno.payments.views.common import KEEPERS


@role_required(*KEEPERS)
def accounts(request: HttpRequest) -> HttpResponse:
    """Where each service is paid to, from which day; a new account is a new row."""
    actor, today = actor_of(request), clock.today()
    form = AccountForm(
        posted(request), services=list(catalogue.services_in_force(on=today)),
        initial={"valid_from": today, "code_format": CodeFormat.V002},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():

        def keep() -> None:
            services.set_account(facts=form.facts(), actor=actor, at=clock.now())

        if done(request, keep, _("Рахунок збережено."), form=form):
            return redirect("payments:accounts")
    rows = shown.account_rows(queries.accounts_now(actor.hromada_code), on=today)
    return render(request, "payments/accounts.html", {"form": form, "rows": rows})


@role_required(*KEEPERS)
def exemptions(request: HttpRequest) -> HttpResponse:
    """Who pays nothing or less, and by which act."""
    actor, today = actor_of(request), clock.today()
    form = GroundForm(
        posted(request), services=list(catalogue.services_in_force(on=today)), initial={"valid_from": today}
    )
    if request.method == "POST" and form.is_valid():

        def keep() -> None:
            services.add_ground(facts=form.facts(), actor=actor, at=clock.now())

        if done(request, keep, _("Пільгу збережено."), form=form):
            return redirect("payments:exemptions")
    rows = shown.ground_rows(queries.grounds_now(actor.hromada_code), on=today)
    return render(request, "payments/exemptions.html", {"form": form, "rows": rows})
