"""Kinds of printed forms."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    INVENTORY = "inventory", _("опис вхідного пакета документів")
    PROGRESS_SHEET = "progress_sheet", _("лист про проходження справи")
    MANIFEST = "manifest", _("реєстр передачі")
    JOURNAL = "journal", _("журнал реєстрації")
    DISCREPANCY = "discrepancy", _("акт про розбіжності")
    BILL = "bill", _("рахунок на оплату")
    NOTICE = "notice", _("повідомлення")
