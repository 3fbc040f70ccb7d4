"""Pages of this site that an announcement leads to: none of another site, none that people cannot open."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from vikno.announcements import pages, queries, rules, services
from vikno.announcements.errors import LinkGone, LinkNotHere, LinkWithoutWords, TooManyLinks
from vikno.announcements.models import Announcement, Version
from vikno.announcements.rules import Link
from vikno.announcements.tests.conftest import AT, DAY, Browse, Publish, World, told
from vikno.announcements.tests.test_feed import feed, said
from vikno.announcements.tests.test_staff_pages import SENT
from vikno.common import clock, tenancy
from vikno.common.shared_pages import shelf

pytestmark = pytest.mark.django_db
SERVICES = Link("/services/?words=паспорт", "Усі послуги")


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


FOREIGN = [
    "https://evil.example/services/", "//evil.example/services/", "/\\evil.example", "\\\\evil.example",
    "/\t/evil.example", "javascript:alert(1)", "services/", "", "/ /evil.example", "/services/\u00a0x",
    "http:/services/", f"/services/?words={'x' * 300}",
    "http://localhost:8000//services/", "http://localhost:8000.evil.example/services/",
]  # fmt: skip


@pytest.mark.parametrize("path", FOREIGN)
def test_no_address_leads_out_of_the_site(path: str) -> None:
    with pytest.raises(LinkNotHere):
        services.checked_links([Link(path, "Слова")])


@pytest.mark.parametrize("path", ["/nowhere/", "/news/x/", "/desk/", "/announcements/", "/announcements/programme/"])
def test_no_address_that_people_cannot_open(path: str) -> None:
    with pytest.raises(LinkNotHere):
        services.checked_links([Link(path, "Слова")])


@pytest.mark.parametrize("path", ["/", "/news/", "/services/", "/points/?q=1#list", "/opendata/counts/csv.zip"])
def test_pages_of_the_site_are_kept(db: None, path: str) -> None:
    assert services.checked_links([Link(path, " Слова\u00a0тут ")]) == (Link(path, "Слова тут"),)


def test_an_address_with_our_own_host_becomes_a_path(settings: Any) -> None:
    settings.SITE_URL = "https://vikno.example"
    assert services.checked_links([Link("https://vikno.example/news/", "Слова")]) == (Link("/news/", "Слова"),)


@pytest.mark.parametrize("path", [
    "/news/987654/", "/points/987654/", "/services/no/", "/services/no/where/", "/practices/987654/",
    "/practices/recordings/987654/?t=140", "/learning/e/no/", "/programmes/call/no/", "/selection/published/no/",
    "/territories/UA99999999999999999/", "/book/987654/",
])  # fmt: skip
def test_an_object_that_is_not_there_is_refused(path: str) -> None:
    assert pages.match_of(path), "the site has such pages"
    with pytest.raises(LinkGone):
        services.checked_links([Link(path, "Слова")])


def test_a_page_of_somebody_alone_is_refused(world: World) -> None:
    for path in ("/learning/survey/abc/", f"/queue/board/{world.point.pk}/"):
        assert pages.match_of(path), path
        with pytest.raises(LinkGone):
            services.checked_links([Link(path, "Слова")])


def test_what_may_be_opened_is_led_to_until_it_is_taken_off(world: World, publish: Publish, client: Client) -> None:
    other = publish(title="Минулий візит")
    to = (Link(f"/points/{world.point.pk}/#hours", "Години"), Link(f"/news/{other.pk}/", "Минулий візит"))
    news = publish(links=to)
    shown, address = reverse("portal_news:one", args=[news.pk]), f'href="/news/{other.pk}/"'
    assert address in client.get(shown).content.decode()
    tenancy.bind(make.OWN)
    services.withdraw_announcement(announcement=other, revision=other.revision, actor=world.head, at=AT)
    shelf.empty()
    text = client.get(shown).content.decode()
    assert address not in text
    assert f'href="/points/{world.point.pk}/#hours">Години' in text
    assert f"/news/{other.pk}/" not in feed(client).xpath("string(//*[local-name()='content'])")
    assert said(feed(client), "a:entry/a:link[@rel='related']/@href") == [
        f"http://localhost:8000/points/{world.point.pk}/#hours"
    ]


def test_a_draft_and_what_waits_for_its_day_are_not_led_to(world: World, publish: Publish) -> None:
    draft = services.write_announcement(told=told(), actor=world.head, at=AT)
    waits = publish(visible_from=DAY + timedelta(days=1))
    assert pages.gone([f"/news/{draft.pk}/", f"/news/{waits.pk}/"]) == {f"/news/{draft.pk}/", f"/news/{waits.pk}/"}


def test_whoever_writes_sees_which_link_died(world: World, publish: Publish, browse: Browse) -> None:
    other = publish()
    news = publish(links=(Link(f"/news/{other.pk}/", "Минулий візит"),))
    services.withdraw_announcement(announcement=other, revision=other.revision, actor=world.head, at=AT)
    text = browse(world.head_person).get(f"/announcements/{news.pk}/").content.decode()
    assert "Минулий візит <span" in text
    assert f'href="/news/{other.pk}/">' not in text
    with pytest.raises(LinkGone):
        services.change_announcement(
            announcement=news, told=told(text="Інше", links=(Link(f"/news/{other.pk}/", "Візит"),)),
            actor=world.head, at=AT,
        )  # fmt: skip


def test_many_announcements_ask_no_more_than_one(
    world: World, publish: Publish, client: Client, django_assert_num_queries: Any
) -> None:
    others = [publish(title=f"Захід {n}") for n in range(6)]
    found = [
        queries.told(publish(links=(Link(f"/news/{one.pk}/", "Слова"), Link("/points/", "Усі точки"))), {})
        for one in others
    ]
    with django_assert_num_queries(1):
        assert [len(one.links) for one in queries.with_open_links(found)] == [2] * 6


def test_words_and_five_at_most() -> None:
    for title in ("", " \u200b ", "ж" * 151):
        with pytest.raises(LinkWithoutWords):
            services.checked_links([Link("/news/", title)])
    assert len(services.checked_links([SERVICES] * 5)) == 5
    with pytest.raises(TooManyLinks):
        services.checked_links([SERVICES] * 6)


def test_a_line_is_an_address_and_words() -> None:
    read = rules.links_in("/news/5/ — Минулий візит\r\n\n  /services/\u00a0Усі послуги \n/points/")
    assert read == (Link("/news/5/", "Минулий візит"), Link("/services/", "Усі послуги"), Link("/points/", ""))
    assert rules.links_in(rules.lines_of(read[:2])) == read[:2]


def test_everybody_sees_them_on_the_page_and_in_the_feed(client: Client, publish: Publish) -> None:
    news = publish(links=(SERVICES, Link("/news/", "<b>Інше</b>")))
    text = client.get(reverse("portal_news:one", args=[news.pk])).content.decode()
    assert '<a class="govuk-link" href="/services/?words=паспорт">Усі послуги</a>' in text
    assert "<b>Інше" not in text
    root = feed(client)
    assert said(root, "a:entry/a:link[@rel='related']/@href")[1] == "http://localhost:8000/news/"
    (content,) = said(root, "a:entry/a:content")
    assert content.endswith('<li><a href="http://localhost:8000/news/">&lt;b&gt;Інше&lt;/b&gt;</a></li></ul>')


def test_another_link_is_a_change_that_people_see(world: World, publish: Publish) -> None:
    news = publish()
    changed = services.change_announcement(announcement=news, told=told(links=(SERVICES,)), actor=world.head, at=AT)
    assert changed.amended_at == AT
    assert [one.said["links"] for one in Version.objects.order_by("number")] == [
        [], [{"path": SERVICES.path, "title": SERVICES.title}],
    ]  # fmt: skip


def test_a_version_kept_before_links_is_not_another_text(world: World, publish: Publish) -> None:
    news = publish()
    old = dict(Version.objects.get().said)
    del old["links"], old["organisation_id"]
    second = Version.objects.create(announcement=news, number=2, at=AT, by_name="Керівник", said=old)
    news = services.withdraw_announcement(announcement=news, revision=news.revision, actor=world.head, at=AT)
    back = services.publish_announcement(announcement=news, revision=news.revision, actor=world.head, at=AT)
    assert (back.amended_at, back.versions.first()) == (None, second)


def test_a_wrong_line_is_said_and_stays(world: World, browse: Browse) -> None:
    head = browse(world.head_person)
    for pressed in ({}, {"preview": "1"}):
        sent = {**SENT, **pressed, "links": "https://evil.example/ Приходьте"}
        text = head.post("/announcements/new/", sent).content.decode()
        assert "на цьому сайті не відкриють" in text
        assert "https://evil.example/ Приходьте</textarea>" in text
        assert 'href="https://evil.example/' not in text
    assert not Announcement.objects.exists()


def test_they_are_written_shown_and_read_back(world: World, browse: Browse) -> None:
    head = browse(world.head_person)
    sent = {**SENT, "links": "/services/ Усі послуги\r\n/news/ Інші оголошення"}
    preview = head.post("/announcements/new/", {**sent, "preview": "1"}).content.decode()
    assert 'href="/services/">Усі послуги</a>' in preview
    head.post("/announcements/new/", sent)
    news = Announcement.objects.get()
    assert 'href="/news/">Інші оголошення</a>' in head.get(f"/announcements/{news.pk}/").content.decode()
    assert "/services/ Усі послуги\n/news/ Інші" in head.get(f"/announcements/{news.pk}/edit/").content.decode()
