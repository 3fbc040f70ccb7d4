"""Pages of those who write: from an empty list to a withdrawn announcement, by a browser."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from vikno.announcements import services
from vikno.announcements.models import Announcement, Tag
from vikno.announcements.tests.conftest import AT, Browse, Publish, World, told
from vikno.common import tenancy

pytestmark = pytest.mark.django_db
SENT = {
    "title": "Змінюється графік",
    "text": "До 17:00.",
    "visible_from": "16.11.2026",
    "tags": ["hours"],
    "place": "all",
}


@pytest.fixture
def head(world: World, browse: Browse) -> Client:
    return browse(world.head_person)


@pytest.fixture
def steward(world: World, browse: Browse) -> Client:
    return browse(world.steward_person)


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def press(client: Client, pk: int, noun: str) -> str:
    """Press a button as it stands on the page."""
    seen = re.findall(r'name="seen" value="(\d+)"', shown(client, f"/announcements/{pk}/"))[0]
    return client.post(f"/announcements/{pk}/{noun}/", {"seen": seen}, follow=True).content.decode()


def test_from_an_empty_list_to_a_withdrawn_one(head: Client) -> None:
    assert "Оголошень ще немає" in shown(head, "/announcements/")
    assert "Чернетку збережено" in head.post("/announcements/new/", SENT, follow=True).content.decode()
    news = Announcement.objects.get()
    assert "Опубліковано" in press(head, news.pk, "publication")
    assert "Змінюється графік" in shown(Client(), "/news/")
    assert "Знято" in press(head, news.pk, "withdrawal")
    assert "Змінюється графік" not in shown(Client(), "/news/")
    assert "Повернути людям" in shown(head, f"/announcements/{news.pk}/")
    assert "Опубліковано" in press(head, news.pk, "publication")


def test_a_draft_is_thrown_away_by_its_button(head: Client, world: World) -> None:
    draft = services.write_announcement(told=told("Помилка"), actor=world.head, at=AT)
    assert "Чернетку вилучено" in press(head, draft.pk, "removal")
    assert "Помилка" not in shown(head, "/announcements/")


def test_a_preview_saves_nothing(head: Client) -> None:
    text = head.post(
        "/announcements/new/", {**SENT, "text": "Один.\n\nwww.example.org", "preview": "1"}
    ).content.decode()
    assert "Ще не збережено" in text
    assert 'class="govuk-link" href="https://www.example.org"' in text
    assert not Announcement.objects.exists()


def test_a_mistake_keeps_what_was_typed(head: Client) -> None:
    answer = head.post(
        "/announcements/new/", {**SENT, "visible_until": "15.11.2026", "title_en": "Hours", "text_en": "x"}
    )
    text = answer.content.decode()
    assert "Останній день раніший за перший" in text
    assert "До 17:00." in text
    assert not Announcement.objects.exists()


def test_a_window_that_read_an_older_text_does_not_publish_it(head: Client, world: World) -> None:
    draft = services.write_announcement(told=told(), actor=world.head, at=AT)
    services.change_announcement(announcement=draft, told=told("Інше"), actor=world.head, at=AT)
    answer = head.post(f"/announcements/{draft.pk}/publication/", {"seen": "1"}, follow=True)
    assert "Поки ви читали" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_what_people_read_before_is_shown_with_who_and_when(head: Client, publish: Publish) -> None:
    news = publish()
    form = shown(head, f"/announcements/{news.pk}/edit/")
    edition = re.findall(r'name="edition" value="([^"]+)"', form)[0]
    head.post(f"/announcements/{news.pk}/edit/", {**SENT, "text": "До 16:00.", "edition": edition})
    text = shown(head, f"/announcements/{news.pk}/")
    assert text.index("До 16:00.") < text.index("Приходьте до 17:00.")


def test_the_steward_writes_for_an_oblast(steward: Client, world: World) -> None:
    tenancy.bind("")
    steward.post("/announcements/national/new/", {**SENT, "place": world.oblast.pk})
    news = Announcement.objects.get()
    assert (news.oblast_id, news.hromada_id, news.state) == (world.oblast.pk, None, "draft")
    assert "Степова" in shown(steward, "/announcements/national/")


def test_the_list_is_narrowed(head: Client, publish: Publish) -> None:
    publish("Видно всім")
    assert "Видно всім" in shown(head, "/announcements/?stage=shown&words=ВСІМ")
    assert "Таких оголошень немає" in shown(head, "/announcements/?stage=draft")


def test_the_steward_keeps_marks(steward: Client) -> None:
    tenancy.bind("")
    sent = {"code": "heating", "name": "обігрів", "name_en": "warm room"}
    assert "Позначку додано" in steward.post("/announcements/national/tags/", sent, follow=True).content.decode()
    assert "уже є" in steward.post("/announcements/national/tags/", sent).content.decode()
    address = reverse("announcements:tag", args=["hours"])
    edition = re.findall(r'name="edition" value="([^"]+)"', shown(steward, address))[0]
    steward.post(address, {"name": "години", "name_en": "hours", "is_hidden": "on", "edition": edition})
    assert Tag.objects.get(pk="hours").is_hidden
    assert steward.get(reverse("announcements:tag", args=["nothing"])).status_code == 404


def test_a_hidden_mark_stays_where_it_is(head: Client, world: World, publish: Publish) -> None:
    news = publish(tags=("hours",))
    tenancy.bind("")
    services.change_tag(code="hours", name="години", name_en="hours", is_hidden=True, actor=world.steward, at=AT)
    assert 'value="hours"' in shown(head, f"/announcements/{news.pk}/edit/")
    assert 'value="hours"' not in shown(head, "/announcements/new/")
