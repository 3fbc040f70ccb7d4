"""Why an application is not taken in yet."""

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal

if TYPE_CHECKING:
    from vikno.desk.models import IntakeDraft


class DraftNotFound(Refusal, Http404):
    code = "desk.draft_not_found"
    message = _("Такої чернетки немає. Почніть прийом заново.")


class MayNotReadTrail(Refusal, Http404):
    """To other roles there is no such page."""

    code = "desk.may_not_read_trail"
    message = _("Хто бачив дані людини, показує лише керівник ЦНАП.")


class TrailTooLong(Refusal):
    code = "desk.trail_too_long"
    message = _("За ці дні понад {limit} записів. Виберіть коротший проміжок.")


class DraftIncomplete(Refusal):
    code = "desk.draft_incomplete"
    message = _("Заповніть усі кроки: {missing}.")


class AlreadyRegistered(Refusal):
    code = "desk.already_registered"
    message = _("Заяву вже зареєстровано за номером {number}.")


class PointNotChosen(Refusal):
    code = "desk.point_not_chosen"
    message = _("Виберіть точку, в якій ви сьогодні працюєте.")


class FilterNotFound(Refusal, Http404):
    code = "desk.filter_not_found"
    message = _("Такого фільтра немає. Можливо, його вже прибрано.")


class FilterNameTaken(Refusal):
    code = "desk.filter_name_taken"
    message = _("У вас уже є фільтр «{name}». Виберіть іншу назву.")


class MayNotShareFilter(Refusal):
    code = "desk.may_not_share_filter"
    message = _("Фільтр для всіх створює керівник ЦНАП. Збережіть його для себе.")


class VisitNotFound(Refusal, Http404):
    code = "desk.visit_not_found"
    message = _("Такого візиту немає. Знайдіть людину або справу.")


class ServiceRefused(Refusal):
    """One of several services cannot be registered, so none is."""

    code = "desk.service_refused"
    message = _("«{service}»: {reason} Жодної заяви ще не зареєстровано.")


class DraftChangedMeanwhile(Refusal):
    """The same draft was saved in another window; `theirs` is what is kept now."""

    code = "desk.draft_changed_meanwhile"
    message = _("Цю чернетку змінено в іншому вікні. Порівняйте й збережіть ще раз.")

    def __init__(self, *, theirs: "IntakeDraft") -> None:
        self.theirs = theirs
        super().__init__()
