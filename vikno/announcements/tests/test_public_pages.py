"""What residents open: the list, one announcement, the page of a point, the points of a hromada."""

import datetime as dt
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from vikno.announcements import services
from vikno.announcements.tests.conftest import AT, DAY, Publish, World, told
from vikno.common import clock, tenancy
from vikno.territories.enums import Category
from vikno.territories.models import Unit

pytestmark = pytest.mark.django_db
LIST = "/news/"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + dt.timedelta(hours=4))


def page(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_leads_to_each_and_to_its_feed(client: Client, world: World, publish: Publish) -> None:
    news = publish("Змінюється графік", tags=("hours",))
    publish("Чуже", by=world.foreign_head)
    text = page(client, LIST, oblast=world.oblast.pk)
    assert f"/news/{news.pk}/" in text
    assert "Чуже" not in text
    assert 'rel="alternate" type="application/atom+xml"' in text
    assert f"/news/feed.atom?oblast={world.oblast.pk}" in text


def test_an_empty_list_says_why(client: Client, world: World, publish: Publish) -> None:
    assert "Оголошень зараз немає" in page(client, LIST)
    publish()
    assert "Таких оголошень немає" in page(client, LIST, words="морозиво")


def test_twenty_on_a_page(client: Client, publish: Publish) -> None:
    for number in range(21):
        publish(f"Оголошення {number}")
    assert len(re.findall(r'href="/news/\d+/"', page(client, LIST))) == 20
    assert len(re.findall(r'href="/news/\d+/"', page(client, LIST, page="2"))) == 1


def test_what_is_over_has_a_list_of_its_own(client: Client, world: World, publish: Publish) -> None:
    publish("Триває")
    over = publish("Минуло", visible_from=DAY - dt.timedelta(days=9), visible_until=DAY - dt.timedelta(days=1))
    gone = publish("Знято", visible_from=DAY - dt.timedelta(days=9), visible_until=DAY - dt.timedelta(days=1))
    services.withdraw_announcement(announcement=gone, revision=gone.revision, actor=world.head, at=AT)
    now, past = page(client, LIST), page(client, LIST, when="past")
    assert ("Триває" in now, "Минуло" in now) == (True, False)
    assert (f"/news/{over.pk}/" in past, "Триває" in past, f"/news/{gone.pk}/" in past) == (True, False, False)
    assert "when=" not in re.findall(r'href="([^"]*feed.atom[^"]*)"', past)[0], "a feed tells what is in force"


def test_words_are_text_and_addresses_are_links(client: Client, publish: Publish) -> None:
    news = publish(text="Дивіться www.example.org\n\n<script>alert(1)</script>", tags=("hours",))
    text = page(client, reverse("portal_news:one", args=[news.pk]))
    assert 'href="https://www.example.org"' in text
    assert "<script>alert" not in text
    assert "Опубліковано 16 листопада 2026 року." in re.sub(r"\s+", " ", text)
    assert "?tag=hours" in text


def test_a_changed_one_says_when(client: Client, world: World, publish: Publish) -> None:
    news = publish()
    monday = AT + dt.timedelta(days=7)
    services.change_announcement(announcement=news, told=told("Інше"), actor=world.head, at=monday)
    assert "змінено 23 листопада 2026 року" in re.sub(r"\s+", " ", page(client, f"/news/{news.pk}/"))


def test_a_hidden_mark_still_leads_where_it_is(client: Client, world: World, publish: Publish) -> None:
    publish("З позначкою", tags=("hours",))
    publish("Без позначки")
    tenancy.bind("")
    services.change_tag(code="hours", name="години", name_en="hours", is_hidden=True, actor=world.steward, at=AT)
    assert "Без позначки" not in page(client, LIST, tag="hours")
    assert 'value="hours"' not in page(client, LIST)


def test_what_was_taken_off_says_so_and_no_more(client: Client, world: World, publish: Publish) -> None:
    news = publish("Зайвий заголовок", text="Зайвий текст")
    services.withdraw_announcement(announcement=news, revision=news.revision, actor=world.head, at=AT)
    answer = client.get(f"/news/{news.pk}/")
    text = answer.content.decode()
    assert answer.status_code == 410
    assert "Оголошення знято" in text
    assert "Зайвий" not in text + page(client, LIST)


def test_drafts_and_what_waits_for_its_day_are_not_there(client: Client, world: World, publish: Publish) -> None:
    draft = services.write_announcement(told=told(), actor=world.head, at=AT)
    waits = publish(visible_from=DAY + dt.timedelta(days=1))
    for hidden in (draft, waits):
        assert client.get(f"/news/{hidden.pk}/").status_code == 404


def test_an_old_address_says_that_its_time_has_passed(client: Client, publish: Publish) -> None:
    news = publish(visible_from=DAY - dt.timedelta(days=9), visible_until=DAY - dt.timedelta(days=1))
    assert "вже не діє" in page(client, f"/news/{news.pk}/")


def test_marks_for_search_engines(client: Client, world: World, publish: Publish) -> None:
    news = publish("Графік", tags=("hours",), visible_until=DAY)
    (told_by_page,) = re.findall(
        r'<script type="application/ld\+json">(.+?)</script>', page(client, f"/news/{news.pk}/"), re.S
    )
    mark = json.loads(told_by_page)
    assert (mark["@type"], mark["headline"], mark["keywords"]) == ("NewsArticle", "Графік", ["зміна графіка"])
    assert (mark["datePublished"], mark["expires"]) == ("2026-11-16T08:30:00+00:00", "2026-11-16")


def test_an_english_page_marks_ukrainian_words(client: Client, publish: Publish) -> None:
    both, alone = publish("Графік", title_en="Hours", text_en="Until five."), publish("Виїзд")
    client.cookies["django_language"] = "en"
    text = page(client, LIST)
    assert f'href="/news/{both.pk}/">Hours</a>' in text
    assert f'href="/news/{alone.pk}/" lang="uk">Виїзд</a>' in text
    assert '<div lang="uk">' in page(client, f"/news/{alone.pk}/")


def test_a_point_shows_what_concerns_it(client: Client, world: World, publish: Publish) -> None:
    publish("Тут", point=world.point)
    publish("Деінде", point=world.other_point)
    publish("Усім", by=world.steward)
    text = page(client, f"/points/{world.point.pk}/")
    assert "Тут" in text
    assert "Усім" in text
    assert "Деінде" not in text
    assert f"/news/feed.atom?hromada={world.hromada.pk}" in text


def test_points_of_a_hromada_stand_under_its_news(client: Client, world: World, publish: Publish) -> None:
    publish("Усій громаді")
    assert "Усій громаді" in page(client, "/points/", hromada=world.hromada.pk)
    assert "Усій громаді" not in page(client, "/points/")
    assert "Усій громаді" not in page(client, "/points/", hromada=str(world.foreign_point.hromada_id))


def test_the_page_of_a_hromada_and_of_its_villages_tells_its_news(
    client: Client, world: World, publish: Publish
) -> None:
    village = make.unit("UA99020010010033333", name="Лугове", category=Category.VILLAGE)
    Unit.objects.filter(pk=village.pk).update(hromada=world.hromada)
    address = f"/territories/{world.hromada.pk}/"
    before = page(client, address)
    assert "news-title" not in before
    publish("Усій громаді")
    publish("Усім", by=world.steward)
    publish("Чуже", by=world.foreign_head)
    tenancy.bind("")
    for code in (world.hromada.pk, village.pk):
        text = page(client, f"/territories/{code}/")
        assert "Усій громаді" in text
        assert "Усім" in text
        assert "Чуже" not in text
        assert f'href="/news/?hromada={world.hromada.pk}"' in text
        assert f"/news/feed.atom?hromada={world.hromada.pk}" in text
    assert "Усій громаді" not in page(client, f"/territories/{world.oblast.pk}/")
    Unit.objects.filter(pk=village.pk).update(removed_on=DAY)
    assert "Усій громаді" not in page(client, f"/territories/{village.pk}/")


def test_the_page_of_open_data_names_the_feed(client: Client, world: World) -> None:
    assert "/news/feed.atom" in page(client, "/opendata/")


def test_a_point_costs_the_same_with_news_and_without(client: Client, world: World, publish: Publish) -> None:
    address = f"/points/{world.point.pk}/"
    page(client, address)
    costs = []
    for number in range(3):
        with CaptureQueriesContext(connection) as seen:
            page(client, address)
        costs.append(len(seen))
        publish(f"Новина {number}")
    assert len(set(costs)) == 1
