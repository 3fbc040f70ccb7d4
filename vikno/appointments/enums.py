"""Words of booked time."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.components import StatusKind


class BookingState(TextChoices):
    HELD = "held", _("чекає на код")
    BOOKED = "booked", _("записано")
    CONFIRMED = "confirmed", _("підтверджено")
    ATTENDED = "attended", _("людина прийшла")
    NO_SHOW = "no_show", _("людина не прийшла")
    CANCELLED_BY_PERSON = "by_person", _("скасувала людина")
    CANCELLED_BY_CENTRE = "by_centre", _("скасував центр")
    LAPSED = "lapsed", _("не підтверджено вчасно")


STATE_KINDS: Mapping[str, StatusKind] = {
    BookingState.HELD: "waiting",
    BookingState.BOOKED: "progress",
    BookingState.CONFIRMED: "progress",
    BookingState.ATTENDED: "done",
    BookingState.NO_SHOW: "late",
    BookingState.CANCELLED_BY_PERSON: "neutral",
    BookingState.CANCELLED_BY_CENTRE: "late",
    BookingState.LAPSED: "neutral",
}
# The person is expected.
EXPECTED = (BookingState.BOOKED, BookingState.CONFIRMED)
# The time is taken: the database lets nobody else in.
TAKING = (BookingState.HELD, *EXPECTED, BookingState.ATTENDED)


class Origin(TextChoices):
    """How a booking came."""

    SITE = "site", _("на сайті")
    PHONE = "phone", _("телефоном")
    COUNTER = "counter", _("у вікні")
    STAROSTA = "starosta", _("через старосту")
    WAITING = "waiting", _("зі списку очікування")


class Door(TextChoices):
    """Who may book a point, and what is asked of a resident."""

    CODE = "code", _("усі, з кодом у SMS або листі")
    NAME = "name", _("усі, досить імені")
    STAFF = "staff", _("лише працівники")
    CLOSED = "closed", _("запису немає")


OPEN_TO_RESIDENTS = (Door.CODE, Door.NAME)


class ResourceKind(TextChoices):
    DESK = "desk", _("робоче місце")
    EQUIPMENT = "equipment", _("обладнання")
    MOBILE_STOP = "mobile_stop", _("виїзний прийом")
    HOME_VISIT = "home_visit", _("візит додому")


# These have a place and a time of their own and need no desk.
TRAVELLING = (ResourceKind.MOBILE_STOP, ResourceKind.HOME_VISIT)


class CentreReason(TextChoices):
    """Why the centre could not receive."""

    STAFF = "staff", _("немає працівника")
    POWER = "power", _("немає світла або зв'язку")
    ALERT = "alert", _("повітряна тривога або обстріл")
    REGISTER = "register", _("не працює державний реєстр")
    EQUIPMENT = "equipment", _("несправне обладнання")
    CLOSED = "closed", _("точка не приймає")
    OTHER = "other", _("інша причина")


class WaitingState(TextChoices):
    WAITING = "waiting", _("чекає")
    BOOKED = "booked", _("дочекалася часу")
    LEFT = "left", _("більше не чекає")
