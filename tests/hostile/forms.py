"""Forms of a page sent as somebody hostile would: payloads in every control of words, the rest as it stood."""

from collections.abc import Collection, Iterator
from typing import Any

from tests.hostile.payloads import Magazine
from vikno.common.clock import today

_ROOM = 2000
_PRESSED = frozenset({"submit", "image"})
_NOT_SENT = frozenset({"button", "reset", "file"})
_KEPT = frozenset({"hidden", "password"})
# What a control that refused words may want instead, one after another.
_GUESSES = (f"{today():%d.%m.%Y}", "0501234567", "1", "10:00", "maria@example.com", "")
TRIES = len(_GUESSES) + 1

Control = dict[str, Any]


class Hand:
    """Fills one form. After a refusal the controls that were refused get something plain, the others keep payloads."""

    def __init__(self, form: dict[str, Any], *, label: str, magazine: Magazine) -> None:
        self.action, self.method = form["action"], form["method"]
        self._controls: list[Control] = form["controls"]
        self._label, self._magazine = label, magazine
        self._refusals: dict[str, int] = {}

    @property
    def has_words(self) -> bool:
        return any(_is_of_words(control) for control in self._controls)

    def note_refusal(self, names: Collection[str]) -> bool:
        """Remember which controls were refused; False when there is nothing more to try."""
        ours = {control["name"] for control in self._controls if _is_of_words(control)} & set(names)
        for name in ours:
            self._refusals[name] = self._refusals.get(name, 0) + 1
        return bool(ours) and max(self._refusals.values()) <= len(_GUESSES)

    def sent(self) -> dict[str, list[str]]:
        said: dict[str, list[str]] = {}
        for name, value in self._values():
            said.setdefault(name, []).append(value)
        return said

    def _values(self) -> Iterator[tuple[str, str]]:
        taken: set[str] = set()
        for control in self._controls:
            name, kind = control["name"], control["kind"]
            if kind in _NOT_SENT:
                continue
            if kind in _PRESSED | {"radio"}:
                is_chosen = control["checked"] or not any(
                    other["checked"] for other in self._controls if other["name"] == name
                )
                if name in taken or not is_chosen:
                    continue
                taken.add(name)
                yield name, control["value"]
            elif kind == "checkbox":
                if control["checked"]:
                    yield name, control["value"]
            elif kind == "select":
                yield name, control["value"] or next(filter(None, control["choices"]), "")
            elif kind in _KEPT:
                yield name, control["value"]
            else:
                yield name, self._words(control)

    def _words(self, control: Control) -> str:
        name = control["name"]
        if refused := self._refusals.get(name, 0):
            return _GUESSES[refused - 1]
        return self._magazine.words(f"{self._label}:{name}", control["room"] or _ROOM)


def _is_of_words(control: Control) -> bool:
    return control["kind"] not in _PRESSED | _NOT_SENT | _KEPT | {"radio", "checkbox", "select"}
