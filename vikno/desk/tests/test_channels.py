"""How an application came: by letter, by e-mail, at home; what each channel wants is kept, shown and printed."""

import pytest
from django.test import Client

from vikno.cases.models import Case
from vikno.cases.rules import arrival_facts, missing_of_arrival
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.desk.models import IntakeDraft
from vikno.desk.tests.test_intake import WISHES, papers, start
from vikno.feedback.models import Agreement, SendingRule

CHANNELS = {
    "post": (
        {"received_on": "12.11.2026", "letter": "0500123456789"},
        "надійшло 12.11.2026, рекомендований лист № 0500",
    ),
    "email": ({"received_on": "12.11.2026", "sender": "Дія"}, "надійшло 12.11.2026, від Дія"),
    "home_visit": ({"address": "Вербівка, Польова 4", "visitors": "Коваль О."}, "за адресою Вербівка, Польова 4"),
}


def at_wishes(client: Client, world: World) -> str:
    address = start(client, world.applicant)
    client.post(f"{address}service/", {"service": world.service.pk})
    client.post(f"{address}papers/", papers())
    return address


@pytest.mark.django_db
@pytest.mark.parametrize("channel", CHANNELS)
def test_what_a_channel_wants_is_kept_shown_and_printed(world: World, officer: Client, channel: str) -> None:
    said, words = CHANNELS[channel]
    address = at_wishes(officer, world)
    page = officer.post(f"{address}wishes/", {**WISHES, "intake_channel": channel}).content.decode()
    assert page.count("Для цього способу подання це треба вказати") >= 2
    others = {"letter": "зайве", "sender": "зайве", "address": "зайве", "visitors": "зайве"}
    assert officer.post(f"{address}wishes/", {**WISHES, **others, **said, "intake_channel": channel}).url == address
    assert words in officer.get(f"{address}check/").content.decode()
    officer.post(f"{address}registration/")
    case = Case.objects.get()
    assert set(case.intake_facts) == set(said)
    assert case.inventory is not None
    assert words in case.inventory.data["notes"][0]
    assert words in officer.get(f"/cases/{case.number}/").content.decode()


@pytest.mark.django_db
def test_in_person_nothing_more_is_asked(world: World, officer: Client) -> None:
    address = at_wishes(officer, world)
    assert officer.post(f"{address}wishes/", WISHES).url == address
    officer.post(f"{address}registration/")
    case = Case.objects.get()
    assert case.intake_facts == {}
    assert case.inventory is not None
    assert case.inventory.data["notes"] == []
    assert IntakeDraft.objects.get().case == case


def test_facts_of_other_channels_are_left_out() -> None:
    said = {"letter": " 1 ", "address": "село", "received_on": ""}
    assert arrival_facts("post", said) == {"letter": "1"}
    assert arrival_facts("person", said) == {}
    assert missing_of_arrival("post", said) == ["received_on"]
    assert missing_of_arrival("home_visit", said) == ["visitors"]


BY_EMAIL = {**WISHES, "notification_channel": "email", "contact": "olena@example.org", "agrees_to_link": "on"}


@pytest.mark.django_db
def test_agreement_to_a_link_is_asked_while_the_person_is_here(world: World, officer: Client) -> None:
    address = at_wishes(officer, world)
    page = officer.post(f"{address}wishes/", {**WISHES, "agrees_to_link": "on"}).content.decode()
    assert "Посилання йде лише через SMS або е-пошту" in page
    assert "checked" in page.partition('name="agrees_to_link"')[2][:200], "what was marked stays marked"
    assert officer.post(f"{address}wishes/", BY_EMAIL).url == address
    assert "згодна отримати посилання" in officer.get(f"{address}check/").content.decode()
    officer.post(f"{address}registration/")
    agreement = Agreement.objects.get()
    assert (agreement.case, agreement.channel) == (Case.objects.get(), "email")


@pytest.mark.django_db
def test_a_mark_taken_off_and_saved_by_itself_stays_off(world: World, officer: Client) -> None:
    address = at_wishes(officer, world)
    officer.post(f"{address}wishes/", BY_EMAIL)
    typed = {name: value for name, value in BY_EMAIL.items() if name != "agrees_to_link"}
    revision = IntakeDraft.objects.get().revision
    saved = officer.post(f"{address}typed/", {**typed, "step": "wishes", "revision": revision})
    assert saved.status_code == 200
    page = officer.get(f"{address}wishes/").content.decode()
    assert "checked" not in page.partition('name="agrees_to_link"')[2][:200]


@pytest.mark.django_db
def test_a_hromada_that_sends_no_links_does_not_ask(world: World, officer: Client) -> None:
    SendingRule.objects.create(
        hromada_id=world.officer.hromada_code, is_on=False, valid_from=worlds.AT.date(), recorded_at=worlds.AT
    )
    address = at_wishes(officer, world)
    assert "agrees_to_link" not in officer.get(f"{address}wishes/").content.decode()
    officer.post(f"{address}wishes/", BY_EMAIL)
    officer.post(f"{address}registration/")
    assert Case.objects.count() == 1
    assert not Agreement.objects.exists()
