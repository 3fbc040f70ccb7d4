"""Who does which step of a technological card, and whose cases pass to a colleague: told without dice."""

from datetime import date, datetime, timedelta

from vikno.cases import queries, services, workflow
from vikno.cases.enums import TransferReason
from vikno.cases.models import Case
from vikno.catalogue.enums import Performer
from vikno.common.actors import Actor

# Days before now on which somebody was ill or on leave: who, to whom, why, in which words.
ABSENCES = (
    (9, "remote6", "mobile2", TransferReason.ILLNESS, "лікарняний з цього дня"),
    (2, "officer4", "officer", TransferReason.LEAVE, "наказ № 31-к, до кінця місяця"),
)
_REMARKS = {3: "запит до реєстру надіслано", 5: "проєкт узгоджено з юристом"}


def work_on(case: Case, *, actor: Actor, at: datetime, most: int) -> None:
    """The provider marks its steps one after another, at most so many; one case in six is marked by nobody."""
    if case.workflow_id is None or case.pk % 6 == 0:
        return
    waiting = [
        task
        for task in workflow.tasks_of(case)
        if task.done_at is None and not task.event and task.step.performer == Performer.PROVIDER
    ]
    for number, task in enumerate(waiting[:most]):
        note = _REMARKS.get(task.order, "") if case.pk % 3 == 0 else ""
        services.finish_task(case=case, order=task.order, actor=actor, at=at + timedelta(minutes=7 * number), note=note)


def hand_over(day: date, *, today: date, actors: dict[str, Actor], at: datetime) -> None:
    """What the head hands over on a day, to who is there for the one who is not."""
    for days_ago, absent, instead, reason, words in ABSENCES:
        if day != today - timedelta(days=days_ago):
            continue
        head = actors["head"]
        cases = list(queries.cases_to_give(head, officer_id=actors[absent].user_id or 0)[: services.MOST_CASES])
        if cases:
            services.hand_over_cases(
                cases=cases, to_user_id=actors[instead].user_id or 0, reason=reason, words=words, actor=head, at=at
            )
