"""Refusals of this room, and words for the faults that rules find in lines of a file."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal, Words
from vikno.common.tables import Problem
from vikno.territories.rules.codifier import Fault, FaultKind
from vikno.territories.rules.shapes import ShapeFault

FAULTS: Final[dict[FaultKind, Words]] = {
    FaultKind.CATEGORY: _("невідома категорія «{category}»; є O, K, P, H, M, T, X, C, B."),
    FaultKind.CODE: _("«{code}» — не код КАТОТТГ: потрібні UA і 17 цифр. Збережіть стовпець як текст."),
    FaultKind.NO_NAME: _("немає назви."),
    FaultKind.LONG_NAME: _("назва «{name}…» довша за 100 знаків: схоже, рядки злиплися."),
    FaultKind.LEVEL: _("код на рівні {level}, а категорія вимагає рівня {expected}."),
    FaultKind.REPEATED: _("код {code} уже є в рядку {other}."),
    FaultKind.NO_PARENT: _("вищої одиниці {parent} у файлі немає."),
    FaultKind.WRONG_PARENT: _("вища одиниця {parent} має категорію {category}, так не буває."),
    FaultKind.EMPTY: _("{code} «{name}» не має жодної нижчої одиниці: схоже, файл обірвано."),
}


SHAPE_FAULTS: Final[dict[ShapeFault, Words]] = {
    ShapeFault.BROKEN: _("контур «{name}» зіпсований, полагодити не вдалося."),
    ShapeFault.ABROAD: _("контур «{name}» лежить за межами України."),
}
NOT_IN_DIRECTORY: Final = _("одиниці {code} у довіднику немає.")


def problem_of(fault: Fault) -> Problem:
    """A fault with its sentence."""
    return Problem(fault.line, format_lazy(FAULTS[fault.kind], **fault.facts))


class NotAllowed(Refusal):
    code = "territories.not_allowed"
    message = _("Довідник територій змінює лише розпорядник довідників.")


class ImportRefused(Refusal):
    """A file is refused whole; nothing of it is kept."""

    code = "territories.import_refused"

    def __init__(self, problems: Sequence[Problem] = (), /, **facts: Any) -> None:
        super().__init__(**facts)
        self.problems = tuple(problems) or (Problem(0, self.message),)
        self.total = len(self.problems)


class FaultsInFile(ImportRefused):
    code = "territories.faults_in_file"
    message = _("У файлі є помилкові рядки.")


class EditionDateUnknown(ImportRefused):
    code = "territories.edition_date_unknown"
    message = _(
        "З назви файлу «{name}» не видно дати. Вкажіть дату редакції (у командному рядку: --edition 2025-05-16)."
    )


class EditionInFuture(ImportRefused):
    code = "territories.edition_in_future"
    message = _("Дата редакції {edition_on} ще не настала. Перевірте дату.")


class LossesTooLarge(ImportRefused):
    code = "territories.losses_too_large"
    message = _("З області зникло надто багато одиниць: файл схожий на обірваний.")
    reason = _(
        "область {name}: зникають {lost} з {had} одиниць, файл схожий на обірваний. "
        "Якщо так і має бути, підтвердьте це на сторінці «Довідник територій»."
    )


class UnitsInUse(ImportRefused):
    code = "territories.units_in_use"
    message = _("На вилучені одиниці є посилання.")
    reason = _("{code} «{name}» у новій редакції немає, але на неї посилаються: {users}. Спершу перенесіть посилання.")


class NothingToReadHere(ImportRefused):
    code = "territories.nothing_to_read_here"
    message = _("«{name}» не містить того, що очікується: {wanted}.")


class CodifierMissing(ImportRefused):
    code = "territories.codifier_missing"
    message = _("Довідник КАТОТТГ ще не завантажено. Спершу завантажте його.")


class BoundariesMissing(ImportRefused):
    code = "territories.boundaries_missing"
    message = _("Межі громад ще не завантажено, тож точки ні з чим звірити. Спершу завантажте межі.")
