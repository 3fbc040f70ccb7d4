"""Fields that forms of calls share: lines of a scale, bands of a fact."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class LinesField(forms.CharField):
    """One row of a scale in each line; `read_line` understands it, `told` writes it back."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea({"rows": 5}), "required": False, **kwargs})

    def read_line(self, line: str) -> Mapping[str, Any] | None:
        raise NotImplementedError

    def told(self, row: Mapping[str, Any]) -> str:
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(self.told(row) for row in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(super().clean(value) or "").splitlines() if line.strip()]
        rows = [self.read_line(line) for line in lines]
        for line, row in zip(lines, rows, strict=True):
            if row is None:
                raise ValidationError(_("Не зрозуміло рядок «%(line)s».") % {"line": line}, code="invalid")
        return rows


class AnchorsField(LinesField):
    """«0 | немає приміщення | no premises»: level, words, words in English."""

    def read_line(self, line: str) -> Mapping[str, Any] | None:
        level, *words = [part.strip() for part in line.split("|")]
        if not level.isdecimal() or not words or not words[0] or len(words) > 2:
            return None
        return {"value": int(level), "text": words[0], "text_en": words[1] if len(words) > 1 else ""}

    def told(self, row: Mapping[str, Any]) -> str:
        return " | ".join(filter(None, (str(row["value"]), row["text"], row.get("text_en", ""))))


class BandsField(LinesField):
    """«0–4 | 20», «10+ | 100»: from, to, points 0–100; both ends inside."""

    def read_line(self, line: str) -> Mapping[str, Any] | None:
        span, _bar, points = (part.strip().replace(",", ".") for part in line.partition("|"))
        if span.endswith("+"):
            least, most = span[:-1], ""
        else:
            least, _dash, most = span.replace("–", "-").partition("-")
            most = most or least
        numbers = [_number(one) for one in (least, points)]
        upper = _number(most) if most else None
        if None in numbers or (most and upper is None) or not 0 <= float(points) <= 100:
            return None
        return {"least": numbers[0], "most": upper, "score": numbers[1]}

    def told(self, row: Mapping[str, Any]) -> str:
        span = f"{row['least']}+" if row["most"] is None else f"{row['least']}–{row['most']}"
        return f"{span} | {row['score']}"


def _number(text: str) -> int | float | None:
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not found.is_finite():
        return None
    return int(found) if found == found.to_integral_value() else float(found)
