"""Our own export: everything, so that a catalogue moves from one installation to another without loss."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.errors import CatalogueFileRefused, UnknownFormat
from vikno.catalogue.readers.bundle import Bundle, ReadAuthority, ReadGroup, ReadIndex, ReadLifeEvent, ReadService
from vikno.catalogue.rules import CardContent, ServiceFacts
from vikno.common.tables import Problem

FORMAT: Final = "vikno-catalogue/1"
_PARTS: Final[dict[str, type]] = {
    "groups": ReadGroup,
    "authorities": ReadAuthority,
    "life_events": ReadLifeEvent,
    "indices": ReadIndex,
}
_GIVEN_ELSEWHERE: Final = frozenset({"group_name", "group_name_en"})


class _Wrong(Exception):
    """A value is not of its kind; the message says where."""


def read_json(content: bytes) -> Bundle:
    """A file that our export made. Every problem is named by the number of the service in the list."""
    told = _loaded(content)
    problems: list[Problem] = []
    parts: dict[str, Any] = {
        name: tuple(_listed(told.get(name, []), kind, name, problems)) for name, kind in _PARTS.items()
    }
    services = tuple(_services(told["services"], problems))
    if problems:
        raise CatalogueFileRefused(problems)
    return Bundle(services=services, total=len(services), **parts)


def _loaded(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except ValueError as fault:
        line = getattr(fault, "lineno", 0)
        raise CatalogueFileRefused([Problem(line, _("це не JSON: файл обірвано або пошкоджено."))]) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("services"), list):
        raise UnknownFormat
    return told


def _listed(rows: Any, kind: type, name: str, problems: list[Problem]) -> Iterator[Any]:
    if not isinstance(rows, list):
        problems.append(Problem(0, format_lazy(_("«{name}» має бути списком."), name=name)))
        return
    for number, row in enumerate(rows, start=1):
        try:
            yield _made(kind, row, name)
        except _Wrong as wrong:
            problems.append(Problem(number, str(wrong)))


def _services(rows: list[Any], problems: list[Problem]) -> Iterator[ReadService]:
    for number, row in enumerate(rows, start=1):
        try:
            yield from _service(row, number)
        except _Wrong as wrong:
            problems.append(Problem(number, str(wrong)))


def _service(row: Any, number: int) -> Iterator[ReadService]:
    """One entry per version, in order of time; a service without versions is one entry."""
    if not isinstance(row, dict):
        raise _Wrong(_said(_("послуга має бути об'єктом.")))
    versions = row.get("versions", [])
    told = {key: value for key, value in row.items() if key != "versions" and key not in _GIVEN_ELSEWHERE}
    facts = _given(ServiceFacts, told, "services")
    code = facts.pop("code", "")
    if not code or not facts.get("name"):
        raise _Wrong(_said(_("немає коду або назви послуги.")))
    if not versions:
        yield ReadService(line=number, code=code, facts=facts)
    for version in versions:
        if not isinstance(version, dict) or "valid_from" not in version:
            raise _Wrong(_said(_("у версії немає дати, з якої вона діє.")))
        content = {k: v for k, v in version.items() if k not in ("valid_from", "valid_to", "status")}
        yield ReadService(
            line=number,
            code=code,
            facts=facts,
            content=_given(CardContent, content, "versions"),
            valid_from=_read(version["valid_from"], date, "valid_from"),
            is_published=version.get("status") == "published",
        )


def _given(kind: type, row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Only the attributes that the row names, each read as its kind."""
    hints = get_type_hints(kind)
    unknown = sorted(set(row) - set(hints))
    if unknown:
        raise _Wrong(_said(_("невідоме поле «{name}» у «{where}»."), name=unknown[0], where=where))
    return {name: _read(value, hints[name], name) for name, value in row.items()}


def _made(kind: type, row: Any, where: str) -> Any:
    if not isinstance(row, dict):
        raise _Wrong(_said(_("у «{where}» має бути об'єкт."), where=where))
    given = _given(kind, row, where)
    missing = [f.name for f in fields(kind) if f.name not in given and f.default is MISSING]
    if missing:
        raise _Wrong(_said(_("у «{where}» немає поля «{name}»."), where=where, name=missing[0]))
    return kind(**given)


def _read(value: Any, kind: Any, name: str) -> Any:
    """A value of JSON as a value of ours; refused by name where it is not one."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if value is None else _read(value, next(a for a in args if a is not type(None)), name)
    if origin is tuple:
        if not isinstance(value, list):
            raise _wrong(name)
        return tuple(_read(each, args[0], name) for each in value)
    if kind in _SCALARS:
        return _SCALARS[kind](value, name)
    return _made(kind, value, name)


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise _wrong(name)
    return value


def _flag(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name)
    return value


def _number(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 32767:
        raise _wrong(name)
    return value


def _decimal(value: Any, name: str) -> Decimal:
    try:
        read = Decimal(_text(value, name))
    except InvalidOperation:
        raise _wrong(name) from None
    if not read.is_finite():
        raise _wrong(name)
    return read


def _day(value: Any, name: str) -> date:
    try:
        return date.fromisoformat(_text(value, name))
    except ValueError:
        raise _wrong(name) from None


_SCALARS: Final[dict[Any, Callable[[Any, str], Any]]] = {
    str: _text, bool: _flag, int: _number, Decimal: _decimal, date: _day,
}  # fmt: skip


def _wrong(name: str) -> _Wrong:
    return _Wrong(_said(_("поле «{name}» має значення не того виду."), name=name))


def _said(sentence: Any, **facts: str) -> str:
    return str(sentence).format(**facts)
