"""Letters of results and appeals, one template for one audience. What is not among its places reaches nobody."""

from datetime import date
from typing import Final

from django.utils import translation

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
    body = (
        f"Вітаємо!\n\n{said}\n{_when_and_where(plan)}\n\n"
        "Файл для календаря — у цьому листі й на сторінці вашої заявки.\n"
    )
    return f"Заявка {plan.proposal.number}: розмова {_day(plan.starts_at.astimezone(KYIV))}", body


def talk_cancelled_letter(plan: TalkPlan) -> Letter:
    """To the hromada: there will be no talk at that hour, and why."""
    body = f"Вітаємо!\n\nРозмови {_hours(plan)} не буде. Причина: {plan.cancelled_because}\n"
    return f"Заявка {plan.proposal.number}: розмову скасовано", body


def seat_letter(plan: TalkPlan) -> Letter:
    """To an expert who comes: the number, the hour and the place, as their own page has them. No hromada is named."""
    number = plan.proposal.number
    said = f"Запрошуємо вас на розмову про заявку {number}."
    if plan.edition > 1:
        said = f"Розмову про заявку {number} призначено або змінено. Чинні година й місце:"
    body = (
        f"Вітаємо!\n\n{said}\n{_when_and_where(plan)}\n\nФайл для календаря — у цьому листі.\n"
        "Якщо вас щось пов'язує з цією громадою, відмовтеся від заявки на сторінці «Мої заявки».\n"
    )
    return f"Розмова про заявку {number}: {_day(plan.starts_at.astimezone(KYIV))}", body


def seat_cancelled_letter(plan: TalkPlan) -> Letter:
    """To an expert who was to come. The reason is for the hromada: it may name what an expert does not read."""
    number = plan.proposal.number
    return f"Розмову про заявку {number} скасовано", f"Вітаємо!\n\nРозмови {_hours(plan)} не буде. Ваш час вільний.\n"


def seat_freed_letter(plan: TalkPlan) -> Letter:
    """To an expert who comes no more, moved out or in a conflict: neither the hour nor the place."""
    number = plan.proposal.number
    return f"Розмова про заявку {number}: без вас", "Вітаємо!\n\nВи більше не в складі цієї розмови. Ваш час вільний.\n"


def talk_fell_notice(plan: TalkPlan) -> Letter:
    """To the programme: a talk fell away with its proposal."""
    number = plan.proposal.number
    body = f"Вітаємо!\n\n{plan.cancelled_because}\nРозмову {_hours(plan)} скасовано. Громаді й експертам написано.\n"
    return f"Заявка {number}: розмову скасовано", body


def _when_and_where(plan: TalkPlan) -> str:
    """In Ukrainian, whoever's page is open in whichever language."""
    with translation.override("uk"):
        kind = str(plan.get_kind_display()).capitalize()
    where = [part for part in (plan.place and f"Місце: {plan.place}.", plan.link) if part]
    return "\n".join([f"{kind}: {_hours(plan)}, за Києвом.", *where])


def _hours(plan: TalkPlan) -> str:
    begins, ends = plan.starts_at.astimezone(KYIV), plan.ends_at.astimezone(KYIV)
    return f"{begins:%d.%m.%Y %H:%M}–{ends:%H:%M}"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
