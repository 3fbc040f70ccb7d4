"""Hours of a point in words: equal days together, reception only."""

from collections.abc import Iterator
from datetime import time
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vikno.catalogue.rules import CardPlace

_DAYS: Final = (
    gettext_lazy("пн"), gettext_lazy("вт"), gettext_lazy("ср"), gettext_lazy("чт"), gettext_lazy("пт"),
    gettext_lazy("сб"), gettext_lazy("нд"),
)  # fmt: skip
_LONG_RUN: Final = 3


def hours_lines(place: CardPlace) -> Iterator[str]:
    """«пн–ср, пт: 08:00–12:00, 13:00–17:00»; without intervals, the timetable as it was given."""
    days: dict[int, tuple[tuple[time, time], ...]] = {}
    for weekday in range(1, 8):
        of_day = [h for h in place.hours if h.weekday == weekday and h.is_reception]
        if of_day:
            days[weekday] = tuple(sorted((h.opens, h.closes) for h in of_day))
    if not days:
        yield from filter(None, [place.timetable_text.strip()])
        return
    for stretches in dict.fromkeys(days.values()):
        same = [weekday for weekday, told in days.items() if told == stretches]
        yield f"{_days_words(same)}: {', '.join(f'{a:%H:%M}–{b:%H:%M}' for a, b in stretches)}"
    yield _("решта днів — вихідні") if len(days) < len(_DAYS) else _("без вихідних")


def _days_words(weekdays: list[int]) -> str:
    """«пн–ср, пт»: three days or more in a row become a stretch."""
    words = []
    for _key, run in groupby(enumerate(weekdays), lambda pair: pair[1] - pair[0]):
        row = [weekday for _place, weekday in run]
        names = [str(_DAYS[weekday - 1]) for weekday in row]
        words += [f"{names[0]}–{names[-1]}"] if len(row) >= _LONG_RUN else names
    return ", ".join(words)
