"""Why a table is not given, with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class NotPublisher(Refusal, Http404):
    """Who does not publish for a hromada does not learn that there is such a file."""

    code = "opendata.not_publisher"
    message = _("Ці таблиці завантажує керівник ЦНАП. Зверніться до нього.")


class NotSteward(Refusal, Http404):
    code = "opendata.not_steward"
    message = _("Пункти норм веде розпорядник системи. Зверніться до нього.")


class NotByHand(Refusal):
    code = "opendata.not_by_hand"
    message = _("Місяці публікує сама система. Зачекайте п'ятнадцятого числа.")


class ListOlder(Refusal):
    code = "opendata.list_older"
    message = _("Оприлюднено список станом на {day}. Завантажте новіший або відкличте його.")


class ListEmpty(Refusal):
    code = "opendata.list_empty"
    message = _("У файлі немає жодного рядка. Якщо черги вже немає, відкличте список.")


class ListNotThere(Refusal, Http404):
    code = "opendata.list_not_there"
    message = _("Такого списку не оприлюднено. Оновіть сторінку.")
