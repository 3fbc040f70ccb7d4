"""Lists of appendix 46, and how an edition of one ends."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HousingTemplate(TextChoices):
    LINE = "dodatok-46-line", _("Квартирна черга")
    OUT_OF_LINE = "dodatok-46-outOfLine", _("Позачерговий список")
    PRIORITY = "dodatok-46-priorityLine", _("Першочерговий список")


class Ending(TextChoices):
    REPLACED = "replaced", _("замінено новим")
    WITHDRAWN = "withdrawn", _("відкликано")
