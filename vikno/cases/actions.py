"""What can be done with a case from its page: one noun, one form, one service call each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.cases import forms, life_forms, policies, services, term_forms
from vikno.cases.enums import Step
from vikno.cases.errors import MayNotAct
from vikno.cases.guarding import bar_of, not_allowed
from vikno.cases.models import Case
from vikno.cases.rules import state_after
from vikno.cases.transfer_forms import TransferForm
from vikno.common import clock
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
        noun="hearing-response", step=Step.HEARD, form=life_forms.HearingForm, call=services.record_hearing,
        title=_("Записати думку заявника"), button=_("Записати думку"), done=_("Думку заявника записано."),
    ),
    Action(
        noun="hearing-absence", step=Step.UNHEARD, form=life_forms.SilenceForm, call=services.record_hearing,
        title=_("Заявник не висловився"), button=_("Записати, що не висловився"),
        done=_("Записано: заявник не скористався правом висловитися."),
    ),
    Action(
        noun="decision", step=Step.DECIDED, form=forms.DecisionForm, call=services.decide_case,
        title=_("Рішення у справі"), button=_("Записати рішення"), done=_("Рішення записано."),
    ),
    Action(
        noun="hearing", step=Step.INVITED, form=life_forms.InvitationForm, call=services.invite_to_hearing,
        title=_("Запросити заявника висловитися"), button=_("Запросити на слухання"),
        done=_("Запрошення записано. Скажіть заявникові, коли і як він може висловитися."), is_quiet=True,
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
        noun="unclaimed", step=Step.UNCLAIMED, form=life_forms.UnclaimedForm, call=services.mark_unclaimed,
        title=_("Результат не забрали"), button=_("Записати, що не забрали"),
        done=_("Записано. Надішліть результат поштою або передайте справу до архіву."), is_quiet=True,
    ),
    Action(
        noun="posting", step=Step.POSTED, form=life_forms.PostingForm, call=services.post_result,
        title=_("Надіслати результат поштою"), button=_("Записати надсилання"), done=_("Надсилання записано."),
        is_quiet=True,
    ),
    Action(
        noun="letter-back", step=Step.CAME_BACK, form=life_forms.CameBackForm, call=services.take_back_letter,
        title=_("Лист повернувся"), button=_("Записати повернення"),
        done=_("Записано: результат знову в ЦНАП і чекає заявника."), is_quiet=True,
    ),
    Action(
        noun="archive", step=Step.ARCHIVED, form=life_forms.ArchiveForm, call=services.archive_case,
        title=_("Передати до архіву"), button=_("Передати до архіву"), done=_("Справу передано до архіву."),
        is_quiet=True,
    ),
    Action(
        noun="withdrawal", step=Step.WITHDRAWN, form=forms.WithdrawalForm, call=services.withdraw_case,
        title=_("Відкликати заяву"), button=_("Записати відкликання"), done=_("Заяву відкликано."), is_quiet=True,
    ),
    Action(
        noun="transfer", step=Step.REASSIGNED, form=TransferForm, call=services.hand_over_case,
        title=_("Передати справу іншому працівникові"), button=_("Передати справу"), done=_("Справу передано."),
        is_quiet=True,
    ),
    Action(
        noun="note", step=Step.NOTE, form=forms.NoteForm, call=services.add_note,
        title=_("Додати примітку"), button=_("Додати примітку"), done=_("Примітку додано."), is_quiet=True,
    ),
)  # fmt: skip
BY_NOUN = {action.noun: action for action in ACTIONS}


@dataclass(frozen=True, kw_only=True)
class Barred:
    """An action the table of moves and the role allow, and the law does not allow today."""

    action: Action
    reason: str


def actions_for(actor: Actor, case: Case, *, at: datetime | None = None) -> list[Action]:
    """Actions the screen offers this actor now: what moves the case on first, then what may be said again."""
    at = at or clock.now()
    offered = [action for action in _possible(actor, case) if bar_of(case, action.step, actor=actor, at=at) is None]
    return sorted(offered, key=lambda action: state_after(case.state, action.step) == case.state)


def barred_for(actor: Actor, case: Case, *, at: datetime | None = None) -> list[Barred]:
    """What this actor could do here if the law did not bar it today, each with the reason and what to do."""
    at = at or clock.now()
    found = ((action, bar_of(case, action.step, actor=actor, at=at)) for action in _possible(actor, case))
    return [Barred(action=action, reason=str(bar)) for action, bar in found if bar is not None]


def why_not(action: Action, actor: Actor, case: Case, *, at: datetime) -> str:
    """Why an action has no form now, in words; empty when it has one."""
    if action not in _possible(actor, case):
        is_possible = state_after(case.state, action.step) is not None
        return str(MayNotAct.message) if is_possible else str(not_allowed(case, action.step))
    bar = bar_of(case, action.step, actor=actor, at=at)
    return str(bar) if bar else ""


def _possible(actor: Actor, case: Case) -> list[Action]:
    steps = policies.steps_for(actor, case)
    return [action for action in ACTIONS if action.step in steps]
