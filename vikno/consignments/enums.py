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


class TripState(TextChoices):
    PLANNED = "planned", _("заплановано")
    STARTED = "started", _("у дорозі")
    CLOSED = "closed", _("завершено")
    CANCELLED = "cancelled", _("скасовано")


class BagFate(TextChoices):
    """What became of a bag on a trip; only the first keeps the trip open."""

    ON_BOARD = "on_board", _("у кур'єра")
    DELIVERED = "delivered", _("віддано")
    PASSED_ON = "passed_on", _("передано іншому кур'єрові")
    BROUGHT_BACK = "brought_back", _("не віддано")
    NOT_TAKEN = "not_taken", _("не взято")


class PaperMode(TextChoices):
    """How papers of a case go to the provider."""

    TRAVELS = "travels", _("папір їде до суб'єкта надання")
    SCAN_FIRST = "scan_first", _("спершу скани, папір їде згодом")
    PAPER_STAYS = "stays", _("їдуть лише скани, папір лишається в точці")


class LineState(TextChoices):
    PRESENT = "present", _("на місці")
    MISSING = "missing", _("немає")
    EXTRA = "extra", _("понад список")


class TickedBy(TextChoices):
    SCAN = "scan", _("скануванням")
    HAND = "hand", _("рукою")
