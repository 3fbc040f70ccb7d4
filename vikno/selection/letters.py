"""Letters of results and appeals, one template for one audience. What is not among its places reaches nobody.

A letter to a hromada is in the language that the contact of its proposal chose, one to a programme or its expert in the
language in force, which is that of its reader; what people wrote stays in theirs.
"""

from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from vikno.common.clock import KYIV
from vikno.common.errors import Refusal
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
    parts = [
        _("Вітаємо!"),
        _("Громада подала заперечення на результат заявки {number}.").format(number=number)
        + "\n" + _("Відповісти треба до {day}.").format(day=_day(until)),
        _("Сторінка: «Відбір», «Заперечення»."),
    ]  # fmt: skip
    return _("Нове заперечення: заявка {number}").format(number=number), _body(parts)


def held_back_notice(*, call: str, why: Refusal) -> Letter:
    """To the programme: the hour has come and the results could not be published."""
    told = _("Година оприлюднення настала, але результати не оприлюднено.") + f"\n{why}"
    subject = _("Конкурс {call}: результати не оприлюднено").format(call=call)
    return subject, _body([_("Вітаємо!"), told, _("Протокол чекає на вас.")])


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
        told = _("Розмови {hours} не буде. Причина: {why}").format(hours=_hours(plan), why=_because(plan))
        subject = _("Заявка {number}: розмову скасовано").format(number=plan.proposal.number)
        return subject, _body([_("Вітаємо!"), told])


def _body(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def seat_letter(plan: TalkPlan) -> Letter:
    """To an expert who comes: the number, the hour and the place, as their own page has them. No hromada is named."""
    number = plan.proposal.number
    first = _("Запрошуємо вас на розмову про заявку {number}.")
    again = _("Розмову про заявку {number} призначено або змінено. Чинні година й місце:")
    parts = [
        _("Вітаємо!"),
        (again if plan.edition > 1 else first).format(number=number) + f"\n{_when_and_where(plan)}",
        _("Файл для календаря — у цьому листі.") + "\n"
        + _("Якщо вас щось пов'язує з цією громадою, відмовтеся від заявки на сторінці «Мої заявки»."),
    ]  # fmt: skip
    day = _day(plan.starts_at.astimezone(KYIV))
    return _("Розмова про заявку {number}: {day}").format(number=number, day=day), _body(parts)


def seat_cancelled_letter(plan: TalkPlan) -> Letter:
    """To an expert who was to come. The reason is for the hromada: it may name what an expert does not read."""
    told = _("Розмови {hours} не буде. Ваш час вільний.").format(hours=_hours(plan))
    subject = _("Розмову про заявку {number} скасовано").format(number=plan.proposal.number)
    return subject, _body([_("Вітаємо!"), told])


def seat_freed_letter(plan: TalkPlan) -> Letter:
    """To an expert who comes no more, moved out or in a conflict: neither the hour nor the place."""
    subject = _("Розмова про заявку {number}: без вас").format(number=plan.proposal.number)
    return subject, _body([_("Вітаємо!"), _("Ви більше не в складі цієї розмови. Ваш час вільний.")])


def talk_fell_notice(plan: TalkPlan) -> Letter:
    """To the programme: a talk fell away with its proposal."""
    told = _("Розмову {hours} скасовано. Громаді й експертам написано.").format(hours=_hours(plan))
    subject = _("Заявка {number}: розмову скасовано").format(number=plan.proposal.number)
    return subject, _body([_("Вітаємо!"), f"{_because(plan)}\n{told}"])


def _because(plan: TalkPlan) -> str:
    """A sentence of the system is kept in Ukrainian and read in each language; the words of a person stay."""
    return _(plan.cancelled_because) if plan.cancelled_because else ""


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
