"""The terminal: words to stderr, results to stdout, Ukrainian words for the parser's refusals, signals as stops."""

import argparse
import json
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from vikno.operations.errors import NotUnderstood

DONE, CHECK_FAILED, REFUSED, STOPPED = 0, 1, 2, 130


@dataclass(frozen=True)
class Outcome:
    """What a command answers: words for a person, facts for `--json`, a code for the shell."""

    words: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    exit_code: int = DONE


def say(text: str) -> None:
    """A line to the person. A terminal that was closed does not stop the work."""
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def show(text: str) -> None:
    """The result, for a person."""
    if text:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def show_json(facts: dict[str, Any]) -> None:
    """The result, for a program: exactly one object."""
    show(json.dumps(facts, ensure_ascii=False, indent=2, default=str))


@contextmanager
def stopping_politely() -> Iterator[None]:
    """SIGTERM and a closed terminal end the work as Ctrl-C does: what was begun is undone or put down."""

    def stop(*_signal: object) -> NoReturn:
        raise KeyboardInterrupt

    numbers = [n for n in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(n) != signal.SIG_IGN]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Parser(argparse.ArgumentParser):
    """argparse in the words of the house: refusals are ours, headings are translated."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "add_help": False})
        self._positionals.title = _("що вказати")
        self._optionals.title = _("можливості")
        self.add_argument("-h", "--help", action="help", help=_("ця довідка"))

    def error(self, message: str) -> NoReturn:
        raise NotUnderstood(reason=in_words(message), program=self.prog)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", _("Використання:"), 1)


_SAID: tuple[tuple[str, Any], ...] = (
    (r"the following arguments are required: (?P<names>.+)", gettext_lazy("Не вказано: {names}")),
    (r"unrecognized arguments: (?P<names>.+)", gettext_lazy("Зайве: {names}")),
    (r"argument (?P<name>.+?): expected one argument", gettext_lazy("Після {name} має бути значення")),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<value>.+) \(choose from (?P<names>.+)\)",
        gettext_lazy("{name}: не {value}, а одне з: {names}"),
    ),
    (
        r"argument (?P<name>.+?): ignored explicit argument (?P<value>.+)",
        gettext_lazy("{name} не має значення {value}"),
    ),
    (r"argument (?P<name>.+?): (?P<value>.+)", gettext_lazy("{name}: {value}")),
)


def in_words(message: str) -> str:
    """What argparse said, in the language of the terminal; what is not known stays as it was said."""
    if get_language() == "en":
        return message
    for pattern, words in _SAID:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return str(words).format(**found.groupdict())
    return message


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """A type for argparse: a whole number from `low` to `high`."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(_("має бути числом від {low} до {high}").format(low=low, high=high))
        return int(text)

    return parse
