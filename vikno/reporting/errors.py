"""Why a report is not shown, filled in or signed, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class MayNotRead(Refusal):
    code = "reporting.may_not_read"
    message = _("Звіти громади бачить її керівник. Попросіть його про роль або про друкований звіт.")


class NoSuchCheck(Refusal, Http404):
    code = "reporting.no_such_check"
    message = _("Такої перевірки немає. Поверніться до списку.")
