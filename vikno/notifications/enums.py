"""How people are told, and what became of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    PHONE = "phone", _("телефоном")
    EMAIL = "email", _("електронною поштою")
    SMS = "sms", _("повідомленням SMS")
    POST = "post", _("листом")
    IN_PERSON = "in_person", _("особисто")


class Delivery(TextChoices):
    QUEUED = "queued", _("чекає надсилання")
    BY_HAND = "by_hand", _("має повідомити працівник")
    SENT = "sent", _("надіслано")
    FAILED = "failed", _("не вдалося")
