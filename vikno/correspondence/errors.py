"""Why a letter is not moved, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class LetterNotFound(Refusal, Http404):
    """Unknown and foreign answer the same."""

    code = "correspondence.letter_not_found"
    message = _("Такого листа немає. Оновіть сторінку.")


class MayNotRead(Refusal):
    code = "correspondence.may_not_read"
    message = _("Пошту центру розглядають адміністратор і керівник.")


class AlreadyDecided(Refusal):
    code = "correspondence.already_decided"
    message = _("Лист уже розглянули: {state}. Оновіть сторінку.")


class NothingToUndo(Refusal):
    code = "correspondence.nothing_to_undo"
    message = _("Скасовувати нічого: ви ще не розглянули жодного листа.")


class ReasonMissing(Refusal):
    code = "correspondence.reason_missing"
    message = _("Напишіть, чому лист відхилено.")


class NumberMissing(Refusal):
    code = "correspondence.number_missing"
    message = _("Впишіть номер справи.")


class MailboxDeclined(Refusal):
    code = "correspondence.mailbox_declined"
    message = _("Скринька {name} не відкрилась: {trouble}. Перевірте VIKNO_MAILBOXES.")


class NoMailboxes(Refusal):
    code = "correspondence.no_mailboxes"
    message = _("Скриньок не задано. Назвіть їх у VIKNO_MAILBOXES.")
