"""Crosswalks as people type them, one line a question: `rescaled: a -> a | l0=l0, l1=l2`."""

import re
from collections.abc import Sequence
from typing import Final

from vikno.questionnaires.engine import Problem
from vikno.questionnaires.engine.crosswalk import Crossing, wrong_lines

_LINE: Final = re.compile(
    r"\s*(?P<kind>\w+)\s*:\s*(?P<old>[^→>|]*?)\s*(?:→|->)\s*(?P<new>[^|]*?)\s*(?:\|(?P<table>.*))?"
)


__all__ = ["lines_in", "text_of", "wrong_lines"]


def text_of(lines: Sequence[Crossing]) -> str:
    return "\n".join(_text(one) for one in lines)


def lines_in(text: str) -> tuple[list[Crossing], list[Problem]]:
    """Lines and those that cannot be read, by number."""
    made, wrong = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LINE.fullmatch(line)
        if found:
            made.append(
                Crossing(
                    kind=found["kind"], old=_codes(found["old"]), new=_codes(found["new"]), table=_table(found["table"])
                )
            )
        elif line.strip():
            wrong.append(Problem(code="unreadable", where=str(number)))
    return made, wrong


def _text(line: Crossing) -> str:
    table = ", ".join(f"{old}={new}" for old, new in line.table.items())
    said = f"{line.kind}: {' + '.join(line.old)} → {' + '.join(line.new)}".rstrip()
    return f"{said} | {table}" if table else said


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split("+") if code.strip())


def _table(text: str | None) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in (text or "").split(",") if "=" in pair]
    return {old.strip(): new.strip() for old, _sign, new in pairs}
