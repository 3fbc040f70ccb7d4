"""Cards at the desk: a hromada's own, those sent to a programme, one of them with its steps."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import one_at_a_time
from vikno.practices import policies, queries, services, shown
from vikno.practices.enums import PracticeMove, PracticeState
from vikno.practices.forms import AdoptionForm, CardForm, ProofForm, ReasonForm, SendForm
from vikno.practices.models import Practice
from vikno.practices.views.common import BOTH, HROMADA, PROGRAMME, page_of, typed


@require_safe
@role_required(*HROMADA)
def ours(request: StaffRequest) -> HttpResponse:
    """Cards of the hromada."""
    page = page_of(request, queries.own_cards(request.actor).select_related("hromada"))
    return render(request, "practices/ours.html", {"page": page, "rows": shown.card_rows(page, on=clock.today())})


@require_safe
@role_required(*PROGRAMME)
def sent(request: StaffRequest) -> HttpResponse:
    """Cards sent to the programme."""
    state = request.GET.get("state", "")
    page = page_of(request, queries.sent_cards(request.actor, state=state if state in PracticeState.values else ""))
    facts = {"page": page, "rows": shown.card_rows(page, on=clock.today())}
    return render(request, "practices/sent.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*HROMADA)
def new(request: StaffRequest) -> HttpResponse:
    """A draft."""
    form = CardForm(posted(request))
    facts = {
        "title": _("Нова практика"), "button": _("Зберегти чернетку"), "back_url": reverse("practices:ours"),
        "back_text": _("Практики"),
        "lead": _("Розкажіть так, щоб сусідня громада змогла повторити. Усе одразу заповнювати не треба."),
    }  # fmt: skip
    call = {"actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.begin_card(**call, facts=form.facts()), said=_("Чернетку збережено."),
        then=reverse("practices:ours"), facts=facts,
    )  # fmt: skip


@require_safe
@role_required(*BOTH)
def card(request: StaffRequest, pk: int) -> HttpResponse:
    """As it stands, what may be done with it, what was done."""
    return _page(request, queries.card_of(request.actor, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*BOTH)
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Other words."""
    one = queries.card_of(request.actor, pk)
    form = CardForm(posted(request), initial=CardForm.kept(one))
    facts = _back(one) | {"title": _("Змінити картку"), "button": _("Зберегти"), "is_kept": True}
    call = {"practice": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.write_card(**call, facts=form.facts()), said=_("Картку збережено."),
        then=facts["back_url"], facts=facts,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*HROMADA)
def proof(request: StaffRequest, pk: int) -> HttpResponse:
    """A number before and after a day, frozen into the card."""
    one, form = queries.card_of(request.actor, pk), ProofForm(posted(request))
    facts = _back(one) | {
        "title": _("Доказ із показників"), "button": _("Порахувати й додати"),
        "lead": _("Візьмемо по дванадцять тижнів до і після цього дня. Числа збережемо, якими вони є зараз."),
    }  # fmt: skip
    call = {"practice": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.attach_proof(**call, **form.cleaned_data), said=_("Доказ додано."),
        then=facts["back_url"], facts=facts,
    )  # fmt: skip


@require_POST
@role_required(*HROMADA)
def send(request: StaffRequest, pk: int) -> HttpResponse:
    """To a programme, which verifies it."""
    one = queries.card_of(request.actor, pk)
    form = SendForm(request.POST, programmes=queries.programmes())
    call = {"practice": one, "move": PracticeMove.SUBMIT, "actor": request.actor, "at": clock.now()}

    def act() -> None:
        services.move_card(**call, to=form.cleaned_data["to"].pk)

    if form.is_valid() and done(request, act, _("Надіслано. Програма відповість тут."), form=form):
        return redirect("practices:card", pk)
    return _page(request, one, send_form=form)


@require_POST
@role_required(*BOTH)
def move(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """One step; with a reason where the other side must be told. «reasoned»: the step is chosen in the form."""
    one = queries.card_of(request.actor, pk)
    name = request.POST.get("move", "") if move == "reasoned" else move
    if name not in PracticeMove.values or name == PracticeMove.SUBMIT:
        raise Http404
    form = ReasonForm(request.POST if move == "reasoned" else {"move": name}, moves=PracticeMove.choices)
    call = {"practice": one, "move": PracticeMove(name), "actor": request.actor, "at": clock.now()}

    def act() -> None:
        services.move_card(**call, words=form.cleaned_data["words"])

    if form.is_valid() and done(request, act, _("Крок записано."), form=form if move == "reasoned" else None):
        return redirect("practices:card", pk) if name != PracticeMove.RETURN else redirect("practices:sent")
    return _page(request, one, reason_form=form) if move == "reasoned" else redirect("practices:card", pk)


@require_POST
@role_required(*HROMADA)
def adoption(request: StaffRequest, pk: int) -> HttpResponse:
    """«We did it too», on the public card of another hromada."""
    one, form = queries.public_card(pk), AdoptionForm(request.POST)
    call = {"practice": one, "actor": request.actor, "at": clock.now()}
    if form.is_valid() and done(
        request, lambda: services.adopt(**call, **form.cleaned_data), _("Записано."), form=form
    ):
        return redirect("practices:public_card", pk)
    facts = {
        "title": _("Ми впровадили"), "button": _("Записати"), "back_url": reverse("practices:public_card", args=[pk]),
        "back_text": one.title, "lead": "", "is_file": False, "is_kept": False, "form": form,
    }  # fmt: skip
    return render(request, "practices/form.html", facts)


def _back(one: Practice) -> dict[str, Any]:
    return {"back_url": reverse("practices:card", args=[one.pk]), "back_text": one.title}


def _page(
    request: StaffRequest, one: Practice, *, send_form: SendForm | None = None, reason_form: ReasonForm | None = None
) -> HttpResponse:
    actor = request.actor
    is_author, moves = policies.is_author(actor, one), shown.reasoned(one, actor.role)
    may_send = is_author and one.state in ("draft", "needs_update")
    facts = {
        "one": one, "card": shown.card_now(one), "state": shown.state_mark(one, clock.today()), "is_author": is_author,
        "may_write": policies.may_write(actor, one), "buttons": shown.buttons(one, actor.role),
        "steps": shown.steps(queries.revisions_of(one)), "adoptions": queries.adoptions_of(one),
        "send_form": send_form or (SendForm(programmes=queries.programmes()) if may_send else None),
        "reason_form": reason_form or (ReasonForm(moves=moves) if moves else None),
        "back": reverse("practices:ours" if is_author else "practices:sent"),
    }  # fmt: skip
    return render(request, "practices/card.html", facts)
