"""What may be asked and what becomes of a complaint."""

from collections.abc import Mapping

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.components import StatusKind


class Score(IntegerChoices):
    """How it went, as a person would say it."""

    VERY_GOOD = 5, _("дуже добре")
    GOOD = 4, _("добре")
    SO_SO = 3, _("так собі")
    BAD = 2, _("погано")
    VERY_BAD = 1, _("дуже погано")


class Way(TextChoices):
    """How a complaint came."""

    SITE = "site", _("через сайт")
    VISIT = "visit", _("особисто")
    PHONE = "phone", _("телефоном")
    EMAIL = "email", _("електронною поштою")
    POST = "post", _("листом")


class ComplaintState(TextChoices):
    """Where a complaint stands."""

    REGISTERED = "registered", _("зареєстровано")
    ASSIGNED = "assigned", _("розглядають")
    ANSWERED = "answered", _("відповідь надано")
    REDIRECTED = "redirected", _("переслано за належністю")
    LEFT = "left", _("не розглядають")


class ComplaintStep(TextChoices):
    """What was done with a complaint."""

    REGISTERED = "registered", _("зареєстровано")
    ASSIGNED = "assigned", _("призначено виконавця")
    EXTENDED = "extended", _("строк продовжено")
    ANSWERED = "answered", _("надано відповідь")
    REDIRECTED = "redirected", _("переслано за належністю")
    LEFT = "left", _("залишено без розгляду")
    ERASED = "erased", _("особисті дані вилучено")


STATE_KINDS: Mapping[str, StatusKind] = {
    ComplaintState.REGISTERED: "waiting",
    ComplaintState.ASSIGNED: "progress",
    ComplaintState.ANSWERED: "done",
    ComplaintState.REDIRECTED: "closed",
    ComplaintState.LEFT: "closed",
}
