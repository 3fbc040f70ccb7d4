"""One programme as an IATI 2.03 activity: who, when, where, and its results with every period.

Codes are those of the published code lists, named here. Values are Decimal written as text.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vikno.common.clock import KYIV, today
from vikno.programmes.models import Programme
from vikno.support.enums import Measure, ResultKind
from vikno.support.models import Indicator, Period, Result

LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
VERSION: Final = "2.03"
ORGANISATION_OTHER: Final = "90"  # OrganisationType
FUNDING, IMPLEMENTING = "1", "4"  # OrganisationRole
IN_WORK, CLOSED = "2", "4"  # ActivityStatus
PLANNED_START, PLANNED_END = "1", "3"  # ActivityDateType
SUBNATIONAL: Final = "15112"  # Sector of OECD DAC: decentralisation and support to subnational government
RESULT_TYPE: Final = {ResultKind.OUTPUT: "1", ResultKind.OUTCOME: "2", ResultKind.IMPACT: "3"}
MEASURE: Final = {Measure.UNIT: "1", Measure.PERCENTAGE: "2"}  # IndicatorMeasure


def activity_file(programme: Programme, results: Iterable[Result], *, at: datetime) -> bytes:
    """UTF-8 XML. An activity without an identifier of its own gets the code of the programme: fill it in first."""
    moment = at.astimezone(KYIV).isoformat(timespec="seconds")
    root = Element("iati-activities", {"version": VERSION, "generated-datetime": moment})
    made = SubElement(
        root, "iati-activity",
        {LANG: "uk", "last-updated-datetime": moment, "default-currency": programme.currency},
    )  # fmt: skip
    SubElement(made, "iati-identifier").text = programme.iati_identifier or programme.code
    _organisation(made, "reporting-org", programme.organisation.name, ref=_ref(programme), type=ORGANISATION_OTHER)
    _said(made, "title", programme.title, programme.title_en)
    _said(made, "description", programme.summary or programme.title)
    if programme.donor:
        _organisation(made, "participating-org", programme.donor, role=FUNDING)
    _organisation(made, "participating-org", programme.organisation.name, role=IMPLEMENTING)
    is_over = programme.ends_on is not None and programme.ends_on < today(at)
    SubElement(made, "activity-status", {"code": CLOSED if is_over else IN_WORK})
    _day(made, programme.starts_on, PLANNED_START)
    if programme.ends_on:
        _day(made, programme.ends_on, PLANNED_END)
    SubElement(made, "recipient-country", {"code": "UA", "percentage": "100"})
    SubElement(made, "sector", {"vocabulary": "1", "code": SUBNATIONAL, "percentage": "100"})
    for result in results:
        _result(made, result)
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _result(parent: Element, result: Result) -> None:
    """A result without indicators is not written: the schema asks for one at least."""
    listed = list(result.indicators.all())
    if not listed:
        return
    made = SubElement(parent, "result", {"type": RESULT_TYPE[ResultKind(result.kind)]})
    _said(made, "title", result.title, result.title_en)
    for indicator in listed:
        _indicator(made, indicator)


def _indicator(parent: Element, indicator: Indicator) -> None:
    made = SubElement(
        parent, "indicator",
        {"measure": MEASURE[Measure(indicator.measure)], "ascending": "true" if indicator.is_ascending else "false"},
    )  # fmt: skip
    _said(made, "title", indicator.title, indicator.title_en)
    if indicator.baseline is not None and indicator.baseline_on is not None:
        SubElement(
            made, "baseline",
            {
                "year": str(indicator.baseline_on.year), "iso-date": indicator.baseline_on.isoformat(),
                "value": plain(indicator.baseline),
            },
        )  # fmt: skip
    for period in indicator.periods.all():
        _period(made, period)


def _period(parent: Element, period: Period) -> None:
    made = SubElement(parent, "period")
    SubElement(made, "period-start", {"iso-date": period.starts_on.isoformat()})
    SubElement(made, "period-end", {"iso-date": period.ends_on.isoformat()})
    if period.target is not None:
        SubElement(made, "target", {"value": plain(period.target)})
    newest = next(iter(period.actuals.all()), None)
    if newest is not None:
        actual = SubElement(made, "actual", {"value": plain(newest.value)})
        how = f"n={newest.n}, query version {newest.query_version}" if newest.query_version else newest.note
        _said(actual, "comment", how)


def plain(value: Decimal) -> str:
    """«40», «2.5»: no exponent, no needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _said(parent: Element, name: str, text: str, english: str = "") -> None:
    made = SubElement(parent, name)
    SubElement(made, "narrative").text = text
    if english:
        SubElement(made, "narrative", {LANG: "en"}).text = english


def _organisation(parent: Element, tag: str, title: str, **facts: str) -> None:
    made = SubElement(parent, tag, facts)
    SubElement(made, "narrative").text = title


def _day(parent: Element, day: date, kind: str) -> None:
    SubElement(parent, "activity-date", {"type": kind, "iso-date": day.isoformat()})


def _ref(programme: Programme) -> str:
    """UA-EDR is the list of Ukrainian organisations in the register of identifiers (org-id)."""
    edrpou = programme.organisation.edrpou
    return f"UA-EDR-{edrpou}" if edrpou else programme.code
