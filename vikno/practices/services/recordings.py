"""A recording of a programme: where it lies, its chapters, what was said in it; published with chapters only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from vikno.common.actors import Actor
from vikno.common.text import clean, web_address
from vikno.practices import policies, rules, webvtt
from vikno.practices.enums import PassageKind, Topic
from vikno.practices.errors import (
    AddressWrong,
    ChapterMisplaced,
    ChaptersMisplaced,
    NoChapters,
    NoSuchThing,
    NothingToWatch,
    NotWebVtt,
    NotWhole,
)
from vikno.practices.models import Captions, Chapter, Passage, Practice, Recording
from vikno.practices.rules import Mark
from vikno.practices.services.common import record, tidy
from vikno.practices.services.words import take_words


@dataclass(frozen=True, kw_only=True)
class RecordingFacts:
    """What is typed of a recording; `speakers` and `conclusions` are one a line. No address: the file is kept here."""

    title: str
    held_on: date
    duration: int
    address: str = ""
    speakers: str = ""
    conclusions: str = ""
    topics: Sequence[str] = ()
    practices: Sequence[Practice] = ()


@transaction.atomic
def add_recording(*, facts: RecordingFacts, actor: Actor, at: datetime, is_demo: bool = False) -> Recording:
    """A recording nobody sees yet. Refusals: NotYourMove, AddressWrong."""
    made = Recording(organisation_id=policies.of_programme(actor), is_demo=is_demo)
    _write(made, facts, actor, at)
    record(actor, "recording.added", made, at=at)
    return made


@transaction.atomic
def write_recording(*, recording: Recording, facts: RecordingFacts, actor: Actor, at: datetime) -> Recording:
    """Other facts; the length of a file kept here is what it says.

    Refusals: NoSuchThing, NotYourMove, AddressWrong, NothingToWatch, ChapterMisplaced.
    """
    one = held(recording, actor)
    facts = replace(facts, duration=one.film_seconds or facts.duration)
    _require_inside([Mark(each.starts, each.title) for each in one.chapters.all()], facts.duration)
    if one.published_at and not facts.address and not one.film_name:
        raise NothingToWatch
    _write(one, facts, actor, at)
    record(actor, "recording.written", one, at=at)
    return one


@transaction.atomic
def write_chapters(*, recording: Recording, marks: Sequence[Mark], actor: Actor, at: datetime) -> None:
    """These chapters instead of those before. Refusals: NoSuchThing, NotYourMove, ChapterMisplaced."""
    one = held(recording, actor)
    _require_inside(marks, one.duration)
    one.chapters.all().delete()
    Chapter.objects.bulk_create(Chapter(recording=one, starts=mark.at, title=clean(mark.title)[:300]) for mark in marks)
    touch(one, actor, at)
    ends = [*(mark.at for mark in marks[1:]), one.duration]
    texts = [(mark.at, end, clean(mark.title)) for mark, end in zip(marks, ends, strict=True)] if marks else []
    _index(one, PassageKind.CHAPTER, texts)
    record(actor, "recording.chapters_written", one, at=at, chapters=len(marks))


@transaction.atomic
def take_chapters(*, recording: Recording, text: str, actor: Actor, at: datetime) -> int:
    """A WebVTT file of chapters instead of those before, all or none; how many.

    Refusals: NoSuchThing, NotYourMove, NotWebVtt, NoChapters, ChaptersMisplaced with every chapter that is wrong.
    """
    one = held(recording, actor)
    cues = _cues(text)
    marks = [Mark(cue.starts_ms // 1000, clean(cue.text)[:300], n) for n, cue in enumerate(cues, start=1)]
    wrong = rules.misplaced(marks, one.duration)
    if wrong:
        raise ChaptersMisplaced(rows="; ".join(f"№ {each.line} ({rules.clock_of(each.at)})" for each in wrong[:20]))
    if not marks:
        raise NoChapters
    write_chapters(recording=one, marks=marks, actor=actor, at=at)
    return len(marks)


@transaction.atomic
def take_transcript(*, recording: Recording, text: str, actor: Actor, at: datetime) -> int:
    """A WebVTT file instead of the transcript and the captions before; how many passages.

    Refusals: NoSuchThing, NotYourMove, NotWebVtt.
    """
    one = held(recording, actor)
    cues = _cues(text)
    told = [(cue.starts_ms // 1000, -(-cue.ends_ms // 1000), clean(cue.text)) for cue in cues if cue.text.strip()]
    _index(one, PassageKind.TRANSCRIPT, told)
    Captions.objects.update_or_create(recording=one, defaults={"text": webvtt.write(cues)})
    touch(one, actor, at)
    record(actor, "recording.transcript_taken", one, at=at, passages=len(told))
    return len(told)


@transaction.atomic
def publish_recording(*, recording: Recording, actor: Actor, at: datetime) -> None:
    """Everybody sees it. Refusals: NoSuchThing, NotYourMove, NotWhole, NothingToWatch."""
    one = held(recording, actor)
    if not one.chapters.exists():
        raise NotWhole
    if not one.address and not one.film_name:
        raise NothingToWatch
    one.published_at = one.published_at or at
    touch(one, actor, at)
    record(actor, "recording.published", one, at=at)


@transaction.atomic
def withdraw_recording(*, recording: Recording, actor: Actor, at: datetime) -> None:
    """Nobody sees it any more. Refusals: NoSuchThing, NotYourMove."""
    one = held(recording, actor)
    one.published_at = None
    touch(one, actor, at)
    record(actor, "recording.withdrawn", one, at=at)


def _cues(text: str) -> list[webvtt.Cue]:
    try:
        return webvtt.read(text)
    except webvtt.VttWrong as wrong:
        raise NotWebVtt(reason=wrong.reason, line=wrong.line) from wrong


def held(recording: Recording, actor: Actor) -> Recording:
    policies.require_may_keep(actor, recording)
    rows = Recording.objects.select_for_update().filter(pk=recording.pk, organisation_id=recording.organisation_id)
    for one in rows:
        return one
    raise NoSuchThing


def _write(one: Recording, facts: RecordingFacts, actor: Actor, at: datetime) -> None:
    address = web_address(facts.address) if facts.address else ""
    if facts.address and not address.startswith("https://"):
        raise AddressWrong
    one.title, one.held_on, one.duration, one.address = clean(facts.title), facts.held_on, facts.duration, address
    one.speakers, one.conclusions = tidy(facts.speakers), tidy(facts.conclusions)
    one.topics = sorted(set(facts.topics) & set(Topic.values))
    touch(one, actor, at)
    one.practices.set(facts.practices)
    lines = [clean(line) for line in one.conclusions.split("\n") if line.strip()]
    _index(one, PassageKind.CONCLUSION, [(0, one.duration, line) for line in lines])


def touch(one: Recording, actor: Actor, at: datetime) -> None:
    one.changed_at, one.changed_by_name = at, actor.name
    one.save()


def _require_inside(marks: Sequence[Mark], duration: int) -> None:
    wrong = rules.first_misplaced(marks, duration)
    if wrong is not None:
        raise ChapterMisplaced(line=wrong.line, moment=rules.clock_of(wrong.at))


def _index(one: Recording, kind: PassageKind, told: Sequence[tuple[int, int, str]]) -> None:
    """Passages of a kind anew, findable by every form of their words."""
    one.passages.filter(kind=kind).delete()
    found = take_words([text for _starts, _ends, text in told])
    Passage.objects.bulk_create(
        (
            Passage(recording=one, kind=kind, starts=starts, ends=ends, text=text, lemmas=lemmas)
            for (starts, ends, text), lemmas in zip(told, found, strict=True)
        ),
        batch_size=1000,
    )
