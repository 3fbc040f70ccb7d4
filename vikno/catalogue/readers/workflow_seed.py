"""Technological cards that come with the product: patterns of lines, and the services each is for."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vikno.catalogue.readers.seed import SEED
from vikno.catalogue.rules import StepLine

CARDS: Final = SEED / "workflows" / "cards.toml"


@dataclass(frozen=True, kw_only=True)
class SeedCard:
    """Lines for the service of a code; `{provider}` in them is still to be filled."""

    code: str
    lines: tuple[StepLine, ...]

    def named(self, provider: str) -> tuple[StepLine, ...]:
        return tuple(
            StepLine(**{**vars(line), "responsible": line.responsible.format(provider=provider)}) for line in self.lines
        )


def read_workflow_seed(path: Path = CARDS) -> list[SeedCard]:
    """Cards by code of service. A pattern that is not there is a mistake of ours: KeyError."""
    told: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        SeedCard(code=code, lines=tuple(_lines(told["pattern"][pattern]["steps"])))
        for pattern, codes in told["cards"].items()
        for code in codes
    ]


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[StepLine]:
    for name, responsible, performer, action, days, unit, event in rows:
        yield StepLine(
            name=name, responsible=responsible, performer=performer, action=action, unit=unit, event=event,
            days=int(days) if days else None,
        )  # fmt: skip
