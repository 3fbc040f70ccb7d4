"""What a video file is, by its content alone."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.for_films import box, mp4, webm
from vikno.practices import films
from vikno.practices.films import Film, NotPlayed

WRONG = {
    "nothing": b"",
    "words": "просто текст, названий film.mp4".encode(),
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "a QuickTime of a telephone": mp4(brand=b"qt  "),
    "H.265, which half of browsers do not play": mp4(codec=b"hvc1"),
    "sound alone": mp4(codec=b"mp4a"),
    "cut off in the middle": mp4()[:300],
    "a head without pictures": mp4().replace(b"mdat", b"free"),
    "longer than a day": mp4(seconds=90_000),
    "a box that lies about its size": box(b"ftyp", b"isom\0\0\2\0") + struct.pack(">I4s", 3, b"moov"),
    "a box larger than the file": box(b"ftyp", b"isom\0\0\2\0") + struct.pack(">I4s", 1 << 31, b"moov"),
    "boxes without end": box(b"ftyp", b"isom\0\0\2\0") + box(b"free", b"") * 5000 + mp4(),
    "a head of a megabyte": box(b"ftyp", b"isom\0\0\2\0")
    + box(b"mdat", b"")
    + box(b"moov", box(b"mvhd", bytes(10**6))),
    "Matroska": webm().replace(b"webm", b"matr", 1),
    "WebM cut off": webm()[:200],
    "WebM of pictures of another kind": webm().replace(b"V_VP8", b"V_XXX"),
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_what_nobody_plays_is_refused(content: bytes) -> None:
    with pytest.raises(NotPlayed):
        films.read(io.BytesIO(content), len(content))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (mp4(), Film("video/mp4", 90)),
        (mp4(version=1, seconds=7201), Film("video/mp4", 7201)),
        (mp4(codec=b"av01", seconds=0), Film("video/mp4", 0)),
        (webm(), Film("video/webm", 3)),
        # as a browser records: no length
        (webm().replace(b"\x44\x89", b"\x44\x88"), Film("video/webm", 0)),
    ],
)
def test_what_browsers_play_says_how_long_it_lasts(content: bytes, found: Film) -> None:
    assert films.read(io.BytesIO(content), len(content)) == found


def test_a_broadcast_of_thousands_of_parts_is_read_by_its_beginning() -> None:
    content = mp4() + (box(b"moof", b"") + box(b"mdat", b"x")) * 5000
    assert films.read(io.BytesIO(content), len(content)) == Film("video/mp4", 90)


def test_a_part_of_half_a_file_is_not_read_into_memory() -> None:
    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            found = super().read(size)
            self.taken += len(found)
            return found

    content = mp4(data=b"x" * 5_000_000)
    file = Counting(content)
    films.read(file, len(content))
    assert file.taken < 1000


@given(st.data())
def test_a_damaged_file_is_refused_and_never_breaks_the_reader(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([mp4(), webm(1)])))
    for place in data.draw(st.lists(st.integers(0, min(len(content), 400) - 1), min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        found = films.read(io.BytesIO(content), len(content))
    except NotPlayed:
        return
    assert 0 <= found.seconds <= 86_400
