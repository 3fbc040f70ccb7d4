"""What can be done with a case from its page: one noun, one form, one service call each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.cases import forms, policies, services, term_forms
from vikno.cases.enums import Step
from vikno.cases.models import Case
from vikno.cases.rules import state_after
from vikno.common.actors import Actor
from vikno.network.models import Point


@dataclass(frozen=True, kw_only=True)
class Action:
    """`noun` is the end of the address; `step` decides whether it is offered; `done` is said afterwards."""

    noun: str
    step: Step
    title: Promise
    button: Promise
    done: Promise
    form: type[forms.CaseActionForm]
    call: Callable[..., Any]
    is_quiet: bool = False

    def perform(self, *, case: Case, actor: Actor, at: datetime, point: Point | None, said: dict[str, Any]) -> None:
        """One service call; its refusals pass through."""
        self.call(case=case, actor=actor, at=at, point=point, **said)


def _accept(*, case: Case, actor: Actor, at: datetime, point: Point | None, note: str) -> None:
    services.record_step(
        case=case, step=Step.ACCEPTED, actor=actor, at=at, point=point, organisation=case.provider, note=note
    )


ACTIONS = (
    Action(
        noun="acceptance", step=Step.ACCEPTED, form=forms.AcceptanceForm, call=_accept,
        title=_("Суб'єкт надання прийняв документи"), button=_("Записати прийняття"),
        done=_("Прийняття записано."),
    ),
    Action(
        noun="cure", step=Step.CURED, form=term_forms.CureForm, call=services.record_cure,
        title=_("Заявник усунув недоліки"), button=_("Записати усунення"), done=_("Усунення недоліків записано."),
    ),
    Action(
        noun="resumption", step=Step.RESUMED, form=term_forms.ResumptionForm, call=services.resume_case,
        title=_("Поновити розгляд"), button=_("Поновити розгляд"), done=_("Розгляд поновлено, строк пораховано."),
    ),
    Action(
        noun="decision", step=Step.DECIDED, form=forms.DecisionForm, call=services.decide_case,
        title=_("Рішення у справі"), button=_("Записати рішення"), done=_("Рішення записано."),
    ),
    Action(
        noun="defects", step=Step.WITHOUT_MOTION, form=term_forms.WithoutMotionForm,
        call=services.leave_without_motion, title=_("Залишити заяву без руху"), button=_("Залишити без руху"),
        done=_("Заяву залишено без руху. Повідомте заявника про недоліки."), is_quiet=True,
    ),
    Action(
        noun="suspension", step=Step.SUSPENDED, form=term_forms.SuspensionForm, call=services.suspend_case,
        title=_("Зупинити розгляд"), button=_("Зупинити розгляд"), done=_("Розгляд зупинено, строк не спливає."),
        is_quiet=True,
    ),
    Action(
        noun="extension", step=Step.EXTENDED, form=term_forms.ExtensionForm, call=services.extend_term,
        title=_("Продовжити строк"), button=_("Продовжити строк"), done=_("Строк продовжено."), is_quiet=True,
    ),
    Action(
        noun="result", step=Step.RETURNED, form=forms.ResultForm, call=services.receive_result,
        title=_("Результат надійшов до ЦНАП"), button=_("Записати надходження"), done=_("Надходження записано."),
    ),
    Action(
        noun="notification", step=Step.NOTIFIED, form=forms.NotificationForm, call=services.notify_applicant,
        title=_("Повідомити заявника"), button=_("Записати повідомлення"), done=_("Повідомлення записано."),
    ),
    Action(
        noun="issue", step=Step.ISSUED, form=forms.IssueForm, call=services.issue_result,
        title=_("Видати результат"), button=_("Видати результат"), done=_("Результат видано. Справу завершено."),
    ),
    Action(
        noun="withdrawal", step=Step.WITHDRAWN, form=forms.WithdrawalForm, call=services.withdraw_case,
        title=_("Відкликати заяву"), button=_("Записати відкликання"), done=_("Заяву відкликано."), is_quiet=True,
    ),
    Action(
        noun="note", step=Step.NOTE, form=forms.NoteForm, call=services.add_note,
        title=_("Додати примітку"), button=_("Додати примітку"), done=_("Примітку додано."), is_quiet=True,
    ),
)  # fmt: skip
BY_NOUN = {action.noun: action for action in ACTIONS}


def actions_for(actor: Actor, case: Case) -> list[Action]:
    """Actions the screen offers this actor now: what moves the case on first, then what may be said again."""
    steps = policies.steps_for(actor, case)
    offered = [action for action in ACTIONS if action.step in steps]
    return sorted(offered, key=lambda action: state_after(case.state, action.step) == case.state)
