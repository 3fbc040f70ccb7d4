"""Our WebVTT as a browser's own parser reads it: whatever we write, every player takes."""

from collections.abc import Iterator
from typing import Any

import pytest

from vikno.practices import webvtt
from vikno.practices.webvtt import Cue

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
SITE = "http://vtt.example/"
PAGE = '<!doctype html><title>-</title><video><track kind="chapters" src="/chapters.vtt" default></video>'
READ = """async () => {
  const one = document.querySelector("track");
  one.track.mode = "hidden";
  while (one.readyState < 2) await new Promise(after => setTimeout(after, 10));
  const plain = cue => cue.getCueAsHTML().textContent;
  return [one.readyState, [...one.track.cues].map(cue => [cue.startTime, cue.endTime, plain(cue)])];
}"""
DISCUSSION = ("02:20", "16:00", "18:45", "26:24", "30:00", "31:50", "38:00")
WORDS = (
    "Хто приймає?", "R&D «малих» громад", "було 3 < 5 > 2", "&amp; як є", "рядок\nі ще рядок", "--> не час",
    "<c>не клас</c>",
)  # fmt: skip


@pytest.fixture
def parsed(chromium: Any) -> Iterator[Any]:
    """`parsed(text)`: cues as the browser has them, in seconds; a file that it refuses is an error."""
    page, given = chromium.new_page(), [""]

    def answer(route: Any) -> None:
        is_page = route.request.url == SITE
        route.fulfill(body=PAGE if is_page else given[0], content_type="text/html" if is_page else "text/vtt")

    def read(text: str) -> list[tuple[float, float, str]]:
        given[0] = text
        page.goto(SITE)
        state, cues = page.evaluate(READ)
        assert state == 2, "refused"
        return [(starts, ends, words) for starts, ends, words in cues]

    page.route("**/*", answer)
    yield read
    page.close()


def seconds(written: str) -> int:
    minutes, rest = written.split(":")
    return int(minutes) * 60 + int(rest)


def test_chapters_are_read_as_they_were_written(parsed: Any) -> None:
    starts = [seconds(one) for one in DISCUSSION]
    ends = [*starts[1:], 45 * 60]
    cues = [Cue(one * 1000, end * 1000, words) for one, end, words in zip(starts, ends, WORDS, strict=True)]
    text = webvtt.write(cues)
    assert parsed(text) == [(one, end, words) for one, end, words in zip(starts, ends, WORDS, strict=True)]
    assert webvtt.read(text) == cues


def test_moments_are_exact_to_a_millisecond_and_beyond_an_hour(parsed: Any) -> None:
    (cue,) = parsed(webvtt.write([Cue(3_661_001, 360_000_999, "далі")]))
    assert cue == (3661.001, 360_000.999, "далі")


def test_what_our_reader_takes_the_browser_reads_alike(parsed: Any) -> None:
    """Settings, identifiers, notes, short times, tags and escapes of other people's files."""
    text = (
        "\ufeffWEBVTT - розмова\r\n\r\nNOTE про що\r\nще\r\n\r\nперша\r\n00:01.000 --> 00:02.500 line:0 align:start\r\n"
        "<v Олена>Добрий&nbsp;день</v>\r\n\r\n01:00:00.000 --> 01:00:01.000\r\nдва &lt;три&gt;\r\n"
    )
    ours = [(one.starts_ms / 1000, one.ends_ms / 1000, one.text) for one in webvtt.read(text)]
    assert parsed(text) == ours
