"""Steps of the technological card in a case: made with it, marked by what happens or by the responsible."""

from datetime import date, datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.cases import policies
from vikno.cases.errors import TaskAlreadyDone, TaskMarksItself, TaskNotFound, TaskNotYoursToReopen
from vikno.cases.models import Case, CaseTask
from vikno.cases.rules import TaskTerm
from vikno.cases.services.marks import mark
from vikno.cases.services.steps import lock_case
from vikno.cases.workflow import plan_of, tasks_of
from vikno.catalogue import queries as catalogue
from vikno.catalogue.enums import CaseEvent
from vikno.common import clock
from vikno.common.actors import Actor


def planned_tasks(case: Case) -> list[CaseTask]:
    """Steps of the card of a case about to be registered, unsaved; nothing is asked where there is no card."""
    if case.workflow_id is None:
        return []
    lines = catalogue.lines_of_workflow(case.workflow_id)
    plan = plan_of(case, [TaskTerm(days=line.days, unit=line.unit) for line in lines])
    return [
        CaseTask(hromada_id=case.hromada_id, step_id=line.pk, order=line.order, event=line.event, due_on=due_on)
        for line, due_on in zip(lines, plan, strict=True)
    ]


def register_tasks(case: Case, tasks: list[CaseTask], *, actor: Actor, at: datetime) -> None:
    """Save the steps of a case just registered, what registration itself does being done: one statement."""
    for task in tasks:
        task.case = case
        if task.event == CaseEvent.REGISTERED:
            mark(task, actor=actor, at=at)
    CaseTask.objects.bulk_create(tasks)


@transaction.atomic
def finish_task(*, case: Case, order: int, actor: Actor, at: datetime, note: str = "") -> CaseTask:
    """The responsible says a step is done.

    Raises CaseNotFound, MayNotAct, TaskNotFound, TaskAlreadyDone, TaskMarksItself.
    Of two people at once the second meets TaskAlreadyDone.
    """
    lock_case(case, actor=actor)
    task = _task(case, order)
    policies.require_may_finish(actor, case, task)
    if task.done_at is not None:
        raise TaskAlreadyDone(name=task.step.name, who=task.done_by_name)
    if task.event:
        raise TaskMarksItself(name=task.step.name, event=CaseEvent(task.event).label)
    mark(task, actor=actor, at=at)
    task.note = note.strip()[:500]
    task.save(update_fields=["done_at", "done_by", "done_by_name", "note"])
    _record("case.task_done", task, case=case, actor=actor, at=at)
    return task


@transaction.atomic
def reopen_task(*, case: Case, order: int, actor: Actor, at: datetime) -> CaseTask:
    """Take a mark back: who made it, on the day it was made; the journal keeps both.

    Raises CaseNotFound, TaskNotFound, TaskNotYoursToReopen.
    """
    lock_case(case, actor=actor)
    task = _task(case, order)
    if not policies.may_reopen(actor, task, today=clock.today(at)):
        raise TaskNotYoursToReopen
    task.done_at, task.done_by, task.done_by_name, task.note = None, None, "", ""
    task.save(update_fields=["done_at", "done_by", "done_by_name", "note"])
    _record("case.task_reopened", task, case=case, actor=actor, at=at)
    return task


def reschedule_tasks(case: Case) -> None:
    """Count the days of steps not done anew: the term was stopped, restored or made longer, or days were closed."""
    tasks = tasks_of(case)
    if not tasks:
        return
    first_open = max((place for place, task in enumerate(tasks) if task.done_at), default=-1) + 1
    terms = [TaskTerm(days=task.step.days, unit=task.step.unit) for task in tasks]
    changed = []
    for task, due_on in zip(tasks, plan_of(case, terms, first_open=first_open), strict=True):
        if task.done_at is None and task.due_on != due_on:
            task.due_on = due_on
            changed.append(task)
    CaseTask.objects.bulk_update(changed, ["due_on"])


def _task(case: Case, order: int) -> CaseTask:
    rows = CaseTask.objects.filter(hromada_id=case.hromada_id, case=case, order=order)
    task = rows.select_related("step").order_by("pk").first()
    if task is None:
        raise TaskNotFound
    return task


def _record(action: str, task: CaseTask, *, case: Case, actor: Actor, at: datetime) -> None:
    facts: dict[str, str | int] = {"number": case.number, "task": task.order}
    late: date | None = task.due_on
    if task.done_at is not None and late is not None and clock.today(task.done_at) > late:
        facts["late_since"] = late.isoformat()
    audit.record(actor=actor, action=action, subject=case, at=at, hromada_code=case.hromada_id, facts=facts)
