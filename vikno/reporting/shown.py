"""Ready rows for the pages of reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext

from vikno.common.clock import KYIV
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.queries import month_span
from vikno.indicators.shown import amount, change
from vikno.reporting.enums import NUMBERS, Group
from vikno.reporting.fields import FIELDS, Field, Words
from vikno.reporting.forms import AnswersForm
from vikno.reporting.papers import text_of
from vikno.reporting.queries import Answer, Draft, Summary, Week, Year
from vikno.reporting.queries.week import SHOWN
from vikno.reporting.queries.year import MEASURES
from vikno.reporting.rules import Plain, Quarter, difference

_NOT_COMPARED: Final = frozenset({"lat", "lon"})
_OF_POINT: Final = frozenset(
    {"network:details", "network:hours", "network:equipment", "network:accessibility", "network:status"}
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A field on a page: as it is, as it was, and where it comes from. `ended`: what it was when the quarter ended,
    where that is another value.
    """

    code: str
    label: Words
    text: str
    before: str
    year_ago: str
    change: str
    url: str
    typed_on: date | None
    typed_by: str
    ended: str = ""


def draft_groups(draft: Draft, before: Mapping[str, Plain], ago: Mapping[str, Plain]) -> list[tuple[Words, list[Line]]]:
    """Fields of a draft by group, each with its source."""
    lines: dict[Group, list[Line]] = {group: [] for group in Group}
    for answer in draft.answers:
        field, typed = answer.field, answer.typed
        lines[field.group].append(
            _line(
                field,
                answer.value,
                before,
                ago,
                url=source_of(field, draft.quarter, draft.main),
                typed_on=typed.typed_at.astimezone(KYIV).date() if typed else None,
                typed_by=typed.typed_by_name if typed else "",
                ended=_otherwise(draft, answer),
            )
        )
    return [(group.label, found) for group, found in lines.items()]


def signed_groups(
    rows: Sequence[Mapping[str, Any]], before: Mapping[str, Plain], ago: Mapping[str, Plain]
) -> list[tuple[Words, list[Line]]]:
    """The same of what was signed; a field that is no more keeps its own words."""
    lines: dict[str, list[Line]] = {group.value: [] for group in Group}
    for row in rows:
        typed = date.fromisoformat(row["typed_on"]) if row["typed_on"] else None
        known = FIELDS.get(row["code"])
        lines[row["group"]].append(
            Line(
                code=row["code"],
                label=known.label if known else row["label"],
                text=text_of(row["kind"], row["value"]),
                typed_on=typed,
                typed_by=row["typed_by"] or "",
                url="",
                **_compared(row["code"], row["kind"], row["value"], before, ago),
            )
        )
    return [(group.label, lines[group.value]) for group in Group]


def typed_as_read(values: Mapping[str, Plain]) -> dict[str, Any]:
    """Values of fields as their form opens with them."""
    return {code: _as_typed(value) for code, value in values.items()}


def missing_facts(draft: Draft, form: AnswersForm | None) -> dict[str, Any]:
    """What has to be typed, as a form; what is kept elsewhere, as ways there; how old is what was typed before."""
    missing = draft.missing
    asked = [answer.field for answer in draft.answers if answer.field.is_asked and answer.value is None]
    elsewhere = [one.field for one in missing if not one.field.is_asked]
    typed = [one for one in draft.answers if one.typed] if form is None else []
    said = typed_as_read({one.field.code: one.value for one in typed})
    return {
        "missing": len(missing), "form": form or AnswersForm(asked=asked), "has_form": bool(asked or form),
        "to_keep": [(field.label, source_of(field, draft.quarter, draft.main)) for field in elsewhere],
        "again": AnswersForm(asked=[one.field for one in typed], initial=said) if typed else None,
    }  # fmt: skip


def week_lines(week: Week) -> list[dict[str, Any]]:
    """Measures of the week in words, each with the page behind it."""
    asked = urlencode({"period": "own", "since": f"{week.span.since:%d.%m.%Y}", "until": f"{week.span.until:%d.%m.%Y}"})
    return [
        {
            "label": INDICATORS[code].heading, "text": amount(one, week.now[code]),
            "before": amount(one, week.then[code]), "change": change(one, week.now[code], week.then[code]),
            "url": f"{reverse('indicators:indicator', args=[code])}?{asked}",
        }
        for code, one in ((code, INDICATORS[code]) for code in SHOWN)
    ]  # fmt: skip


def year_lines(year: Year) -> list[dict[str, Any]]:
    """Measures of the year in words."""
    return [
        {
            "label": INDICATORS[code].heading, "text": amount(INDICATORS[code], year.now[code]),
            "before": amount(INDICATORS[code], year.before[code]),
            "change": change(INDICATORS[code], year.now[code], year.before[code]),
        }
        for code in MEASURES
    ]  # fmt: skip


def sums(found: Summary) -> list[tuple[Words, str, int]]:
    """Label, sum, of how many centres."""
    return [(FIELDS[code].label, text_of(FIELDS[code].kind, value), n) for code, value, n in found.sums]


def country_cells(found: Summary) -> tuple[list[str], list[list[Plain]]]:
    """The head of the table and a row for each centre; those without a report have their name alone."""
    head = [gettext("Громада"), gettext("Центр"), gettext("Підписано"), *(str(one.label) for one in FIELDS.values())]
    body: list[list[Plain]] = []
    for row in found.rows:
        day = f"{row.report.signed_at.astimezone(KYIV):%d.%m.%Y}" if row.report else gettext("немає")
        body.append([str(row.centre.hromada), row.centre.name, day, *(row.values.get(code) for code in FIELDS)])
    return head, body


def _as_typed(value: Plain) -> Any:
    """As its form field shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return Decimal(str(value)) if isinstance(value, float) else value


def source_of(field: Field, quarter: Quarter, main: int | None) -> str:
    """The rows behind a number, or the page where a fact is kept; "" where it is only typed, or known of itself."""
    if field.indicator:
        since = quarter.first_day
        if field.indicator == "given":
            since = since.replace(month=1)
        span = month_span(quarter.first_day, 3)
        asked = {"period": "own", "since": f"{since:%d.%m.%Y}", "until": f"{span.until:%d.%m.%Y}"}
        asked |= {"part": field.part} if field.part else {}
        return f"{reverse('indicators:indicator', args=[field.indicator])}?{urlencode(asked)}"
    if field.page in _OF_POINT:
        return reverse(field.page, args=[main]) if main else reverse("network:points")
    return reverse(field.page) if field.page else ""


def _line(field: Field, value: Plain, before: Mapping[str, Plain], ago: Mapping[str, Plain], **facts: Any) -> Line:
    return Line(
        code=field.code, label=field.label, text=text_of(field.kind, value), **facts,
        **_compared(field.code, field.kind, value, before, ago),
    )  # fmt: skip


def _otherwise(draft: Draft, answer: Answer) -> str:
    """What a fact was when the quarter ended; "" where it is the same, or nobody knows."""
    code = answer.field.code
    if draft.ended is None or draft.ended.values.get(code) in (None, answer.value):
        return ""
    return text_of(answer.field.kind, draft.ended.values[code])


def _compared(
    code: str, kind: str, value: Plain, before: Mapping[str, Plain], ago: Mapping[str, Plain]
) -> dict[str, str]:
    if kind not in NUMBERS or code in _NOT_COMPARED:
        return {"before": "", "year_ago": "", "change": ""}
    return {
        "before": text_of(kind, before.get(code)), "year_ago": text_of(kind, ago.get(code)),
        "change": _signed(difference(value, before.get(code))),
    }  # fmt: skip


def _signed(change: float | None) -> str:
    if change is None:
        return ""
    if not change:
        return "±0"
    return ("+" if change > 0 else "−") + str(number_format(abs(round(change, 1))))
