"""What an import did: for a person, for a program, for the exit code. Each room names its own counts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, Protocol

from django.utils.translation import gettext as _

from vikno.common.errors import Words
from vikno.common.tables import Problem

SHOWN: Final = 100


class Progress(Protocol):
    """Told now and then how far the work is."""

    def __call__(self, done: int, total: int) -> None: ...


def silent(done: int, total: int) -> None:
    """Nobody is listening."""


def said(problem: Problem) -> str:
    """«рядок 12: …»; a problem of the whole file is said by itself."""
    if not problem.line:
        return str(problem.reason)
    return _("рядок {line}: {reason}").format(line=problem.line, reason=problem.reason)


def rest_of(total: int, shown: Sequence[object]) -> str:
    """«…і ще 12» where a list was cut."""
    rest = total - len(shown)
    return _("…і ще {n}").format(n=rest) if rest else ""


@dataclass(frozen=True, kw_only=True)
class CountedReport:
    """`counts` by name in the order to show; `refused` holds the first hundred lines, `refused_total` counts all.

    `is_refused`: the whole file was refused and nothing changed. Some lines may be refused while the rest is taken.
    """

    labels: ClassVar[Mapping[str, Words]]

    file_name: str
    edition_on: dt.date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[Problem, ...] = ()
    refused_total: int = 0
    notes: tuple[Words, ...] = ()
    is_refused: bool = False
    has_changed: bool = False

    @property
    def subject(self) -> tuple[str, Words]:
        """What was taken in: a word for programs, words for people."""
        raise NotImplementedError

    @property
    def exit_code(self) -> int:
        """0: taken, or nothing to change. 2: refused."""
        return 2 if self.is_refused else 0

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.subject[0],
            "file": self.file_name,
            "edition": self.edition_on.isoformat() if self.edition_on else None,
            "has_changed": self.has_changed,
            **self.counts,
            "refused": [problem.as_json() for problem in self.refused],
            "refused_total": self.refused_total,
            "notes": [str(note) for note in self.notes],
        }

    @property
    def rows(self) -> list[tuple[Words, int]]:
        """Counts that are not zero, with their labels."""
        return [(self.labels[name], n) for name, n in self.counts.items() if n]

    @property
    def refused_lines(self) -> list[str]:
        return [said(problem) for problem in self.refused]

    @property
    def heading(self) -> str:
        """«Кодифікатор КАТОТТГ: file.csv (16.05.2025)»."""
        day = f" ({self.edition_on:%d.%m.%Y})" if self.edition_on else ""
        return f"{self.subject[1]}: {self.file_name}{day}"

    @property
    def verdict(self) -> str:
        """In a sentence, when the counts do not say it: refused, or nothing new."""
        if self.is_refused:
            return _("Файл не прийнято, нічого не змінено.")
        return "" if self.has_changed else _("Нічого не змінилося: ці дані вже завантажено.")

    @property
    def refused_heading(self) -> str:
        if not self.refused_total:
            return ""
        words = _("Зауважень: {n}") if self.is_refused else _("Не прийнято рядків: {n}")
        return words.format(n=self.refused_total)

    @property
    def refused_rest(self) -> str:
        return rest_of(self.refused_total, self.refused)

    def __str__(self) -> str:
        counts = [f"  {label}: {n}" for label, n in self.rows]
        refused = [self.refused_heading, *(f"  {line}" for line in self.refused_lines), self.refused_rest]
        lines = [self.heading, self.verdict, *counts, *(f"  {note}" for note in self.notes), *refused]
        return "\n".join(line for line in lines if line)
