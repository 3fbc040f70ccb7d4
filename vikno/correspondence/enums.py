"""What becomes of a letter that came, and what was odd about it."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.components import StatusKind


class LetterState(TextChoices):
    WAITING = "waiting", _("чекає розгляду")
    TAKEN = "taken", _("нова заява")
    ATTACHED = "attached", _("долучено до справи")
    REJECTED = "rejected", _("відхилено")


STATE_KINDS: Mapping[str, StatusKind] = {
    LetterState.WAITING: "waiting",
    LetterState.TAKEN: "progress",
    LetterState.ATTACHED: "done",
    LetterState.REJECTED: "closed",
}


class Oddity(TextChoices):
    """What the reader of a letter should know: nothing is hidden, nothing is thrown away."""

    TOO_LARGE = "too_large", _("Лист завеликий, прочитано лише заголовок. Увесь лист лежить на поштовому сервері.")
    UNREADABLE = "unreadable", _("Лист побудовано так, що його не розібрати. Увесь лист лежить на поштовому сервері.")
    TOO_MANY_PARTS = "too_many_parts", _("У листі забагато вкладень, взято перші. Решта лежить на поштовому сервері.")
    TEXT_CUT = "text_cut", _("Текст дуже довгий, показано початок.")
    HTML_ONLY = "html_only", _("Лист був оформлений як сторінка, показано лише його текст.")
    CHARSET_GUESSED = "charset_guessed", _("Кодування листа вказано неправильно, текст відновлено на здогад.")
    SAME_ID = "same_id", _("Лист із таким самим номером уже приходив, але з іншим змістом.")


class Reason(TextChoices):
    """Why a case is a candidate, the surest first."""

    NUMBER_IN_SUBJECT = "subject", _("номер справи в темі")
    NUMBER_IN_BODY = "body", _("номер справи в тексті")
    NUMBER_IN_FILE = "file", _("номер справи у вкладенні")
    CONTACT = "contact", _("адреса для повідомлень у справі")
    APPLICANT = "applicant", _("адреса заявника")
