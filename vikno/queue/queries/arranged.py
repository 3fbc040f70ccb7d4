"""How the queue of a point is arranged: services, windows, priorities, rules, shipped topics."""

import tomllib
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import F, Q, QuerySet

from vikno.common.compiled import compiled
from vikno.network.models import Point
from vikno.queue.models import Counter, PriorityClass, QueueRuleRow, QueueService
from vikno.queue.rules import QueueRule

_DATA = Path(__file__).parent.parent / "data" / "queue.toml"
_RULE_FIELDS = tuple(field.name for field in fields(QueueRule))


@cache
def _rows() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


def default_rule(on: date) -> QueueRule:
    """The shipped rule of a day; the earliest one for days before all."""
    rows = sorted(_rows()["rule"], key=lambda row: row["valid_from"])
    row = next((each for each in reversed(rows) if each["valid_from"] <= on), rows[0])
    return QueueRule(**{name: value for name, value in row.items() if name != "valid_from"})


def default_priorities() -> list[dict[str, Any]]:
    """Shipped rows, for a hromada that begins; to be edited by its head."""
    return list(_rows()["priority"])


def shipped_topics() -> list[dict[str, Any]]:
    """Topics of a hromada that has said nothing of its own, in the order of the keys."""
    return list(_rows()["topic"])


def rule_for(point: Point, *, on: date) -> QueueRule:
    """The rule of a point on a day: its own, else the hromada's, else the shipped one."""
    found = _rule_rows(str(point.hromada_id), point.pk, on)
    return QueueRule(**found[0]) if found else default_rule(on)


@compiled
def _rule_rows(hromada_code: str, point_id: int, on: date) -> QuerySet[QueueRuleRow, dict[str, Any]]:
    rows = QueueRuleRow.objects.filter(Q(point=point_id) | Q(point__isnull=True), hromada_id=hromada_code)
    in_order = rows.filter(valid_from__lte=on).order_by(F("point").asc(nulls_last=True), "-valid_from", "-pk")
    newest: QuerySet[QueueRuleRow, dict[str, Any]] = in_order.values(*_RULE_FIELDS)[:1]
    return newest


def priorities_in_force(hromada_code: str, *, on: date) -> QuerySet[PriorityClass]:
    rows = PriorityClass.objects.filter(hromada_id=hromada_code, valid_from__lte=on)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).order_by("order", "pk")


def priority_names(hromada_code: str) -> dict[str, str]:
    """Words of classes by code, in the language of the page: the shipped ones, and those a hromada has or had."""
    shipped = {
        row["code"]: PriorityClass(name=row["name"], name_en=row.get("name_en", "")) for row in default_priorities()
    }
    own = PriorityClass.objects.filter(hromada_id=hromada_code).order_by("valid_from", "pk")
    return {code: str(one) for code, one in (shipped | {one.code: one for one in own}).items()}


def services_of(point: Point) -> QuerySet[QueueService]:
    """Queues of a point in the order of reception, closed ones too."""
    return QueueService.objects.filter(hromada_id=point.hromada_id, point=point).order_by("order", "pk")


def counters_of(point: Point) -> QuerySet[Counter]:
    """Windows of a point, closed ones too."""
    ours = Counter.objects.filter(hromada_id=point.hromada_id, point=point)
    return ours.prefetch_related("serves__service").order_by("order", "pk")
