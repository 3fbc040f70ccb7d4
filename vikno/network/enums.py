"""Kinds and states of points."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class PointKind(TextChoices):
    MAIN = "main", _("основний офіс")
    BRANCH = "branch", _("територіальний підрозділ")
    REMOTE = "remote", _("віддалене робоче місце")
    STAROSTA = "starosta", _("старостинський пункт")
    MOBILE_SUITCASE = "mobile_suitcase", _("мобільна валіза")
    MOBILE_BUS = "mobile_bus", _("мобільний офіс")


MOBILE = frozenset({PointKind.MOBILE_SUITCASE, PointKind.MOBILE_BUS})


class PointState(TextChoices):
    OPEN = "open", _("працює")
    RESTRICTED = "restricted", _("працює з обмеженнями")
    CLOSED = "closed", _("не працює")
    DESTROYED = "destroyed", _("зруйновано")
    MOVED = "moved", _("переїхав")


# States in which a person can be served.
SERVING = frozenset({PointState.OPEN, PointState.RESTRICTED})


class OperatingMode(TextChoices):
    NORMAL = "normal", _("звичайний")
    RESTRICTED = "restricted", _("обмежений")
    EMERGENCY = "emergency", _("надзвичайний")


class Cause(TextChoices):
    PLANNED = "planned", _("планово")
    REPAIR = "repair", _("ремонт")
    STAFF = "staff", _("немає працівника")
    POWER = "power", _("немає світла")
    LINK = "link", _("немає зв'язку")
    ALERT = "alert", _("повітряна тривога")
    HOSTILITIES = "hostilities", _("бойові дії")
    QUARANTINE = "quarantine", _("карантин")
    OTHER = "other", _("інше")


class Weekday(IntegerChoices):
    MONDAY = 1, _("понеділок")
    TUESDAY = 2, _("вівторок")
    WEDNESDAY = 3, _("середа")
    THURSDAY = 4, _("четвер")
    FRIDAY = 5, _("п'ятниця")
    SATURDAY = 6, _("субота")
    SUNDAY = 7, _("неділя")


class PeriodKind(TextChoices):
    """The last hour of the day may be work without visitors: working hours are not reception hours."""

    RECEPTION = "reception", _("прийом")
    WORKING = "working", _("робота без прийому")


class TimetableState(TextChoices):
    ABSENT = "absent", _("немає")
    PARSED = "parsed", _("розібрано")
    QUESTION = "question", _("треба перевірити")


class Mark(TextChoices):
    """An answer that may also be missing: «не вказано» is not «ні»."""

    YES = "yes", _("так")
    NO = "no", _("ні")
    UNKNOWN = "unknown", _("не вказано")


class AccessibilityItem(TextChoices):
    RAMP = "ramp", _("пандус")
    STEP_FREE = "step_free", _("вхід без сходинок")
    TOILET = "toilet", _("туалет для людей з інвалідністю")
    BRAILLE = "braille", _("написи шрифтом Брайля")
    DISABLED_PARKING = "disabled_parking", _("місце для авто осіб з інвалідністю")
    TACTILE = "tactile", _("тактильна смуга")
    CALL_BUTTON = "call_button", _("кнопка виклику")
    SIGN_LANGUAGE = "sign_language", _("жестова мова або відеопереклад")
    PRAM_PLACE = "pram_place", _("місце для візочка")
    BUS_STOP = "bus_stop", _("зупинка ближче 100 м")
    PARKING = "parking", _("безоплатна стоянка")
    TOILET_ANY = "toilet_any", _("туалет")
    WIFI = "wifi", _("безоплатний Wi-Fi")
    SELF_SERVICE = "self_service", _("зона самообслуговування")
    CHILD_PLACE = "child_place", _("місце для дитини")


class OfferingMode(TextChoices):
    FULL = "full", _("приймає і видає")
    INTAKE = "intake", _("приймає, видає інший офіс")
    CONSULT = "consult", _("лише консультує")


class PlacementState(TextChoices):
    WAITING = "waiting", _("чекає рішення")
    SETTLED = "settled", _("вирішено")
    SKIPPED = "skipped", _("відкладено")
