"""The file of a recording that is kept here: for everybody once it is published, taken and removed by its programme."""

from typing import Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.common import clock
from vikno.common.acting import done, posted
from vikno.common.ranges import part_of
from vikno.common.uploads import dropped, takes_files_up_to
from vikno.practices import queries, rules, services
from vikno.practices.errors import FilmTooLarge, NoSuchThing
from vikno.practices.forms import FilmForm
from vikno.practices.models import Recording
from vikno.practices.views.common import PROGRAMME

# Only where a film is shown may a page show one.
with_films = csp_override({**settings.SECURE_CSP, "media-src": [CSP.SELF]})
# Opened by its own address a browser plays it; one that finds a way to act anyway has no scripts to act with.
_ALONE: Final = "sandbox allow-same-origin; default-src 'none'; media-src 'self'; frame-ancestors 'none'"


@require_safe
def recording_film(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The video of a published recording, by parts."""
    return _film(request, queries.public_recording(pk))


@require_safe
def recording_captions(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said, as WebVTT."""
    return _captions(queries.public_recording(pk))


@require_safe
@role_required(*PROGRAMME)
def recording_own_film(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The same for its programme, before anybody else sees it."""
    return _film(request, queries.recording_of(request.actor, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@with_films
@takes_files_up_to(lambda: settings.FILM_MOST_BYTES)
@role_required(*PROGRAMME)
def recording_file(request: StaffRequest, pk: int) -> HttpResponse:
    """A file instead of the one before; what is kept now, to look at."""
    one = queries.recording_of(request.actor, pk)
    form = FilmForm(posted(request), request.FILES or None)
    if dropped(request):
        form = FilmForm()
        form.refuse(FilmTooLarge(most=settings.FILM_MOST_BYTES // 1024 // 1024))
    elif request.method == "POST" and form.is_valid() and _taken(request, one, form):
        return redirect("practices:recording_file", pk)
    facts = {
        "one": one, "form": form, "most": settings.FILM_MOST_BYTES, "length": rules.clock_of(one.duration),
        "may_remove": one.film_name and (one.address or not one.published_at),
    }  # fmt: skip
    return render(request, "practices/film.html", facts)


@require_POST
@role_required(*PROGRAMME)
def recording_file_removal(request: StaffRequest, pk: int) -> HttpResponse:
    call = {"recording": queries.recording_of(request.actor, pk), "actor": request.actor, "at": clock.now()}
    done(request, lambda: services.remove_film(**call), _("Файл відео видалено."))
    return redirect("practices:recording_file", pk)


def _taken(request: StaffRequest, one: Recording, form: FilmForm) -> bool:
    file: UploadedFile = form.cleaned_data["file"]
    call = {"stream": file, "name": file.name or "", "size": file.size, "actor": request.actor, "at": clock.now()}
    return done(request, lambda: services.take_film(recording=one, **call), _("Відео додано."), form=form)


def _film(request: HttpRequest, one: Recording) -> HttpResponseBase:
    if not one.film_name or one.film_at is None:
        raise NoSuchThing
    etag, path = f'"{one.film_sha256[:32]}"', services.film_path(one)
    try:
        answer = part_of(request, path, etag=etag, changed=one.film_at, content_type=one.film_type)
    except FileNotFoundError as lost:
        raise NoSuchThing from lost  # the self-check names it
    ending = one.film_type.partition("/")[2]
    headers = {
        "Content-Disposition": f'inline; filename="recording-{one.pk}.{ending}"', "Content-Security-Policy": _ALONE,
        "Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff",
    }  # fmt: skip
    for header, value in headers.items():
        answer.headers[header] = value
    return answer


def _captions(one: Recording) -> HttpResponse:
    text = queries.captions_of(one)
    if not text:
        raise NoSuchThing
    return HttpResponse(text, content_type="text/vtt; charset=utf-8", headers={"X-Content-Type-Options": "nosniff"})
