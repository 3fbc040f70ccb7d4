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
    LEADER = "leader", _("голова громади або заступник")
    STEWARD = "steward", _("розпорядник довідників")
    PROGRAMME = "programme", _("керівник програми")
    EXPERT = "expert", _("експерт програми")
    OVERSEER = "overseer", _("обласна влада або міністерство")


# Those who serve people at a point.
DESK_ROLES = frozenset({Role.OFFICER, Role.STAROSTA, Role.HEAD})
# Those who work for a programme over many hromadas: their rows are bound by its organisation.
PROGRAMME_ROLES = frozenset({Role.PROGRAMME, Role.EXPERT})
# Those who work for no hromada.
BEYOND_HROMADAS = PROGRAMME_ROLES | {Role.STEWARD, Role.OVERSEER}


class OrganisationKind(TextChoices):
    COUNCIL = "council", _("рада або виконавчий орган")
    PROVIDER = "provider", _("суб'єкт надання")
    PARTNER = "partner", _("партнер")
    PROGRAMME = "programme", _("програма підтримки")
    OVERSEER = "overseer", _("обласна адміністрація або міністерство")


class Scope(TextChoices):
    """What a key opens; a key without a scope gets 403 whatever its role may do."""

    CASES_READ = "cases:read", _("читати справи")
    CASES_WRITE = "cases:write", _("реєструвати й вести справи")
    POINTS_READ = "points:read", _("читати точки мережі")
    POINTS_WRITE = "points:write", _("додавати точки і змінювати їхній стан")
    SERVICES_READ = "services:read", _("читати каталог послуг")
    SERVICES_WRITE = "services:write", _("змінювати каталог послуг")


class KeyHolder(TextChoices):
    """Whose program works by a key."""

    DEVICE = "device", _("пристрій")
    ORGANISATION = "organisation", _("система організації")
