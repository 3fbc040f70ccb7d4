"""Answers from a sheet and by a link: once, not too many, and nobody is known by them."""

import datetime as dt
import logging

import pytest
from django.test import Client
from django.urls import reverse

from vikno.cases.tests.world import AT, World
from vikno.common import tenancy
from vikno.feedback import queries, services
from vikno.feedback.errors import LinkUsed, NoSuchPoster, NotYourDesk, TooManyAnswers
from vikno.feedback.models import Answer, Invitation, Poster
from vikno.feedback.tags import limits
from vikno.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def poster(world: World) -> Poster:
    return services.make_poster(point=world.main, place="вікно 2", actor=world.head, at=AT)


def say(world: World, poster: Poster, *, at: dt.datetime = AT, **told: object) -> Answer:
    call = {"point": world.main, "key": poster.key, "score": 4, "ticked": ["no_seats", "unknown"], "words": "Тісно"}
    return services.answer_at_poster(**{**call, "at": at, **told})  # type: ignore[arg-type]


def test_an_answer_keeps_known_ticks_only(world: World, poster: Poster) -> None:
    answer = say(world, poster)
    assert (answer.score, answer.tags, answer.words) == (4, ["no_seats"], "Тісно")


def test_a_sheet_takes_so_many_a_minute_and_then_again(world: World, poster: Poster) -> None:
    for _ in range(limits().poster_a_minute):
        say(world, poster)
    with pytest.raises(TooManyAnswers):
        say(world, poster)
    assert say(world, poster, at=AT + dt.timedelta(seconds=61)).pk


def test_a_sheet_taken_off_answers_as_an_unknown_one(world: World, poster: Poster) -> None:
    services.end_poster(poster=poster, actor=world.head, at=AT)
    with pytest.raises(NoSuchPoster):
        say(world, poster)
    with pytest.raises(NoSuchPoster):
        say(world, poster, key="somebody-else")


def token_of(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[-1]


def test_a_link_takes_one_answer_and_does_not_tell_whose_it_is(world: World) -> None:
    link = services.invite(point=world.main, case=None, send=False, actor=world.officer, at=AT)
    call = {"point": world.main, "token": token_of(link), "score": 5, "ticked": [], "words": "", "at": AT}
    services.answer_by_link(**call)
    with pytest.raises(LinkUsed):
        services.answer_by_link(**call)
    given = Invitation.objects.get()
    assert token_of(link) not in given.digest
    assert given.used_at is not None
    assert given.used_at.minute == 0
    with pytest.raises(NoSuchPoster):
        services.answer_by_link(**{**call, "at": AT + dt.timedelta(days=60)})


def test_the_page_of_a_link_says_why_it_is_closed(world: World) -> None:
    link = services.invite(point=world.main, case=None, send=False, actor=world.officer, at=dt.datetime.now(dt.UTC))
    address, client = reverse("feedback:visit", args=[world.main.pk, token_of(link)]), Client()
    assert "Дякуємо" in client.post(address, {"score": "5"}, follow=True).content.decode()
    again = client.get(address)
    assert again.status_code == 410
    assert "уже відповіли" in again.content.decode()
    unknown = client.get(reverse("feedback:visit", args=[world.main.pk, "unknown"]))
    assert "Візьміть нове" in unknown.content.decode()


def test_a_link_is_sent_only_where_asked(world: World) -> None:
    services.invite(point=world.main, case=None, send=True, actor=world.officer, at=AT)
    assert not Message.objects.exists()


def test_only_the_head_makes_sheets(world: World) -> None:
    with pytest.raises(NotYourDesk):
        services.make_poster(point=world.main, place="", actor=world.officer, at=AT)


def test_a_stranger_answers_on_the_page(world: World, poster: Poster, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    address = reverse("feedback:poster", args=[world.main.pk, poster.key])
    client = Client()
    assert "Як усе пройшло?" in client.get(address).content.decode()
    assert "Оберіть, як усе пройшло." in client.post(address, {"words": "Місць немає"}).content.decode()
    sent = {"score": "2", "bad": ["long_wait"], "words": "Чекав Іваненко дві години"}
    answer = client.post(address, sent, follow=True)
    assert "Дякуємо" in answer.content.decode()
    assert "Іваненко" not in caplog.text
    with tenancy.working_for(world.head.hromada_code):
        assert Answer.objects.get().tags == ["long_wait"]
    assert client.get(reverse("feedback:poster", args=[world.main.pk, "wrong"])).status_code == 404


def test_the_public_page_shows_counts_and_actions_but_no_words(world: World, poster: Poster) -> None:
    page = Client().get(reverse("feedback:voice", args=[world.main.pk])).content.decode()
    assert "ще замало" in page
    tenancy.bind(world.head.hromada_code)
    for _ in range(limits().least_shown):
        say(world, poster, at=AT, words="Дуже тісно")
    services.publish_action(
        point=world.main, asked="Місць немає", done="Поставили лави", done_on=AT.date(), actor=world.head, at=AT
    )
    voice = queries.voice_of(world.main, since=AT - dt.timedelta(days=1))
    assert voice.summary is not None
    assert voice.summary.by_tag == (("no_seats", 5),)
    page = Client().get(reverse("feedback:voice", args=[world.main.pk])).content.decode()
    assert "Поставили лави" in page
    assert "Дуже тісно" not in page


def test_words_are_emptied_in_their_time(world: World, poster: Poster) -> None:
    say(world, poster)
    assert services.erase_old(hromada_code=world.head.hromada_code, at=AT + dt.timedelta(days=600)) == 0
    assert services.erase_old(hromada_code=world.head.hromada_code, at=AT + dt.timedelta(days=800)) == 1
    assert Answer.objects.get().words == ""
