"""A letter from its bytes: text, files, what was odd. Nothing here trusts the letter, nothing here raises.

No Django, no clock. Limits stand before the work: a letter that is too large or too deep is not taken apart at all.
"""

import email
import email.policy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from itertools import islice

from vikno.correspondence.enums import Oddity

MOST_BYTES = 35 * 1024 * 1024
MOST_PARTS = 200
MOST_FILES = 30
MOST_TEXT = 100_000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_BLOCK_TAGS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "ul", "ol"})
_SILENT_TAGS = frozenset({"script", "style", "head", "title", "template", "noscript"})
_COMMON = "оаинетісрвлкдмпуяьзбгчйхжїшюєщцф"


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    name: str
    content: bytes


@dataclass(kw_only=True)
class ReadLetter:
    """What a letter says. `digest` tells one letter from another whatever its way through servers was."""

    message_id: str = ""
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    text: str = ""
    size: int = 0
    digest: str = ""
    files: list[ReadFile] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)

    def note(self, oddity: Oddity) -> None:
        if oddity not in self.oddities:
            self.oddities.append(oddity)


def read_letter(raw: bytes) -> ReadLetter:
    """Take a whole letter apart; of one that cannot be, its heading."""
    if len(raw) > MOST_BYTES:
        return read_heading(raw, size=len(raw), why=Oddity.TOO_LARGE)
    if raw.lower().count(b"\ncontent-type:") > 4 * MOST_PARTS:
        return read_heading(raw, size=len(raw), why=Oddity.UNREADABLE)
    try:
        message = email.message_from_bytes(raw, policy=email.policy.compat32)
        letter = _heading(message)
        _take_parts(message, letter)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError, KeyError):
        # The parser of the standard library has faults of its own on hostile letters: none of them stops the mailbox.
        return read_heading(raw, size=len(raw), why=Oddity.UNREADABLE)
    letter.size = len(raw)
    letter.digest = _digest(letter)
    return letter


def read_heading(raw: bytes, *, size: int, why: Oddity) -> ReadLetter:
    """The heading alone, of a letter whose body was not taken or cannot be."""
    try:
        letter = _heading(BytesHeaderParser(policy=email.policy.compat32).parsebytes(raw[: 64 * 1024]))
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError, KeyError):
        letter = ReadLetter()
    letter.size = size
    letter.note(why)
    letter.digest = hashlib.sha256(raw[:MOST_BYTES] + str(size).encode()).hexdigest()
    return letter


def _heading(message: Message) -> ReadLetter:
    name, address = parseaddr(_words(message.get("From", "")))
    return ReadLetter(
        message_id=_line(str(message.get("Message-ID", "")))[:255], sender=_line(address)[:254].lower(),
        sender_name=_line(name)[:200], subject=_line(_words(message.get("Subject", "")))[:500],
        sent_at=_moment(str(message.get("Date", ""))),
    )  # fmt: skip


def _take_parts(message: Message, letter: ReadLetter) -> None:
    plain: list[str] = []
    pages: list[str] = []
    parts = list(islice(message.walk(), MOST_PARTS + 1))
    if len(parts) > MOST_PARTS:
        letter.note(Oddity.TOO_MANY_PARTS)
    for part in parts[:MOST_PARTS]:
        if part.is_multipart():
            continue
        kind, name = part.get_content_type(), _words(part.get_filename() or "")
        is_words = kind in ("text/plain", "text/html") and not name
        if is_words and part.get_content_disposition() != "attachment":
            (plain if kind == "text/plain" else pages).append(_text_of(part, letter))
        elif len(letter.files) < MOST_FILES:
            content = part.get_payload(decode=True)
            letter.files.append(
                ReadFile(name=_line(name)[:255] or f"без назви ({kind})"[:255], content=bytes(content or b""))
            )  # fmt: skip
        else:
            letter.note(Oddity.TOO_MANY_PARTS)
    if not any(text.strip() for text in plain) and pages:
        letter.note(Oddity.HTML_ONLY)
        plain = [text_of_page(page) for page in pages]
    text = _UNPRINTABLE.sub("", "\n\n".join(filter(None, (part.strip() for part in plain))))
    if len(text) > MOST_TEXT:
        letter.note(Oddity.TEXT_CUT)
    letter.text = text[:MOST_TEXT]


def _text_of(part: Message, letter: ReadLetter) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    said = part.get_content_charset() or "utf-8"
    text = _decoded(content, said)
    if text is None:
        letter.note(Oddity.CHARSET_GUESSED)
        return _guessed(content)
    return text


def _decoded(content: bytes, charset: str) -> str | None:
    """The text in the charset that the letter names; None when it is in another."""
    try:
        text = content.decode(charset if charset != "us-ascii" else "utf-8")
    except (LookupError, ValueError):
        return None
    # One-byte charsets never fail. Western letters all over are Cyrillic in a wrong dress.
    odd = sum(1 for letter in text if "\x80" <= letter <= "ÿ")
    return None if odd > 5 and odd > len(text) / 5 else text


def _guessed(content: bytes) -> str:
    """The reading with most letters that Ukrainian really uses: UTF-8, Windows-1251, KOI8-U, the DOS one."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    tried = [content.decode(charset, errors="replace") for charset in ("cp1251", "koi8_u", "cp1125")]
    return max(tried, key=lambda text: sum(letter in _COMMON for letter in text))


def _words(header: object) -> str:
    """A header as people see it; encoded words in a charset of their own or in none."""
    pieces = []
    # A header of raw bytes is an object that remembers them; as a string it has lost them.
    for content, charset in decode_header(header):  # type: ignore[arg-type]
        if isinstance(content, str):
            content = content.encode("utf-8", errors="surrogateescape")
        text = _decoded(content, charset) if charset and charset != "unknown-8bit" else None
        pieces.append(_guessed(content) if text is None else text)
    return "".join(pieces)


def _line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _digest(letter: ReadLetter) -> str:
    """Of what the letter says, not of the way it came: servers add lines to headings."""
    told = hashlib.sha256()
    moment = letter.sent_at.isoformat() if letter.sent_at else ""
    for words in (letter.message_id, letter.sender, letter.subject, moment, letter.text):
        told.update(words.encode("utf-8", errors="replace") + b"\0")
    for file in letter.files:
        told.update(file.name.encode("utf-8", errors="replace") + b"\0" + hashlib.sha256(file.content).digest())
    return told.hexdigest()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT_TAGS:
            self.silent += 1
        elif tag in _BLOCK_TAGS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT_TAGS:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCK_TAGS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(data)


def text_of_page(page: str) -> str:
    """Words of an HTML letter, line by line; nothing of it is ever shown as a page."""
    parser = _Words()
    parser.feed(page[: 20 * MOST_TEXT])
    parser.close()
    return "\n".join(_lines("".join(parser.pieces)))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        told = " ".join(line.split())
        if told:
            yield told
