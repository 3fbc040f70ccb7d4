"""The estimate in words: a rounded range, or an honest «не знаємо»."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vikno.queue.queries import Place


def wait_words(place: Place) -> str:
    """«приблизно 10–20 хвилин». Where no window works, no number is told."""
    if place.stopped is not None:
        return _("чергу зупинено, місце в ній збережено")
    if place.windows == 0:
        return _("зараз жодне вікно не приймає")
    if place.wait is None:
        return _("поки не знаємо")
    if place.wait.low == 0:
        return _("до {high} хвилин").format(high=place.wait.high)
    return _("приблизно {low}–{high} хвилин").format(low=place.wait.low, high=place.wait.high)


def ahead_words(ahead: int) -> str:
    """How many stand before a person."""
    if not ahead:
        return _("Ви наступні")
    return ngettext("Перед вами {n} людина", "Перед вами {n} людей", ahead).format(n=ahead)
