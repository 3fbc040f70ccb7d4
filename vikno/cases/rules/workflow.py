"""Steps of a technological card in a case: by which day each is due, and how it stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vikno.cases.rules.calendar import Span, WorkingCalendar, counted_to, next_working_day

type TaskState = Literal["done", "done_late", "late", "current", "ahead", "passed"]


@dataclass(frozen=True, kw_only=True)
class TaskTerm:
    """How long a step takes; `days` None where the card names no term, 0 for the same day."""

    days: int | None
    unit: str


@dataclass(frozen=True, kw_only=True)
class TaskMark:
    """When a step was done, if it was, and by when it was to be."""

    done_on: dt.date | None
    due_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Longer:
    """Days added to the term by an extension: they go to the step at `place` (from 0) and move those after it."""

    place: int
    days: int
    unit: str


def task_plan(
    terms: Sequence[TaskTerm],
    *,
    started_on: dt.date,
    calendar: WorkingCalendar,
    pauses: Sequence[Span] = (),
    longer: Longer | None = None,
) -> list[dt.date | None]:
    """The last day of each step, one after another from the day of registration; the end is a working day.

    None for a step without a term, and for every step that a pause without an end stands before.
    """
    day: dt.date | None = started_on
    plan: list[dt.date | None] = []
    for place, term in enumerate(terms):
        if longer is not None and longer.place == place:
            day = _later(day, longer.days, longer.unit, calendar, pauses)
        if term.days:
            day = _later(day, term.days, term.unit, calendar, pauses)
        plan.append(None if term.days is None or day is None else next_working_day(day, calendar))
    return plan


def _later(
    day: dt.date | None, days: int, unit: str, calendar: WorkingCalendar, pauses: Sequence[Span]
) -> dt.date | None:
    if day is None:
        return None
    return counted_to(started_on=day, days=days, unit=unit, calendar=calendar, pauses=pauses)


def task_states(marks: Sequence[TaskMark], *, today: dt.date, is_open: bool) -> list[TaskState]:
    """How each step stands.

    A step that was not marked while a later one was is «passed»: nobody waits for it any more. So is everything that
    is left when the case is closed.
    """
    last_done = max((place for place, mark in enumerate(marks) if mark.done_on is not None), default=-1)
    return [_state(mark, place, last_done, today=today, is_open=is_open) for place, mark in enumerate(marks)]


def _state(mark: TaskMark, place: int, last_done: int, *, today: dt.date, is_open: bool) -> TaskState:
    if mark.done_on is not None:
        return "done_late" if mark.due_on is not None and mark.done_on > mark.due_on else "done"
    if place < last_done or not is_open:
        return "passed"
    if mark.due_on is not None and mark.due_on < today:
        return "late"
    return "current" if place == last_done + 1 else "ahead"
