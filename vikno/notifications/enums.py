"""How people are told, about what, and what became of it."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.components import StatusKind


class Channel(TextChoices):
    PHONE = "phone", _("телефоном")
    EMAIL = "email", _("електронною поштою")
    SMS = "sms", _("повідомленням SMS")
    POST = "post", _("листом")
    IN_PERSON = "in_person", _("особисто")


class Messenger(TextChoices):
    """Channels with a place in the registry and no gateway yet: nothing is ever sent by them."""

    TELEGRAM = "telegram", "Telegram"
    VIBER = "viber", "Viber"


class Delivery(TextChoices):
    QUEUED = "queued", _("чекає надсилання")
    SENDING = "sending", _("надсилається")
    BY_HAND = "by_hand", _("має повідомити працівник")
    SENT = "sent", _("надіслано")
    FAILED = "failed", _("не вдалося")
    UNSURE = "unsure", _("невідомо, чи дійшло")


# The trouble of a message whose link is of no use any more.
LINK_IS_DEAD = "link is dead"
# A person is to look at these: nothing will happen by itself.
NEEDS_A_PERSON = (Delivery.UNSURE, Delivery.FAILED, Delivery.BY_HAND)
DELIVERY_KINDS: Mapping[str, StatusKind] = {
    Delivery.QUEUED: "waiting",
    Delivery.SENDING: "progress",
    Delivery.BY_HAND: "late",
    Delivery.SENT: "done",
    Delivery.FAILED: "late",
    Delivery.UNSURE: "late",
}


class Event(TextChoices):
    """What people are told of. Each has its wording in two languages."""

    REGISTERED = "registered", _("заяву зареєстровано")
    WITHOUT_MOTION = "without_motion", _("заяву залишено без руху")
    HEARING = "hearing", _("заявника запрошують висловитися")
    RESULT_READY = "result_ready", _("результат готовий")
    DECIDED = "decided", _("ухвалено рішення")
    UNCLAIMED = "unclaimed", _("результат не забрали")
    CUSTODY_ALARM = "custody_alarm", _("документи затримались у дорозі")


class Language(TextChoices):
    UKRAINIAN = "uk", _("українською")
    ENGLISH = "en", _("англійською")


class WordingKind(TextChoices):
    """A letter has room, a message pays for every seventy letters."""

    LETTER = "letter", _("лист")
    SHORT = "short", _("коротке повідомлення")
