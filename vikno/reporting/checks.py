"""What would make a report false, as data: a title, why it matters, how to mend it, the query, a line of each row.

Only what the records can really hold: what a constraint or a service forbids has no check here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from vikno.appointments.enums import EXPECTED
from vikno.appointments.models import Booking
from vikno.cases.enums import Step
from vikno.cases.models import Case, Decision, StatusChange
from vikno.common.clock import midnight, today
from vikno.continuity.models import Interruption
from vikno.network.enums import MOBILE, SERVING, Mark, PeriodKind
from vikno.network.models import (
    AccessibilityMark,
    Equipment,
    Offering,
    OpeningPeriod,
    Point,
    PointStatus,
    Posting,
)
from vikno.queue.enums import Purpose, State
from vikno.queue.models import Call, Consultation, Ticket
from vikno.queue.rules import BUSY

type Words = str | Promise
type Rows = QuerySet[Any]
LONGEST_SERVICE: Final = timedelta(hours=8)  # a working day
_GIVING: Final = (Step.ISSUED, Step.POSTED)
_LIVE: Final = (State.WAITING, State.POSTPONED, *sorted(BUSY))


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whose records, since which day, as of which moment."""

    hromada: str
    since: date
    at: datetime

    @property
    def today(self) -> date:
        return today(self.at)

    @property
    def since_at(self) -> datetime:
        return midnight(self.since)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row to mend: what it is, where, of which day, and the page where it is mended."""

    title: str
    place: str
    on: date | None
    url: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """`find`: one ordered query with all that a line needs."""

    code: str
    title: Words
    why: Words
    mend: Words
    find: Callable[[Asked], Rows]
    line: Callable[[Any], Line]


def _ticket_rows(asked: Asked) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(hromada_id=asked.hromada).select_related("point")
    return rows.order_by("-day", "-pk")


def _never_closed(asked: Asked) -> Rows:
    return _ticket_rows(asked).filter(day__lt=asked.today, state__in=_LIVE)


def _silent_consultations(asked: Asked) -> Rows:
    told = Consultation.objects.filter(hromada_id=asked.hromada, ticket=OuterRef("pk"), cancelled_at=None)
    done = _ticket_rows(asked).filter(purpose=Purpose.CONSULT, state=State.DONE, day__gte=asked.since)
    return done.filter(~Exists(told))


def _calls(asked: Asked) -> QuerySet[Call]:
    rows = Call.objects.filter(hromada_id=asked.hromada, called_at__gte=asked.since_at)
    return rows.select_related("ticket", "point").order_by("-called_at", "-pk")


def _capped(asked: Asked) -> Rows:
    return _calls(asked).filter(is_capped=True)


def _too_long(asked: Asked) -> Rows:
    return _calls(asked).filter(
        is_capped=False, started_at__isnull=False, ended_at__gt=F("started_at") + LONGEST_SERVICE
    )


def _unmarked(asked: Asked) -> Rows:
    rows = Booking.objects.filter(hromada_id=asked.hromada, state__in=EXPECTED, starts_at__lt=midnight(asked.today))
    return rows.filter(starts_at__gte=asked.since_at).select_related("point").order_by("-starts_at", "-pk")


def _steps_before(asked: Asked) -> Rows:
    rows = StatusChange.objects.filter(hromada_id=asked.hromada, case__registered_at__gte=asked.since_at)
    found = rows.filter(happened_at__lt=F("case__registered_at")).exclude(step=Step.REGISTERED)
    return found.select_related("case__point").order_by("-happened_at", "-pk")


def _decided_after(asked: Asked) -> Rows:
    given = StatusChange.objects.filter(
        hromada_id=asked.hromada, case=OuterRef("case"), step__in=_GIVING, happened_at__date__lt=OuterRef("decided_on")
    )
    rows = Decision.objects.filter(Exists(given), hromada_id=asked.hromada, decided_on__gte=asked.since)
    return rows.select_related("case__point").order_by("-decided_on", "-pk")


def _decided_without_term(asked: Asked) -> Rows:
    rows = Decision.objects.filter(hromada_id=asked.hromada, decided_on__gte=asked.since, case__due_on=None)
    return rows.select_related("case__point").order_by("-decided_on", "-pk")


def _nobody_decides(asked: Asked) -> Rows:
    rows = Case.objects.filter(hromada_id=asked.hromada, registered_at__gte=asked.since_at, provider=None)
    needed = rows.filter(version__is_immediate=False, version__authority__isnull=False)
    return needed.select_related("point").order_by("-registered_at", "-pk")


def _points(asked: Asked) -> QuerySet[Point]:
    """Points where people are served now."""
    now = PointStatus.objects.filter(Q(ends_at=None) | Q(ends_at__gt=asked.at), starts_at__lte=asked.at)
    serving = now.filter(point=OuterRef("pk"), state__in=SERVING)
    return Point.objects.filter(Exists(serving), hromada_id=asked.hromada).order_by("sort_key", "pk")


def _standing(asked: Asked) -> QuerySet[Point]:
    """What travels has neither hours nor an address of its own."""
    return _points(asked).exclude(kind__in=MOBILE)


def _of_point(rows: "QuerySet[Any]") -> Exists:
    return Exists(rows.filter(point=OuterRef("pk")))


def _no_hours(asked: Asked) -> Rows:
    return _standing(asked).filter(~_of_point(OpeningPeriod.objects.filter(kind=PeriodKind.RECEPTION)))


def _no_address(asked: Asked) -> Rows:
    return _standing(asked).filter(Q(settlement=None) | Q(street_address="", address_text=""))


def _no_equipment(asked: Asked) -> Rows:
    return _points(asked).filter(~_of_point(Equipment.objects.all()))


def _no_staff(asked: Asked) -> Rows:
    ends = Q(valid_to=None) | Q(valid_to__gte=asked.today)
    posted = Posting.objects.filter(ends, valid_from__lte=asked.today, user__is_active=True)
    return _points(asked).filter(~_of_point(posted))


def _no_services(asked: Asked) -> Rows:
    ends = Q(valid_to=None) | Q(valid_to__gte=asked.today)
    return _points(asked).filter(~_of_point(Offering.objects.filter(ends, valid_from__lte=asked.today)))


def _no_accessibility(asked: Asked) -> Rows:
    return _standing(asked).filter(~_of_point(AccessibilityMark.objects.exclude(mark=Mark.UNKNOWN)))


def _questions(asked: Asked) -> Rows:
    return Point.objects.filter(hromada_id=asked.hromada).exclude(questions=[]).order_by("sort_key", "pk")


def _never_ended(asked: Asked) -> Rows:
    rows = Interruption.objects.filter(hromada_id=asked.hromada, ended_at=None, lapses_at__lte=asked.at)
    return rows.filter(began_at__gte=asked.since_at).order_by("-began_at", "-pk")


def _line_of_ticket(ticket: Ticket) -> Line:
    return Line(title=ticket.number_shown, place=ticket.point.name, on=ticket.day, url=_measures(ticket))


def _line_of_call(call: Call) -> Line:
    return Line(title=call.ticket.number_shown, place=call.point.name, on=call.ticket.day, url=_measures(call.ticket))


def _measures(ticket: Ticket) -> str:
    day = f"{ticket.day:%d.%m.%Y}"
    return f"{reverse('queue:measures')}?{urlencode({'since': day, 'until': day, 'point': ticket.point_id})}"


def _line_of_live(ticket: Ticket) -> Line:
    return Line(title=ticket.number_shown, place=ticket.point.name, on=ticket.day, url=reverse("queue:live"))


def _line_of_talk(ticket: Ticket) -> Line:
    url = reverse("queue:consultations")
    return Line(title=ticket.number_shown, place=ticket.point.name, on=ticket.day, url=url)


def _line_of_booking(booking: Booking) -> Line:
    day = today(booking.starts_at)
    url = reverse("appointments:booking", args=[booking.pk])
    return Line(title=booking.number_shown, place=booking.point.name, on=day, url=url)


def _line_of_case(case: Case, on: date | None = None) -> Line:
    url = reverse("cases:case", args=[case.number])
    return Line(title=case.number_shown, place=case.point.name, on=on or today(case.registered_at), url=url)


def _line_of_step(change: StatusChange) -> Line:
    return _line_of_case(change.case, today(change.happened_at))


def _line_of_decision(decision: Decision) -> Line:
    return _line_of_case(decision.case, decision.decided_on)


def _line_of_interruption(one: Interruption) -> Line:
    url = reverse("continuity:interruption", args=[one.pk])
    return Line(title=str(one), place="", on=today(one.began_at), url=url)


def _at_page(name: str) -> Callable[[Model], Line]:
    """A point, and the side of it where this is kept."""

    def line(point: Any) -> Line:
        return Line(title=point.name, place=point.get_kind_display(), on=None, url=reverse(name, args=[point.pk]))

    return line


_FROM_NOW: Final = _("Минулого не змінити. Нагадайте закривати візит, щойно людина відійшла від вікна.")
_LISTED: Final = (
    Check(
        code="visits_open", title=_("Візити минулих днів не закрито"), find=_never_closed, line=_line_of_live,
        why=_("Їх не враховано ні серед обслужених, ні серед тих, хто пішов."),
        mend=_("Закрийте день у черзі цієї точки."),
    ),
    Check(
        code="visits_capped", title=_("Візити закрив кінець дня"), find=_capped, line=_line_of_call,
        why=_("Скільки тривало обслуговування, невідомо: рахується найбільше за правилом черги."), mend=_FROM_NOW,
    ),
    Check(
        code="visits_long", title=_("Обслуговування довше за робочий день"), find=_too_long, line=_line_of_call,
        why=_("Такі візити спотворюють час обслуговування й навантаження."), mend=_FROM_NOW,
    ),
    Check(
        code="consultations_silent", title=_("Консультації за талоном без теми"), find=_silent_consultations,
        line=_line_of_talk, why=_("Людині пояснили, але консультацію не записано: у звіті їх менше, ніж було."),
        mend=_("Нагадайте натискати тему біля вікна. Минулі дні не дописують."),
    ),
    Check(
        code="bookings_unmarked", title=_("Минулі записи без позначки"), find=_unmarked, line=_line_of_booking,
        why=_("Невідомо, чи люди прийшли: частка тих, хто не прийшов, рахується без них."),
        mend=_("Відкрийте запис і позначте: прийшла людина чи ні."),
    ),
    Check(
        code="steps_before_case", title=_("Подія справи раніша за заяву"), find=_steps_before, line=_line_of_step,
        why=_("Днів до результату виходить менше за нуль."),
        mend=_("Перевірте годинник пристрою, з якого надійшов запис, і додайте до справи примітку."),
    ),
    Check(
        code="decided_after_given", title=_("Рішення пізніше за видачу"), find=_decided_after, line=_line_of_decision,
        why=_("Рішень у строк і строк справи не можна порахувати правильно."),
        mend=_("Звірте дату рішення з папером і додайте до справи примітку."),
    ),
    Check(
        code="decided_without_term", title=_("Рішення у справах без строку"), find=_decided_without_term,
        line=_line_of_decision, why=_("Про них не сказати, чи вчасно: у частці рішень у строк їх немає."),
        mend=_("Вкажіть строк у картці послуги. Позначайте, коли суб'єкт надання прийняв справу."),
    ),
    Check(
        code="nobody_decides", title=_("Справи без суб'єкта надання"), find=_nobody_decides, line=_line_of_case,
        why=_("У звітах за органами ці справи стоять як «не вказано»."),
        mend=_("Додайте працівника цього органу: нові справи матимуть суб'єкта надання."),
    ),
    Check(
        code="interruptions_open", title=_("Перебої, яких ніхто не завершив"), find=_never_ended,
        line=_line_of_interruption, why=_("Кінець записано приблизно, тож годин перебоїв може бути не стільки."),
        mend=_("Минулого не змінити. Натискайте «Відновити роботу», щойно почали приймати."),
    ),
    Check(
        code="points_hours", title=_("Точки без годин прийому"), find=_no_hours, line=_at_page("network:hours"),
        why=_("Звіт не скаже, скільки днів працює центр, а люди не знають, коли прийти."), mend=_("Впишіть години."),
    ),
    Check(
        code="points_address", title=_("Точки без адреси"), find=_no_address, line=_at_page("network:details"),
        why=_("Точку не буде на карті та у відкритих даних."), mend=_("Впишіть адресу."),
    ),
    Check(
        code="points_equipment", title=_("Точки без обладнання"), find=_no_equipment,
        line=_at_page("network:equipment"), why=_("Не видно, які послуги точка справді може надати."),
        mend=_("Позначте, що є в точці."),
    ),
    Check(
        code="points_staff", title=_("Точки без працівників"), find=_no_staff, line=_at_page("network:people"),
        why=_("Точка працює, але за записами в ній нікого немає."),
        mend=_("Закріпіть працівника за точкою або змініть її стан."),
    ),
    Check(
        code="points_services", title=_("Точки без послуг"), find=_no_services, line=_at_page("network:offerings"),
        why=_("Кількість послуг у звіті виходить меншою."), mend=_("Позначте послуги точки."),
    ),
    Check(
        code="points_accessibility", title=_("Точки без даних про доступність"), find=_no_accessibility,
        line=_at_page("network:accessibility"), why=_("Про пандус, стоянку й зупинку звіт не зможе сказати нічого."),
        mend=_("Пройдіть перелік доступності точки."),
    ),
    Check(
        code="points_questions", title=_("Відомості реєстру, яким не можна вірити"), find=_questions,
        line=_at_page("network:question"), why=_("У реєстрі стоїть те, чого не може бути, і до звіту воно не йде."),
        mend=_("Відкрийте точку й підтвердьте або виправте."),
    ),
)  # fmt: skip
CHECKS: Final[Mapping[str, Check]] = {one.code: one for one in _LISTED}
