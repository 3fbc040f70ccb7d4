"""Letters of results and appeals, one template for one audience. What is not among its places reaches nobody.

A letter to a hromada is in the language that the contact of its proposal chose; what people wrote stays in theirs.
A programme is written to in Ukrainian.
"""

from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from vikno.common.clock import KYIV
from vikno.programmes.models import Proposal
from vikno.selection.enums import AppealState, Outcome
from vikno.selection.models import TalkPlan

type Letter = tuple[str, str]

_TOLD: Final[dict[Outcome, Promise]] = {
    Outcome.SELECTED: gettext_lazy("Вашу заявку відібрано. Підтвердьте участь на сторінці заявки."),
    Outcome.RESERVE: gettext_lazy("Ваша заявка в резерві. Якщо місце звільниться, програма напише вам."),
    Outcome.NOT_SELECTED: gettext_lazy("Цього разу вашу заявку не відібрано."),
}
_APPEAL: Final[dict[AppealState, tuple[Promise, Promise]]] = {
    AppealState.FILED: (
        gettext_lazy("Заявка {number}: заперечення подано"),
        gettext_lazy("Заперечення отримано. Відповідь буде до {until}."),
    ),
    AppealState.ADMISSIBLE: (
        gettext_lazy("Заявка {number}: заперечення прийнято до розгляду"),
        gettext_lazy("Програма прийняла заперечення до розгляду. Відповідь буде до {until}."),
    ),
    AppealState.NOT_ADMISSIBLE: (
        gettext_lazy("Заявка {number}: заперечення не прийнято до розгляду"),
        gettext_lazy("Програма не прийняла заперечення до розгляду. Причина — на сторінці результату."),
    ),
    AppealState.UPHELD: (
        gettext_lazy("Заявка {number}: заперечення задоволено"),
        gettext_lazy("Програма задовольнила заперечення. Список порахують знову, про новий результат напишемо окремо."),
    ),
    AppealState.REJECTED: (
        gettext_lazy("Заявка {number}: заперечення відхилено"),
        gettext_lazy("Програма розглянула заперечення й відхилила його. Пояснення — на сторінці результату."),
    ),
}


def result_letter(proposal: Proposal, outcome: str, *, until: date) -> Letter:
    """Subject and body: a letter to a hromada. Nobody else is named."""
    with override(proposal.contact_language):
        parts = [
            _("Вітаємо!"), str(_TOLD[Outcome(outcome)]),
            _("Місце, бали за кожним критерієм і поради, що робити далі, — на сторінці «Результати конкурсів».")
            + "\n" + _("Заперечення можна подати до {day}.").format(day=_day(until)),
        ]  # fmt: skip
        return _("Результат заявки {number}").format(number=proposal.number), _body(parts)


def appeal_letter(proposal: Proposal, state: AppealState, *, until: date) -> Letter:
    """To the hromada, at each step of its objection. `until`: the day of the answer."""
    with override(proposal.contact_language):
        subject, said = (str(one) for one in _APPEAL[state])
        where = _("Сторінка: «Результати конкурсів».")
        return subject.format(number=proposal.number), _body([_("Вітаємо!"), said.format(until=_day(until)), where])


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
    with override(plan.proposal.contact_language):
        first, again = _("Запрошуємо на розмову про вашу заявку."), _("Розмову про вашу заявку змінено.")
        parts = [
            _("Вітаємо!"),
            "\n".join((first if plan.edition == 1 else again, _when_and_where(plan))),
            _("Файл для календаря — у цьому листі й на сторінці вашої заявки."),
        ]
        day = _day(plan.starts_at.astimezone(KYIV))
        return _("Заявка {number}: розмова {day}").format(number=plan.proposal.number, day=day), _body(parts)


def talk_cancelled_letter(plan: TalkPlan) -> Letter:
    """To the hromada: there will be no talk at that hour, and why."""
    with override(plan.proposal.contact_language):
        told = _("Розмови {hours} не буде. Причина: {why}").format(hours=_hours(plan), why=plan.cancelled_because)
        subject = _("Заявка {number}: розмову скасовано").format(number=plan.proposal.number)
        return subject, _body([_("Вітаємо!"), told])


def _body(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def seat_letter(plan: TalkPlan) -> Letter:
    """To an expert who comes: the number, the hour and the place, as their own page has them. No hromada is named."""
    number = plan.proposal.number
    said = f"Запрошуємо вас на розмову про заявку {number}."
    if plan.edition > 1:
        said = f"Розмову про заявку {number} призначено або змінено. Чинні година й місце:"
    with override("uk"):
        where = _when_and_where(plan)
    body = (
        f"Вітаємо!\n\n{said}\n{where}\n\nФайл для календаря — у цьому листі.\n"
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
    """In the language in force: that of the letter, whoever's page is open."""
    place = plan.place and _("Місце: {place}.").format(place=plan.place)
    hours = _("{kind}: {hours}, за Києвом.").format(kind=plan.get_kind_display().capitalize(), hours=_hours(plan))
    return "\n".join(filter(None, (hours, place, plan.link)))


def _hours(plan: TalkPlan) -> str:
    begins, ends = plan.starts_at.astimezone(KYIV), plan.ends_at.astimezone(KYIV)
    return f"{begins:%d.%m.%Y %H:%M}–{ends:%H:%M}"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
