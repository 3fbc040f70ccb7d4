"""Separated text: encoding, conflict markers, delimiter, rows with their line numbers."""

import csv
import io
import re
from typing import Final, Literal

from django.utils.translation import gettext_lazy as _

from vikno.common.tables.shape import Problem, TableRefused, refuse

_DELIMITERS: Final = ";\t,|"
_MARKER: Final = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$", re.MULTILINE)
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_ENCODINGS: Final = {"windows-1251": "cp1251", "KOI8-U": "koi8-u", "CP866": "cp866"}
_UKRAINIAN: Final = re.compile("[А-ЩЬЮЯҐЄІЇа-щьюяґєії]")
_COMMON: Final = re.compile("[оанивіетрслк]")
csv.field_size_limit(10_000_000)


def decoded(content: bytes) -> str:
    """The text of a UTF-8 file without its byte order marks; a refusal that names the encoding otherwise."""
    if content.startswith(_UTF_16) or content[:4096].count(b"\x00") > len(content[:4096]) // 10:
        raise refuse(_("файл у кодуванні UTF-16. Збережіть його в UTF-8."))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(content, error) from None
    if "\x00" in text:
        raise refuse(_("у файлі двійкові дані: це не таблиця."), _line_of(text, text.index("\x00")))
    if "\ufffd" in text:
        lines = sorted({_line_of(text, m.start()) for m in re.finditer("\ufffd", text)})
        raise TableRefused([Problem(line, _("літери втрачено при перекодуванні.")) for line in lines])
    # A mark after the first line comes from files glued together.
    text = text.replace("\ufeff", "")
    _require_not_decoded_twice(text)
    return text


def _wrong_encoding(content: bytes, error: UnicodeDecodeError) -> TableRefused:
    line = content.count(b"\n", 0, error.start) + 1
    if error.reason == "unexpected end of data" and error.start > len(content) - 4:
        return refuse(_("файл обірвано посеред рядка. Отримайте його ще раз."), line)
    sample = content[:200_000]
    likely = max(_ENCODINGS, key=lambda name: _likeness(sample, _ENCODINGS[name]))
    if len(_UKRAINIAN.findall(sample.decode("utf-8", "ignore"))) > len(sample) // 20:
        return refuse(_("у рядку пошкоджені літери: це не UTF-8."), line)
    return refuse(_("файл не в UTF-8, схоже на {encoding}. Збережіть його в UTF-8."), line, encoding=likely)


def _likeness(sample: bytes, encoding: str) -> float:
    """Share of the commonest Ukrainian lower-case letters among everything that is not ASCII."""
    text = [c for c in sample.decode(encoding, "replace") if ord(c) > 127]
    return sum(bool(_COMMON.match(c)) for c in text) / max(len(text), 1)


def _require_not_decoded_twice(text: str) -> None:
    """«РџРµСЂС€РёР№» is UTF-8 read as windows-1251 and saved again."""
    for number, line in enumerate(text[:20_000].splitlines()[:50], start=1):
        if len(_UKRAINIAN.findall(line)) < 8:
            continue
        try:
            once_more = line.encode("cp1251").decode("utf-8")
        except UnicodeError:
            return
        if _UKRAINIAN.search(once_more):
            raise refuse(_("літери перекодовано двічі («{start}…»). Отримайте файл ще раз."), number, start=line[:12])


def require_no_conflict(text: str) -> None:
    """Refuse a file that was committed in the middle of a merge."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [_line_of(text, m.start()) for m in _MARKER.finditer(text)]
    if lines:
        reason = _("позначка незавершеного злиття двох версій файлу. Візьміть файл, де злиття закінчено.")
        raise TableRefused([Problem(line, reason) for line in lines])


def split(text: str, quotes: Literal["csv", "literal"]) -> tuple[str, list[tuple[int, list[str]]]]:
    """The delimiter and the rows that are not blank, each with the number of its first line."""
    delimiter = _delimiter(text)
    lines = io.StringIO(text, newline="")
    if quotes == "csv":
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
    else:
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(not cell.isspace() for cell in cells if cell):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise _broken_quotes(error, line) from None
    return delimiter, rows


def _broken_quotes(error: csv.Error, line: int) -> TableRefused:
    if "end of data" in str(error):
        return refuse(_("лапки відкрито й не закрито до кінця файлу: файл обірвано або лапка зайва."), line)
    return refuse(_("лапки посеред комірки зламали рядок."), line)


def _delimiter(text: str) -> str:
    """The mark met most often outside quotes in the first line that has any letters."""
    first = next((line for line in text.splitlines() if line.strip(_DELIMITERS + ' "')), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(_DELIMITERS, key=lambda mark: (bare.count(mark), -_DELIMITERS.index(mark))) if bare else ","


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
