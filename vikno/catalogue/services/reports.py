"""What an import did, line by line."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from vikno.common.tables import Problem


@dataclass
class ImportReport:
    """Codes of services by what happened to them, and lines with reasons. Nothing is written before all is known."""

    total: int = 0
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    skipped_kinds: Counter[str] = field(default_factory=Counter)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    indices_changed: int = 0

    @property
    def changed_anything(self) -> bool:
        return bool(self.added or self.changed or self.indices_changed)

    @property
    def summary(self) -> str:
        """One sentence in plain words."""
        if not self.changed_anything:
            said = _("Нічого не змінилося: послуг, які вже є в каталозі, — {unchanged}, пропущено рядків — {skipped}.")
        else:
            said = _("Додано послуг: {added}, змінено: {changed}, без змін: {unchanged}, пропущено рядків: {skipped}.")
        return said.format(
            added=len(self.added), changed=len(self.changed), unchanged=len(self.unchanged), skipped=len(self.skipped)
        )

    def counts(self) -> dict[str, Any]:
        """Numbers only: what the history of imports keeps."""
        return {
            "total": self.total,
            "added": len(self.added),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "skipped": len(self.skipped),
            "skipped_kinds": {str(kind): count for kind, count in sorted(self.skipped_kinds.items())},
            "refused": len(self.refused),
            "warnings": len(self.warnings),
        }

    def as_json(self) -> dict[str, Any]:
        """For `--json`: counts, and every line that was not taken with its reason."""
        return self.counts() | {
            "summary": self.summary,
            "skipped": [problem.as_json() for problem in self.skipped],
            "refused": [problem.as_json() for problem in self.refused],
            "warnings": [problem.as_json() for problem in self.warnings],
        }
