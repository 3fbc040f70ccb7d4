"""Why the public site declines."""

from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class TooManyTries(Refusal):
    code = "portal.too_many_tries"
    message = _("Забагато спроб. Зачекайте 10 хвилин або зателефонуйте до ЦНАП: номер телефону є на квитанції.")
