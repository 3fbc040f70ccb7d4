"""What the pages share: who they are for, lists by pages, a form with one service behind it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vikno.accounts.access import StaffRequest
from vikno.accounts.enums import Role
from vikno.common.acting import done
from vikno.common.tables.sheets import XLSX

ROWS = 50
PROGRAMME = (Role.PROGRAMME,)
STAFF = (Role.EXPERT, Role.PROGRAMME)
HROMADA = (Role.LEADER, Role.HEAD)
BOTH = (Role.HEAD, Role.LEADER, Role.PROGRAMME)


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


def typed(
    request: StaffRequest, form: forms.Form, act: Callable[[], Any], *, said: Any, then: str, facts: dict[str, Any]
) -> HttpResponse:
    """A page of one form: one service call, a refusal stays on the form. `facts`: title, button, back_url, back_text,
    lead, is_file.
    """
    if request.method == "POST" and form.is_valid() and done(request, act, said, form=form):
        return redirect(then)
    return render(request, "support/form.html", {"lead": "", "is_file": False, "grid": None, **facts, "form": form})


def sheet_answer(body: bytes, name: str) -> HttpResponse:
    return HttpResponse(body, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})
