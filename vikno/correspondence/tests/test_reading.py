"""Letters as people and enemies write them: what is read, what is said, and that nothing stops."""

import time
import zipfile
from email.message import EmailMessage
from io import BytesIO

import pytest

from vikno.correspondence import reading
from vikno.correspondence.enums import Oddity
from vikno.correspondence.reading import read_letter
from vikno.correspondence.tests.mail_server import written

TEXT = "Доброго дня! Надсилаю довідку про доходи, її просили донести. З повагою, Ґалина Їжакевич"


def raw(body: bytes, *headings: str) -> bytes:
    return "\r\n".join(["From: maria@example.com", "Subject: x", *headings, "", ""]).encode() + body


def test_a_usual_letter_is_read_whole() -> None:
    letter = read_letter(written("Довідка до справи", text=TEXT, files=(("довідка.pdf", b"%PDF-1.7"),)))
    assert (letter.subject, letter.sender, letter.sender_name) == (
        "Довідка до справи", "maria@example.com", "Марія Іваненко",
    )  # fmt: skip
    assert letter.text == TEXT
    assert [(file.name, file.content) for file in letter.files] == [("довідка.pdf", b"%PDF-1.7")]
    assert letter.oddities == []
    assert letter.sent_at is not None


@pytest.mark.parametrize("charset", ["cp1251", "koi8-u", "utf-8"])
def test_letters_in_old_charsets_are_read(charset: str) -> None:
    letter = read_letter(raw(TEXT.encode(charset), f"Content-Type: text/plain; charset={charset}"))
    assert (letter.text, letter.oddities) == (TEXT, [])


@pytest.mark.parametrize("true", ["cp1251", "koi8-u", "cp1125"])
@pytest.mark.parametrize("said", ["utf-8", "us-ascii", "iso-8859-1", "x-no-such"])
def test_a_wrong_charset_is_guessed_and_said(true: str, said: str) -> None:
    letter = read_letter(raw(TEXT.encode(true), f"Content-Type: text/plain; charset={said}"))
    assert letter.text == TEXT
    assert letter.oddities == [Oddity.CHARSET_GUESSED]


def test_a_subject_in_an_old_charset_is_read() -> None:
    plain = b"Subject: " + "Запитання щодо справи".encode("cp1251")
    letter = read_letter(b"From: a@b.ua\r\n" + plain + b"\r\n\r\ntext")
    assert letter.subject == "Запитання щодо справи"
    encoded = "=?windows-1251?B?xO7is+Tq4A==?= =?utf-8?B?0LrQvtC/0ZbRlw==?="
    assert read_letter(f"From: a@b.ua\r\nSubject: {encoded}\r\n\r\n".encode()).subject == "Довідкакопії"


def test_a_letter_that_is_a_page_is_shown_as_words() -> None:
    page = "<html><head><title>t</title><style>p{}</style></head><body><p>Перше</p><script>alert(1)</script>" \
        "<div onclick=x>Друге <a href='http://evil'>тут</a></div><img src=http://spy/></body></html>"  # fmt: skip
    letter = read_letter(raw(page.encode(), "Content-Type: text/html; charset=utf-8"))
    assert (letter.text, letter.oddities) == ("Перше\nДруге тут", [Oddity.HTML_ONLY])


def test_signs_that_turn_text_around_are_taken_out() -> None:
    letter = read_letter(raw("рахунок\u202efdp.exe\x00\x1b[2J".encode(), "Content-Type: text/plain; charset=utf-8"))
    assert letter.text == "рахунокfdp.exe[2J"


def test_a_letter_inside_a_letter_gives_its_files() -> None:
    inner = EmailMessage()
    inner["Subject"] = "всередині"
    inner.set_content("переслано")
    inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "a@b.ua", "Fwd"
    outer.set_content("дивіться")
    outer.add_attachment(inner)
    letter = read_letter(outer.as_bytes())
    assert letter.text == "дивіться\n\nпереслано"
    assert [file.name for file in letter.files] == ["a.pdf"]


def nested(depth: int) -> bytes:
    lines = [b"From: a@b.ua", b"Subject: deep"]
    for level in range(depth):
        lines += [b'Content-Type: multipart/mixed; boundary="b%d"' % level, b"", b"--b%d" % level]
    return b"\r\n".join([*lines, b"Content-Type: text/plain", b"", b"bottom"])


@pytest.mark.parametrize("depth", [50, 300, 780, 5000])
def test_a_letter_nested_without_end_is_said_and_its_heading_kept(depth: int) -> None:
    began = time.monotonic()
    letter = read_letter(nested(depth))
    assert (letter.subject, letter.sender) == ("deep", "a@b.ua")
    assert depth < 200 or letter.oddities != []
    assert time.monotonic() - began < 5


def test_a_letter_of_thousands_of_parts_is_not_taken_apart() -> None:
    parts = b"".join(b"--x\r\nContent-Type: text/plain\r\n\r\na\r\n" for _ in range(5000))
    letter = read_letter(b"From: a@b.ua\r\nSubject: many\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + parts)
    assert letter.oddities == [Oddity.UNREADABLE]
    assert letter.subject == "many"


def test_a_letter_too_large_keeps_its_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    letter = read_letter(written("Велика", text="а" * 2000))
    assert (letter.subject, letter.oddities, letter.text) == ("Велика", [Oddity.TOO_LARGE], "")


def test_a_very_long_text_is_cut_and_said() -> None:
    letter = read_letter(raw(("слово " * 40_000).encode(), "Content-Type: text/plain; charset=utf-8"))
    assert len(letter.text) == reading.MOST_TEXT
    assert letter.oddities == [Oddity.TEXT_CUT]


def test_the_same_letter_by_another_way_is_the_same() -> None:
    one = written("Довідка", message_id="<1@example.com>")
    two = b"Received: from relay.example by mx.example; Mon, 16 Nov 2026 10:31:00 +0200\r\n" + one
    assert read_letter(one).digest == read_letter(two).digest
    assert read_letter(one).digest != read_letter(one.replace(b"maria@", b"petro@")).digest


@pytest.mark.parametrize(
    "letter",
    [
        b"", b"\r\n\r\n", b"garbage", b"\x00" * 1000, b"From: \xff\xfe\r\nSubject: =?x?Q?=FF?=\r\n\r\n",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary", b"Content-Type: text/plain; charset=\"\xff\"\r\n\r\nx",
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!!", b"Date: Mon, 99 Foo 99999999 99:99:99\r\n\r\nx",
        b"From: =?utf-8?B?!!!?=\r\nSubject: =?utf-8?Q?=?=\r\n\r\nx",
        b"Content-Type: text/html\r\n\r\n<" + b"a" * 100_000,
        b"Content-Disposition: attachment; filename*=utf-8''%FF%FE\r\n\r\nx",
        b"Subject:" + b" a" * 50_000 + b"\r\n\r\n",
    ],
    ids=range(13),
)  # fmt: skip
def test_garbage_is_read_as_what_it_is(letter: bytes) -> None:
    read = read_letter(letter)
    assert read.digest
    assert "\x00" not in read.subject + read.text + read.sender


def test_a_name_of_a_file_with_a_path_is_only_a_name() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * 5_000_000)
    letter = read_letter(written(files=(("../../etc/passwd.zip", bomb.getvalue()),)))
    assert len(letter.files[0].content) == len(bomb.getvalue())
