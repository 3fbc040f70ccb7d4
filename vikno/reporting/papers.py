"""The paper of a quarter, and its files for programs: made of rows that are frozen with the signature."""

import hashlib
from datetime import date, datetime
from typing import Any, Final

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.common import typeset
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.common.identifiers import phone_formatted
from vikno.documents.papers import moment_shown
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.queries import month_span
from vikno.indicators.shown import amount
from vikno.network.models import Centre
from vikno.network.queries import centre_of
from vikno.reporting.enums import Group, Kind, Section
from vikno.reporting.models import SignedReport
from vikno.reporting.queries import Draft, Year
from vikno.reporting.queries.year import MEASURES
from vikno.reporting.rules import Plain, Quarter

# A template once released never changes: a signed report prints the same for ever.
TEMPLATE: Final = "reporting/typst/e1/quarter.typ"
YEAR_TEMPLATE: Final = "reporting/typst/e1/year.typ"
EDITION: Final = 1  # of the machine format; grows when a name changes its meaning
type Row = dict[str, Any]


def text_of(kind: str, value: Plain) -> str:
    """A value as people write it: «так», «1 254», «05.09.2026»; a dash where there is none."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("так") if value else _("ні")
    if kind == Kind.DATE:
        return f"{date.fromisoformat(str(value)):%d.%m.%Y}"
    if isinstance(value, int):
        return str(number_format(value, 0, force_grouping=True))
    if isinstance(value, float):
        return str(number_format(value))
    return value


def rows_of(draft: Draft) -> list[Row]:
    """Every field of a draft as plain values, to be kept or sent. Labels are Ukrainian."""
    with override("uk"):
        return [
            {
                "code": answer.field.code, "group": answer.field.group.value, "kind": answer.field.kind.value,
                "label": str(answer.field.label), "value": answer.value,
                "typed_on": answer.typed.typed_at.astimezone(KYIV).date().isoformat() if answer.typed else None,
                "typed_by": answer.typed.typed_by_name if answer.typed else None,
            }
            for answer in draft.answers
        ]  # fmt: skip


def paper_of(
    actor: Actor, quarter: Quarter, rows: list[Row], *, version: int | None, at: datetime, is_demo: bool = False
) -> dict[str, Any]:
    """What the template reads; `version` None: a draft, and it says so on every page."""
    with override("uk"):
        centre = centre_of(actor.hromada_code)
        title = f"Звіт центру за {month_span(quarter.first_day, 3)}"
        state = f"версія {version}" if version else "чернетка, не підписано"
        return {
            "lang": "uk", "title": title, "footer": f"{title}, {state}", "made": moment_shown(at),
            "is_demo": is_demo or bool(centre and centre.is_demo), "centre": _letterhead(centre), "state": state,
            "as_of": moment_shown(at), "signed_by": actor.name if version else "",
            "groups": [
                {"title": str(group.label), "rows": [_line(row) for row in rows if row["group"] == group]}
                for group in Group
            ],
        }  # fmt: skip


def typeset_paper(paper: dict[str, Any], *, made_at: datetime, template: str = TEMPLATE) -> bytes:
    """PDF/A of a paper; the same bytes for the same data."""
    return typeset.render_pdf(template, paper, made_at=made_at)


def signed_paper(report: SignedReport) -> bytes:
    """The paper that was signed, byte for byte; where another typesetter makes other bytes, it says it is a copy."""
    pdf = typeset_paper(report.paper, made_at=report.signed_at, template=report.template)
    if hashlib.sha256(pdf).hexdigest() == report.pdf_sha256:
        return pdf
    marked = report.paper | {"copy_of": report.pdf_sha256}
    return typeset_paper(marked, made_at=report.signed_at, template=report.template)


def year_pdf(actor: Actor, year: Year, *, at: datetime) -> bytes:
    """The yearly report to the council as it stands now; parts without words are left out."""
    with override("uk"):
        centre = centre_of(actor.hromada_code)
        title = f"Звіт керівника за {year.number} рік"
        paper = {
            "lang": "uk", "title": title, "footer": title, "made": moment_shown(at), "centre": _letterhead(centre),
            "is_demo": bool(centre and centre.is_demo), "span": str(year.span), "by": actor.name,
            "year": str(year.number), "before": str(year.number - 1),
            "words": [_part(section, year.words[section]) for section in Section if year.words.get(section)],
            "measures": [
                {
                    "label": INDICATORS[code].heading, "now": amount(INDICATORS[code], year.now[code]),
                    "before": amount(INDICATORS[code], year.before[code]),
                }
                for code in MEASURES
            ],
            "months": _months(year),
            "groups": [{"label": name, "n": str(n)} for name, n in year.by_group],
            "points": [{"label": name, "n": str(n)} for name, n in year.by_point],
        }  # fmt: skip
        return typeset.render_pdf(YEAR_TEMPLATE, paper, made_at=at)


def _months(year: Year) -> list[dict[str, Any]]:
    """Columns of the chart: heights are in thousandths of the tallest one. Nothing where the year has no records."""
    tallest = max((max(one.requested, one.given) for one in year.by_month), default=0)
    return [
        {
            "label": date_format(one.first, "F"), "short": date_format(one.first, "b")[:3],
            "requested": str(one.requested), "given": str(one.given),
            "heights": [1000 * one.requested // tallest, 1000 * one.given // tallest],
        }
        for one in year.by_month
        if tallest
    ]  # fmt: skip


def as_json(hromada: str, quarter: Quarter, rows: list[Row], *, measures: dict[str, int], as_of: datetime) -> Row:
    """For programs: values by group under their stable names; what was typed says when."""
    made: Row = {
        "report": "asc_quarter", "edition": EDITION, "hromada": hromada, "year": quarter.year,
        "quarter": quarter.number, "as_of": as_of.astimezone(KYIV).isoformat(timespec="seconds"),
        "measures": measures,
    }  # fmt: skip
    for group in Group:
        made[group.value] = {row["code"]: row["value"] for row in rows if row["group"] == group}
    made["typed_on"] = {row["code"]: row["typed_on"] for row in rows if row["typed_on"]}
    return made


def signed_json(report: SignedReport) -> Row:
    """The same of a signed one, with who signed which version and when."""
    made = as_json(
        report.hromada_id, report.quarter, report.values, measures=report.measures, as_of=report.as_of
    )  # fmt: skip
    signed_at = report.signed_at.astimezone(KYIV).isoformat(timespec="seconds")
    return made | {"version": report.version, "signed_at": signed_at, "signed_by": report.signed_by_name}


def _part(section: Section, words: str) -> dict[str, Any]:
    """The introduction stands before the numbers."""
    return {"title": str(section.label), "text": words, "is_first": section == Section.INTRODUCTION}


def _letterhead(centre: Centre | None) -> dict[str, Any]:
    lines = [phone_formatted(centre.phone)] if centre and centre.phone else []
    return {"name": centre.name if centre else "ЦНАП", "lines": lines}


def _line(row: Row) -> dict[str, str]:
    typed = f"записано {date.fromisoformat(row['typed_on']):%d.%m.%Y}" if row["typed_on"] else ""
    return {"label": row["label"], "value": text_of(row["kind"], row["value"]), "note": typed}
