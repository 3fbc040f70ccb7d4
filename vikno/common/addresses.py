"""Addresses that go on paper."""

from django.conf import settings
from django.http import HttpRequest


def public_address(request: HttpRequest, path: str) -> str:
    """Where anybody opens a page: at the site's named address or, where none is named, at that of the request."""
    if settings.SITE_IS_NAMED:
        return f"{settings.SITE_URL.rstrip('/')}{path}"
    return request.build_absolute_uri(path)
