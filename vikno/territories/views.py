"""Pages of the directory: anyone searches and reads, the steward brings files."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vikno.common import clock
from vikno.common.tables import Limits
from vikno.common.uploads import dropped, takes_files_up_to
from vikno.territories import beside, policies, queries, services
from vikno.territories.forms import ImportForm

_LARGEST = Limits().file_bytes
View = Callable[..., HttpResponse]
LONGEST_QUERY = 200
FOUND_AT_MOST = 50
SUGGESTED = 10


def steward_only(view: View) -> View:
    """Strangers go to the sign-in page, other roles get 404 as for unknown pages."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not policies.may_import(_actor(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Units by any spelling, with the old name that matched; without a question, the oblasts."""
    text = _question(request)
    facts = {
        "text": text,
        "found": queries.find_units(text, limit=FOUND_AT_MOST) if text else [],
        "oblasts": [] if text else queries.oblasts(),
        "edition": queries.edition_in_force(),
        "may_import": policies.may_import(_actor(request)),
    }
    return render(request, "territories/search.html", facts)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Ten likeliest units for what is typed so far: code, title, place, old name."""
    found = queries.find_units(_question(request), limit=SUGGESTED)
    keys = ("code", "category", "title", "place", "old_name")
    return JsonResponse({"results": [{key: getattr(hit, key) for key in keys} for hit in found]})


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: where it is, how it was called, who lives in it, its map and its parts."""
    page = queries.unit_page(code)
    if page is None:
        raise Http404
    said = beside.beside_of(page.unit, on=clock.today())
    return render(request, "territories/unit.html", {"page": page, "beside": said, **(said.facts if said else {})})


@require_safe
def unit_map(request: HttpRequest, code: str) -> JsonResponse:
    """GeoJSON for the map of a unit."""
    return JsonResponse(queries.unit_map(code), content_type="application/geo+json")


@takes_files_up_to(lambda: _LARGEST)
@require_http_methods(["GET", "HEAD", "POST"])
@steward_only
def imports(request: HttpRequest) -> HttpResponse:
    """Bring a file and read what became of it; of a refused one nothing is kept."""
    form = ImportForm(request.POST or None, request.FILES or None)
    for name in dropped(request):
        form.add_error(None, _("Файл «{name}» більший за 100 МБ. Розділіть його на частини.").format(name=name))
    report = _take(request, form) if request.method == "POST" and form.is_valid() else None
    facts = {"form": form, "report": report, "editions": queries.editions()[:FOUND_AT_MOST]}
    is_refused = request.method == "POST" and (report is None or report.is_refused)
    return render(request, "territories/imports.html", facts, status=422 if is_refused else 200)


def _take(request: HttpRequest, form: ImportForm) -> services.ImportReport:
    given = form.cleaned_data
    options: dict[str, Any] = {"removals": given["removals"]} if given["kind"] == "territories" else {}
    with _on_disk(given["file"]) as path:
        return services.IMPORTS[given["kind"]](
            path=path, edition_on=given["edition_on"], actor=_actor(request), at=clock.now(), **options
        )


@contextmanager
def _on_disk(file: UploadedFile) -> Iterator[Path]:
    """The upload as a file of its own name, which tells the edition, in a folder that disappears."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / get_valid_filename(file.name or "file")
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        yield path


def _question(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST_QUERY]


def _actor(request: HttpRequest) -> Any:
    return getattr(request, "actor", None)
