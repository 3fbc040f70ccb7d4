"""Ways in which a journal may have been touched."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Forgery(TextChoices):
    MISSING = "missing", _("записів немає: їх вилучено")
    CHANGED = "changed", _("запис змінено: сказане в ньому не відповідає його відбиткові")
    DETACHED = "detached", _("запис не продовжує попереднього: один із них підмінено")
    REWRITTEN = "rewritten", _("запис не той, про який повідомлено раніше: журнал переписано")
    CUT = "cut", _("кінець журналу відрізано: раніше записів було більше")
