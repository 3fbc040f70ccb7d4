"""A programme's recordings: facts, chapters, transcript, publication."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.editions import one_at_a_time
from vikno.practices import queries, services
from vikno.practices.forms import ChaptersForm, RecordingForm, VttForm
from vikno.practices.models import Recording
from vikno.practices.views.common import PROGRAMME, page_of, typed


@require_safe
@role_required(*PROGRAMME)
def recordings_ours(request: StaffRequest) -> HttpResponse:
    """Of the programme, published or not."""
    return render(
        request, "practices/recordings_ours.html", {"page": page_of(request, queries.own_recordings(request.actor))}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def recording_new(request: StaffRequest) -> HttpResponse:
    form = RecordingForm(posted(request), cards=queries.public_cards())
    facts = _back() | {"title": _("Новий запис"), "button": _("Додати запис")}
    call = {"actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.add_recording(**call, facts=form.facts()),
        said=_("Запис додано. Тепер додайте розділи й файл, якщо відео ваше."), then=facts["back_url"], facts=facts,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*PROGRAMME)
def recording_edit(request: StaffRequest, pk: int) -> HttpResponse:
    one = queries.recording_of(request.actor, pk)
    form = RecordingForm(
        posted(request), initial=RecordingForm.kept(one), cards=queries.public_cards(), length=one.film_seconds
    )
    facts = _back() | {"title": _("Змінити запис"), "button": _("Зберегти"), "is_kept": True}
    call = {"recording": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.write_recording(**call, facts=form.facts()), said=_("Запис збережено."),
        then=facts["back_url"], facts=facts,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
@role_required(*PROGRAMME)
def recording_marks(request: StaffRequest, pk: int) -> HttpResponse:
    """Chapters as lines: a time and a question."""
    one = queries.recording_of(request.actor, pk)
    form = ChaptersForm(posted(request), initial=ChaptersForm.kept(one))
    facts = _back() | {"title": _("Розділи"), "lead": one.title, "button": _("Зберегти розділи"), "is_kept": True}
    call = {"recording": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.write_chapters(**call, marks=form.marks()), said=_("Розділи збережено."),
        then=facts["back_url"], facts=facts,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def recording_marks_file(request: StaffRequest, pk: int) -> HttpResponse:
    """A WebVTT file of chapters instead of those before: all of them or none."""
    one = queries.recording_of(request.actor, pk)
    form = VttForm(posted(request), request.FILES or None)
    facts = _back() | {"title": _("Розділи з файлу"), "lead": one.title, "button": _("Узяти файл"), "is_file": True}
    call = {"recording": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.take_chapters(**call, text=form.cleaned_data["file"]),
        said=_("Розділи збережено."), then=facts["back_url"], facts=facts,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PROGRAMME)
def recording_transcript(request: StaffRequest, pk: int) -> HttpResponse:
    """A WebVTT file instead of the captions and the transcript before."""
    one = queries.recording_of(request.actor, pk)
    form = VttForm(posted(request), request.FILES or None)
    facts = _back() | {
        "title": _("Субтитри й розшифровка"),
        "lead": one.title,
        "button": _("Узяти файл"),
        "is_file": True,
    }
    call = {"recording": one, "actor": request.actor, "at": clock.now()}
    return typed(
        request, form, lambda: services.take_transcript(**call, text=form.cleaned_data["file"]),
        said=_("Субтитри взято, пошук їх уже знає."), then=facts["back_url"], facts=facts,
    )  # fmt: skip


@require_POST
@role_required(*PROGRAMME)
def recording_publication(request: StaffRequest, pk: int) -> HttpResponse:
    call: dict[str, Any] = _call(request, queries.recording_of(request.actor, pk))
    done(request, lambda: services.publish_recording(**call), _("Опубліковано."))
    return redirect("practices:recordings_ours")


@require_POST
@role_required(*PROGRAMME)
def recording_withdrawal(request: StaffRequest, pk: int) -> HttpResponse:
    call: dict[str, Any] = _call(request, queries.recording_of(request.actor, pk))
    done(request, lambda: services.withdraw_recording(**call), _("Запис знято."))
    return redirect("practices:recordings_ours")


def _call(request: StaffRequest, one: Recording) -> dict[str, Any]:
    return {"recording": one, "actor": request.actor, "at": clock.now()}


def _back() -> dict[str, Any]:
    return {"back_url": reverse("practices:recordings_ours"), "back_text": _("Записи")}
