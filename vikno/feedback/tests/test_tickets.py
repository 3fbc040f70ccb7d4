"""The paper of a ticket is the link of its visit: once served, one answer, and nothing of the ticket is kept."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from vikno.common import clock, tenancy
from vikno.feedback import services
from vikno.feedback.errors import LinkUsed, NoSuchPoster
from vikno.feedback.models import Answer, Invitation
from vikno.queue import services as queue
from vikno.queue.models import Ticket
from vikno.queue.tests import world as worlds
from vikno.queue.tests.world import World, called, sat, ticket


@pytest.fixture
def world(db: None) -> World:
    made = worlds.build()
    sat(made, at=clock.now())
    return made


def served(world: World) -> Ticket:
    one = ticket(world, at=clock.now())
    called(world, at=clock.now())
    queue.finish_ticket(ticket=one, actor=world.officer, at=clock.now())
    one.refresh_from_db()
    return one


def address(one: Ticket) -> str:
    return reverse("feedback:ticket", args=[one.point_id, one.token])


def own(one: Ticket) -> str:
    return reverse("queue_public:own_ticket", args=[one.point_id, one.token])


def test_the_ticket_asks_how_it_went_once_one_is_served(world: World) -> None:
    waiting, client = ticket(world, at=clock.now()), Client()
    tenancy.bind("")
    assert address(waiting) not in client.get(own(waiting)).content.decode()
    assert client.get(address(waiting)).headers["Location"] == own(waiting)
    tenancy.bind(worlds.HOME)
    queue.abandon_ticket(ticket=waiting, actor=world.officer, at=clock.now())
    one = served(world)
    tenancy.bind("")
    page = client.get(own(one)).content.decode()
    assert address(one) in page
    assert "Як вас обслужили?" in page
    assert "Як усе пройшло?" in client.get(address(one)).content.decode()
    assert "Дякуємо" in client.post(address(one), {"score": "5"}, follow=True).content.decode()
    again = client.post(address(one), {"score": "1"})
    assert again.status_code == 410
    assert "уже відповіли" in again.content.decode()
    tenancy.bind(worlds.HOME)
    assert Answer.objects.get().score == 5


def test_nothing_of_the_ticket_is_kept(world: World) -> None:
    one = served(world)
    services.answer_by_ticket(ticket=one, score=4, ticked=[], words="", at=clock.now())
    given = Invitation.objects.get()
    assert str(one.token) not in given.digest
    assert (given.case, given.given_at) == (None, clock.midnight(one.day))
    assert given.used_at is not None
    assert given.used_at.minute == 0
    with pytest.raises(LinkUsed):
        services.answer_by_ticket(ticket=one, score=1, ticked=[], words="", at=clock.now())


def test_it_lasts_as_long_as_a_link(world: World) -> None:
    one = served(world)
    with time_machine.travel(clock.now() + dt.timedelta(days=31), tick=False):
        assert Client().get(address(one)).status_code == 410
        tenancy.bind(worlds.HOME)
        with pytest.raises(NoSuchPoster):
            services.answer_by_ticket(ticket=one, score=1, ticked=[], words="", at=clock.now())


def test_who_has_not_been_served_answers_nothing(world: World) -> None:
    with pytest.raises(NoSuchPoster):
        services.answer_by_ticket(ticket=ticket(world, at=clock.now()), score=1, ticked=[], words="", at=clock.now())
    assert not Invitation.objects.exists()
    wrong = ticket(world, at=clock.now())
    wrong.token = Ticket().token
    assert Client().get(address(wrong)).status_code == 404
