"""A programme tells people what it does: its own announcements, nobody else's, found by its name."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests import factories as make
from vikno.accounts.models import Organisation
from vikno.announcements import queries, services
from vikno.announcements.errors import NoSuchAnnouncement, NotYourAnnouncement, PlaceNotYours
from vikno.announcements.models import Announcement, Version
from vikno.announcements.queries import NewsFilters
from vikno.announcements.tests.conftest import AT, DAY, Browse, Publish, World, told
from vikno.announcements.tests.test_feed import feed, said
from vikno.announcements.tests.test_staff_pages import SENT
from vikno.common import clock, tenancy

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=3)
OWN_PAGES = "/announcements/programme/"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + dt.timedelta(hours=4))


@pytest.fixture
def programme(world: World) -> Organisation:
    return Organisation.objects.get(pk=world.programme.organisation_id)


def test_what_a_programme_writes_is_its_own(world: World, publish: Publish) -> None:
    news = publish("Конкурс відкрито", by=world.programme, oblast=world.oblast)
    assert (news.organisation_id, news.hromada_id, news.oblast_id) == (
        world.programme.organisation_id, None, world.oblast.pk,
    )  # fmt: skip
    assert Version.objects.get().said["organisation_id"] == world.programme.organisation_id
    assert queries.own_announcement(news.pk, world.programme) == news


def test_nobody_else_changes_or_finds_it(world: World, publish: Publish) -> None:
    news = publish("Конкурс відкрито", by=world.programme)
    for other in (world.other_programme, world.expert, world.steward, world.head):
        tenancy.bind(other.hromada_code)
        with pytest.raises((NoSuchAnnouncement, NotYourAnnouncement)):
            queries.own_announcement(news.pk, other)
        with pytest.raises(NotYourAnnouncement):
            services.change_announcement(announcement=news, told=told("Інше"), actor=other, at=LATER)
        with pytest.raises(NotYourAnnouncement):
            services.withdraw_announcement(announcement=news, revision=news.revision, actor=other, at=LATER)
    news.refresh_from_db()
    assert (news.title, news.state) == ("Конкурс відкрито", "published")


def test_a_programme_changes_nobody_elses(world: World, publish: Publish) -> None:
    for news in (publish(by=world.other_programme), publish(by=world.steward), publish()):
        tenancy.bind("")
        with pytest.raises(NoSuchAnnouncement):
            queries.own_announcement(news.pk, world.programme)
        with pytest.raises(NotYourAnnouncement):
            services.change_announcement(announcement=news, told=told("Інше"), actor=world.programme, at=LATER)


def test_an_expert_writes_nothing(world: World) -> None:
    with pytest.raises(NotYourAnnouncement):
        services.write_announcement(told=told(), actor=world.expert, at=AT)


def test_a_programme_writes_of_an_oblast_or_the_country_only(world: World) -> None:
    tenancy.bind("")
    for facts in ({"point": world.point}, {"oblast": world.hromada}):
        with pytest.raises(PlaceNotYours):
            services.write_announcement(told=told(**facts), actor=world.programme, at=AT)


def test_the_database_forbids_two_sides(world: World, publish: Publish) -> None:
    news = publish()
    with pytest.raises(IntegrityError, match="announcement_of_one_side"), transaction.atomic():
        Announcement.objects.filter(pk=news.pk).update(organisation_id=world.programme.organisation_id)


def test_from_an_empty_list_to_everybody(world: World, browse: Browse, programme: Organisation) -> None:
    tenancy.bind("")
    manager = browse(world.programme_person)
    assert "Оголошень ще немає" in manager.get(OWN_PAGES).content.decode()
    manager.post(f"{OWN_PAGES}new/", {**SENT, "title": "Конкурс відкрито", "place": world.oblast.pk})
    news = Announcement.objects.get()
    assert news.organisation_id == programme.pk
    page = manager.get(f"{OWN_PAGES}{news.pk}/").content.decode()
    seen = re.findall(r'name="seen" value="(\d+)"', page)[0]
    done = manager.post(f"{OWN_PAGES}{news.pk}/publication/", {"seen": seen}, follow=True)
    assert "Опубліковано" in done.content.decode()
    listed, told_page = (Client().get(address).content.decode() for address in ("/news/", f"/news/{news.pk}/"))
    assert f"{programme} · Степова" in listed
    assert f'href="/news/?programme={programme.pk}">{programme}</a>' in told_page
    assert '"publisher":{"@type":"Organization"' in re.sub(r"\s", "", told_page)


def test_the_list_and_the_feed_are_chosen_by_programme(
    client: Client, world: World, publish: Publish, programme: Organisation
) -> None:
    publish("Наш конкурс", by=world.programme)
    publish("Їхній конкурс", by=world.other_programme)
    publish("Графік")
    listed = client.get("/news/", {"programme": str(programme.pk)}).content.decode()
    assert ("Наш конкурс" in listed, "Їхній конкурс" in listed, "Графік" in listed) == (True, False, False)
    assert f"/news/feed.atom?programme={programme.pk}" in listed
    root = feed(client, programme=str(programme.pk))
    assert said(root, "a:entry/a:title") == ["Наш конкурс"]
    assert said(root, "a:entry/a:author/a:name") == [str(programme)]
    assert said(root, "a:title") == [f"Оголошення: {programme}"]
    both = feed(client, programme=f"0{programme.pk}")
    assert said(both, "a:id") == said(root, "a:id")


def test_one_programme_is_a_choice_and_none_is_not(client: Client, world: World, publish: Publish) -> None:
    publish()
    assert 'name="programme"' not in client.get("/news/").content.decode()
    publish(by=world.programme)
    assert 'name="programme"' in client.get("/news/").content.decode()


@pytest.mark.parametrize("asked", ["nothing", "987654321", "9" * 5000, "-1", "²"])
def test_a_feed_of_an_unknown_programme_is_not_the_feed_of_everything(client: Client, world: World, asked: str) -> None:
    assert client.get("/news/feed.atom", {"programme": asked}).status_code == 404
    assert client.get("/news/", {"programme": asked}).status_code == 200


def test_a_feed_of_a_council_is_not_a_feed_of_a_programme(client: Client, world: World) -> None:
    assert client.get("/news/feed.atom", {"programme": str(make.organisation().pk)}).status_code == 404


def test_people_at_a_point_are_not_kept_with_calls(world: World, publish: Publish) -> None:
    publish("Конкурс відкрито", by=world.programme, is_pinned=True)
    publish("Усім", by=world.steward)
    beside = [queries.news_of_point(world.point, on=DAY), queries.news_of_hromada(world.hromada.pk, on=DAY)]
    assert [[one.title for one in found] for found in beside] == [["Усім"], ["Усім"]]
    chosen = queries.found_news(NewsFilters(hromada=world.hromada.pk), on=DAY)
    assert {one.title for one in chosen} == {"Конкурс відкрито", "Усім"}
