"""Where an announcement stands: as it is kept, and as it looks on a day."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.components import StatusKind


class State(TextChoices):
    """What was decided about it."""

    DRAFT = "draft", _("чернетка")
    PUBLISHED = "published", _("опубліковано")
    WITHDRAWN = "withdrawn", _("знято")


class Stage(TextChoices):
    """What people see of it on a day."""

    DRAFT = "draft", _("чернетка")
    WAITING = "waiting", _("чекає свого дня")
    SHOWN = "shown", _("люди бачать")
    OVER = "over", _("уже не діє")
    WITHDRAWN = "withdrawn", _("знято")


STAGE_KINDS: Mapping[str, StatusKind] = {
    Stage.DRAFT: "neutral",
    Stage.WAITING: "waiting",
    Stage.SHOWN: "done",
    Stage.OVER: "closed",
    Stage.WITHDRAWN: "closed",
}
