"""What interrupts work, and what is done about it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Cause(TextChoices):
    """What has happened. What each one does by itself is in data/causes.toml."""

    AIR_ALERT = "air_alert", _("Повітряна тривога")
    POWER = "power", _("Немає світла")
    REGISTER = "register", _("Не працює реєстр")
    OTHER = "other", _("Інша причина")


class Effect(TextChoices):
    """What it does to a point."""

    CLOSED = "closed", _("прийом зупинено")
    RESTRICTED = "restricted", _("приймаємо з обмеженнями")


class StepKind(TextChoices):
    """What was done, as the page of an interruption tells it."""

    BEGAN = "began", _("Почато")
    STATE_SET = "state_set", _("Стан точки й оголошення опубліковано")
    STATE_LEFT = "state_left", _("Стан точки не змінено: він інший або його змінили вручну")
    STATE_BACK = "state_back", _("Попередній стан точки повернуто")
    QUEUE_STOPPED = "queue_stopped", _("Чергу зупинено, людей чекало")
    QUEUE_RESUMED = "queue_resumed", _("Чергу відновлено, людей чекає")
    FELL_AWAY = "fell_away", _("Записів скасовано, людям запропоновано інший час")
    IN_DOUBT = "in_doubt", _("Людей попереджено, що запис під питанням")
    RETURNED = "returned", _("Скасованих записів повернуто, людям повідомлено")
    TOLD_AGAIN = "told_again", _("Людям повідомлено, що їхній запис у силі")
    SERVICES_STOPPED = "services_stopped", _("Послуг позначено як тимчасово недоступні")
    SERVICES_BACK = "services_back", _("Послуг знову позначено як доступні")
    SERVICES_LEFT = "services_left", _("Послуг лишено: про них повідомили інакше")
    POINT_ADDED = "point_added", _("Точку додано")
    PROLONGED = "prolonged", _("Продовжено")
    CALLED = "called", _("Людині зателефоновано")
    ENDED = "ended", _("Роботу відновлено")


class Touch(TextChoices):
    """What an interruption did to a booking."""

    FELL_AWAY = "fell_away", _("скасовано")
    IN_DOUBT = "in_doubt", _("під питанням")


class Reach(TextChoices):
    """How the person of a booking gets to know."""

    BY_ITSELF = "by_itself", _("надіслано")
    BY_PHONE = "by_phone", _("зателефонувати")
    NOBODY = "nobody", _("немає контакту")


NEEDS_A_CALL = (Reach.BY_PHONE, Reach.NOBODY)
