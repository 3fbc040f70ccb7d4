"""Costs in words."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from vikno.reporting.models import CostLine
from vikno.reporting.queries.costs import Period, PointCost
from vikno.reporting.rules import LEAST_TOLD, Plain


def heads() -> list[str]:
    return [_("Точка"), _("Витрати, грн"), _("Видано результатів"), _("Вартість одного, грн"), _("Чому немає")]


def table(found: Period) -> dict[str, Any]:
    """Rows by name, and what all points with known costs come to."""
    rows = [
        {
            "point": row.point, "cost": money(row.cost), "given": row.given, "each": money(row.per_service),
            "why": _why(row),
        }
        for row in found.rows
    ]  # fmt: skip
    said = _("Точок із відомими витратами: {known} із {all}. Решту не враховано.")
    return {"rows": rows, "each": money(found.per_service), "said": said.format(known=found.known, all=len(found.rows))}


def as_rows(found: Period) -> list[list[Plain]]:
    rows: list[list[Plain]] = [
        [row.point.name, _plain(row.cost), row.given, _plain(row.per_service), _why(row)] for row in found.rows
    ]
    whole = _("Разом, де витрати відомо ({known} із {all})").format(known=found.known, all=len(found.rows))
    return [*rows, [whole, float(found.cost), found.given, _plain(found.per_service), ""]]


def history(lines: Sequence[CostLine]) -> list[dict[str, Any]]:
    return [{"line": line, "amount": money(line.amount) if line.amount is not None else _("забрано")} for line in lines]


def money(amount: Decimal | None) -> str:
    return "—" if amount is None else str(number_format(round(amount, 2), 2, force_grouping=True))


def _plain(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _why(row: PointCost) -> str:
    if row.is_partly:
        return _("відомо не всі види витрат")
    if row.cost is None:
        return _("витрат не записано")
    return _("замало результатів") if row.given < LEAST_TOLD else ""
