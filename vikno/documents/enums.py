"""Kinds of printed forms; where files come from and what has become of them."""

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
    RECEIPT = "receipt", _("розписка про прийняття")
    PAYMENT_RECEIPT = "payment_receipt", _("квитанція про сплату")
    CARD = "card", _("картка справи")
    DAY_LIST = "day_list", _("перелік справ за день")
    DESTRUCTION_ACT = "destruction_act", _("акт про знищення")
    BLANKS_REPORT = "blanks_report", _("звіт про бланки")
    DECISION_NOTICE = "decision_notice", _("повідомлення про рішення")
    VISIT = "visit", _("пам'ятка візиту")

    BLANKS = "blanks", _("документ обліку бланків")
    RECONCILIATION = "reconciliation", _("звірка документів у точці")
    LOSS = "loss", _("акт про втрату документів")


class FileSource(TextChoices):
    UPLOAD = "upload", _("завантажено")
    CAMERA = "camera", _("сфотографовано")
    SCANNER = "scanner", _("сканер")
    MAIL = "mail", _("електронна пошта")
    API = "api", _("інша система")


class FileState(TextChoices):
    QUARANTINE = "quarantine", _("чекає перевірки на віруси")
    KEPT = "kept", _("зберігається")
    REFUSED = "refused", _("відхилено")
    DESTROYED = "destroyed", _("знищено")


class ActState(TextChoices):
    REQUESTED = "requested", _("чекає затвердження")
    CARRIED_OUT = "carried_out", _("проведено")
    REJECTED = "rejected", _("відхилено")
