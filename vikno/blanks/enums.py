"""Where a blank lies by the book, and what may happen to it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Spot(TextChoices):
    """Where a number lies by the book. With a holder: in that person's hands."""

    OUTSIDE = "outside", _("поза громадою")
    STORE = "store", _("у відповідальної особи")
    HOLDER = "holder", _("у виконавця")
    USED = "used", _("використано")
    SPOILED = "spoiled", _("зіпсовано, зберігається")
    RETURNED = "returned", _("повернуто органу ДРАЦС")
    DESTROYED = "destroyed", _("знищено")
    MISSING = "missing", _("не виявлено")


class Act(TextChoices):
    """A line of the ledger; from where to where each leads is one table in rules."""

    RECEIVED = "received", _("отримано")
    ISSUED = "issued", _("видано виконавцеві")
    HANDED_OVER = "handed_over", _("передано іншому виконавцеві")
    GIVEN_BACK = "given_back", _("здано відповідальній особі")
    USED = "used", _("використано")
    SPOILED = "spoiled", _("зіпсовано")
    RETURNED = "returned", _("повернуто органу ДРАЦС")
    DESTROYED = "destroyed", _("знищено")
    MISSING = "missing", _("не виявлено")
    FOUND = "found", _("знайдено")
