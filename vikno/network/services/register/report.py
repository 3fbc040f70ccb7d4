"""What an import of the register counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy

from vikno.common.errors import Words
from vikno.common.reports import CountedReport

_LABELS: Final[Mapping[str, Words]] = {
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


@dataclass(frozen=True, kw_only=True)
class RegisterReport(CountedReport):
    """What a file of the register changed."""

    labels: ClassVar = _LABELS

    @property
    def subject(self) -> tuple[str, Words]:
        return "network", gettext_lazy("Реєстр ЦНАП")
