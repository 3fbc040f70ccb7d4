"""What people find: by area, by mark, by words, on a day."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from vikno.announcements import queries, services
from vikno.announcements.errors import NoSuchAnnouncement, NotYourAnnouncement, StewardOnly, TagExists, TagUnknown
from vikno.announcements.queries import NewsFilters
from vikno.announcements.tests.conftest import AT, DAY, Publish, World, told
from vikno.common import tenancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(world: World, publish: Publish) -> None:
    """One of each reach, in the two oblasts."""
    publish("країна", by=world.steward)
    publish("область", by=world.steward, oblast=world.oblast)
    publish("інша область", by=world.steward, oblast=world.other_oblast)
    publish("громада", tags=("power",))
    publish("точка", point=world.point)
    publish("інша точка", point=world.other_point)
    publish("чужа громада", by=world.foreign_head)


def titles(**chosen: Any) -> set[str]:
    return {one.title for one in queries.found_news(NewsFilters(**chosen), on=DAY)}


@pytest.mark.usefixtures("written")
def test_an_area_brings_what_concerns_it(world: World) -> None:
    here = {"країна", "область", "громада", "точка", "інша точка"}
    assert titles(oblast=world.oblast.pk) == here
    assert titles(hromada=world.hromada.pk) == here
    assert titles(oblast=world.other_oblast.pk) == {"країна", "інша область", "чужа громада"}
    assert titles() == here | {"інша область", "чужа громада"}


@pytest.mark.usefixtures("written")
def test_a_point_does_not_tell_of_another(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = queries.news_of_point(world.point, on=DAY)
    assert {one.title for one in found} == {"країна", "область", "громада", "точка"}


@pytest.mark.usefixtures("written")
def test_choices_are_combined(world: World) -> None:
    assert titles(tag="power", oblast=world.oblast.pk) == {"громада"}
    assert titles(tag="power", oblast=world.other_oblast.pk) == set()
    assert titles(words="ГРОМАДА") == {"громада", "чужа громада"}
    assert titles(words="громада 17:00", hromada=world.hromada.pk) == {"громада"}


def test_a_city_with_special_status_is_its_own_oblast(world: World, publish: Publish) -> None:
    world.hromada.category, world.hromada.oblast = "K", None
    world.hromada.save()
    assert publish("місто").oblast_id == world.hromada.pk
    publish("місту", by=world.steward, oblast=world.hromada)
    assert titles(hromada=world.hromada.pk) == {"місто", "місту"} == titles(oblast=world.hromada.pk)


def test_days_decide_what_is_shown(publish: Publish) -> None:
    publish("учора", visible_from=DAY - dt.timedelta(days=9), visible_until=DAY - dt.timedelta(days=1))
    publish("сьогодні", visible_until=DAY)
    waits = publish("завтра", visible_from=DAY + dt.timedelta(days=1))
    assert titles() == {"сьогодні"}
    assert queries.published(waits.pk, on=DAY) is None
    assert queries.published(waits.pk, on=DAY + dt.timedelta(days=1)) == waits


def test_pinned_ones_stand_first(publish: Publish) -> None:
    publish("давнє важливе", is_pinned=True)
    publish("нове", at=AT + dt.timedelta(hours=1))
    publish("давнє")
    assert [one.title for one in queries.found_news(NewsFilters(), on=DAY)] == ["давнє важливе", "нове", "давнє"]


def test_english_where_it_is_written(publish: Publish) -> None:
    both = publish("Графік", title_en="Hours", text_en="Come until five.", tags=("hours",))
    alone = publish("Виїзд", tags=("visit",))
    with translation.override("en"):
        english, ukrainian = queries.told(both, queries.tags()), queries.told(alone, queries.tags())
        assert (english.title, english.language, str(english.tags[0])) == ("Hours", "en", "changed hours")
        assert (ukrainian.title, ukrainian.language) == ("Виїзд", "uk")


def test_a_list_of_ones_own_by_stage(world: World, publish: Publish) -> None:
    services.write_announcement(told=told("чернетка"), actor=world.head, at=AT)
    publish("видно")
    publish("минуло", visible_from=DAY - dt.timedelta(days=9), visible_until=DAY - dt.timedelta(days=1))
    publish("чекає", visible_from=DAY + dt.timedelta(days=1))
    gone = publish("знято")
    services.withdraw_announcement(announcement=gone, revision=gone.revision, actor=world.head, at=AT)
    publish("чуже", by=world.foreign_head)
    by_stage = {
        stage: [one.title for one in queries.announcements_of(world.head, on=DAY, stage=stage)]
        for stage in ("draft", "shown", "over", "waiting", "withdrawn")
    }
    assert by_stage == {
        "draft": ["чернетка"], "shown": ["видно"], "over": ["минуло"], "waiting": ["чекає"], "withdrawn": ["знято"],
    }  # fmt: skip
    with pytest.raises(NotYourAnnouncement):
        queries.announcements_of(world.officer, on=DAY)
    with pytest.raises(NoSuchAnnouncement):
        queries.own_announcement(gone.pk, world.foreign_head)


def test_the_last_change_knows_of_what_went_away(world: World, publish: Publish) -> None:
    assert queries.last_change(at=AT) is None
    news = publish(visible_until=DAY + dt.timedelta(days=2))
    assert queries.last_change(at=AT + dt.timedelta(hours=1)) == AT
    three_days = AT + dt.timedelta(days=3)
    assert queries.last_change(at=three_days) == dt.datetime(2026, 11, 18, 22, 0, tzinfo=dt.UTC)  # midnight in Kyiv
    gone = services.withdraw_announcement(announcement=news, revision=news.revision, actor=world.head, at=three_days)
    assert queries.last_change(at=three_days) == gone.changed_at
    later = three_days + dt.timedelta(hours=1)
    tenancy.bind("")
    services.change_tag(code="hours", name="графік", name_en="hours", is_hidden=False, actor=world.steward, at=later)
    assert queries.last_change(at=later) == later


def test_the_steward_renames_hides_and_adds_marks(world: World) -> None:
    tenancy.bind("")
    services.change_tag(
        code="hours", name=" новий  графік", name_en="hours", is_hidden=True, actor=world.steward, at=AT
    )
    services.add_tag(code="heating", name="обігрів", name_en="warm room", actor=world.steward, at=AT)
    assert str(queries.tags()["hours"]) == "новий графік"
    assert next(iter(queries.tags())) == "hours"  # its place stays
    offered = [tag.code for tag in queries.offered_tags()]
    assert "hours" not in offered
    assert offered[-1] == "heating"


def test_marks_are_the_stewards(world: World) -> None:
    words = {"name": "a", "name_en": "a", "at": AT}
    with pytest.raises(StewardOnly):
        services.add_tag(code="new", actor=world.head, **words)  # type: ignore[arg-type]
    with pytest.raises(TagExists):
        services.add_tag(code="hours", actor=world.steward, **words)  # type: ignore[arg-type]
    with pytest.raises(TagUnknown):
        services.change_tag(code="nothing", is_hidden=False, actor=world.steward, **words)  # type: ignore[arg-type]
