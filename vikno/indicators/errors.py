"""Why a measure is not shown."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class SpanWrong(Refusal):
    code = "indicators.span_wrong"
    message = _("Кінець періоду раніший за початок, або період довший за п'ять років. Змініть дні.")


class MayNotRead(Refusal):
    code = "indicators.may_not_read"
    message = _("Ці показники бачить керівник громади.")


class NoSuchIndicator(Refusal, Http404):
    code = "indicators.no_such"
    message = _("Такого показника немає.")
