"""Kinds and states of events, pools, registrations; who comes."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.components import StatusKind


class EventKind(TextChoices):
    STUDY_VISIT = "study_visit", _("навчальний візит")
    CONFERENCE = "conference", _("конференція")
    WEBINAR = "webinar", _("вебінар")
    DISCUSSION = "discussion", _("відеообговорення")


class EventState(TextChoices):
    DRAFT = "draft", _("чернетка")
    OPEN = "open", _("відкрито реєстрацію")
    HELD = "held", _("відбувся")
    CANCELLED = "cancelled", _("скасовано")


EVENT_KINDS: Final[Mapping[str, StatusKind]] = {
    EventState.DRAFT: "draft", EventState.OPEN: "progress", EventState.HELD: "done", EventState.CANCELLED: "late",
}  # fmt: skip
PUBLIC_STATES: Final = (EventState.OPEN, EventState.HELD, EventState.CANCELLED)


class HostKind(TextChoices):
    MODEL = "model", _("зразковий ЦНАП")
    SHARED = "shared", _("спільний ЦНАП")
    MOBILE = "mobile", _("мобільний ЦНАП")
    NEW_BUILDING = "new_building", _("нова будівля")


class PoolKind(TextChoices):
    OPEN = "open", _("відкриті місця")
    OBLAST = "oblast", _("місця областей")
    CENTRE = "centre", _("через регіональний центр")
    INVITED = "invited", _("за запрошенням")
    RESERVE = "reserve", _("резерв для постраждалих від війни")


class State(TextChoices):
    """Of a registration: a delegation up to its seats, each person of it after that."""

    REQUESTED = "requested", _("чекає розгляду")
    APPROVED = "approved", _("погоджено")
    WAITLISTED = "waitlisted", _("у списку очікування")
    OFFERED = "offered", _("місця запропоновано")
    CONFIRMED = "confirmed", _("участь підтверджено")
    LAPSED = "lapsed", _("пропозиція минула")
    CANCELLED = "cancelled", _("скасовано")
    ATTENDED = "attended", _("були")
    NO_SHOW = "no_show", _("не приїхали")


STATE_KINDS: Final[Mapping[str, StatusKind]] = {
    State.REQUESTED: "waiting", State.APPROVED: "waiting", State.WAITLISTED: "waiting", State.OFFERED: "progress",
    State.CONFIRMED: "done", State.LAPSED: "neutral", State.CANCELLED: "neutral", State.ATTENDED: "done",
    State.NO_SHOW: "late",
}  # fmt: skip


class Move(TextChoices):
    """The values are also the words of the buttons."""

    APPROVE = "approve", _("Погодити")
    WAIT = "wait", _("Поставити в чергу")
    OFFER = "offer", _("Запропонувати місця")
    CONFIRM = "confirm", _("Підтвердити участь")
    LAPSE = "lapse", _("Закрити пропозицію")
    CANCEL = "cancel", _("Скасувати участь")
    LEAVE = "leave", _("Одна людина не приїде")
    ATTEND = "attend", _("Записати присутність")
    MISS = "miss", _("Записати відсутність")


class Post(TextChoices):
    """Whom a limit by role counts, and statistics of learning."""

    LEADER = "leader", _("голова або заступник")
    HEAD = "head", _("керівник ЦНАП")
    OFFICER = "officer", _("адміністратор")
    STAROSTA = "starosta", _("староста")
    OTHER = "other", _("інша посада")


class Outcome(TextChoices):
    """What became of a promise."""

    APPLIED = "applied", _("впровадили")
    PARTLY = "partly", _("частково")
    NOT = "not", _("ще ні")


# A promise of which something came.
KEPT: Final = (Outcome.APPLIED, Outcome.PARTLY)


class LetterKind(TextChoices):
    """What people are written about; each once."""

    OFFER = "offer", _("пропозиція місць")
    CONFIRMED = "confirmed", _("участь підтверджено")
    LAPSED = "lapsed", _("пропозиція минула")
    CANCELLED = "cancelled", _("участь скасовано")
    LEFT = "left", _("людина не приїде")
    CALLED_OFF = "called_off", _("захід скасовано")
    CHANGED = "changed", _("захід змінено")
    REMINDER = "reminder", _("нагадування")
    SURVEY = "survey", _("анкета")
    CERTIFICATE = "certificate", _("сертифікат")
    FOLLOW_UP = "follow_up", _("чи вдалося впровадити")
