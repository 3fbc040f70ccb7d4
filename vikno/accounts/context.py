"""What every page knows of the person in front of it."""

from typing import Any

from django.http import HttpRequest


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """`actor` (None for a stranger), and the roles they may change to."""
    return {
        "actor": getattr(request, "actor", None),
        "memberships": getattr(request, "memberships", []),
    }
