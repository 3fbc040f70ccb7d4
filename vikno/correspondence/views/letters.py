"""The centre's mail: a list, one letter a screen, chosen by a digit, skipped by s, undone by u."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vikno.accounts.access import role_required
from vikno.audit.places import place_of
from vikno.cases import queries as case_queries
from vikno.cases.errors import CaseNotFound
from vikno.cases.paging import page_of
from vikno.common import clock
from vikno.common.acting import actor_of, done
from vikno.common.errors import Refusal
from vikno.correspondence import queries, services, shown
from vikno.correspondence.forms import LetterFilterForm, NumberForm, RejectionForm
from vikno.correspondence.models import Letter
from vikno.correspondence.views.common import DESK, READERS
from vikno.documents import services as documents
from vikno.documents.answers import file_answer


@require_GET
@role_required(*READERS)
def letters(request: HttpRequest) -> HttpResponse:
    """All letters, those that wait first when nothing is asked."""
    form = LetterFilterForm(request.GET)
    page = page_of(queries.letters(actor_of(request), state=form.state_asked()), request.GET.get("page"))
    rows = [shown.letter_row(letter) for letter in page.object_list]
    waiting = queries.letters(actor_of(request), state="waiting").count()
    return render(
        request, "correspondence/letters.html", {"form": form, "page": page, "rows": rows, "waiting": waiting}
    )  # fmt: skip


@require_GET
@role_required(*READERS)
def queue(request: HttpRequest) -> HttpResponse:
    """The next letter to decide; `?after=` passes over one."""
    actor, after = actor_of(request), request.GET.get("after", "")
    skipped = queries.letter(actor, int(after)) if after.isascii() and after.isdigit() and len(after) < 19 else None
    found = queries.next_letter(actor, after=skipped)
    if found is None:
        facts = {"skipped": skipped, "may_undo": queries.last_decided(actor) is not None}
        return render(request, "correspondence/queue_done.html", facts)
    return redirect("correspondence:letter", found.pk)


@require_GET
@role_required(*READERS)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter, its files, and the cases it may be about."""
    found = queries.letter(actor_of(request), pk)
    return _page(request, found, number_form=NumberForm(), rejection_form=RejectionForm())


@require_GET
@role_required(*DESK)
def attachment(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """A file of a letter, to save."""
    actor = actor_of(request)
    found = queries.attachment(actor, pk, order)
    assert found.file is not None
    content = documents.give_file(file=found.file, actor=actor, at=clock.now(), place=place_of(request))
    return file_answer(content, media_type=found.file.media_type, name=f"lyst-{pk}-{order}")


@require_POST
@role_required(*READERS)
def letter_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter is about this case."""
    actor = actor_of(request)
    found, form = queries.letter(actor, pk), NumberForm(request.POST)
    if form.is_valid():
        try:
            case = case_queries.case_by_number(actor, form.cleaned_data["number"])
        except CaseNotFound as unknown:
            form.add_error("number", str(unknown))
        else:

            def attach() -> None:
                services.attach_letter(letter=found, case=case, actor=actor, at=clock.now())

            said = _("Лист долучено до справи {number}.").format(number=case.number_shown)
            if done(request, attach, said, form=form):
                return redirect("correspondence:queue")
    return _page(request, found, number_form=form, rejection_form=RejectionForm())


@require_POST
@role_required(*READERS)
def letter_application(request: HttpRequest, pk: int) -> HttpResponse:
    """A new application: on to its registration."""
    actor = actor_of(request)
    found = queries.letter(actor, pk)
    said = _("Зареєструйте заяву. Потім долучіть лист до нової справи: він у переліку з позначкою «нова заява».")
    if done(request, lambda: services.take_as_application(letter=found, actor=actor, at=clock.now()), said):
        return redirect(reverse("desk:intake"))
    return redirect("correspondence:letter", found.pk)


@require_POST
@role_required(*READERS)
def letter_rejection(request: HttpRequest, pk: int) -> HttpResponse:
    """Spam or not for the centre."""
    actor = actor_of(request)
    found, form = queries.letter(actor, pk), RejectionForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]

        def reject() -> None:
            services.reject_letter(letter=found, actor=actor, at=clock.now(), reason=reason)

        if done(request, reject, _("Лист відхилено. Він лишився в переліку."), form=form):
            return redirect("correspondence:queue")
    return _page(request, found, number_form=NumberForm(), rejection_form=form)


@require_POST
@role_required(*READERS)
def letter_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the decision about this letter back."""
    actor = actor_of(request)
    found = queries.letter(actor, pk)
    said = _("Лист знову чекає розгляду.")
    done(request, lambda: services.return_letter(letter=found, actor=actor, at=clock.now()), said)
    return redirect("correspondence:letter", found.pk)


@require_POST
@role_required(*READERS)
def undo(request: HttpRequest) -> HttpResponse:
    """Take back one's last decision, and show that letter again."""
    try:
        found = services.undo_last(actor=actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("correspondence:queue")
    messages.success(request, _("Лист знову чекає розгляду."))
    return redirect("correspondence:letter", found.pk)


def _page(request: HttpRequest, found: Letter, **asked: Any) -> HttpResponse:
    return render(request, "correspondence/letter.html", shown.letter_facts(actor_of(request), found) | asked)
