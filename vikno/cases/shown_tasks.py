"""Ready rows for the steps of the technological card on the page of a case."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.cases import policies
from vikno.cases.models import Case, CaseTask
from vikno.cases.rules import OPEN, TaskState
from vikno.cases.workflow import shown_tasks
from vikno.catalogue.enums import Performer, StepAction
from vikno.common.actors import Actor
from vikno.common.components import StatusKind

_STATES: Final[dict[TaskState, tuple[Promise, StatusKind]]] = {
    "done": (_("виконано"), "done"),
    "done_late": (_("виконано із запізненням"), "waiting"),
    "late": (_("строк минув"), "late"),
    "current": (_("триває"), "progress"),
    "ahead": (_("попереду"), "neutral"),
    "passed": (_("не позначено"), "closed"),
}


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One step; `may_finish` and `may_reopen` say which button the reader has."""

    task: CaseTask
    action_words: str
    performer: str
    state: str
    state_kind: StatusKind
    may_finish: bool
    may_reopen: bool


def task_rows(case: Case, *, actor: Actor, today: date) -> list[TaskRow]:
    """Steps of a case for a reader; one query, and one more where a provider may have its own cabinet."""
    shown = shown_tasks(case, today=today)
    if not shown:
        return []
    whose = policies.performers_for(actor, case) if case.state in OPEN else frozenset()
    rows = []
    for one in shown:
        step, (words, kind) = one.task.step, _STATES[one.state]
        rows.append(
            TaskRow(
                task=one.task,
                action_words=str(StepAction(step.action).label),
                performer=str(Performer(step.performer).label),
                state=str(words),
                state_kind=kind,
                may_finish=one.task.done_at is None and not one.task.event and step.performer in whose,
                may_reopen=policies.may_reopen(actor, one.task, today=today),
            )
        )
    return rows
