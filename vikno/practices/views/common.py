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
from vikno.common.editions import is_as_seen

ROWS = 50
PROGRAMME = (Role.PROGRAMME,)
HROMADA = (Role.LEADER, Role.HEAD)
BOTH = (Role.HEAD, Role.LEADER, Role.PROGRAMME)


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


def typed(
    request: StaffRequest, form: forms.Form, act: Callable[[], Any], *, said: Any, then: str, facts: dict[str, Any]
) -> HttpResponse:
    """A page of one form: one service call, a refusal stays on the form.

    `facts`: title, button, back_url, back_text, perhaps lead, is_file, is_kept (an edition is compared).
    """
    whole = {"lead": "", "is_file": False, "is_kept": False, **facts}
    is_fit = request.method == "POST" and form.is_valid() and (not whole["is_kept"] or is_as_seen(request, form))
    if is_fit and done(request, act, said, form=form):
        return redirect(then)
    return render(request, "practices/form.html", {**whole, "form": form})
