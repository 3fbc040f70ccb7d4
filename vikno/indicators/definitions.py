"""The measures: each has a name, a unit, a way of counting in words, and what to beware of. All screens read these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.appointments.enums import BookingState
from vikno.cases.enums import IntakeChannel, Outcome
from vikno.consignments.enums import ItemState
from vikno.indicators.enums import Fact, Part, Shape
from vikno.network.enums import MOBILE, PointKind
from vikno.queue.enums import State

type Words = str | Promise
# What must hold of a row: a column has one of these values; None: it is known.
type Holds = Mapping[str, frozenset[object] | None]
_SUMS: Final = frozenset({Shape.COUNT, Shape.HOURS, Shape.MONEY})
_PLACE: Final = (Part.POINT, Part.KIND, Part.MONTH)
_OF_SERVICES: Final = (*_PLACE, Part.GROUP, Part.SERVICE)


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A named measure: `fact` where `chosen` holds; a share, or so many for each, is of the facts `among`.

    `measured`: rows of which it can be said at all; the rest are the missing share. `version` grows when the same
    records would give another value.
    """

    code: str
    title: Words
    unit: Words
    counted: Words
    beware: Words = ""
    shape: Shape
    fact: Fact
    chosen: Holds = field(default_factory=dict)
    among: tuple[Fact, ...] = ()
    measured: Holds = field(default_factory=dict)
    parts: tuple[Part, ...] = _PLACE
    is_good_high: bool | None = None
    version: int = 1

    @property
    def heading(self) -> str:
        """The name with the unit; the name of a count says what is counted."""
        return str(self.title) if self.shape is Shape.COUNT else f"{self.title}, {self.unit}"

    @property
    def is_sum(self) -> bool:
        """Twice as many records are twice as much: said of two places, it is said of as many people."""
        return self.shape in _SUMS


_ADVERSE: Final = frozenset({Outcome.REFUSED.value, Outcome.LEFT_WITHOUT_CONSIDERATION.value})
_REMOTE: Final = frozenset({PointKind.REMOTE.value, PointKind.STAROSTA.value})
_MOBILE: Final = frozenset(kind.value for kind in MOBILE)
_UNSERVED: Final = frozenset({State.ABANDONED.value, State.NO_SHOW.value})
_AT_HOME: Final = frozenset({IntakeChannel.HOME_VISIT.value})
_DIFFERENT: Final = frozenset({ItemState.MISSING.value, ItemState.EXTRA.value, ItemState.DAMAGED.value})
_MISSED: Final = frozenset({BookingState.NO_SHOW.value})
_BY_CENTRE: Final = frozenset({BookingState.CANCELLED_BY_CENTRE.value})
# Everything but times still ahead, or past and not marked.
_SETTLED: Final = frozenset({BookingState.ATTENDED.value, BookingState.NO_SHOW.value})
_PERCENT: Final = _("зі 100")
_OF_INTAKE: Final = _("Рахується за точкою, де прийнято заяву, і за днем події в Києві.")

_LISTED: Final = (
    Indicator(
        code="requested", title=_("Прийнято заяв"), unit=_("заяв"), shape=Shape.COUNT, fact=Fact.REGISTERED,
        counted=_("Кожна зареєстрована заява, раз. Кілька послуг за один візит — кілька заяв."),
        parts=(*_OF_SERVICES, Part.CHANNEL),
    ),
    Indicator(
        code="given", title=_("Видано результатів"), unit=_("результатів"), shape=Shape.COUNT, fact=Fact.GIVEN,
        counted=_("Результат, виданий на руки або надісланий поштою. Другий раз того самого не рахується."),
        beware=_OF_INTAKE, parts=_OF_SERVICES,
    ),
    Indicator(
        code="remote_share", title=_("Частка ВРМ і старост"), unit=_PERCENT, shape=Shape.SHARE, fact=Fact.REGISTERED,
        chosen={"kind": _REMOTE}, among=(Fact.REGISTERED,),
        counted=_("Скільки зі ста заяв прийнято на віддалених робочих місцях і в старост."),
        beware=_("Вид точки береться теперішній, хоч би колись він був інший."),
        parts=(Part.MONTH, Part.GROUP, Part.SERVICE),
    ),
    Indicator(
        code="mobile_share", title=_("Частка виїздів"), unit=_PERCENT, shape=Shape.SHARE, fact=Fact.REGISTERED,
        chosen={"kind": _MOBILE}, among=(Fact.REGISTERED,),
        counted=_("Скільки зі ста заяв прийнято мобільною валізою чи автобусом."),
        parts=(Part.MONTH, Part.GROUP, Part.SERVICE),
    ),
    Indicator(
        code="days_to_result", title=_("Днів від заяви до результату"), unit=_("днів"), shape=Shape.SPREAD,
        fact=Fact.GIVEN, counted=_("Календарні дні від реєстрації до видачі. Середина: половині видали не пізніше."),
        beware=_("Справи, за якими ще нічого не видано, не рахуються: після напливу число спершу занижене."),
        parts=_OF_SERVICES, is_good_high=False,
    ),
    Indicator(
        code="in_time", title=_("Рішень у строк"), unit=_PERCENT, shape=Shape.SHARE, fact=Fact.DECIDED,
        chosen={"bucket": frozenset({0})}, among=(Fact.DECIDED,), measured={"bucket": None},
        counted=_("Скільки зі ста рішень ухвалено не пізніше останнього дня строку справи."),
        beware=_("Строк — із зупинками і продовженнями, чинний тепер. Справи без строку — окремо."),
        parts=(*_OF_SERVICES, Part.PROVIDER), is_good_high=True,
    ),
    Indicator(
        code="refused", title=_("Відмов"), unit=_PERCENT, shape=Shape.SHARE, fact=Fact.DECIDED,
        chosen={"b": _ADVERSE}, among=(Fact.DECIDED,),
        counted=_("Скільки зі ста рішень — відмова або залишення без розгляду."),
        parts=(*_OF_SERVICES, Part.PROVIDER), is_good_high=False,
    ),
    Indicator(
        code="halted", title=_("Залишено без руху"), unit=_PERCENT, shape=Shape.SHARE, fact=Fact.HALTED,
        among=(Fact.REGISTERED,), counted=_("Скільки разів заяву залишали без руху на кожні сто прийнятих."),
        beware=_("Заяву могли прийняти раніше, ніж залишили без руху: в короткому періоді це різні справи."),
        parts=_OF_SERVICES, is_good_high=False,
    ),
    Indicator(
        code="withdrawn", title=_("Відкликано заявниками"), unit=_PERCENT, shape=Shape.SHARE, fact=Fact.WITHDRAWN,
        among=(Fact.REGISTERED,), counted=_("Скільки заяв відкликано на кожні сто прийнятих."), parts=_OF_SERVICES,
        is_good_high=False,
    ),
    Indicator(
        code="repeated", title=_("Повторних заяв"), unit=_PERCENT, shape=Shape.SHARE, fact=Fact.REPEATED,
        among=(Fact.REGISTERED,),
        counted=_("Скільки зі ста заяв подала та сама людина на ту саму послугу за 90 днів після попередньої."),
        beware=_("Повторна заява не завжди чиясь помилка: дві дитини — дві заяви."), parts=_OF_SERVICES,
        is_good_high=False,
    ),
    Indicator(
        code="home_visits", title=_("Заяв, прийнятих удома"), unit=_("заяв"), shape=Shape.COUNT, fact=Fact.REGISTERED,
        chosen={"b": _AT_HOME}, counted=_("Заяви, які адміністратор або староста прийняли в людини вдома."),
        parts=_OF_SERVICES,
    ),
    Indicator(
        code="load", title=_("Заяв на людину за день"), unit=_("заяв"), shape=Shape.RATIO, fact=Fact.REGISTERED,
        among=(Fact.WORKED,),
        counted=_("Заяви, поділені на дні людей, які того дня зареєстрували хоч одну заяву."),
        beware=_("Без консультацій і видачі. Хто працював на двох точках, рахується на кожній."),
        parts=_PLACE,
    ),
    Indicator(
        code="days_to_provider", title=_("Днів, доки папери їдуть"), unit=_("днів"), shape=Shape.SPREAD,
        fact=Fact.TRAVELLED,
        counted=_("Календарні дні від реєстрації до дня, коли папери отримав той, хто вирішує. Лише перша доставка."),
        beware=_("Папери, що ще в дорозі або лишаються на точці, не рахуються."),
        parts=(*_OF_SERVICES, Part.PROVIDER), is_good_high=False,
    ),
    Indicator(
        code="differences", title=_("Розбіжностей у пакетах"), unit=_PERCENT, shape=Shape.SHARE, fact=Fact.CHECKED,
        chosen={"b": _DIFFERENT}, among=(Fact.CHECKED,),
        counted=_("Скільки зі ста справ у відкритих пакетах бракувало, були зайві чи пошкоджені."),
        parts=(*_OF_SERVICES, Part.CONDITION), is_good_high=False,
    ),
    Indicator(
        code="lost_papers", title=_("Втрачено паперів"), unit=_("справ"), shape=Shape.COUNT, fact=Fact.LOST,
        counted=_("Справи, папери яких оголошено втраченими за актом, хоч би потім їх знайшли."),
        parts=(*_OF_SERVICES, Part.FOUND), is_good_high=False,
    ),
    Indicator(
        code="fees", title=_("Сплачено"), unit=_("грн"), shape=Shape.MONEY, fact=Fact.PAID,
        counted=_("Записані квитанції без повернень і виправлень, за днем оплати."),
        beware=_("Оплату, яку ніхто не записав, тут не видно."), parts=(*_OF_SERVICES, Part.ENTRY, Part.PAY_CHANNEL),
    ),
    Indicator(
        code="forgiven", title=_("Звільнено від сплати"), unit=_("грн"), shape=Shape.MONEY, fact=Fact.FORGIVEN,
        counted=_("На скільки виписані рахунки менші через пільги, за днем рахунка."), parts=_OF_SERVICES,
    ),
    Indicator(
        code="visitors", title=_("Відвідувачів у черзі"), unit=_("талонів"), shape=Shape.COUNT, fact=Fact.TICKETS,
        counted=_("Кожен виданий талон. Хто прийшов без талона, тут не рахується."),
        parts=(*_PLACE, Part.PURPOSE, Part.STATE),
    ),
    Indicator(
        code="preferred", title=_("Відвідувачів, яких кличуть раніше"), unit=_("талонів"), shape=Shape.COUNT,
        fact=Fact.PREFERRED,
        counted=_("Талони ветеранів, людей з інвалідністю, з малою дитиною та інших, кому дано першість."),
        beware=_("Підставу називає сама людина: документів у черзі не питають."), parts=(*_PLACE, Part.PRIORITY),
    ),
    Indicator(
        code="offline_share", title=_("Талонів без зв'язку"), unit=_PERCENT, shape=Shape.SHARE, fact=Fact.OFFLINE,
        among=(Fact.TICKETS,),
        counted=_("Скільки зі ста талонів кіоск видав без зв'язку, з відкладених для цього номерів."),
        beware=_("Заяви й консультації приймають лише зі зв'язком: позначки про роботу без нього в них немає."),
    ),
    Indicator(
        code="waiting", title=_("Очікування в черзі"), unit=_("хвилин"), shape=Shape.SPREAD, fact=Fact.WAITED,
        counted=_("Від талона, або повернення в чергу, до виклику. Час, коли черга стояла через перебій, не входить."),
        beware=_("Виклики одразу до вікна не рахуються. Незакриті візити обмежено правилом черги."),
        is_good_high=False,
    ),
    Indicator(
        code="serving", title=_("Обслуговування біля вікна"), unit=_("хвилин"), shape=Shape.SPREAD, fact=Fact.SERVED,
        counted=_("Від початку роботи з людиною до кінця."),
        beware=_("Де «почати» не натиснуто, рахується від виклику."),
    ),
    Indicator(
        code="abandoned", title=_("Пішли, не дочекавшись"), unit=_PERCENT, shape=Shape.SHARE, fact=Fact.TICKETS,
        chosen={"b": _UNSERVED}, among=(Fact.TICKETS,),
        counted=_("Скільки зі ста талонів лишилися без обслуговування: людина пішла або не підійшла."),
        parts=(*_PLACE, Part.PURPOSE), is_good_high=False,
    ),
    Indicator(
        code="consultations", title=_("Консультацій"), unit=_("консультацій"), shape=Shape.COUNT, fact=Fact.TALKED,
        counted=_("Кожна записана консультація: біля вікна, телефоном, у повідомленні."),
        parts=(*_PLACE, Part.TOPIC, Part.TALK_CHANNEL),
    ),
    Indicator(
        code="consultation_share", title=_("Частка консультацій"), unit=_PERCENT, shape=Shape.SHARE,
        fact=Fact.TALKED, among=(Fact.TALKED, Fact.REGISTERED),
        counted=_("Скільки зі ста звернень були консультаціями. Звернення — консультація або заява."),
    ),
    Indicator(
        code="missed_bookings", title=_("Не прийшли за записом"), unit=_PERCENT, shape=Shape.SHARE, fact=Fact.BOOKED,
        chosen={"b": _MISSED}, among=(Fact.BOOKED,), measured={"b": _SETTLED},
        counted=_("Скільки зі ста записаних, про яких відмічено, не прийшли."),
        beware=_("Скасовані, майбутні й не відмічені записи не рахуються; скільки їх — показано окремо."),
        parts=_OF_SERVICES, is_good_high=False,
    ),
    Indicator(
        code="cancelled_by_centre", title=_("Записів скасував центр"), unit=_PERCENT, shape=Shape.SHARE,
        fact=Fact.BOOKED, chosen={"b": _BY_CENTRE}, among=(Fact.BOOKED,),
        counted=_("Скільки зі ста записів скасував сам центр."), parts=_OF_SERVICES, is_good_high=False,
    ),
    Indicator(
        code="satisfaction", title=_("Оцінка відвідувачів"), unit=_("із 5"), shape=Shape.MEAN, fact=Fact.ANSWERED,
        counted=_("Середня оцінка з відповідей за кодом на столі, за посиланням чи за талоном."),
        beware=_("Відповідають не всі: дивіться, скільки відповідей."), is_good_high=True,
    ),
    Indicator(
        code="remarks", title=_("Позначки у відгуках"), unit=_("позначок"), shape=Shape.COUNT, fact=Fact.TAGGED,
        counted=_("Що люди позначили: тісно, спекотно, немає місць та інше."), parts=(*_PLACE, Part.TAG),
    ),
    Indicator(
        code="outages", title=_("Перебої в роботі"), unit=_("годин"), shape=Shape.HOURS, fact=Fact.STOOD,
        counted=_("Скільки точка була закрита чи працювала з обмеженнями через тривогу, світло, реєстр."),
        beware=_("Рахується цілодобово. Два перебої водночас рахуються обидва."),
        parts=(*_PLACE, Part.CAUSE), is_good_high=False,
    ),
    Indicator(
        code="hours_kept", title=_("Години за графіком дотримано"), unit=_PERCENT, shape=Shape.TIME, fact=Fact.KEPT,
        among=(Fact.PLANNED,), measured={"bucket": None},
        counted=_("Скільки зі ста хвилин прийому за графіком точка справді працювала. Лише дні, що минули."),
        beware=_(
            "Графік береться той, що діяв того дня. «З обмеженнями» — працювала. Запис — один день точки. "
            "Виїзди не рахуються."
        ),
        is_good_high=True,
    ),
    Indicator(
        code="hours_lost", title=_("Годин прийому втрачено"), unit=_("годин"), shape=Shape.HOURS, fact=Fact.SHUT,
        counted=_("Години за графіком, коли точка була закрита: через перебій або за своїм станом."),
        beware=_("Кожна хвилина рахується раз: за тією причиною, що настала перша. Ніч і вихідні не входять."),
        parts=(*_PLACE, Part.LOSS), is_good_high=False,
    ),
)  # fmt: skip
INDICATORS: Final[Mapping[str, Indicator]] = {one.code: one for one in _LISTED}
LEAST_SHOWN: Final = 5  # a smaller group is not shown where people of other hromadas read
