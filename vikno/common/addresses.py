"""Addresses that go on paper, and addresses of many rows at once."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

_NOBODY: Final = UUID(int=0)


def public_address(request: HttpRequest, path: str) -> str:
    """Where anybody opens a page: at the site's named address or, where none is named, at that of the request."""
    if settings.SITE_IS_NAMED:
        return f"{settings.SITE_URL.rstrip('/')}{path}"
    return request.build_absolute_uri(path)


def addresses_by_token(name: str) -> Callable[[UUID], str]:
    """Where a page stands for each token: its pattern is looked for once, not at every row of a list."""
    before, after = reverse(name, args=[_NOBODY]).split(str(_NOBODY))
    return lambda token: f"{before}{token}{after}"
