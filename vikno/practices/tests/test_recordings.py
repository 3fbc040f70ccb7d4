"""Recordings: chapters inside the duration, WebVTT in, words found inside, own rows only."""

import pytest
from django.db import transaction
from django.db.utils import IntegrityError, ProgrammingError

from tests import factories as make
from tests import for_practices as given
from tests.for_support import actor, bound
from vikno.accounts.enums import Role
from vikno.common.clock import now
from vikno.practices import queries, services
from vikno.practices.errors import (
    AddressWrong,
    ChapterMisplaced,
    ChaptersMisplaced,
    NoChapters,
    NoSuchThing,
    NotWebVtt,
    NotWhole,
    NotYourMove,
)
from vikno.practices.models import Chapter, Recording
from vikno.practices.rules import Mark

pytestmark = pytest.mark.django_db
VTT = (
    "WEBVTT\n\n02:21.000 --> 02:30.000\nЗаяви приймає староста вдома в людей.\n\n"
    "16:05.000 --> 16:09.000\nКур'єр возить теки.\n"
)


def test_words_are_found_in_chapters_and_transcript_in_any_form(sides: None) -> None:
    made = given.shown_recording()
    services.take_transcript(recording=made, text=VTT, actor=actor(Role.PROGRAMME), at=now())
    assert [(one.kind, one.starts) for one in queries.said_in("ветеранам")] == [("chapter", 960)]
    assert [(one.kind, one.starts) for one in queries.said_in("кур’єрам тек")] == [("transcript", 965)]
    assert [(one.kind, one.starts) for one in queries.said_in("найдальші села")] == [("conclusion", 0)]
    assert [one.kind for one in queries.said_in("заява")] == ["chapter", "transcript"]
    assert queries.said_in("паспорт") == []
    assert queries.said_in("!?") == []
    services.withdraw_recording(recording=made, actor=actor(Role.PROGRAMME), at=now())
    assert queries.said_in("ветеранам") == []


def test_chapters_are_written_anew_whole_or_not_at_all(sides: None) -> None:
    made, by = given.recording(), actor(Role.PROGRAMME)
    with pytest.raises(ChapterMisplaced) as refused:
        services.write_chapters(recording=made, marks=[Mark(10, "А", 1), Mark(5, "Б", 2)], actor=by, at=now())
    assert "Рядок 2: час 00:05" in str(refused.value)
    assert made.chapters.count() == 7
    services.write_chapters(recording=made, marks=[Mark(0, "Початок")], actor=by, at=now())
    assert [one.title for one in made.chapters.all()] == ["Початок"]
    assert [one.title for one in Recording.objects.get().chapters.all()] == ["Початок"]


def test_a_recording_is_never_shorter_than_its_chapters(sides: None) -> None:
    made, by = given.recording(), actor(Role.PROGRAMME)
    facts = services.RecordingFacts(title="Х", held_on=made.held_on, duration=2280, address="https://a.example/")
    with pytest.raises(ChapterMisplaced):
        services.write_recording(recording=made, facts=facts, actor=by, at=now())
    with pytest.raises(ProgrammingError, match="shorter than its chapters"), transaction.atomic():
        Recording.objects.filter(pk=made.pk).update(duration=2280)
    with pytest.raises(ProgrammingError, match="after the end"), transaction.atomic():
        Chapter.objects.create(recording=made, starts=2700, title="Пізно")
    with pytest.raises(IntegrityError, match="chapter_begins_once"), transaction.atomic():
        Chapter.objects.create(recording=made, starts=140, title="Двічі")


def test_only_whole_ones_with_a_safe_address_are_published(sides: None) -> None:
    by = actor(Role.PROGRAMME)
    bare = given.recording(chapters=())
    with pytest.raises(NotWhole):
        services.publish_recording(recording=bare, actor=by, at=now())
    for address in ("javascript:alert(1)", "http://video.example/", "video"):
        with pytest.raises(AddressWrong):
            given.recording(address=address)


def test_a_file_that_is_no_webvtt_changes_nothing(sides: None) -> None:
    made, by = given.recording(), actor(Role.PROGRAMME)
    services.take_transcript(recording=made, text=VTT, actor=by, at=now())
    with pytest.raises(NotWebVtt):
        services.take_transcript(recording=made, text="просто текст", actor=by, at=now())
    assert queries.transcript_of(made).count() == 2


def test_another_programme_is_a_stranger(sides: None) -> None:
    made = given.recording()
    with pytest.raises(NotYourMove):
        services.publish_recording(recording=made, actor=actor(Role.HEAD), at=now())
    with bound(make.FOREIGN):
        stranger = actor(Role.PROGRAMME, of=make.FOREIGN)
        with pytest.raises(NoSuchThing):
            queries.recording_of(stranger, made.pk)
        with pytest.raises(NoSuchThing):
            services.publish_recording(recording=made, actor=stranger, at=now())
    with pytest.raises(NoSuchThing):
        queries.public_recording(made.pk)


def test_chapters_of_a_file_are_taken_all_or_none() -> None:
    made, boss = given.recording(), given.actor(Role.PROGRAMME)
    hand = {"recording": made, "actor": boss, "at": now()}
    before = [(one.starts, one.title) for one in made.chapters.all()]

    def cue(starts: str, ends: str, text: str) -> str:
        return f"{starts}.000 --> {ends}.000\n{text}\n"

    wrong = "WEBVTT\n\n" + "\n".join(
        [
            cue("00:02:20", "00:03:00", "Перше"),
            cue("00:02:20", "00:03:00", "Знову"),
            cue("00:59:00", "01:00:00", "Пізно"),
        ]
    )
    with pytest.raises(ChaptersMisplaced) as refused:
        services.take_chapters(**hand, text=wrong)
    assert "№ 2 (02:20); № 3 (59:00)" in str(refused.value), "every chapter that is wrong is named"
    assert [(one.starts, one.title) for one in made.chapters.all()] == before
    with pytest.raises(NoChapters):
        services.take_chapters(**hand, text="WEBVTT\n")
    told = "WEBVTT\n\n" + cue("00:02:20", "00:16:00", "Хто приймає?") + "\n" + cue("00:16:00", "00:45:00", "Скільки?")
    assert services.take_chapters(**hand, text=told) == 2
    assert [(one.starts, one.title) for one in made.chapters.all()] == [(140, "Хто приймає?"), (960, "Скільки?")]
