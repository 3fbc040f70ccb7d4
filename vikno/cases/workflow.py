"""Reading the technological card of a case: which lines it has, by when each is due, how each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vikno.cases import counting, rules
from vikno.cases.models import Case, CaseTask
from vikno.cases.rules import Longer, TaskMark, TaskState, TaskTerm
from vikno.common import clock


@dataclass(frozen=True, kw_only=True)
class ShownTask:
    """One step with how it stands on a day."""

    task: CaseTask
    state: TaskState


def tasks_of(case: Case) -> list[CaseTask]:
    """Steps of a case in order, one query; none is asked for a case without a card."""
    if case.workflow_id is None:
        return []
    rows = CaseTask.objects.filter(hromada_id=case.hromada_id, case=case)
    return list(rows.select_related("step").order_by("order"))


def shown_tasks(case: Case, *, today: date) -> list[ShownTask]:
    """Steps of a case with their states."""
    tasks = tasks_of(case)
    states = rules.task_states(marks_of(tasks), today=today, is_open=case.state in rules.OPEN)
    return [ShownTask(task=task, state=state) for task, state in zip(tasks, states, strict=True)]


def marks_of(tasks: Sequence[CaseTask]) -> list[TaskMark]:
    """What the rules ask of steps."""
    return [TaskMark(done_on=clock.today(task.done_at) if task.done_at else None, due_on=task.due_on) for task in tasks]


def plan_of(case: Case, terms: Sequence[TaskTerm], *, first_open: int = 0) -> list[date | None]:
    """Days by which steps are due, by the calendar of the case's hromada, its pauses and its extension.

    The steps begin on the day of registration, whenever the term of law begins.
    """
    started_on = clock.today(case.registered_at)
    local = counting.here(hromada_code=case.hromada_id, provider_id=case.provider_id, since=started_on)
    begun = counting.term_started_on(case)
    events = counting.term_events(case) if case.pk and begun else []
    course = counting.course_of(case, started_on=begun or started_on, events=events)
    longer = None
    if course.extended_days:
        longer = Longer(place=first_open, days=course.extended_days, unit=case.version.term_unit)
    return rules.task_plan(
        terms, started_on=started_on, calendar=local.calendar, pauses=course.pauses, longer=longer
    )  # fmt: skip
