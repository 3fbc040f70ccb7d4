"""One programme as an IATI 2.03 activity: who, when, where, what was promised and given, results with every period.

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
from vikno.support.queries import Transaction, TransactionKind

LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
VERSION: Final = "2.03"
ORGANISATION_OTHER: Final = "90"  # OrganisationType
FUNDING, IMPLEMENTING = "1", "4"  # OrganisationRole
IN_WORK, CLOSED = "2", "4"  # ActivityStatus
PLANNED_START, PLANNED_END = "1", "3"  # ActivityDateType
SUBNATIONAL: Final = "15112"  # Sector of OECD DAC: decentralisation and support to subnational government
RESULT_TYPE: Final = {ResultKind.OUTPUT: "1", ResultKind.OUTCOME: "2", ResultKind.IMPACT: "3"}
TRANSACTION: Final = {
    TransactionKind.COMMITMENT: "2", TransactionKind.DISBURSEMENT: "3", TransactionKind.EXPENDITURE: "4",
}  # fmt: skip
LOCAL_GOVERNMENT: Final = "11"  # OrganisationType
IN_KIND: Final = "4"  # DisbursementChannel: aid in kind, managed by whoever gives it
MEASURE: Final = {Measure.UNIT: "1", Measure.PERCENTAGE: "2"}  # IndicatorMeasure


def activity_file(
    programme: Programme, results: Iterable[Result], transactions: Iterable[Transaction] = (), *, at: datetime
) -> bytes:
    """UTF-8 XML. An activity without an identifier of its own gets the code of the programme: fill it in first.

    A transaction of a day to come is not written: the standard lets none.
    """
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
    for one in transactions:
        if one.on <= today(at):
            _transaction(made, one, programme)
    for result in results:
        _result(made, result)
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _transaction(parent: Element, one: Transaction, programme: Programme) -> None:
    """In the order of the schema; the value in its own currency, by its own day."""
    made = SubElement(parent, "transaction", {"ref": one.ref})
    SubElement(made, "transaction-type", {"code": TRANSACTION[one.kind]})
    SubElement(made, "transaction-date", {"iso-date": one.on.isoformat()})
    worth = SubElement(made, "value", {"currency": one.currency, "value-date": one.on.isoformat()})
    worth.text = plain(one.value)
    _said(made, "description", one.words)
    _organisation(made, "provider-org", programme.organisation.name, ref=_ref(programme), type=ORGANISATION_OTHER)
    _organisation(made, "receiver-org", one.receiver, type=LOCAL_GOVERNMENT)
    if one.is_in_kind and one.kind == TransactionKind.DISBURSEMENT:
        SubElement(made, "disbursement-channel", {"code": IN_KIND})


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
