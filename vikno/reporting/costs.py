"""The measure «cost of a service»: a definition in words as the measures of `indicators` have."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Definition:
    """`version` grows when the same lines would give another value."""

    code: str
    title: Words
    unit: Words
    counted: Words
    beware: Words
    version: int


COST_PER_SERVICE: Final = Definition(
    code="cost_per_service", title=_("Вартість послуги"), unit=_("грн на один результат"), version=1,
    counted=_(
        "Витрати точки за період, поділені на видані нею результати. "
        "Лише точки, де відомо всі чотири види витрат."
    ),
    beware=_(
        "Консультації й відмови теж коштують, а на них не ділиться. Менш як п'ять результатів — вартості не показано. "
        "Точки з різною роботою порівнювати не варто."
    ),
)  # fmt: skip
