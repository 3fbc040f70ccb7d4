"""Who still points at a unit: every table of every room, found by its foreign keys, not by a list kept by hand."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import connection
from django.db.models import CharField, Field, ForeignKey, Model

from vikno.common import tenancy
from vikno.territories.models import Unit

OWN_ROOM: Final = "territories"
# Logs of the past keep codes of units that are gone; that is their work.
_LOGS: Final = frozenset({"audit"})
TENANT_COLUMN: Final = "hromada_code"


@dataclass(frozen=True, slots=True)
class _Link:
    model: type[Model]
    column: str
    is_behind_lock: bool

    @property
    def label(self) -> str:
        """How its records are called; a list of links is called by the records that keep it."""
        owner = self.model._meta.auto_created
        return str((owner if isinstance(owner, type) else self.model)._meta.verbose_name_plural)


def references_to(codes: Collection[str]) -> dict[str, dict[str, int]]:
    """For each of the codes that something points at: name of the records → how many. No personal data is read.

    Tables behind row-level security are looked at once for every tenant; the tenant bound before is bound again.
    """
    if not codes:
        return {}
    links = list(_links())
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    _count([link for link in links if not link.is_behind_lock], codes, counts)
    locked = [link for link in links if link.is_behind_lock]
    before = tenancy.bound()
    for tenant in sorted(_tenants(links)):
        tenancy.bind(tenant)
        _count(locked, codes, counts)
    tenancy.bind(before)
    return {code: dict(sorted(users.items())) for code, users in counts.items()}


def _links() -> Iterator[_Link]:
    locked = _tables_behind_lock()
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.app_label == OWN_ROOM or meta.app_label in _LOGS or not meta.managed:
            continue
        for field in meta.local_fields:
            if _points_at_unit(field):
                yield _Link(model, str(field.attname), meta.db_table in locked)


def _points_at_unit(field: "Field[Any, Any]") -> bool:
    if isinstance(field, ForeignKey):
        return field.related_model is Unit
    return isinstance(field, CharField) and field.name == TENANT_COLUMN


def _tables_behind_lock() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity")
        return {name for (name,) in cursor.fetchall()}


def _tenants(links: list[_Link]) -> set[str]:
    """Hromadas that may have rows behind the lock: those named in tables that anyone may read."""
    tenants: set[str] = set()
    for link in links:
        if not link.is_behind_lock and link.column in (TENANT_COLUMN, "hromada_id"):
            values = link.model._default_manager.values_list(link.column, flat=True)
            tenants.update(code for code in values.order_by().distinct() if code)
    return tenants


def _count(links: list[_Link], codes: Collection[str], counts: dict[str, dict[str, int]]) -> None:
    for link in links:
        rows = link.model._default_manager.filter(**{f"{link.column}__in": list(codes)})
        for code in rows.order_by().values_list(link.column, flat=True):
            counts[code][link.label] += 1
