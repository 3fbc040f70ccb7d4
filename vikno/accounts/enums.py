"""Roles and kinds of organisations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person does in the network; one membership is one role."""

    OFFICER = "officer", _("адміністратор")
    STAROSTA = "starosta", _("староста")
    HEAD = "head", _("керівник ЦНАП")
    COURIER = "courier", _("кур'єр")
    PROVIDER = "provider", _("суб'єкт надання")
    STEWARD = "steward", _("розпорядник довідників")


# Those who serve people at a point.
DESK_ROLES = frozenset({Role.OFFICER, Role.STAROSTA, Role.HEAD})


class OrganisationKind(TextChoices):
    COUNCIL = "council", _("рада або виконавчий орган")
    PROVIDER = "provider", _("суб'єкт надання")
    PARTNER = "partner", _("партнер")
