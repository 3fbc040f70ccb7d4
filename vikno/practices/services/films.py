"""The file of a recording that is kept here: taken whole or not at all, replaced, removed, its bytes with it."""

import errno
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.db import transaction

from vikno.common import shelves
from vikno.common.actors import Actor
from vikno.common.shelves import Incoming, Shelf
from vikno.common.text import clean
from vikno.practices import films, policies, rules
from vikno.practices.enums import PassageKind
from vikno.practices.errors import FilmNotPlayed, FilmShorter, FilmTooLarge, LastPlace, NoFilm, NoRoomForFilm
from vikno.practices.models import Recording
from vikno.practices.services.common import record
from vikno.practices.services.recordings import held, touch

SHELF: Final = Shelf("films")
_MEGABYTE: Final = 1024 * 1024
_SPARE: Final = 512 * _MEGABYTE  # the database lies on the same disk, and must go on writing
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def take_film(
    *, recording: Recording, stream: Incoming, name: str, size: int | None, actor: Actor, at: datetime
) -> Recording:
    """A video file instead of the one before; the recording lasts as long as the file says, if it says.

    `size` in bytes when known: a larger one is refused unread, and no more than the limit is read anyway. `name` is
    kept as text only. Refusals: NoSuchThing, NotYourMove, FilmTooLarge, NoRoomForFilm, FilmNotPlayed, FilmShorter.
    """
    policies.require_may_keep(actor, recording)
    if size is not None:
        _require_room(size)
    try:
        with shelves.aside() as draft:
            found, written = _received(stream, draft)
            digest = shelves.sha256_of(draft)
            kept = SHELF.keep(draft)
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise NoRoomForFilm from error
        raise
    try:
        return _named(recording, kept, found, written, digest, name=clean(name)[:200], actor=actor, at=at)
    except BaseException:
        SHELF.remove(kept)
        raise


@transaction.atomic
def remove_film(*, recording: Recording, actor: Actor, at: datetime) -> None:
    """Its bytes go with it. Refusals: NoSuchThing, NotYourMove, NoFilm, LastPlace."""
    one = held(recording, actor)
    if not one.film_name:
        raise NoFilm
    if one.published_at and not one.address:
        raise LastPlace
    name, digest = one.film_name, one.film_sha256
    one.film_name = one.film_type = one.film_sha256 = one.film_called = ""
    one.film_size, one.film_seconds, one.film_at = 0, 0, None
    touch(one, actor, at)
    transaction.on_commit(lambda: SHELF.remove(name))
    record(actor, "recording.film_removed", one, at=at, sha256=digest)


def film_path(recording: Recording) -> Path:
    """Where the bytes of a recording's file lie."""
    return SHELF.path_of(recording.film_name)


def lost_films() -> list[str]:
    """Titles of recordings whose bytes are not on the disk."""
    kept = Recording.objects.exclude(film_name="").order_by("pk")
    return [one.title for one in kept if not film_path(one).exists()]


def sweep_films() -> int:
    """Bytes that no row names, older than a day: what a power cut or a withdrawn press left. How many went."""
    known = frozenset(Recording.objects.exclude(film_name="").values_list("film_name", flat=True))
    return sum(SHELF.remove(name) for name in SHELF.forgotten(known))


def _require_room(size: int) -> None:
    if size > settings.FILM_MOST_BYTES:
        raise FilmTooLarge(most=settings.FILM_MOST_BYTES // _MEGABYTE)
    if shelves.free_bytes() < size + _SPARE:
        raise NoRoomForFilm


def _received(stream: Incoming, draft: IO[bytes]) -> tuple[films.Film, int]:
    """What it is, and its size, once it is on our disk."""
    written = shelves.copy(stream, draft, most=settings.FILM_MOST_BYTES)
    if written > settings.FILM_MOST_BYTES:
        raise FilmTooLarge(most=settings.FILM_MOST_BYTES // _MEGABYTE)
    try:
        return films.read(draft, written), written
    except films.NotPlayed as wrong:
        raise FilmNotPlayed from wrong


@transaction.atomic
def _named(
    recording: Recording, kept: str, found: films.Film, written: int, digest: str, *, name: str, actor: Actor,
    at: datetime,
) -> Recording:  # fmt: skip
    """The row that names the bytes; those before go when this is for good."""
    one = held(recording, actor)
    last = one.chapters.order_by("starts").last()
    if found.seconds and last and last.starts >= found.seconds:
        length, moment = rules.clock_of(found.seconds), rules.clock_of(last.starts)
        raise FilmShorter(length=length, title=last.title, moment=moment)
    before, facts = one.film_name, {"sha256": digest, "size": written, "instead_of": one.film_sha256}
    one.film_name, one.film_type, one.film_size, one.film_sha256 = kept, found.media_type, written, digest
    one.film_called, one.film_at, one.film_seconds = name, at, found.seconds
    one.duration = found.seconds or one.duration
    touch(one, actor, at)
    one.passages.filter(kind=PassageKind.CONCLUSION).update(ends=one.duration)
    if before:
        transaction.on_commit(lambda: SHELF.remove(before))
    record(actor, "recording.film_taken", one, at=at, **facts)
    return one
