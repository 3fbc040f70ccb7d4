"""Announcements by mail: agreed to by the owner of the address, told once, left at one press."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from tests import factories as make
from tests import for_letters
from vikno.announcements import errors, letters, queries, services, tasks
from vikno.announcements.models import Left, LetterRequest, Mailed, Subscription
from vikno.announcements.services import Choice
from vikno.announcements.tests.conftest import AT, DAY, Browse, Publish, World
from vikno.common import clock, tenancy
from vikno.notifications import sending
from vikno.notifications.models import Message
from vikno.territories.enums import Category
from vikno.territories.models import Unit

pytestmark = pytest.mark.django_db
FORM = "/news/letters/"
ADDRESS = "maria@example.com"
HOUR = dt.timedelta(hours=1)
# Letters go at 8 by the clock of Kyiv, AT is half past ten there.
NEXT_MORNING = dt.datetime(2026, 11, 17, 6, 0, tzinfo=dt.UTC)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, AT)


def at(monkeypatch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def ask(client: Client, address: str = ADDRESS, **given: object) -> str:
    answer = client.post(FORM, {"address": address, "language": "uk", **given})
    assert answer.status_code == 200
    return answer.content.decode()


def post_all() -> list[EmailMessage]:
    """Everything written is sent; the letters of this time."""
    tenancy.bind("")
    already = len(mail.outbox)
    for message in Message.objects.filter(hromada_code="", delivery="queued").order_by("pk"):
        sending.deliver(message_id=message.pk, hromada_code="", again=lambda _at: None)
    return mail.outbox[already:]


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/news/letters/\S+)", letter.body)
    assert found
    return found[1]


def confirmed(client: Client, address: str = ADDRESS, **given: object) -> Subscription:
    ask(client, address, **given)
    client.post(link_in(post_all()[0]))
    return Subscription.objects.get(address=address)


def subscribed(area: Unit | None = None, tags: tuple[str, ...] = (), language: str = "uk") -> Subscription:
    made = for_letters.subscription()
    Subscription.objects.filter(pk=made.pk).update(
        area=area, tags=list(tags), language=language, since=AT - HOUR, looked_at=AT - HOUR
    )
    return Subscription.objects.get(pk=made.pk)


def write(kept: Subscription, moment: dt.datetime = NEXT_MORNING) -> int:
    return services.write_letter(subscription_id=kept.pk, at=moment)


# ---- asking and confirming


def test_the_list_leads_to_the_form_with_its_choice(client: Client, world: World) -> None:
    assert f'href="/news/letters/?oblast={world.oblast.pk}' in client.get(
        "/news/", {"oblast": world.oblast.pk}
    ).content.decode()  # fmt: skip
    text = client.get(FORM, {"oblast": world.oblast.pk, "tag": "hours"}).content.decode()
    assert re.search(rf'value="{world.oblast.pk}"\s+selected', text)
    assert re.search(r'value="hours"[^>]*checked', text)


def test_nobody_is_written_to_before_they_press(client: Client, publish: Publish) -> None:
    ask(client)
    letter = post_all()[0]
    assert letter.to == [ADDRESS]
    opened = client.get(link_in(letter))
    assert (opened.status_code, Subscription.objects.count()) == (200, 0)
    assert client.post(link_in(letter)).status_code == 200
    kept = Subscription.objects.get()
    assert (kept.address, kept.area, kept.tags, kept.confirmed_at) == (ADDRESS, None, [], AT)
    assert client.post(link_in(letter)).status_code == 200
    assert Subscription.objects.count() == 1


def test_the_choice_is_the_one_that_was_confirmed(client: Client, world: World) -> None:
    kept = confirmed(client, oblast=world.oblast.pk, hromada=make.OWN, tags=["hours"], language="en")
    assert kept.area is not None
    assert (kept.area.pk, kept.tags, kept.language) == (make.OWN, ["hours"], "en")
    assert "hromada" in mail.outbox[0].body


def test_the_link_is_kept_nowhere(client: Client) -> None:
    ask(client)
    token = link_in(post_all()[0]).rstrip("/").rsplit("/", 1)[1]
    message = Message.objects.get(hromada_code="")
    assert token not in message.body + message.secret + str(message.headers)
    assert LetterRequest.objects.get().digest == letters.digest_of(token)


def test_the_link_lives_two_days(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(client)
    link = link_in(post_all()[0])
    at(monkeypatch, AT + 48 * HOUR)
    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410
    at(monkeypatch, AT + 47 * HOUR)
    assert client.post(link).status_code == 200


def test_the_answer_is_the_same_for_every_address(client: Client) -> None:
    known = confirmed(client).address
    pages = {ask(client, address) for address in ("new@example.com", known, known, known, known.upper())}
    assert len(pages) == 1


def test_three_letters_a_day_for_an_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in (ADDRESS, ADDRESS.upper(), f" {ADDRESS} ", ADDRESS, "other@example.com"):
        ask(client, address)
    assert sorted(letter.to[0] for letter in post_all()) == [ADDRESS] * 3 + ["other@example.com"]
    at(monkeypatch, AT + 25 * HOUR)
    ask(client)
    assert len(post_all()) == 1


def test_one_place_in_the_network_does_not_ask_for_everybody(client: Client) -> None:
    answers = [client.post(FORM, {"address": f"a{n}@example.com", "language": "uk"}).status_code for n in range(11)]
    assert answers == [200] * 10 + [429]


def test_a_wrong_address_is_kept_and_explained(client: Client) -> None:
    text = ask(client, "maria")
    assert "Це не схоже на адресу" in text
    assert 'value="maria"' in text
    assert not LetterRequest.objects.exists()


def test_hromadas_are_shown_without_asking_for_a_letter(client: Client, world: World) -> None:
    Unit.objects.filter(pk=make.FOREIGN).update(oblast=world.oblast)  # one hromada is no choice
    text = ask(client, oblast=world.oblast.pk, area="1")
    assert (ADDRESS in text, make.OWN in text, LetterRequest.objects.count()) == (True, True, 0)


def test_a_later_choice_takes_the_place_and_loses_nothing(
    client: Client, world: World, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = confirmed(client, oblast=world.other_oblast.pk)
    at(monkeypatch, AT + HOUR)
    publish("Ще до зміни вибору", at=AT + HOUR)
    at(monkeypatch, AT + 2 * HOUR)
    assert confirmed(client, oblast=world.oblast.pk).pk == kept.pk
    assert write(kept) == 1


def test_a_village_is_no_choice(world: World) -> None:
    village = make.unit("UA99000000000000077", name="Лугове", category=Category.VILLAGE)
    with pytest.raises(errors.PlaceNotYours):
        services.ask_for_letters(address=ADDRESS, choice=Choice(area=village, tags=(), language="uk"), at=AT)
    with pytest.raises(errors.TagUnknown):
        services.ask_for_letters(address=ADDRESS, choice=Choice(area=None, tags=("no",), language="uk"), at=AT)


# ---- letters


def test_each_is_told_once_at_the_hour(publish: Publish) -> None:
    kept, news = subscribed(), publish("Змінюється графік")
    assert write(kept, NEXT_MORNING - dt.timedelta(minutes=1)) == 0
    assert (write(kept), write(kept)) == (1, 0)
    [letter] = post_all()
    assert "Змінюється графік" in letter.body
    assert f"/news/{news.pk}/" in letter.body
    assert write(kept, NEXT_MORNING + 24 * HOUR) == 0
    assert Mailed.objects.count() == 1


def test_one_letter_a_day(publish: Publish) -> None:
    kept = subscribed()
    publish("Перше")
    assert write(kept) == 1
    publish("Друге", at=NEXT_MORNING + HOUR)
    assert write(kept, NEXT_MORNING + 2 * HOUR) == 0
    assert write(kept, NEXT_MORNING + 24 * HOUR) == 1
    assert "Перше" not in post_all()[1].body


def test_nothing_new_no_letter(publish: Publish) -> None:
    publish("Давнє", at=AT - 2 * HOUR)
    kept = subscribed()
    assert write(kept) == 0
    assert post_all() == []


def test_only_what_people_see_now(world: World, publish: Publish) -> None:
    kept, day = subscribed(), dt.timedelta(days=1)
    publish("Минуло", visible_until=DAY)
    publish("Зайде завтра", visible_from=DAY + 2 * day)
    off = publish("Знято")
    services.withdraw_announcement(announcement=off, revision=off.revision, actor=world.head, at=AT)
    assert write(kept) == 0
    assert write(kept, NEXT_MORNING + 24 * HOUR) == 1
    assert "Зайде завтра" in post_all()[0].body


def test_within_the_choice(world: World, publish: Publish) -> None:
    own, foreign = Unit.objects.get(pk=make.OWN), world.other_oblast
    in_own, in_foreign, marked = subscribed(own), subscribed(foreign), subscribed(own, ("service", "hours"))
    publish("Наше", tags=("hours",))
    publish("Наше без позначки")
    publish("Усім", by=world.steward)
    publish("Сусіднє", by=world.foreign_head)
    assert [write(one) for one in (in_own, in_foreign, marked)] == [3, 2, 1]


def test_the_language_that_was_chosen(publish: Publish) -> None:
    publish(title_en="New hours", text_en="Come before 17:00.")
    write(subscribed(language="en"))
    [letter] = post_all()
    assert "New hours" in letter.body
    assert not re.search("[а-яіїє]", letter.subject)


def test_a_long_list_goes_on_the_next_day(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = subscribed()
    for number in range(3):
        publish(f"Оголошення {number}")
    few = replace(letters.figures(), most_in_letter=2)
    monkeypatch.setattr("vikno.announcements.services.letters.figures", lambda: few)
    assert (write(kept), write(kept, NEXT_MORNING + 24 * HOUR)) == (2, 1)


def test_the_job_writes_to_everybody_due(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    publish("Змінюється графік")
    subscribed()
    subscribed()
    at(monkeypatch, NEXT_MORNING)
    tasks.write_letters.func(timestamp=0)
    tasks.write_letters.func(timestamp=0)
    assert len(post_all()) == 2


# ---- leaving


def sent(publish: Publish) -> tuple[Subscription, EmailMessage]:
    kept = subscribed()
    publish("Змінюється графік")
    write(kept)
    return kept, post_all()[0]


def test_a_letter_says_how_to_leave_as_rfc_8058_asks(publish: Publish) -> None:
    kept, letter = sent(publish)
    headers = letter.message()
    link = f"/news/letters/leave/{letters.leaving_token(kept.pk)}/"
    assert re.fullmatch(rf"<https?://[^>]+{re.escape(link)}>", headers["List-Unsubscribe"].replace("\n ", ""))
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link_in(letter) == link
    assert letters.leaving_token(kept.pk) not in str(Message.objects.filter(hromada_code="").values())


def test_one_press_of_a_mail_program_leaves(publish: Publish) -> None:
    kept, letter = sent(publish)
    for_letters.request(kept.address)
    program = Client(enforce_csrf_checks=True)  # no session, no cookie, no token
    answer = program.post(link_in(letter), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
    assert (answer.status_code, dict(program.cookies)) == (200, {})
    assert not Subscription.objects.exists()
    assert not LetterRequest.objects.exists()
    tenancy.bind("")
    assert not Message.objects.filter(recipient=kept.address).exists()
    assert [(left.month, left.people) for left in Left.objects.all()] == [(dt.date(2026, 11, 1), 1)]
    assert program.post(link_in(letter), ONE_CLICK).status_code == 200
    assert Left.objects.get().people == 1


def test_opening_the_link_changes_nothing(client: Client, publish: Publish) -> None:
    kept, letter = sent(publish)
    opened = client.get(link_in(letter))
    assert "Не надсилати" in opened.content.decode()
    assert kept.address not in opened.content.decode()
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize(("chosen", "read_in"), [("", "en"), ("uk", "uk"), ("en", "en")])
def test_the_pages_speak_the_letters_language_unless_another_was_chosen(
    client: Client, chosen: str, read_in: str
) -> None:
    ask(client, language="en")
    link = link_in(post_all()[0])
    if chosen:
        client.cookies["django_language"] = chosen
    for page in (link, f"/news/letters/leave/{letters.leaving_token(subscribed(language='en').pk)}/"):
        assert f'<html class="govuk-template" lang="{read_in}">' in client.get(page).content.decode()


def test_nobody_leaves_for_another(client: Client) -> None:
    kept, other = subscribed(), subscribed()
    sign = letters.leaving_token(other.pk).partition("-")[2]
    for token in (f"{kept.pk}-{sign}", str(kept.pk), f"{kept.pk}-", "x", "²-1"):
        assert client.post(f"/news/letters/leave/{token}/", ONE_CLICK).status_code == 404
    assert Subscription.objects.count() == 2


def test_a_link_of_the_key_before_leaves_too(client: Client, settings: Any) -> None:
    kept = subscribed()
    token = letters.leaving_token(kept.pk)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a" * 60
    assert client.post(f"/news/letters/leave/{token}/", ONE_CLICK).status_code == 200
    assert not Subscription.objects.exists()


def test_a_letter_that_waits_does_not_reach_who_left(publish: Publish) -> None:
    kept = subscribed()
    publish()
    write(kept)
    services.leave_letters(token=letters.leaving_token(kept.pk), at=NEXT_MORNING)
    assert post_all() == []


# ---- what is kept


def test_what_nobody_confirmed_is_forgotten_in_a_week(client: Client) -> None:
    ask(client)
    post_all()
    tenancy.bind("")
    assert services.forget_requests(at=AT + dt.timedelta(days=6)) == 0
    assert services.forget_requests(at=AT + dt.timedelta(days=7)) == 1
    assert not LetterRequest.objects.exists()
    assert not Message.objects.filter(recipient=ADDRESS).exists()


def test_somebody_signed_in_may_ask_too(world: World, browse: Browse) -> None:
    ask(browse(world.head_person))
    assert len(post_all()) == 1
    tenancy.bind(make.OWN)
    assert not Message.objects.filter(recipient=ADDRESS).exists()


def test_words_of_a_choice(world: World) -> None:
    assert queries.choice_in_words(subscribed()) == "Уся Україна"
    assert "зміна графіка" in queries.choice_in_words(subscribed(world.hromada, ("hours",)))
