"""What an import of the register did: for a person, for a program, for the exit code."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vikno.common.errors import Words
from vikno.common.tables import Problem

SHOWN: Final = 100
LABELS: Final[Mapping[str, Words]] = {
    "rows": gettext_lazy("записів у файлі"),
    "added": gettext_lazy("додано точок"),
    "changed": gettext_lazy("змінено"),
    "unchanged": gettext_lazy("без змін"),
    "removed": gettext_lazy("зникло з реєстру (позначено, не вилучено)"),
    "placed": gettext_lazy("місце визначено"),
    "queued": gettext_lazy("чекають, поки місце визначить людина"),
    "timetables_read": gettext_lazy("графіків розібрано"),
    "timetables_queued": gettext_lazy("графіків треба перевірити"),
    "questions": gettext_lazy("записів із запитаннями"),
    "kept_own": gettext_lazy("власних правок залишено попри зміну в реєстрі"),
}


class Progress(Protocol):
    """Told now and then how far the work is."""

    def __call__(self, done: int, total: int) -> None: ...


@dataclass(frozen=True, kw_only=True)
class RegisterReport:
    """`counts` by name in the order to show; `refused` holds the first hundred lines, `refused_total` counts all."""

    file_name: str
    edition_on: dt.date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[Problem, ...] = ()
    refused_total: int = 0
    is_refused: bool = False
    has_changed: bool = False

    @property
    def exit_code(self) -> int:
        """0: taken, or nothing to change. 2: refused."""
        return 2 if self.is_refused else 0

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": "network",
            "file": self.file_name,
            "edition": self.edition_on.isoformat() if self.edition_on else None,
            "has_changed": self.has_changed,
            **self.counts,
            "refused": [problem.as_json() for problem in self.refused],
            "refused_total": self.refused_total,
        }

    @property
    def rows(self) -> list[tuple[Words, int]]:
        """Counts that are not zero, with their labels."""
        return [(LABELS[name], n) for name, n in self.counts.items() if n]

    @property
    def refused_lines(self) -> list[str]:
        return [_line(problem) for problem in self.refused]

    @property
    def verdict(self) -> str:
        if self.is_refused:
            return _("Файл не прийнято, жодного запису не змінено.")
        return "" if self.has_changed else _("Нічого не змінилося: цей файл уже завантажено.")

    def __str__(self) -> str:
        day = f" ({self.edition_on:%d.%m.%Y})" if self.edition_on else ""
        lines = [_("Реєстр ЦНАП: {name}{day}").format(name=self.file_name, day=day), self.verdict]
        lines += [f"  {label}: {n}" for label, n in self.rows]
        if self.refused_total:
            lines.append(_("Помилкових рядків: {n}").format(n=self.refused_total))
            lines += [f"  {line}" for line in self.refused_lines]
        if self.refused_total > len(self.refused):
            lines.append(_("  …і ще {n}").format(n=self.refused_total - len(self.refused)))
        return "\n".join(filter(None, lines))


def _line(problem: Problem) -> str:
    if not problem.line:
        return str(problem.reason)
    return _("рядок {line}: {reason}").format(line=problem.line, reason=problem.reason)
