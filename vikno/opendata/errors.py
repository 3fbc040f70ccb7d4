"""Why a table is not given, with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class NotPublisher(Refusal, Http404):
    """Who does not publish for a hromada does not learn that there is such a file."""

    code = "opendata.not_publisher"
    message = _("Ці таблиці завантажує керівник ЦНАП. Зверніться до нього.")


class NotByHand(Refusal):
    code = "opendata.not_by_hand"
    message = _("Місяці публікує сама система. Зачекайте п'ятнадцятого числа.")
