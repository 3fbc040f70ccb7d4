"""What people are told of their booking: short, in their language, without names."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vikno.appointments.models import Booking
from vikno.appointments.queries import code_of, link_of
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.notifications import services as notifications
from vikno.notifications.enums import Channel

_LINK_GOOD_FOR = timedelta(days=1)  # of a time that has fallen away: another one is still chosen by it


def when_in_words(moment: datetime) -> str:
    """«23 листопада 2026 р., 10:30», by the clock of Kyiv."""
    return date_format(moment.astimezone(KYIV), "j E Y, H:i")


def address_of_link(booking: Booking) -> str:
    """The secret stands after the question mark: servers and Django write down paths, never questions."""
    path = reverse("appointments_public:link", args=[booking.number])
    return f"{settings.SITE_URL}{path}?k={link_of(booking)}"


def tell_code(booking: Booking, *, actor: Actor, at: datetime) -> None:
    with translation.override(booking.language):
        body = _("Код: {code}. Запис {number} на {when}. Час чекає на код до {until}. Або підтвердьте тут: {link}")
        _tell(booking, _("Код для запису"), body, actor=actor, at=at)


def tell_booked(booking: Booking, *, actor: Actor, at: datetime) -> None:
    if booking.channel == Channel.PHONE:  # said on the telephone while it was done
        return
    with translation.override(booking.language):
        body = _("Вас записано на {when}, {place}. Запис {number}, код {code}. Змінити або скасувати: {link}")
        _tell(booking, _("Вас записано"), body, actor=actor, at=at)


def tell_moved(booking: Booking, *, actor: Actor, at: datetime) -> None:
    if booking.channel == Channel.PHONE:  # said on the telephone while it was done
        return
    with translation.override(booking.language):
        body = _("Новий час запису {number}: {when}, {place}. Змінити або скасувати: {link}")
        _tell(booking, _("Час запису змінено"), body, actor=actor, at=at)


def tell_reminder(booking: Booking, *, actor: Actor, at: datetime) -> None:
    with translation.override(booking.language):
        body = _("Нагадуємо: вас чекають {when}, {place}. Запис {number}. Не зможете прийти? Скасуйте тут: {link}")
        _tell(booking, _("Нагадування про запис"), body, actor=actor, at=at)


def tell_offer(booking: Booking, *, actor: Actor, at: datetime) -> None:
    with translation.override(booking.language):
        body = _("Звільнився час: {when}, {place}. Він чекає на вас до {until}. Узяти або відмовитися: {link}")
        _tell(booking, _("Звільнився час"), body, actor=actor, at=at)


def tell_cancelled_by_centre(booking: Booking, others: Sequence[datetime], *, actor: Actor, at: datetime) -> None:
    with translation.override(booking.language):
        body = _("Прийом {when} не відбудеться, вибачте. Запис {number}.")
        if others:
            times = "; ".join(when_in_words(moment) for moment in others)
            body += " " + _("Вільний час: {times}. Обрати: {link}").replace("{times}", times)
        else:
            body += " " + _("Обрати інший час: {link}")
        _tell(booking, _("Прийом скасовано"), body, actor=actor, at=at)


def tell_in_doubt(booking: Booking, *, actor: Actor, at: datetime) -> None:
    with translation.override(booking.language):
        body = _("У нас перебій у роботі. Ваш запис {number} на {when} поки в силі. Про зміни напишемо. Запис: {link}")
        _tell(booking, _("Запис під питанням"), body, actor=actor, at=at)


def tell_holds(booking: Booking, *, actor: Actor, at: datetime) -> None:
    with translation.override(booking.language):
        body = _("Ми знову працюємо. Чекаємо на вас {when}, {place}. Запис {number}.")
        _tell(booking, _("Запис у силі"), body, actor=actor, at=at)


def tell_returned(booking: Booking, *, actor: Actor, at: datetime) -> None:
    with translation.override(booking.language):
        body = _("Ми знову працюємо. Ваш запис {number} на {when} знову в силі. Незручно? Оберіть інший час: {link}")
        _tell(booking, _("Запис знову в силі"), body, actor=actor, at=at)


def place_in_words(booking: Booking) -> str:
    """Where to come; of a home visit, that we come."""
    resource = booking.resource
    if booking.address:
        return _("ми приїдемо до вас")
    if resource.place:
        return ", ".join(filter(None, (resource.settlement.name if resource.settlement else "", resource.place)))
    return booking.point.name


def _tell(booking: Booking, subject: str, body: str, *, actor: Actor, at: datetime) -> None:
    """Nobody is told who left no contact: they hold the number themselves."""
    if not booking.contact or booking.channel == Channel.IN_PERSON:
        return
    values = {
        "{when}": when_in_words(booking.starts_at), "{place}": place_in_words(booking),
        "{number}": booking.number_shown, "{code}": code_of(booking), "{link}": address_of_link(booking),
        "{until}": when_in_words(booking.held_until) if booking.held_until else "",
    }  # fmt: skip
    secret = _secret(booking, body, values, at=at)
    for name, value in values.items():
        body = body.replace(name, value)
    notifications.tell(
        actor=actor, at=at, hromada_code=str(booking.hromada_id), channel=booking.channel, recipient=booking.contact,
        subject=subject, body=body, about=booking, language=booking.language, secret=secret,
    )  # fmt: skip


def _secret(booking: Booking, body: str, values: Mapping[str, str], *, at: datetime) -> notifications.Secret | None:
    """Whoever has the link or the code may move the booking: neither stays readable. None where no link is told."""
    if "{link}" not in body:
        return None
    code = values["{code}"] if "{code}" in body else ""
    return notifications.Secret(values["{link}"], until=max(booking.ends_at, at + _LINK_GOOD_FOR), code=code)
