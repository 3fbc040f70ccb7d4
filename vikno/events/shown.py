"""Ready rows for pages and papers of events."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.events.enums import EventState
from vikno.events.models import Event
from vikno.events.queries import Report


def moves_of(event: Event, *, at: datetime) -> list[tuple[str, str, str]]:
    """(address, words, weight of the button) of what may be pressed now; an event ends when its time is over."""
    cancel = ("cancel", _("Не проводити захід"), "warning")
    hold = [("hold", _("Завершити захід"), "")] if at >= event.ends_at else []
    return {
        EventState.DRAFT: [("open", _("Відкрити реєстрацію"), ""), cancel],
        EventState.OPEN: [*hold, cancel],
        EventState.HELD: [("certify", _("Видати сертифікати"), "secondary")],
    }.get(EventState(event.state), [])  # fmt: skip


def figures(told: Report) -> list[tuple[str, str]]:
    """Names and values in the language in force; shares with their n."""
    return [
        (_("Місць підтверджено"), str(told.seats)), *_came(told), (_("Сертифікатів"), str(told.certificates)),
        *_said(told),
        (_("Громад, що взяли практику з бібліотеки"), _("{n} з {of}").format(n=told.taken.hromadas, of=told.hromadas)),
        (_("Практик, узятих із бібліотеки"), str(told.taken.practices)),
        (_("Власних карток практик після заходу"), str(told.taken.cards)),
    ]  # fmt: skip


def figures_of_visit(told: Report) -> list[tuple[str, str]]:
    """Of the visit itself: how the programme fills its seats and what it counts later is not the host's."""
    return [*_came(told), *_said(told)]


def _came(told: Report) -> list[tuple[str, str]]:
    return [
        (_("Були"), str(told.came)), (_("Не приїхали"), str(told.missed)), (_("Громад"), str(told.hromadas)),
        (_("Областей"), str(told.oblasts)),
    ]  # fmt: skip


def _said(told: Report) -> list[tuple[str, str]]:
    few = _("замало відповідей, щоб показувати")
    use = few
    if told.will_use is not None:
        use = _("{share} % ({n} з {of})").format(share=told.will_use, n=told.will_use_n, of=told.answered)
    return [
        (_("Відповіли на анкету"), _("{n} з {of}").format(n=told.answered, of=told.invited)),
        (_("Середня корисність, від 1 до 5"), few if told.useful is None else f"{told.useful:.1f}".replace(".", ",")),
        (_("Впровадять щось із побаченого"), use),
        (_("Обіцянок громад"), str(told.promises)),
        (_("Впровадили за 3–6 місяців"), _("{n} з {of}").format(n=told.applied, of=told.asked_again)),
    ]  # fmt: skip


def figures_in_ukrainian(told: Report) -> list[tuple[str, str]]:
    with override("uk"):
        return figures(told)
