"""The file of a recording that is kept here: taken whole or not at all, seen once published, gone with its bytes."""

import errno
import hashlib
import html
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.utils import IntegrityError
from django.test import Client

from tests import factories as make
from tests import for_practices as given
from tests.for_films import mp4, webm
from tests.for_support import actor, bound
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.common import shelves, tenancy
from vikno.common.clock import now
from vikno.practices import queries, services
from vikno.practices.errors import (
    FilmNotPlayed,
    FilmShorter,
    FilmTooLarge,
    LastPlace,
    NoFilm,
    NoRoomForFilm,
    NoSuchThing,
    NothingToWatch,
)
from vikno.practices.models import Recording
from vikno.practices.services.films import SHELF
from vikno.practices.tests.test_pages import browse, day, text_of

pytestmark = pytest.mark.django_db
CHAPTERS = ((0, "Хто приймає?"), (2, "Скільки?"))
VTT = "WEBVTT\n\n00:00.500 --> 00:01.250\nЗаяви приймає староста.\n\n00:02.000 --> 00:03.000\nДвісті гривень.\n"


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "files"
    make.hromada()
    make.hromada(make.FOREIGN)
    with bound():
        yield


def own(content: bytes | None = None, **facts: Any) -> Recording:
    """A recording whose only place is a file kept here."""
    made = given.recording(**{"address": "", "chapters": CHAPTERS, **facts})
    return take(made, webm() if content is None else content)


def take(one: Recording, content: bytes, *, size: int | None = None, of: str = make.OWN) -> Recording:
    call = {"stream": io.BytesIO(content), "name": "розмова.mp4", "size": size, "at": now()}
    return services.take_film(recording=one, actor=actor(Role.PROGRAMME, of=of), **call)


def shown(**facts: Any) -> Recording:
    made = own(**facts)
    services.publish_recording(recording=made, actor=actor(Role.PROGRAMME), at=now())
    return made


def told(action: str) -> list[dict[str, Any]]:
    """Facts of lines of the country's journal, the oldest first."""
    with tenancy.standing_in(""):
        return list(
            JournalEntry.objects.filter(action=f"recording.{action}").order_by("pk").values_list("facts", flat=True)
        )


def on_disk() -> list[Path]:
    return [path for path in SHELF.folder().parent.rglob("*") if path.is_file()]


def test_a_film_is_kept_as_it_came_and_says_how_long_it_lasts() -> None:
    made = own()
    assert (made.film_type, made.film_size, made.film_seconds, made.duration) == ("video/webm", len(webm()), 3, 3)
    assert [path.read_bytes() for path in on_disk()] == [webm()]
    assert [path.name for path in on_disk()] == [made.film_name]
    assert told("film_taken")[0]["sha256"] == hashlib.sha256(webm()).hexdigest()


def test_a_film_that_does_not_say_leaves_what_was_typed() -> None:
    made = own(mp4(seconds=0))
    assert (made.film_seconds, made.duration) == (0, 2700)


@pytest.mark.parametrize("content", [b"", b"WEBVTT", b"<html>", mp4(codec=b"hvc1"), mp4()[:-40]])
def test_what_is_no_film_changes_nothing_and_leaves_nothing(content: bytes) -> None:
    made = own()
    with pytest.raises(FilmNotPlayed):
        take(made, content)
    assert [path.name for path in on_disk()] == [Recording.objects.get().film_name] == [made.film_name]


def test_what_is_too_large_is_not_read(settings: Any) -> None:
    made = given.recording()
    settings.FILM_MOST_BYTES = 1024 * 1024
    with pytest.raises(FilmTooLarge) as refused:
        take(made, b"", size=1024 * 1024 + 1)
    assert "1 МБ" in str(refused.value)
    with pytest.raises(FilmTooLarge):
        take(made, mp4(data=bytes(1024 * 1024)))
    assert on_disk() == []


def test_a_full_disk_keeps_the_film_that_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    made = own()
    monkeypatch.setattr(shelves, "free_bytes", lambda: 600 * 1024 * 1024)
    with pytest.raises(NoRoomForFilm):
        take(made, webm(), size=200 * 1024 * 1024)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shelves.os, "fsync", full)
    with pytest.raises(NoRoomForFilm):
        take(made, mp4())
    assert [path.read_bytes() for path in on_disk()] == [webm()]


def test_a_film_shorter_than_its_chapters_is_refused_with_the_chapter() -> None:
    made = given.recording(chapters=((0, "Початок"), (60, "Скільки коштує?")))
    with pytest.raises(FilmShorter) as refused:
        take(made, webm())
    assert "Відео триває 00:03, а розділ «Скільки коштує?» починається о 01:00" in str(refused.value)
    assert on_disk() == []
    assert Recording.objects.get().duration == 2700


def test_the_length_of_a_film_is_not_typed_over() -> None:
    made = own()
    facts = services.RecordingFacts(title="Х", held_on=made.held_on, duration=50)
    services.write_recording(recording=made, facts=facts, actor=actor(Role.PROGRAMME), at=now())
    assert Recording.objects.get().duration == 3


def test_another_file_takes_the_place_and_the_bytes_of_the_first_go(
    django_capture_on_commit_callbacks: Any,
) -> None:
    made = own()
    first = made.film_sha256
    with django_capture_on_commit_callbacks(execute=True):
        made = take(made, mp4())
    assert [path.read_bytes() for path in on_disk()] == [mp4()]
    assert [one["instead_of"] for one in told("film_taken")] == ["", first]
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_film(recording=made, actor=actor(Role.PROGRAMME), at=now())
    assert on_disk() == []
    assert len(told("film_removed")) == 1
    with pytest.raises(NoFilm):
        services.remove_film(recording=made, actor=actor(Role.PROGRAMME), at=now())


def test_a_published_recording_always_has_where_to_be_watched() -> None:
    bare = given.recording(address="", chapters=CHAPTERS)
    by = {"actor": actor(Role.PROGRAMME), "at": now()}
    with pytest.raises(NothingToWatch):
        services.publish_recording(recording=bare, **by)
    take(bare, webm())
    services.publish_recording(recording=bare, **by)
    with pytest.raises(LastPlace):
        services.remove_film(recording=bare, **by)
    facts = services.RecordingFacts(title="Х", held_on=bare.held_on, duration=3)
    with_address = given.shown_recording(chapters=CHAPTERS)
    with pytest.raises(NothingToWatch):
        services.write_recording(recording=with_address, facts=facts, **by)
    for one in (bare, with_address):
        with pytest.raises(IntegrityError, match=r"is_seen|film_whole"), transaction.atomic():
            Recording.objects.filter(pk=one.pk).update(film_name="", address="")
    with pytest.raises(IntegrityError, match="film_whole"), transaction.atomic():
        Recording.objects.filter(pk=bare.pk).update(film_sha256="")


def test_bytes_that_no_row_names_go_after_a_day() -> None:
    made = own()
    with shelves.aside() as draft:
        draft.write(b"left by a power cut")
        left = SHELF.keep(draft)
    assert services.sweep_films() == 0, "it may belong to a press that is not over"
    for path in on_disk():
        shelves.os.utime(path, (1, 1))
    assert services.sweep_films() == 1
    assert [path.name for path in on_disk()] == [made.film_name] != [left]
    assert services.lost_films() == []
    services.film_path(made).unlink()
    assert services.lost_films() == ["Розмова керівників"]
    assert Client().get(f"/practices/recordings/{made.pk}/film/").status_code == 404


def test_another_programme_neither_gives_nor_takes_a_film() -> None:
    made = own()
    with bound(make.FOREIGN):
        with pytest.raises(NoSuchThing):
            take(made, mp4(), of=make.FOREIGN)
        with pytest.raises(NoSuchThing):
            services.remove_film(recording=made, actor=actor(Role.PROGRAMME, of=make.FOREIGN), at=now())
        stranger = browse(Role.PROGRAMME, of=make.FOREIGN)
        assert stranger.get(f"/practices/recordings/{made.pk}/file/film/").status_code == 404
    assert [path.read_bytes() for path in on_disk()] == [webm()]


def test_everybody_sees_it_by_parts_and_only_while_it_is_published() -> None:
    made = own()
    film, by = f"/practices/recordings/{made.pk}/film/", {"actor": actor(Role.PROGRAMME), "at": now()}
    assert Client().get(film).status_code == 404
    services.publish_recording(recording=made, **by)
    part = Client().get(film, headers={"range": "bytes=100-199", "accept-encoding": "gzip"})
    assert (part.status_code, b"".join(part)) == (206, webm()[100:200])  # type: ignore[arg-type]
    assert part.headers["Content-Type"] == "video/webm"
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(webm())}"
    assert part.headers["Content-Security-Policy"].startswith("sandbox")
    assert "Content-Encoding" not in part.headers
    assert Client().get(film, headers={"range": "bytes=999999999-"}).status_code == 416
    assert Client().get(film, headers={"if-none-match": part.headers["ETag"]}).status_code == 304
    services.withdraw_recording(recording=made, **by)
    assert Client().get(film, headers={"range": "bytes=100-199"}).status_code == 404
    assert Client().get(film, headers={"if-none-match": part.headers["ETag"]}).status_code == 404


def test_the_page_shows_a_film_without_asking_anybody_else() -> None:
    made = shown()
    services.take_transcript(recording=made, text=VTT, actor=actor(Role.PROGRAMME), at=now())
    answer = Client().get(f"/practices/recordings/{made.pk}/?t=2")
    page = text_of(answer)
    assert f'<source src="/practices/recordings/{made.pk}/film/#t=2" type="video/webm">' in page
    assert '<track kind="chapters"' in page
    assert '<track kind="captions"' in page
    assert "Погоджуюся" not in page
    assert 'href="/practices/recordings/1/?t=0"'.replace("/1/", f"/{made.pk}/") in page
    assert "КБ" in page, "how much it weighs is said before it is pressed"
    assert "media-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "media-src" not in Client().get("/practices/recordings/").headers["Content-Security-Policy"]
    captions = Client().get(f"/practices/recordings/{made.pk}/captions.vtt")
    assert "00:00:00.500 --> 00:00:01.250\nЗаяви приймає староста." in captions.content.decode()
    assert captions.headers["Content-Type"] == "text/vtt; charset=utf-8"


def test_captions_that_are_no_webvtt_are_refused_with_the_line_and_those_before_stay() -> None:
    made = shown()
    boss = browse(Role.PROGRAMME)
    address = f"/practices/recordings/{made.pk}/transcript/"
    boss.post(address, {"file": SimpleUploadedFile("a.vtt", VTT.encode())})
    wrong = VTT.replace("00:03.000", "00:01.000")
    page = text_of(boss.post(address, {"file": SimpleUploadedFile("b.vtt", wrong.encode())}))
    assert "Рядок 6" in page
    assert "Двісті гривень" in queries.captions_of(made)


def test_a_programme_adds_replaces_and_removes_a_film_by_pages() -> None:
    boss = browse(Role.PROGRAMME)
    typed = {"title": "Своя розмова", "held_on": day(-3), "duration": "45:00", "conclusions": "", "speakers": ""}
    boss.post("/practices/recordings/new/", typed)
    made = Recording.objects.get()
    assert made.address == ""
    at = f"/practices/recordings/{made.pk}/"
    boss.post(f"{at}marks/", {"chapters": "00:00 Хто приймає?"})
    refused = boss.post(f"{at}publication/", follow=True)
    assert "Спершу додайте файл відео або його адресу" in text_of(refused)
    page = text_of(boss.get(f"{at}file/"))
    assert "Файлу ще немає" in page
    assert "Найбільше 300 МБ" in page
    lie = SimpleUploadedFile("film.mp4", b"not a film", content_type="video/mp4")
    assert "Це не відео MP4" in text_of(boss.post(f"{at}file/", {"file": lie}))
    assert "Відео додано" in text_of(
        boss.post(f"{at}file/", {"file": SimpleUploadedFile("x.txt", webm())}, follow=True)
    )
    page = text_of(boss.get(f"{at}file/"))
    assert "x.txt" in page
    assert "00:03" in page
    assert b"".join(boss.get(f"{at}file/film/")) == webm()  # type: ignore[arg-type]
    assert "no-store" in boss.get(f"{at}file/film/").headers["Cache-Control"]
    assert "Тривалість" not in text_of(boss.get(f"{at}edit/")), "the file says it"
    assert "Запис збережено" in text_of(boss.post(f"{at}edit/", {**typed, "title": "Інша"}, follow=True))
    boss.post(f"{at}publication/")
    assert "Файл не видалити" in text_of(boss.get(f"{at}file/"))
    boss.post(f"{at}withdrawal/")
    assert "Файл відео видалено" in text_of(boss.post(f"{at}file/removal/", follow=True))
    assert "Файлу ще немає" in text_of(boss.get(f"{at}file/"))


def test_a_form_heavier_than_a_scan_is_taken_here_and_a_heavier_film_is_told_so(settings: Any) -> None:
    boss, made = browse(Role.PROGRAMME), given.recording(chapters=CHAPTERS)
    at = f"/practices/recordings/{made.pk}/file/"
    heavy = mp4(data=bytes(31 * 1024 * 1024))
    assert "Відео додано" in text_of(boss.post(at, {"file": SimpleUploadedFile("a.mp4", heavy)}, follow=True))
    settings.FILM_MOST_BYTES = 1024 * 1024
    page = html.unescape(boss.post(at, {"file": SimpleUploadedFile("a.mp4", heavy)}).content.decode())
    assert "Файл більший за 1 МБ" in page
    assert Recording.objects.get().film_size == len(heavy), "what was there stays"
