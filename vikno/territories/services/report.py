"""What an import did: for a person, for a program, for the exit code."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vikno.common.errors import Words
from vikno.common.tables import Problem
from vikno.territories.enums import EditionKind

SHOWN: Final = 100
COUNT_LABELS: Final[Mapping[str, Words]] = {
    "added": gettext_lazy("додано"),
    "restored": gettext_lazy("повернено"),
    "removed": gettext_lazy("вилучено"),
    "renamed": gettext_lazy("перейменовано"),
    "recategorised": gettext_lazy("змінили категорію"),
    "moved": gettext_lazy("перейшли до іншої вищої одиниці"),
    "updated": gettext_lazy("оновлено"),
    "unchanged": gettext_lazy("без змін"),
    "old_units": gettext_lazy("колишніх одиниць"),
    "old_names": gettext_lazy("давніх назв для пошуку"),
    "repaired": gettext_lazy("контурів виправлено"),
    "swapped": gettext_lazy("широту й довготу переставлено на місця"),
    "labels": gettext_lazy("підписів і ліній пропущено"),
    "repeated": gettext_lazy("повторів пропущено"),
    "unmatched": gettext_lazy("не розпізнано"),
    "located": gettext_lazy("одиниць отримали точку на карті"),
    "unknown": gettext_lazy("без даних"),
}


class Progress(Protocol):
    """Told now and then how far the work is."""

    def __call__(self, done: int, total: int) -> None: ...


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """`counts` by name in the order to show; `refused` holds the first hundred lines, `refused_total` counts all.

    `is_refused`: the whole file was refused and nothing changed. Some lines may be refused while the rest is taken.
    """

    kind: EditionKind
    file_name: str
    edition_on: dt.date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[Problem, ...] = ()
    refused_total: int = 0
    notes: tuple[Words, ...] = ()
    is_refused: bool = False
    has_changed: bool = False

    @property
    def exit_code(self) -> int:
        """0: taken, or nothing to change. 2: refused."""
        return 2 if self.is_refused else 0

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": str(self.kind),
            "file": self.file_name,
            "edition": self.edition_on.isoformat() if self.edition_on else None,
            "changed": self.has_changed,
            **self.counts,
            "refused": [problem.as_json() for problem in self.refused],
            "refused_total": self.refused_total,
            "notes": [str(note) for note in self.notes],
        }

    @property
    def rows(self) -> list[tuple[Words, int]]:
        """Counts that are not zero, with their labels."""
        return [(COUNT_LABELS[name], n) for name, n in self.counts.items() if n]

    @property
    def refused_lines(self) -> list[str]:
        return [_line(problem) for problem in self.refused]

    @property
    def heading(self) -> str:
        """«Кодифікатор КАТОТТГ: file.csv (16.05.2025)»."""
        day = f" ({self.edition_on:%d.%m.%Y})" if self.edition_on else ""
        return f"{self.kind.label}: {self.file_name}{day}"

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
        rest = self.refused_total - len(self.refused)
        return _("…і ще {n}").format(n=rest) if rest else ""

    def __str__(self) -> str:
        counts = [f"  {label}: {n}" for label, n in self.rows]
        refused = [self.refused_heading, *(f"  {line}" for line in self.refused_lines), self.refused_rest]
        lines = [self.heading, self.verdict, *counts, *(f"  {note}" for note in self.notes), *refused]
        return "\n".join(line for line in lines if line)


def _line(problem: Problem) -> str:
    if not problem.line:
        return str(problem.reason)
    return _("рядок {line}: {reason}").format(line=problem.line, reason=problem.reason)
