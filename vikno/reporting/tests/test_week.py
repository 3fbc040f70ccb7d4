"""The week on one page, and by mail to who has agreed: once a week, late rather than twice."""

import datetime as dt

import pytest
from django.test import Client

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.cases.models import Case
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import KYIV, midnight
from vikno.indicators import services as indicators
from vikno.notifications.models import Message
from vikno.reporting import queries, services
from vikno.reporting.errors import AddressMissing, MayNotRead
from vikno.reporting.models import LetterWish
from vikno.reporting.rules import last_week

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 8, 41, tzinfo=KYIV)


@pytest.fixture
def head() -> Actor:
    tenancy.bind(make.OWN)
    make.hromada()
    made = make.actor(Role.HEAD)
    User.objects.filter(pk=made.user_id).update(email="head@example.org")
    return made


def late_case() -> Case:
    """Came on Wednesday of the week before this Monday, and is late."""
    made = make.case()
    wednesday = midnight(dt.date(2026, 11, 18)) + dt.timedelta(hours=9)
    Case.objects.filter(pk=made.pk).update(registered_at=wednesday, due_on=dt.date(2026, 11, 20))
    indicators.refresh(hromada_code=make.OWN, at=MONDAY)
    return made


def test_weeks_are_from_monday_to_sunday() -> None:
    week = (dt.date(2026, 11, 16), dt.date(2026, 11, 22))
    assert [last_week(dt.date(2026, 11, day)) for day in (23, 24, 29)] == [week] * 3
    assert last_week(dt.date(2026, 11, 30))[0] == dt.date(2026, 11, 23)


def test_the_week_says_what_came_and_what_is_late(head: Actor) -> None:
    late_case()
    found = queries.week_of(head, at=MONDAY)
    assert (found.now["requested"].amount, found.then["requested"].amount, found.work.overdue) == (1, 0, 1)
    with pytest.raises(MayNotRead):
        queries.week_of(make.actor(Role.OFFICER), at=MONDAY)


def test_a_letter_goes_once_to_who_agreed(head: Actor) -> None:
    case = late_case()
    assert services.write_week_letters(hromada_code=make.OWN, at=MONDAY) == 0
    services.wish_letters(is_wanted=True, actor=head, at=MONDAY)
    assert services.wish_letters(is_wanted=True, actor=head, at=MONDAY) is None
    assert services.write_week_letters(hromada_code=make.OWN, at=MONDAY) == 1
    assert services.write_week_letters(hromada_code=make.OWN, at=MONDAY + dt.timedelta(days=2)) == 0
    (letter,) = Message.objects.filter(about_type="reporting.weekletter")
    assert letter.recipient == "head@example.org"
    assert "Прийнято заяв: 1\n" in letter.body
    assert "Прострочених справ: 1" in letter.body
    assert case.applicant.family_name not in letter.body
    services.wish_letters(is_wanted=False, actor=head, at=MONDAY)
    assert services.write_week_letters(hromada_code=make.OWN, at=MONDAY + dt.timedelta(days=7)) == 0


def test_without_an_address_nothing_is_promised(head: Actor) -> None:
    with pytest.raises(AddressMissing):
        services.wish_letters(is_wanted=True, actor=make.actor(Role.HEAD), at=MONDAY)
    with pytest.raises(MayNotRead):
        services.wish_letters(is_wanted=True, actor=make.actor(Role.STAROSTA), at=MONDAY)


def test_the_page_and_its_key(head: Actor, client: Client) -> None:
    client.force_login(User.objects.get(pk=head.user_id))
    page = client.get("/reporting/week/").content.decode()
    assert "Прострочених справ" in page
    said = client.post("/reporting/week/letters/", {"is_wanted": "yes"}, follow=True).content.decode()
    assert "Щопонеділка надсилатимемо лист" in said
    assert "Не надсилати" in said
    said = client.post("/reporting/week/letters/", {"is_wanted": "no"}, follow=True).content.decode()
    assert "Листів більше не буде" in said
    assert LetterWish.objects.count() == 2
