"""Groups and kinds of the fields of a report."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Group(TextChoices):
    """Parts of the quarterly report, named as the national service guide names them."""

    ORGANISATION = "asc_org", _("Центр")
    GENERAL = "general", _("Загальні відомості")
    ACTIVITY = "activity", _("Діяльність")
    INFORMATION = "information", _("Інформаційне забезпечення")
    SERVICES = "services", _("Послуги")


class Kind(TextChoices):
    """What a value is: decides its form field, its words and its cell."""

    WHOLE = "whole", _("ціле число")
    DECIMAL = "decimal", _("число")
    TEXT = "text", _("текст")
    YES_NO = "yes_no", _("так чи ні")
    DATE = "date", _("дата")
    MINUTES = "minutes", _("хвилини")


NUMBERS = frozenset({Kind.WHOLE, Kind.DECIMAL, Kind.MINUTES})


class Section(TextChoices):
    """Parts of the yearly report that are words."""

    INTRODUCTION = "introduction", _("Вступ")
    DONE = "done", _("Що зроблено")
    DIFFICULT = "difficult", _("Що було важко")
    PLANS = "plans", _("Плани на наступний рік")


class CostKind(TextChoices):
    """What money went for."""

    STAFF = "staff", _("Персонал")
    PREMISES = "premises", _("Приміщення")
    EQUIPMENT = "equipment", _("Обладнання")
    OTHER = "other", _("Інше")
