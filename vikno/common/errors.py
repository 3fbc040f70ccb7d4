"""The base of every named refusal."""

from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# A sentence, or a promise of one in whatever language will be in force when it is shown.
type Words = str | StrPromise


class Refusal(Exception):
    """The system declines to act and says what to do. Each reason is a subclass with its own code.

    `message` is a lazy sentence; `{name}` in it is filled from the keyword facts::

        class UnitInUse(Refusal):
            code = "territories.unit_in_use"
            message = _("Одиницю {code} не вилучено: на неї посилаються {users}.")

        raise UnitInUse(code="UA…", users="точки мережі")
    """

    code: str = "refused"
    message: Words = _("Дію не виконано.")

    def __init__(self, message: Words | None = None, /, **facts: Any) -> None:
        template = self.message if message is None else message
        self.facts: dict[str, Any] = facts
        self.message = format_lazy(template, **facts) if facts else template
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)
