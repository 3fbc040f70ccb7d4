"""Why a message is not recorded."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class RecipientMissing(Refusal):
    code = "notifications.recipient_missing"
    message = _("Вкажіть, кому надіслати: телефон або адресу.")


class ProofMissing(Refusal):
    code = "notifications.proof_missing"
    message = _("Запишіть, як повідомлено: з ким говорили або номер листа.")


class AlreadyTold(Refusal):
    code = "notifications.already_told"
    message = _("Про це вже повідомлено {told_at}.")


class CannotBeSentAgain(Refusal):
    code = "notifications.cannot_be_sent_again"
    message = _("Ще раз не надіслати: повідомлення вже надіслане, чекає черги або для каналу немає шлюзу.")


class SecretGone(Refusal):
    code = "notifications.secret_gone"
    message = _("Посилання з цього повідомлення вже не діє. Дайте людині нове.")


class MessageNotFound(Refusal, Http404):
    code = "notifications.not_found"
    message = _("Такого повідомлення немає.")


class WordingRefused(Refusal):
    code = "notifications.wording_refused"
    message = _("Текст не збережено. {faults}")


class MayNotEditWordings(Refusal):
    code = "notifications.may_not_edit_wordings"
    message = _("Тексти повідомлень змінює керівник ЦНАП.")
