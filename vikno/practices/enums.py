"""States and moves of a card, topics of practices, kinds of passages of a recording."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.components import StatusKind


class PracticeState(TextChoices):
    DRAFT = "draft", _("чернетка")
    SUBMITTED = "submitted", _("надіслано програмі")
    EDITED = "edited", _("відредаговано")
    VERIFIED = "verified", _("перевірено")
    PUBLISHED = "published", _("опубліковано")
    NEEDS_UPDATE = "needs_update", _("потребує оновлення")
    ARCHIVED = "archived", _("в архіві")


class PracticeMove(TextChoices):
    """The values are also the words of the buttons."""

    SUBMIT = "submit", _("Надіслати програмі")
    RETURN = "return", _("Повернути автору")
    EDIT = "edit", _("Записати як відредаговане")
    VERIFY = "verify", _("Підтвердити перевірку")
    PUBLISH = "publish", _("Опублікувати")
    OUTDATE = "outdate", _("Позначити застарілим")
    ARCHIVE = "archive", _("Перенести в архів")


class Topic(TextChoices):
    """Collections that a reader chooses from."""

    VETERANS = "veterans", _("ветерани")
    ELDERLY = "elderly", _("люди 60+")
    REMOTE = "remote", _("віддалені робочі місця")
    POWER_CUTS = "power_cuts", _("карантин і перебої світла")
    RESTORATION = "restoration", _("відновлення")
    STAROSTA = "starosta", _("старости")
    RESILIENCE = "resilience", _("психологічна стійкість")
    INCLUSION = "inclusion", _("безбар'єрність")
    MODEL = "model", _("будова центру")


class PassageKind(TextChoices):
    """What of a recording is searched."""

    CHAPTER = "chapter", _("розділ")
    TRANSCRIPT = "transcript", _("розшифровка")
    CONCLUSION = "conclusion", _("висновок")


STATE_KINDS: Mapping[str, StatusKind] = {
    PracticeState.DRAFT: "neutral",
    PracticeState.SUBMITTED: "waiting",
    PracticeState.EDITED: "waiting",
    PracticeState.VERIFIED: "waiting",
    PracticeState.PUBLISHED: "done",
    PracticeState.NEEDS_UPDATE: "waiting",
    PracticeState.ARCHIVED: "closed",
}
