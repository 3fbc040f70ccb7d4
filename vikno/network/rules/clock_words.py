"""Times of day in running text: `8.00-17.15`, `8-00-17-15`, `з 8 до 17`, `08-00 16-00`, `9:00 : 16:00`."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

type TimeSpan = tuple[int, int]  # minutes from midnight: opens, closes


class Ambiguous(Exception):
    """The text has no reading, or more than one."""


@dataclass(frozen=True, slots=True)
class _Number:
    digits: str
    after: str  # what stands between this number and the next, spaces kept inside, trimmed outside
    is_tight: bool  # no space between the number and the separator's sign or the next number


_NUMBER: Final = re.compile(r"\d+")
_MINUTE_SIGNS: Final = frozenset((":", ".", "-", ",", ""))
_TO: Final = re.compile(r"-+|-?\s*(?:до|по)|:|\.|-\s*-|")
_NEXT: Final = re.compile(r"[,;/]?\s*(?:та|і|й|з|із|,|;|/|\+)?\s*(?:з|із)?|\s*")
_LEAD: Final = re.compile(r"[\s(]*(?:з|із|від|о)?[\s:]*")
_TAIL: Final = re.compile(r"[\s).;,]*")
_SIGNS: Final = str.maketrans({"–": "-", "—": "-", "˗": "-", "−": "-"})
_LAST_MINUTE: Final = 24 * 60


def spans_in(text: str) -> tuple[TimeSpan, ...]:
    """The one reading of the text as spans of time in ascending order; () for a text without numbers."""
    text = re.sub(r"(?<=\d)\s*год\.?", "", text.translate(_SIGNS))
    numbers = _numbers(text)
    if not numbers:
        if re.search(r"[^\W\d_]", text):
            raise Ambiguous
        return ()
    readings = {reading for reading in _readings(numbers) if _ascending(reading)}
    if len(readings) != 1:
        raise Ambiguous
    return readings.pop()


def minutes_of(value: int) -> str:
    """`17:15` from 1035."""
    return f"{value // 60:02}:{value % 60:02}"


def _numbers(text: str) -> list[_Number]:
    found = list(_NUMBER.finditer(text))
    if not found:
        return []
    if not _LEAD.fullmatch(text[: found[0].start()]) or not _TAIL.fullmatch(text[found[-1].end() :]):
        raise Ambiguous
    numbers = []
    for place, match in enumerate(found):
        until = found[place + 1].start() if place + 1 < len(found) else match.end()
        between = text[match.end() : until]
        numbers.append(_Number(match[0], between.strip(), between == between.strip()))
    return numbers


def _readings(numbers: list[_Number]) -> list[tuple[TimeSpan, ...]]:
    """Every way to see the numbers as times, and the times as pairs."""
    found: list[tuple[TimeSpan, ...]] = []

    def walk(place: int, spans: tuple[TimeSpan, ...], opens: int | None) -> None:
        if place == len(numbers):
            if opens is None:
                found.append(spans)
            return
        for minutes, used in _times_at(numbers, place):
            after = numbers[place + used - 1].after
            is_end = place + used == len(numbers)
            if opens is None:
                if not is_end and _joins(after, numbers[place + used - 1]):
                    walk(place + used, spans, minutes)
            elif is_end or _NEXT.fullmatch(after):
                walk(place + used, (*spans, (opens, minutes)), None)

    walk(0, (), None)
    return found


def _joins(after: str, number: _Number) -> bool:
    """Whether what follows leads to the closing time: a dash, «до», a loose colon, or nothing but a space."""
    if after in (":", "."):
        return not number.is_tight  # «9:00 : 16:00»
    return bool(_TO.fullmatch(after))


def _times_at(numbers: list[_Number], place: int) -> list[tuple[int, int]]:
    """(minutes, numbers used): hours with minutes, and hours alone."""
    hour = numbers[place]
    found: list[tuple[int, int]] = []
    if not hour.digits or len(hour.digits) > 2 or int(hour.digits) > 24:
        return found
    if place + 1 < len(numbers) and hour.after in _MINUTE_SIGNS:
        minutes = _minutes(numbers[place + 1], hour)
        if minutes is not None:
            found.append((int(hour.digits) * 60 + minutes, 2))
    is_bare = not (hour.after in (":", ".") and hour.is_tight)
    if is_bare:
        found.append((int(hour.digits) * 60, 1))
    return [(minutes, used) for minutes, used in found if minutes <= _LAST_MINUTE]


def _minutes(number: _Number, hour: _Number) -> int | None:
    """Minutes written after an hour. A spreadsheet shortens 20.00 to 20.0; anything shorter is doubtful."""
    if hour.after == "" and not (hour.is_tight is False and number.digits == "00"):
        return None
    if hour.after == "-" and not hour.is_tight:
        return None
    if number.digits == "0" and hour.after in (".", ":"):
        return 0
    return int(number.digits) if len(number.digits) == 2 and int(number.digits) < 60 else None


def _ascending(spans: tuple[TimeSpan, ...]) -> bool:
    edges = [edge for span in spans for edge in span]
    return all(left < right for left, right in pairwise(edges))
