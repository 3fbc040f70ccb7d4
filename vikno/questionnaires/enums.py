"""States of a version, sources of an answer, kinds of lines between versions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionState(TextChoices):
    DRAFT = "draft", _("чернетка")
    TESTING = "testing", _("на перевірці")
    PUBLISHED = "published", _("опубліковано")
    RETIRED = "retired", _("знято з ужитку")


class Source(TextChoices):
    """Where an answer comes from."""

    OPERATIONAL = "operational", _("із записів центру")
    REGISTRY = "registry", _("із реєстру")
    PREVIOUS = "previous", _("з попередньої відповіді")
    USER = "user", _("вписано")
    COLLECTED = "collected", _("зібрано на місці")
    VERIFIER = "verifier", _("перевірено експертом")
    CALCULATED = "calculated", _("обчислено")


# A proposal never stands over what a person said.
OF_PEOPLE = frozenset({Source.USER, Source.COLLECTED, Source.VERIFIER})


class LineKind(TextChoices):
    """What became of a question in the next version."""

    SAME = "same", _("те саме")
    RENAMED = "renamed", _("інший код")
    RESCALED = "rescaled", _("інша шкала")
    SPLIT = "split", _("розділено")
    MERGED = "merged", _("об'єднано")
    DROPPED = "dropped", _("прибрано")
    ADDED = "added", _("нове")
