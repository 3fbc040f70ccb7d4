"""What an import of territories counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy

from vikno.common.errors import Words
from vikno.common.reports import CountedReport
from vikno.territories.enums import EditionKind

_LABELS: Final[Mapping[str, Words]] = {
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


@dataclass(frozen=True, kw_only=True)
class ImportReport(CountedReport):
    """What a file of one kind changed."""

    labels: ClassVar = _LABELS

    kind: EditionKind

    @property
    def subject(self) -> tuple[str, Words]:
        return str(self.kind), self.kind.label
