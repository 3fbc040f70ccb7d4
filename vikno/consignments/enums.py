"""Bags, and who holds the papers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BagState(TextChoices):
    OPEN = "open", _("збирається")
    SEALED = "sealed", _("опломбовано")
    ON_THE_WAY = "on_the_way", _("у дорозі")
    RECEIVED = "received", _("отримано")


class BagMove(TextChoices):
    """What is done to a bag; the table of allowed moves is in rules."""

    SEAL = "seal", _("опломбувати")
    UNSEAL = "unseal", _("зняти пломбу")
    TAKE = "take", _("узяти в дорогу")
    RECEIVE = "receive", _("отримати")


class ItemState(TextChoices):
    EXPECTED = "expected", _("очікується")
    PRESENT = "present", _("є")
    MISSING = "missing", _("немає")
    EXTRA = "extra", _("зайве")
    DAMAGED = "damaged", _("пошкоджено")


class MissingWith(TextChoices):
    """On whose record papers stay that were not in the bag."""

    SENDER = "sender", _("у відправника")
    COURIER = "courier", _("у кур'єра")


class HolderKind(TextChoices):
    POINT = "point", _("точка")
    COURIER = "courier", _("кур'єр")
    PROVIDER = "provider", _("суб'єкт надання")
    APPLICANT = "applicant", _("заявник")
