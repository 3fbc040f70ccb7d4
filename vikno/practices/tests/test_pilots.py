"""Before and after a pilot: the same weekdays, n beside each value, and never a promise of a reason."""

import datetime as dt
import html

import pytest
from django.test import Client

from tests import factories as make
from tests import for_practices as given
from tests import for_support
from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.catalogue.models import PublicService
from vikno.common.clock import today
from vikno.indicators.models import DayCount
from vikno.network.models import Point
from vikno.practices import queries
from vikno.practices.models import Pilot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]
WEEK = dt.timedelta(weeks=1)
YEAR = 52 * WEEK


def registered(point: Point, service: PublicService, day: dt.date, n: int) -> None:
    DayCount.objects.create(hromada_id=make.OWN, point=point, day=day, fact="registered", a=str(service.pk), n=n)


def piloted(*, weeks_ago: int = 6, **facts: object) -> tuple[Pilot, list[PublicService]]:
    """Two services of a pilot, three and one a week before, six and two after; a third one always seven."""
    start, point = today() - weeks_ago * WEEK, make.point()
    chosen = [make.service(name=f"Послуга {n}") for n in (1, 2, 3)]
    for place in range(-weeks_ago, weeks_ago):
        for service, n in zip(chosen, (3, 1, 7), strict=True):
            grown = n * 2 if place >= 0 and n != 7 else n
            registered(point, service, start + place * WEEK, grown)
    registered(point, chosen[0], start - WEEK - YEAR, 4)
    return given.pilot(starts_on=start, services=chosen[:2], **facts), chosen


def browse(role: Role = Role.HEAD, of: str = make.OWN) -> Client:
    client = Client()
    with for_support.bound(of):
        person = User.objects.get(pk=for_support.actor(role, of=of).user_id)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(pilot: Pilot) -> str:
    return html.unescape(browse().get(f"/practices/pilots/{pilot.pk}/").content.decode())


def test_services_of_the_pilot_are_counted_apart_from_the_others() -> None:
    pilot, _chosen = piloted()
    told = queries.measures_of(pilot, today=today())
    whole, first, second = told.services
    assert (first.before, first.after, second.before, second.after) == (18, 36, 6, 12)
    assert (whole.title, whole.before, whole.after, whole.year_ago_before) == ("", 24, 48, 4)
    assert (told.found["requested"].own.before.n, told.found["requested"].own.after.n) == (24, 48)


def counted(fact: str, service: PublicService, day: dt.date, **facts: object) -> None:
    said = {"hromada_id": make.OWN, "point": Point.objects.order_by("pk").first(), "day": day, "n": 1}
    DayCount.objects.create(fact=fact, **{"a": str(service.pk), **said, **facts})


def test_each_measure_that_is_counted_by_services_is_of_those_of_the_pilot_alone() -> None:
    pilot, (first, _second, other) = piloted()
    for day, days in ((pilot.starts_on - WEEK, 4), (pilot.starts_on, 2)):
        for service, more in ((first, 0), (other, 20)):
            counted("given", service, day, bucket=days + more)
            counted("decided", service, day, b="granted" if service == first else "refused", bucket=0)
        counted("waited", first, day, a="", bucket=7)
    told = queries.measures_of(pilot, today=today())
    assert told.of_services == {"requested", "given", "days_to_result", "in_time", "refused"}
    days, refused = told.found["days_to_result"].own, told.found["refused"].own
    assert (days.before.amount, days.after.amount, days.after.n) == (4, 2, 1)
    assert (refused.before.amount, refused.before.n) == (0, 1)
    assert told.found["waiting"].own.after.amount == 7
    shown = text_of(pilot)
    ours, centre = shown.index("Показники послуг пілота"), shown.index("Показники всього центру")
    assert ours < shown.index("Днів від заяви до результату") < centre
    assert "Задоволеність" not in shown[ours:centre]


def test_a_pilot_that_names_no_services_is_told_of_the_whole_centre() -> None:
    pilot, _chosen = piloted()
    pilot.services.clear()
    told = queries.measures_of(pilot, today=today())
    assert told.of_services == frozenset()
    assert (told.found["requested"].own.before.n, told.found["requested"].own.after.n) == (66, 90)
    assert "Показники послуг пілота" not in text_of(pilot)


def test_services_that_begin_with_the_pilot_are_no_beginning_of_records() -> None:
    start, point = today() - 3 * WEEK, make.point()
    taken, other = make.service(name="Узята послуга"), make.service(name="Інша послуга")
    registered(point, other, start - WEEK, 5)
    registered(point, taken, start, 4)
    shown = text_of(given.pilot(starts_on=start, services=[taken]))
    assert "від початку записів" not in shown
    assert "Показники послуг пілота" in shown


def test_weeks_after_its_last_day_are_not_of_the_pilot() -> None:
    pilot, _chosen = piloted(ends_on=today() - 4 * WEEK - dt.timedelta(days=1))
    told = queries.measures_of(pilot, today=today())
    assert told.before is not None
    assert told.after is not None
    assert (told.before.days, told.after.days) == (14, 14)
    assert told.after.until == pilot.ends_on
    assert told.found["requested"].own.after.n == 16


def test_a_pilot_that_lasts_less_than_a_week_waits() -> None:
    pilot = given.pilot(starts_on=today() - dt.timedelta(days=6))
    shown = text_of(pilot)
    assert "ще не тривав повного тижня" in shown
    assert f"{today() + dt.timedelta(days=1):%d.%m.%Y}" in shown
    assert "ще не тривав" in text_of(given.pilot(starts_on=today() + WEEK))


def test_without_records_the_page_says_so() -> None:
    assert "Записів громади за ці тижні тут немає" in text_of(given.pilot())


def test_records_that_begin_with_the_pilot_are_not_a_change() -> None:
    start, point, service = today() - 3 * WEEK, make.point(), make.service()
    registered(point, service, start, 5)
    shown = text_of(given.pilot(starts_on=start))
    assert "видно не від пілота, а від початку записів" in shown
    assert "Без записів: Видано результатів" in shown
    registered(point, service, start - WEEK, 5)
    assert "від початку записів" not in text_of(Pilot.objects.get())


def test_the_page_warns_names_periods_and_leads_to_weeks() -> None:
    pilot, _chosen = piloted()
    shown = text_of(pilot)
    told = queries.measures_of(pilot, today=today())
    for there in (
        "порівняння, а не доказ", str(told.before), str(told.after), "Усі послуги пілота разом", "Послуга 1",
        "Тут рік тому",
        f"/indicators/requested/around/?day={pilot.starts_on:%d.%m.%Y}", "Рішення ради № 12",
    ):  # fmt: skip
        assert there in shown, there
    assert "Послуга 3" not in shown
    assert f"/practices/pilots/{pilot.pk}/" in html.unescape(browse().get("/practices/pilots/").content.decode())
