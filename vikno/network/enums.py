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
    MOBILE = "mobile", _("приймає на виїзді")


# States in which a person can be served.
SERVING = frozenset({PointState.OPEN, PointState.RESTRICTED, PointState.MOBILE})


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


class PlacementReason(TextChoices):
    """Why the codifier could not decide an address."""

    NO_SETTLEMENT = "no_settlement", _("в адресі немає населеного пункту")
    NO_HROMADA = "no_hromada", _("в адресі немає громади")
    UNKNOWN_HROMADA = "unknown_hromada", _("такої громади немає в довіднику")
    UNKNOWN_SETTLEMENT = "unknown_settlement", _("такого населеного пункту немає в громаді")
    HOMONYMS = "homonyms", _("у громаді кілька населених пунктів з такою назвою")
    HOMONYM_HROMADAS = "homonym_hromadas", _("кілька громад з такою назвою")
    SEVERAL_NAMED = "several_named", _("у назві точки кілька населених пунктів")
    NAME_DISAGREES = "name_disagrees", _("назва точки й адреса вказують на різні місця")


class Evidence(TextChoices):
    """What speaks for a candidate of a placement."""

    CODE = "code", _("код КАТОТТГ в адресі")
    ADDRESS = "address", _("названо в адресі")
    POINT_NAME = "point_name", _("названо в назві точки")
    OLD_NAME = "old_name", _("колишня назва")
    SPELLING = "spelling", _("схоже написання")
    DISTRICT = "district", _("старостинський округ")
    HROMADA = "hromada", _("громада з адреси")
    COUNCIL = "council", _("рада з назви точки")
    CENTRE = "centre", _("центр громади")
    RAION = "raion", _("район з адреси")
    POSTCODE = "postcode", _("поштовий індекс")
    KIND = "kind", _("тип населеного пункту")
    NEIGHBOURS = "neighbours", _("сусідні записи реєстру")


class TimetableReason(TextChoices):
    """Why a timetable was left as text."""

    NO_DAYS = "no_days", _("не вказано днів")
    HOURS = "hours", _("години не зрозумілі")
    WORDS = "words", _("незрозумілі слова")
    DAY_TWICE = "day_twice", _("день названо двічі")
    BREAK = "break", _("перерва поза годинами прийому")
    DRAGGED = "dragged", _("хвилини зростають щодня на одну: схоже на протягнуту клітинку")
    ODD_MINUTES = "odd_minutes", _("незвичні хвилини")
    ODD_HOURS = "odd_hours", _("незвичні години")


class GivingReason(TextChoices):
    """Why a point cannot give a service."""

    NOT_OFFERED = "not_offered", _("послуги немає в переліку точки")
    NO_VERSION = "no_version", _("картка послуги не діє на цю дату")
    CONSULT_ONLY = "consult_only", _("точка лише консультує щодо цієї послуги")
    NOT_SERVING = "not_serving", _("точка не приймає")
    NO_EQUIPMENT = "no_equipment", _("немає обладнання")
    BROKEN_EQUIPMENT = "broken_equipment", _("обладнання несправне")
    CANNOT_TRAVEL = "cannot_travel", _("послугу не надають на виїзді")
    NO_DECISION = "no_decision", _("рада не ухвалила рішення про ваші повноваження: зверніться до керівника ЦНАП")
    NOT_THIS_SERVICE = (
        "not_this_service",
        _("рішення ради № {number} від {decided_on} не називає цієї послуги: направте людину до адміністратора"),
    )
    NOT_YET = (
        "not_yet",
        _("рішення ради № {number} від {decided_on} діє лише з {valid_from}: прийміть заяву з цього дня"),
    )
    ENDED = (
        "ended",
        _("рішення ради № {number} від {decided_on} діяло до {valid_to}: попросіть керівника ЦНАП про нове"),
    )
    NOT_THIS_SETTLEMENT = (
        "not_this_settlement",
        _(
            "рішення ради № {number} від {decided_on} не називає населеного пункту заявника: "
            "направте його до адміністратора"
        ),
    )
    SETTLEMENT_UNKNOWN = (
        "settlement_unknown",
        _("рішення ради № {number} від {decided_on} діє в названих населених пунктах: запишіть, де проживає заявник"),
    )


class RegisterQuestion(TextChoices):
    """What the register says that cannot be so, and is not taken as a fact."""

    STAFF_ZERO = "staff_zero", _("працівників 0")
    AREA_ZERO = "area_zero", _("площа 0")
    PHONES_DRAGGED = "phones_dragged", _("номер телефону на одиницю більший, ніж у сусіднього запису")
    NUMBER_UNCLEAR = "number_unclear", _("число не зрозуміле")
    STATE_UNKNOWN = "state_unknown", _("стан у реєстрі не зрозумілий")
    EDITED_HERE = "edited_here", _("реєстр змінився, а тут є власна правка: залишено власну")


class ProviderState(TextChoices):
    """Whether whoever decides a service works."""

    WORKS = "works", _("надають")
    LIMITED = "limited", _("надають з обмеженнями")
    STOPPED = "stopped", _("не надають")
