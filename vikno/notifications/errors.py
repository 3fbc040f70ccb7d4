"""Why a message is not recorded."""

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
