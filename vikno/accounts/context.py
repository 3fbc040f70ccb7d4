"""What every page knows of the person in front of it."""

from typing import Any

from django.http import HttpRequest

from vikno.accounts import rules

IDLE_MINUTES = int(rules.IDLE_LIMIT.total_seconds() // 60)


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """`actor` (None for a stranger), the roles they may change to, after how many idle minutes the desk locks."""
    return {
        "actor": getattr(request, "actor", None),
        "memberships": getattr(request, "memberships", []),
        "idle_minutes": IDLE_MINUTES,
    }
