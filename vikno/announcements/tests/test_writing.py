"""Writing, publishing, changing, withdrawing: who may, what is refused, what is kept."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from vikno.announcements import queries, services
from vikno.announcements.errors import (
    ChangedMeanwhile,
    DaysReversed,
    EnglishHalf,
    NoSuchAnnouncement,
    NotYourAnnouncement,
    PlaceNotYours,
    StepNotPossible,
    TagUnknown,
    WordsMissing,
)
from vikno.announcements.models import Announcement, Version
from vikno.announcements.tests.conftest import AT, DAY, Publish, World, told
from vikno.audit.models import JournalEntry
from vikno.common import tenancy

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=3)


def test_a_draft_is_seen_by_its_head_only(world: World) -> None:
    draft = services.write_announcement(told=told(), actor=world.head, at=AT)
    assert queries.published(draft.pk, on=DAY) is None
    assert queries.own_announcement(draft.pk, world.head) == draft
    for other in (world.foreign_head, world.steward):
        with pytest.raises(NoSuchAnnouncement):
            queries.own_announcement(draft.pk, other)


def test_a_published_one_has_an_identifier_for_ever(world: World, publish: Publish) -> None:
    news = publish()
    assert news.feed_id == f"tag:localhost,2026-11-16:news/{news.pk}"
    services.withdraw_announcement(announcement=news, revision=news.revision, actor=world.head, at=LATER)
    news.refresh_from_db()
    back = services.publish_announcement(announcement=news, revision=news.revision, actor=world.head, at=LATER)
    assert (back.feed_id, back.published_at, back.amended_at) == (news.feed_id, AT, None)


def test_a_draft_may_be_thrown_away_and_what_people_read_may_not(world: World, publish: Publish) -> None:
    draft, news = services.write_announcement(told=told(), actor=world.head, at=AT), publish()
    for other in (world.foreign_head, world.officer, world.steward):
        with pytest.raises(NotYourAnnouncement):
            services.remove_draft(announcement=draft, revision=draft.revision, actor=other, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        services.remove_draft(announcement=draft, revision=draft.revision + 1, actor=world.head, at=LATER)
    with pytest.raises(StepNotPossible):
        services.remove_draft(announcement=news, revision=news.revision, actor=world.head, at=LATER)
    services.remove_draft(announcement=draft, revision=draft.revision, actor=world.head, at=LATER)
    assert list(Announcement.objects.all()) == [news]
    assert JournalEntry.objects.filter(action="announcements.removed").count() == 1


def test_officers_and_foreign_heads_write_nothing_here(world: World, publish: Publish) -> None:
    news = publish()
    with pytest.raises(NotYourAnnouncement):
        services.write_announcement(told=told(), actor=world.officer, at=AT)
    for other in (world.foreign_head, world.officer, world.steward):
        with pytest.raises(NotYourAnnouncement):
            services.change_announcement(announcement=news, told=told("Інше"), actor=other, at=LATER)
        with pytest.raises(NotYourAnnouncement):
            services.withdraw_announcement(announcement=news, revision=news.revision, actor=other, at=LATER)
    news.refresh_from_db()
    assert (news.title, news.state) == ("Змінюється графік", "published")


def test_a_changed_text_keeps_what_it_said(world: World, publish: Publish) -> None:
    news = publish()
    changed = services.change_announcement(
        announcement=news, told=told(text="Приходьте до 16:00."), actor=world.head, at=LATER
    )
    assert changed.amended_at == LATER
    said = [(one.number, one.said["text"]) for one in queries.versions_of(news)]
    assert said == [(2, "Приходьте до 16:00."), (1, "Приходьте до 17:00.")]


def test_saving_the_same_words_is_no_change(world: World, publish: Publish) -> None:
    news = publish()
    same = services.change_announcement(announcement=news, told=told(is_pinned=True), actor=world.head, at=LATER)
    assert (same.amended_at, same.is_pinned, Version.objects.count()) == (None, True, 1)


def test_a_draft_keeps_no_versions_until_it_is_published(world: World) -> None:
    draft = services.write_announcement(told=told(), actor=world.head, at=AT)
    services.change_announcement(announcement=draft, told=told("Інше"), actor=world.head, at=LATER)
    assert not Version.objects.exists()


def test_words_changed_while_withdrawn_are_a_change_when_put_back(world: World, publish: Publish) -> None:
    news = publish()
    news = services.withdraw_announcement(announcement=news, revision=news.revision, actor=world.head, at=AT)
    news = services.change_announcement(announcement=news, told=told("Інше"), actor=world.head, at=LATER)
    assert news.amended_at is None
    news = services.publish_announcement(announcement=news, revision=news.revision, actor=world.head, at=LATER)
    assert (news.amended_at, Version.objects.count()) == (LATER, 2)


def test_a_version_is_never_changed(publish: Publish) -> None:
    publish()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Version.objects.update(by_name="Хтось")


def test_a_text_that_nobody_read_is_not_published(world: World) -> None:
    draft = services.write_announcement(told=told(), actor=world.head, at=AT)
    services.change_announcement(announcement=draft, told=told("Інше"), actor=world.head, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        services.publish_announcement(announcement=draft, revision=draft.revision, actor=world.head, at=LATER)


def test_a_second_press_is_refused(world: World, publish: Publish) -> None:
    news = publish()
    with pytest.raises(StepNotPossible):
        services.publish_announcement(announcement=news, revision=news.revision, actor=world.head, at=LATER)
    services.withdraw_announcement(announcement=news, revision=news.revision, actor=world.head, at=LATER)
    with pytest.raises(StepNotPossible):
        services.withdraw_announcement(announcement=news, revision=news.revision + 1, actor=world.head, at=LATER)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"title": "  "}, WordsMissing),
        ({"text": "\n \n"}, WordsMissing),
        ({"title_en": "Hours"}, EnglishHalf),
        ({"text_en": "Hours"}, EnglishHalf),
        ({"visible_until": DAY - dt.timedelta(days=1)}, DaysReversed),
        ({"tags": ("nothing",)}, TagUnknown),
    ],
)
def test_wrong_words_are_refused_by_name(world: World, facts: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        services.write_announcement(told=told(**facts), actor=world.head, at=AT)  # type: ignore[arg-type]
    assert not Announcement.objects.exists()


def test_everybody_writes_about_their_own_places(world: World) -> None:
    for actor, facts in (
        (world.head, {"point": world.foreign_point}), (world.head, {"oblast": world.oblast}),
        (world.steward, {"point": world.point}), (world.steward, {"oblast": world.hromada}),
    ):  # fmt: skip
        with pytest.raises(PlaceNotYours):
            services.write_announcement(told=told(**facts), actor=actor, at=AT)  # type: ignore[arg-type]


def test_spaces_are_cleaned_and_lines_stay(world: World) -> None:
    draft = services.write_announcement(
        told=told("  Новий\u00a0 графік ", text="Один. \r\n\r\n\tДва\u200b.\nТри."), actor=world.head, at=AT
    )
    assert (draft.title, draft.text) == ("Новий графік", "Один.\n\nДва.\nТри.")


def test_each_step_is_in_the_journal_without_words(world: World, publish: Publish) -> None:
    news = publish("Виїзд до Лугового")
    services.withdraw_announcement(announcement=news, revision=news.revision, actor=world.head, at=LATER)
    own = JournalEntry.objects.filter(subject_id=str(news.pk), action__startswith="announcements.")
    entries = list(own.order_by("sequence").values_list("action", "facts"))
    assert [action for action, _facts in entries] == [
        f"announcements.{n}" for n in ("written", "published", "withdrawn")
    ]
    assert "Лугового" not in str(entries)


def test_the_steward_writes_into_the_national_chain(world: World, publish: Publish) -> None:
    tenancy.bind("")
    news = publish(by=world.steward, oblast=world.oblast)
    assert (news.hromada_id, news.oblast_id) == (None, world.oblast.pk)


def test_the_database_forbids_half_states(publish: Publish) -> None:
    news = publish()
    for broken in ({"withdrawn_at": AT}, {"published_at": None}, {"feed_id": ""}, {"title": ""}, {"title_en": "Half"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Announcement.objects.filter(pk=news.pk).update(**broken)
