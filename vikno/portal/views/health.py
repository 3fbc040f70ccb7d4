"""Two probes: is the process alive; can it do its work."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nobody, so it says nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """What the pages depend on, each true or false; 503 if anything is false."""
    checks: dict[str, Callable[[], bool]] = {
        "database": _database_answers,
        "tables": _tables_are_there,
        "static_files": _static_files_are_there,
    }
    found = {name: _holds(check) for name, check in checks.items()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)


healthz.outside_transaction = readyz.outside_transaction = True  # type: ignore[attr-defined]


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except DatabaseError:
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _tables_are_there() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('cases_case') IS NOT NULL AND to_regclass('accounts_cache') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def _static_files_are_there() -> bool:
    return any((folder / "css" / "vikno.css").exists() for folder in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS))
