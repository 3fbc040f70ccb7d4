"""Letters of results and appeals, one template for one audience. What is not among its places reaches nobody."""

from datetime import date
from typing import Final

from vikno.common.clock import KYIV
from vikno.programmes.models import Proposal
from vikno.selection.enums import AppealState, Outcome
from vikno.selection.models import TalkPlan

type Letter = tuple[str, str]

_TOLD: Final = {
    Outcome.SELECTED: "Вашу заявку відібрано. Підтвердьте участь на сторінці заявки.",
    Outcome.RESERVE: "Ваша заявка в резерві. Якщо місце звільниться, програма напише вам.",
    Outcome.NOT_SELECTED: "Цього разу вашу заявку не відібрано.",
}
_APPEAL: Final = {
    AppealState.FILED: ("заперечення подано", "Заперечення отримано. Відповідь буде до {until}."),
    AppealState.ADMISSIBLE: (
        "заперечення прийнято до розгляду",
        "Програма прийняла заперечення до розгляду. Відповідь буде до {until}.",
    ),
    AppealState.NOT_ADMISSIBLE: (
        "заперечення не прийнято до розгляду",
        "Програма не прийняла заперечення до розгляду. Причина — на сторінці результату.",
    ),
    AppealState.UPHELD: (
        "заперечення задоволено",
        "Програма задовольнила заперечення. Список порахують знову, про новий результат напишемо окремо.",
    ),
    AppealState.REJECTED: (
        "заперечення відхилено",
        "Програма розглянула заперечення й відхилила його. Пояснення — на сторінці результату.",
    ),
}
_WHERE: Final = "Сторінка: «Результати конкурсів»."


def result_letter(proposal: Proposal, outcome: str, *, until: date) -> Letter:
    """Subject and body, in Ukrainian: a letter to a hromada. Nobody else is named."""
    body = (
        f"Вітаємо!\n\n{_TOLD[Outcome(outcome)]}\n\n"
        "Місце, бали за кожним критерієм і поради, що робити далі, — на сторінці «Результати конкурсів».\n"
        f"Заперечення можна подати до {_day(until)}.\n"
    )
    return f"Результат заявки {proposal.number}", body


def appeal_letter(state: AppealState, *, number: str, until: date) -> Letter:
    """To the hromada, at each step of its objection. `until`: the day of the answer."""
    subject, said = _APPEAL[state]
    return f"Заявка {number}: {subject}", f"Вітаємо!\n\n{said.format(until=_day(until))}\n\n{_WHERE}\n"


def appeal_notice(*, number: str, until: date) -> Letter:
    """To the programme: somebody objects."""
    body = f"Вітаємо!\n\nГромада подала заперечення на результат заявки {number}.\nВідповісти треба до {_day(until)}.\n"
    return f"Нове заперечення: заявка {number}", body + "\nСторінка: «Відбір», «Заперечення».\n"


def held_back_notice(*, call: str, why: str) -> Letter:
    """To the programme: the hour has come and the results could not be published."""
    body = f"Вітаємо!\n\nГодина оприлюднення настала, але результати не оприлюднено.\n{why}\n\nПротокол чекає на вас.\n"
    return f"Конкурс {call}: результати не оприлюднено", body


def talk_letter(plan: TalkPlan) -> Letter:
    """To the hromada: the hour of a talk, or its new hour. Nobody of the panel is named."""
    said = "Запрошуємо на розмову про вашу заявку." if plan.edition == 1 else "Розмову про вашу заявку змінено."
    where = "\n".join(part for part in (plan.place and f"Місце: {plan.place}.", plan.link) if part)
    body = (
        f"Вітаємо!\n\n{said}\n{plan.get_kind_display().capitalize()}: {_hours(plan)}, за Києвом.\n{where}\n\n"
        "Година й файл для календаря — на сторінці вашої заявки.\n"
    )
    return f"Заявка {plan.proposal.number}: розмова {_day(plan.starts_at.astimezone(KYIV))}", body


def talk_cancelled_letter(plan: TalkPlan) -> Letter:
    """To the hromada: there will be no talk at that hour, and why."""
    body = f"Вітаємо!\n\nРозмови {_hours(plan)} не буде. Причина: {plan.cancelled_because}\n"
    return f"Заявка {plan.proposal.number}: розмову скасовано", body


def _hours(plan: TalkPlan) -> str:
    begins, ends = plan.starts_at.astimezone(KYIV), plan.ends_at.astimezone(KYIV)
    return f"{begins:%d.%m.%Y %H:%M}–{ends:%H:%M}"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
