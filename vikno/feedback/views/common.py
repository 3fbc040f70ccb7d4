"""What pages of the centre share."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.common.acting import done

DESK = tuple(sorted(DESK_ROLES))
READERS = (Role.OFFICER, Role.HEAD)
ROWS = 50


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


def answer(request: HttpRequest, act: Callable[[], Any], *, said: str, to: str) -> HttpResponse:
    """Do what a button without a form asks, and go on to a page with the outcome said."""
    done(request, act, said)
    return redirect(to)
