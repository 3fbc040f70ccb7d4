"""What an import did, line by line: for a person, for a program, for the exit code."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vikno.common.errors import Words
from vikno.common.reports import SHOWN, rest_of, said
from vikno.common.tables import Problem

SKIPPED_KINDS: Final[dict[str, Words]] = {
    "reserved": gettext_lazy("рядок лише тримає номер"),
    "test": gettext_lazy("тестовий рядок"),
    "hidden": gettext_lazy("джерело приховало послугу"),
    "duplicate": gettext_lazy("така сама назва двічі у файлі"),
    "known": gettext_lazy("така послуга вже є під іншим кодом"),
}


@dataclass
class ImportReport:
    """Codes of services by what happened to them, and lines with reasons. Refused lines refuse the whole file."""

    file_name: str = ""
    total: int = 0
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    skipped_kinds: Counter[str] = field(default_factory=Counter)
    refused: list[Problem] = field(default_factory=list)
    refused_total: int = 0
    warnings: list[Problem] = field(default_factory=list)
    indices_changed: int = 0

    @property
    def is_refused(self) -> bool:
        return bool(self.refused)

    @property
    def exit_code(self) -> int:
        """0: taken, or nothing to change. 2: refused."""
        return 2 if self.is_refused else 0

    @property
    def has_changed(self) -> bool:
        return not self.is_refused and bool(self.added or self.changed or self.indices_changed)

    @property
    def summary(self) -> str:
        """One sentence in plain words."""
        if self.is_refused:
            said = _("Файл не прийнято, нічого не змінено. Рядків із помилками: {refused}.")
        elif not self.has_changed:
            said = _("Нічого не змінилося: послуг, які вже є в каталозі, — {unchanged}, пропущено рядків — {skipped}.")
        else:
            said = _("Додано послуг: {added}, змінено: {changed}, без змін: {unchanged}, пропущено рядків: {skipped}.")
        return said.format(
            added=len(self.added), changed=len(self.changed), unchanged=len(self.unchanged),
            skipped=len(self.skipped), refused=self.refused_total,
        )  # fmt: skip

    @property
    def skipped_rows(self) -> list[tuple[str, int]]:
        """Why lines were left out, and how many for each reason."""
        return [(str(SKIPPED_KINDS[kind]), count) for kind, count in self.skipped_kinds.most_common()]

    def counts(self) -> dict[str, Any]:
        """Numbers only: what the history of imports keeps."""
        return {
            "total": self.total,
            "added": len(self.added),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "skipped": len(self.skipped),
            "skipped_kinds": {str(kind): count for kind, count in sorted(self.skipped_kinds.items())},
            "refused_total": self.refused_total,
            "warnings": len(self.warnings),
        }

    def as_json(self) -> dict[str, Any]:
        """For `--json`: counts, then every line that was not taken with its reason."""
        return {"file": self.file_name, "has_changed": self.has_changed, "summary": self.summary} | {
            **self.counts(),
            "skipped_lines": [problem.as_json() for problem in self.skipped],
            "refused": [problem.as_json() for problem in self.refused],
            "warning_lines": [problem.as_json() for problem in self.warnings],
        }

    def __str__(self) -> str:
        lines = [f"{self.file_name}: {self.summary}"]
        lines += [f"  {_('пропущено')}: {why} — {count}" for why, count in self.skipped_rows]
        for word, problems in ((_("увага"), self.warnings), (_("не прийнято"), self.refused)):
            shown = problems[:SHOWN]
            lines += [f"  {word}: {said(problem)}" for problem in shown]
            lines.append(rest_of(len(problems), shown))
        return "\n".join(filter(None, lines))
