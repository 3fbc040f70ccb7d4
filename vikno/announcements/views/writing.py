"""Announcements of a hromada for its head, of a programme for its manager, of the country for the steward."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vikno.accounts.access import StaffRequest
from vikno.announcements import queries, services, shown
from vikno.announcements.forms import AnnouncementForm, ChoiceForm
from vikno.announcements.models import Announcement
from vikno.announcements.pages import gone
from vikno.announcements.views.common import ROWS, addresses_of, attempt, form_view
from vikno.common import clock
from vikno.common.acting import done, posted


@require_safe
def announcements(request: StaffRequest) -> HttpResponse:
    """One's own in every state."""
    form, day = ChoiceForm(request.GET), clock.today()
    found = queries.announcements_of(request.actor, on=day, **form.chosen())
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    facts = {"form": form, "page": page, "rows": shown.rows(page.object_list, on=day)}
    return _page(request, "announcements/list.html", is_filtered=form.has_changed(), **facts)


@form_view
def new(request: StaffRequest) -> HttpResponse:
    """A draft is written; a first press may show how people will read it."""
    form = AnnouncementForm(posted(request), actor=request.actor)
    preview = shown.preview(form, request)
    if form.is_bound and form.is_valid() and preview is None:
        made: list[Announcement] = []
        call = {"told": form.told(), "actor": request.actor, "at": clock.now()}
        done = _("Чернетку збережено. Люди побачать її, коли опублікуєте.")
        if attempt(request, form, lambda: made.append(services.write_announcement(**call)), done=done):
            return redirect(addresses_of(request.actor).announcement, made[0].pk)
    return _page(request, "announcements/new.html", form=form, preview=preview)


@require_safe
def announcement(request: StaffRequest, pk: int) -> HttpResponse:
    """As people see it, what may be done with it, and what it said before."""
    kept = queries.own_announcement(pk, request.actor)
    news, versions = queries.told(kept, queries.tags()), shown.versions(kept)
    lost = gone(link.path for one in (news, *versions) for link in one.links)
    facts = {"kept": kept, "news": news, "versions": versions, "lost": lost}
    return _page(request, "announcements/announcement.html", stage=shown.stage(kept, clock.today()), **facts)


@form_view
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Other words; two windows see each other's."""
    kept = queries.own_announcement(pk, request.actor)
    form = AnnouncementForm(posted(request), actor=request.actor, kept=kept)
    preview = shown.preview(form, request)
    if form.is_bound and form.is_valid() and preview is None:
        call = {"announcement": kept, "told": form.told(), "actor": request.actor, "at": clock.now()}
        if attempt(request, form, lambda: services.change_announcement(**call), done=_("Зміни збережено.")):
            return redirect(addresses_of(request.actor).announcement, pk)
    return _page(request, "announcements/edit.html", form=form, preview=preview, kept=kept)


@require_POST
def publication(request: StaffRequest, pk: int) -> HttpResponse:
    """For everybody from its first day; a withdrawn one is put back."""
    call = _step(request, pk)
    done(request, lambda: services.publish_announcement(**call), _("Опубліковано. Люди побачать за кілька секунд."))
    return redirect(addresses_of(request.actor).announcement, pk)


@require_POST
def withdrawal(request: StaffRequest, pk: int) -> HttpResponse:
    """Off every list and feed."""
    call = _step(request, pk)
    done(request, lambda: services.withdraw_announcement(**call), _("Знято. Повернути можна тут же."))
    return redirect(addresses_of(request.actor).announcement, pk)


@require_POST
def removal(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft that is not wanted any more."""
    call, to = _step(request, pk), addresses_of(request.actor)
    if done(request, lambda: services.remove_draft(**call), _("Чернетку вилучено.")):
        return redirect(to.list)
    return redirect(to.announcement, pk)


def _step(request: StaffRequest, pk: int) -> dict[str, Any]:
    """What the buttons say: which announcement, and the text that was read."""
    seen = request.POST.get("seen", "")
    return {
        "announcement": queries.own_announcement(pk, request.actor), "revision": int(seen) if seen.isdecimal() else 0,
        "actor": request.actor, "at": clock.now(),
    }  # fmt: skip


def _page(request: StaffRequest, template: str, **facts: Any) -> HttpResponse:
    return render(request, template, {**facts, "to": addresses_of(request.actor)})
