"""One page for each act on blanks: its form, its service, what is said afterwards. A table, not nine views."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.accounts.access import role_required
from vikno.blanks import forms, policies, queries, services, shown
from vikno.blanks.errors import NotKeeper
from vikno.blanks.views.common import DESK, me_of, people_for
from vikno.common import clock
from vikno.common.acting import actor_of, done, posted
from vikno.common.actors import Actor


@dataclass(frozen=True, kw_only=True)
class ActPage:
    """`is_keepers`: only who answers for the blanks opens it."""

    noun: str
    title: Promise
    button: Promise
    said: Promise
    form: type[Any]
    service: Callable[..., Any]
    is_keepers: bool = True


PAGES = {
    page.noun: page
    for page in (
        ActPage(
            noun="uses", title=_("Записати використання"), button=_("Записати використання"),
            said=_("Використання записано."), form=forms.UseForm, service=services.use_blank, is_keepers=False,
        ),
        ActPage(
            noun="spoilage", title=_("Записати зіпсований бланк"), button=_("Записати як зіпсований"),
            said=_("Записано. Зберігайте бланк до знищення."), form=forms.SpoilForm, service=services.spoil_blanks,
            is_keepers=False,
        ),
        ActPage(
            noun="receipts", title=_("Отримати бланки"), button=_("Записати отримання"), said=_("Бланки записано."),
            form=forms.ReceiptForm, service=services.receive_blanks,
        ),
        ActPage(
            noun="issues", title=_("Видати бланки"), button=_("Записати видачу"), said=_("Видачу записано."),
            form=forms.IssueForm, service=services.issue_blanks,
        ),
        ActPage(
            noun="give-back", title=_("Прийняти бланки назад"), button=_("Записати повернення"),
            said=_("Бланки прийнято назад."), form=forms.GiveBackForm, service=services.give_back,
        ),
        ActPage(
            noun="handover", title=_("Передати всі бланки людини"), button=_("Передати й скласти акт"),
            said=_("Бланки передано, акт складено."), form=forms.HandoverForm, service=services.hand_over,
        ),
        ActPage(
            noun="returns", title=_("Повернути органу ДРАЦС"), button=_("Записати повернення"),
            said=_("Повернення записано."), form=forms.ReturnForm, service=services.return_blanks,
        ),
        ActPage(
            noun="destruction", title=_("Знищити зіпсовані"), button=_("Записати знищення"),
            said=_("Знищення записано, акт складено."), form=forms.DestructionForm, service=services.destroy_blanks,
        ),
        ActPage(
            noun="stocktaking", title=_("Звірити наявність"), button=_("Записати звірку"),
            said=_("Звірку записано."), form=forms.StocktakingForm, service=services.take_stock,
        ),
    )
}  # fmt: skip


def offered_to(actor: Actor) -> list[ActPage]:
    is_keeper = policies.is_keeper(actor)
    return [page for page in PAGES.values() if is_keeper or not page.is_keepers]


@role_required(*DESK)
def act(request: HttpRequest, noun: str) -> HttpResponse:
    """The form of one act, and the act."""
    actor, page = actor_of(request), PAGES.get(noun)
    if page is None:
        raise Http404
    if page.is_keepers and not policies.is_keeper(actor):
        raise NotKeeper
    form = page.form(posted(request), people=people_for(actor), me=me_of(request), today=clock.today())
    if request.method == "POST" and form.is_valid():

        def keep() -> None:
            page.service(actor=actor, at=clock.now(), **form.said())

        if done(request, keep, str(page.said), form=form):
            return redirect("blanks:home")
    held = shown.held_rows(queries.holdings(actor))
    return render(request, "blanks/act.html", {"page": page, "form": form, "held": held})
