"""The trace of a spreadsheet cell pulled down by its corner: 17:00, 17:01, 17:02; telephones that count up."""

import re
from collections.abc import Sequence
from typing import Final

from vikno.network.rules.words import tidy

_LAST_NUMBER: Final = re.compile(r"(.*?)(\d+)\D*", re.S)


def dragged_run(values: Sequence[int]) -> tuple[int, int] | None:
    """First and last place of neighbours that grow by one minute (17:00, 17:01, 17:02) or, three steps, by one hour."""
    for step, least in ((1, 1), (60, 3)):
        start = 0
        for place in range(1, len(values) + 1):
            if place < len(values) and values[place] - values[place - 1] == step:
                continue
            if place - 1 - start >= least:
                return start, place - 1
            start = place
    return None


def dragged_phones(phones: Sequence[str]) -> frozenset[int]:
    """Places of telephones that only count up from the row above: «…-02-07», «…-02-08» (the first is not accused)."""
    matches = [_LAST_NUMBER.fullmatch(tidy(text)) for text in phones]
    return frozenset(
        place
        for place in range(1, len(matches))
        if (above := matches[place - 1]) and (here := matches[place]) and _counts_up(above, here)
    )


def _counts_up(above: re.Match[str], here: re.Match[str]) -> bool:
    same_start = above[1] == here[1] and len(above[2]) == len(here[2])
    return same_start and int(here[2]) == int(above[2]) + 1
