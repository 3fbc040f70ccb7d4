"""Who answers for the blanks: what the head writes down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vikno.accounts.access import role_required
from vikno.blanks import policies, queries, services
from vikno.blanks.errors import BlankNotFound
from vikno.blanks.forms import KeeperForm
from vikno.blanks.views.common import KEEPERS
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted


@role_required(*KEEPERS)
def keepers(request: HttpRequest) -> HttpResponse:
    """Everybody who answered, and an appointment."""
    actor, today = actor_of(request), clock.today()
    members = policies.holders(actor.hromada_code, on=today).filter(role__in=policies.KEEPER_ROLES)
    people = list({member.user_id: member.user for member in members}.values())
    form = KeeperForm(posted(request), people=people, today=today)
    if request.method == "POST" and form.is_valid():

        def appoint() -> None:
            services.appoint_keeper(actor=actor, at=clock.now(), **form.said())

        if done(request, appoint, _("Відповідальну особу записано."), form=form):
            return redirect("blanks:keepers")
    rows = list(queries.keepers_of(actor.hromada_code)[:50])
    return render(request, "blanks/keepers.html", {"form": form, "rows": rows})


@require_POST
@role_required(*KEEPERS)
def keeper_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The person no longer answers from tomorrow."""
    actor = actor_of(request)
    keeper = queries.keepers_of(actor.hromada_code).filter(pk=pk).first()
    if keeper is None:
        raise BlankNotFound
    services.end_keeper(keeper=keeper, valid_to=clock.today(), actor=actor, at=clock.now())
    messages.success(request, _("Записано: сьогодні останній день."))
    return redirect("blanks:keepers")
