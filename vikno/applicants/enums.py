"""Who comes, and in whose name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicantKind(TextChoices):
    PERSON = "person", _("фізична особа")
    ENTREPRENEUR = "entrepreneur", _("фізична особа — підприємець")
    LEGAL_ENTITY = "legal", _("юридична особа")


class IdentityDocument(TextChoices):
    ID_CARD = "id_card", _("паспорт — ID-картка")
    PASSPORT_BOOK = "passport_book", _("паспорт — книжечка")
    FOREIGN_PASSPORT = "foreign_passport", _("закордонний паспорт")
    BIRTH_CERTIFICATE = "birth_certificate", _("свідоцтво про народження")
    RESIDENCE_PERMIT = "residence_permit", _("посвідка на проживання")
    OTHER = "other", _("інший документ")


class RepresentationGround(TextChoices):
    POWER_OF_ATTORNEY = "power_of_attorney", _("довіреність")
    PARENT = "parent", _("один із батьків")
    GUARDIAN = "guardian", _("опікун або піклувальник")
    HEAD_OF_ENTITY = "head_of_entity", _("керівник юридичної особи")
    LAWYER = "lawyer", _("адвокат")
    OTHER = "other", _("інша підстава")
