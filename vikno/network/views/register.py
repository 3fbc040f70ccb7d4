"""Taking in the national register by the steward."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import get_valid_filename

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common import clock
from vikno.common.acting import posted
from vikno.network import queries, services
from vikno.network.forms import RegisterForm
from vikno.network.views.common import form_view


@form_view
@role_required(Role.STEWARD)
def register(request: StaffRequest) -> HttpResponse:
    """Upload a file and read what became of it; nothing is kept of a refused one."""
    form = RegisterForm(posted(request), request.FILES)
    report = None
    if request.method == "POST" and form.is_valid():
        with _on_disk(form.cleaned_data["file"]) as path:
            report = services.import_network(
                path=path, edition_on=form.cleaned_data["edition_on"], actor=request.actor, at=clock.now()
            )
        form = RegisterForm()
    facts = {"form": form, "report": report, "editions": queries.editions()[:20]}
    status = 422 if report is not None and report.is_refused else 200
    return render(request, "network/register.html", facts, status=status)


@contextmanager
def _on_disk(file: UploadedFile) -> Iterator[Path]:
    """The upload as a file of its own name in a folder that disappears."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / get_valid_filename(file.name or "register")
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        yield path
