"""The Atom feed, read by a real parser against the grammar of RFC 4287, and asked again without being sent again."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vikno.announcements import services
from vikno.announcements.tests.conftest import AT, Publish, World, told
from vikno.common import clock, tenancy
from vikno.common.shared_pages import shelf

etree = pytest.importorskip("lxml.etree")
pytestmark = pytest.mark.django_db
GRAMMAR = Path(__file__).parent / "data" / "atom.rng"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + dt.timedelta(hours=4))


def feed(client: Client, **asked: str) -> Any:
    """The root element; the grammar has been asked first."""
    answer = client.get(reverse("portal_news:feed"), asked)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    etree.RelaxNG(file=str(GRAMMAR)).assertValid(root)
    assert said(root, "a:updated")
    for entry in root.findall("a:entry", ATOM):
        assert said(entry, "a:author/a:name")  # an entry has an author, or its feed has
        assert said(entry, "a:link[@rel='alternate']/@href")
    assert len(set(said(root, "a:entry/a:id"))) == len(said(root, "a:entry/a:id"))
    return root


def said(element: Any, path: str) -> list[str]:
    return [str(getattr(found, "text", found)) for found in element.xpath(path, namespaces=ATOM)]


def test_a_feed_without_entries_is_valid_and_stands_still(client: Client, world: World) -> None:
    assert said(feed(client), "a:updated") == said(feed(client), "a:updated") == ["2026-01-01T00:00:00+00:00"]


def test_an_entry_is_whole(client: Client, publish: Publish) -> None:
    news = publish(
        "Графік & <години>",
        tags=("hours",),
        text="Сайт https://example.org/a?b=1&c=2\nдругий рядок\n\nНовий <b>абзац</b>",
    )
    root = feed(client)
    assert said(root, "a:entry/a:title") == ["Графік & <години>"]
    assert said(root, "a:entry/a:id") == [news.feed_id]
    assert said(root, "a:entry/a:link/@href") == [f"http://localhost:8000/news/{news.pk}/"]
    assert said(root, "a:entry/a:published") == said(root, "a:entry/a:updated") == ["2026-11-16T08:30:00+00:00"]
    (category,) = root.xpath("a:entry/a:category", namespaces=ATOM)
    assert (category.get("term"), category.get("label")) == ("hours", "зміна графіка")
    (content,) = said(root, "a:entry/a:content")
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow">' in content
    assert content.endswith("<br>другий рядок</p><p>Новий &lt;b&gt;абзац&lt;/b&gt;</p>")


def test_a_change_moves_the_date_and_not_the_identifier(client: Client, world: World, publish: Publish) -> None:
    news = publish()
    later = AT + dt.timedelta(hours=3)
    services.change_announcement(announcement=news, told=told("Інше"), actor=world.head, at=later)
    root = feed(client)
    assert said(root, "a:entry/a:id") == [news.feed_id]
    assert said(root, "a:entry/a:updated") == said(root, "a:updated") == ["2026-11-16T11:30:00+00:00"]


def test_what_was_withdrawn_leaves_the_feed(client: Client, world: World, publish: Publish) -> None:
    news, stays = publish("Знімуть"), publish("Лишиться")
    services.withdraw_announcement(announcement=news, revision=news.revision, actor=world.head, at=AT)
    assert said(feed(client), "a:entry/a:id") == [stays.feed_id]


def test_choices_make_feeds_of_their_own(client: Client, world: World, publish: Publish) -> None:
    publish("світло", tags=("power",))
    publish("виїзд", tags=("visit",))
    publish("чуже", by=world.foreign_head, tags=("power",))
    titles = {
        "all": said(feed(client), "a:entry/a:title"),
        "oblast": said(feed(client, oblast=world.oblast.pk), "a:entry/a:title"),
        "hromada": said(feed(client, hromada=world.hromada.pk), "a:entry/a:title"),
        "tag": said(feed(client, tag="power"), "a:entry/a:title"),
        "both": said(feed(client, tag="power", hromada=world.hromada.pk), "a:entry/a:title"),
        "words": said(feed(client, words="ВИЇЗД"), "a:entry/a:title"),
    }
    assert {name: sorted(found) for name, found in titles.items()} == {
        "all": ["виїзд", "світло", "чуже"], "oblast": ["виїзд", "світло"], "hromada": ["виїзд", "світло"],
        "tag": ["світло", "чуже"], "both": ["світло"], "words": ["виїзд"],
    }  # fmt: skip


def test_two_ways_to_write_an_address_are_one_feed(client: Client, world: World) -> None:
    address = reverse("portal_news:feed")
    one = etree.fromstring(client.get(f"{address}?tag=power&oblast={world.oblast.pk}&words=").content)
    other = etree.fromstring(client.get(f"{address}?oblast={world.oblast.pk}&tag=power").content)
    assert said(one, "a:id") == said(other, "a:id") == [f"tag:localhost,2026:news?oblast={world.oblast.pk}&tag=power"]
    assert said(one, "a:link[@rel='self']/@href") == said(other, "a:link[@rel='self']/@href")
    assert said(one, "a:title") == ["Оголошення: Степова область, відсутність світла"]


@pytest.mark.parametrize("asked", ["tag=nothing", "oblast=UA00000000000000000", "hromada=x", f"words={'ж' * 101}"])
def test_a_feed_of_something_unknown_is_not_the_feed_of_everything(client: Client, world: World, asked: str) -> None:
    assert client.get(f"{reverse('portal_news:feed')}?{asked}").status_code == 404


def test_the_english_feed_says_which_entries_are_ukrainian(client: Client, publish: Publish) -> None:
    publish("Графік", title_en="Hours", text_en="Until five.")
    publish("Виїзд", at=AT + dt.timedelta(hours=1))
    root = feed(client, lang="en")
    assert root.get(LANG) == "en"
    assert said(root, "a:entry/a:title") == ["Виїзд", "Hours"]
    assert [entry.get(LANG) for entry in root.findall("a:entry", ATOM)] == ["uk", None]
    assert said(root, "a:link[@rel='self']/@href")[0].endswith("?lang=en")


@pytest.fixture
def kept(settings: Any) -> Iterator[None]:
    settings.SHARED_PAGE_SECONDS = 5
    shelf.empty()
    yield
    shelf.empty()


@pytest.mark.usefixtures("kept")
def test_what_has_not_changed_is_not_sent_again(client: Client, world: World, publish: Publish) -> None:
    news, address = publish(), reverse("portal_news:feed")
    first = client.get(address)
    mark, changed = first.headers["ETag"], first.headers["Last-Modified"]
    assert changed == "Mon, 16 Nov 2026 08:30:00 GMT"
    for asked in ({"If-None-Match": mark}, {"If-Modified-Since": changed}):
        assert client.get(address, headers=asked).status_code == 304
        shelf.empty()
        assert client.get(address, headers=asked).status_code == 304
    tenancy.bind(world.head.hromada_code)
    services.withdraw_announcement(
        announcement=news, revision=news.revision, actor=world.head, at=AT + dt.timedelta(hours=1)
    )
    shelf.empty()
    for asked in ({"If-None-Match": mark}, {"If-Modified-Since": changed}):
        assert client.get(address, headers=asked).status_code == 200


@pytest.mark.usefixtures("kept")
def test_the_second_reader_costs_no_query(client: Client, publish: Publish, django_assert_num_queries: Any) -> None:
    publish()
    client.get(reverse("portal_news:feed"))
    with django_assert_num_queries(0):
        assert Client().get(reverse("portal_news:feed")).status_code == 200
