"""Worked examples of terms, read from their file: shared by the test and by the page in the docs."""

import datetime as dt
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from vikno.cases import rules
from vikno.cases.calendars import rules_of, working_calendar
from vikno.cases.enums import TermRegime
from vikno.catalogue.enums import StartEvent, TermUnit
from vikno.common import clock

FILE = Path(__file__).parent / "worked_examples.toml"
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Worked:
    """An example as the engine counts it."""

    deadline: rules.Deadline
    law: rules.RuleSet
    most_extension: int


@cache
def read(kind: str) -> tuple[Row, ...]:
    """Rows of one kind: "example" or "forecast"."""
    return tuple(tomllib.loads(FILE.read_text(encoding="utf-8"))[kind])


def worked(row: Row) -> Worked:
    """Count one example. Raises NotInTheseRules where the law does not have what happened."""
    term, started_on, calendar = term_in(row), started(row), calendar_in(row)
    law = rules_of(term.regime, on=started_on or dt.date(2026, 1, 1))
    events = events_in(row)
    found = rules.deadline(
        term=term, started_on=started_on, calendar=calendar, rules=law, events=events,
        sittings=row.get("sittings", ()),
    )  # fmt: skip
    most = 0
    if started_on is not None:
        course = rules.course_of(started_on=started_on, events=events, rules=law, calendar=calendar, lists=term.lists)
        most = rules.most_extension_days(term=term, course=course, rules=law)
    return Worked(deadline=found, law=law, most_extension=most)


def term_in(row: Row) -> rules.Term:
    return rules.Term(
        days=row.get("days"), unit=row.get("unit", TermUnit.CALENDAR_DAYS),
        regime=row.get("regime", TermRegime.SERVICE), start_event=row.get("start_event", StartEvent.REGISTERED),
        is_collegial=row.get("collegial", False),
        is_immediate=row.get("immediate", False), is_short=row.get("short", False),
        has_tacit_consent=row.get("tacit", False), lists=frozenset(row.get("stopped", ())),
    )  # fmt: skip


def started(row: Row) -> dt.date | None:
    """The day in Kyiv on which the term began."""
    if "start_at" in row:
        return clock.today(row["start_at"])
    start: dt.date | None = row.get("start")
    return start


def events_in(row: Row) -> list[rules.TermEvent]:
    return [rules.TermEvent(**event) for event in row.get("events", ())]


def calendar_in(row: Row) -> rules.WorkingCalendar:
    """The calendar of the law, changed as the example says."""
    law = working_calendar()
    if row.get("calendar") == "peace":
        law = replace(law, regimes=())
    if "regime_until" in row:
        law = replace(law, regimes=tuple(replace(regime, ends_on=row["regime_until"]) for regime in law.regimes))
    if "stopped_until" in row:
        law = replace(law, stopped=tuple(replace(act, ends_on=row["stopped_until"]) for act in law.stopped))
    law = replace(law, working_days={day["date"]: day["name"] for day in row.get("working_days", ())})
    return law.closed_also(closures_in(row), version="місцеві дні")


def closures_in(row: Row) -> list[rules.Closure]:
    return [
        rules.Closure(name=each["name"], starts_on=each["from"], ends_on=each.get("to"))
        for each in row.get("closures", ())
    ]


def foreseen(row: Row) -> rules.Forecast:
    """One forecast as the rule gives it."""
    ahead = rules.Ahead(
        trips=row.get("trips"), travel_days=row.get("travel_days", 0), queue=row.get("queue", 0),
        per_day=row.get("per_day", 0.0), closures=closures_in(row),
    )  # fmt: skip
    return rules.forecast(due_on=row["due_on"], today=row["today"], ahead=ahead, calendar=working_calendar())
