"""Why an application is not taken in yet."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class DraftNotFound(Refusal, Http404):
    code = "desk.draft_not_found"
    message = _("Такої чернетки немає. Почніть прийом заново.")


class DraftIncomplete(Refusal):
    code = "desk.draft_incomplete"
    message = _("Заповніть усі кроки: {missing}.")


class AlreadyRegistered(Refusal):
    code = "desk.already_registered"
    message = _("Заяву вже зареєстровано за номером {number}.")


class PointNotChosen(Refusal):
    code = "desk.point_not_chosen"
    message = _("Виберіть точку, в якій ви сьогодні працюєте.")
