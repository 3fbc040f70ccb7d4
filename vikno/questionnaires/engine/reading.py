"""JSON to a document and back. Everything wrong is said at once; a document that was read is also sound."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from vikno.questionnaires.engine import codecs, limits
from vikno.questionnaires.engine.codecs import Codec
from vikno.questionnaires.engine.parts import FORMAT, Choice, Document, Group, Item, Question, Repeat
from vikno.questionnaires.engine.problems import DocumentRefused, Problem
from vikno.questionnaires.engine.soundness import problems_of


def read(source: Mapping[str, Any] | str | bytes) -> Document:
    """A sound document from its JSON. Raises `DocumentRefused` with every problem found."""
    document, problems = examined(source)
    if document is None or problems:
        raise DocumentRefused(problems)
    return document


def examined(source: Mapping[str, Any] | str | bytes) -> tuple[Document | None, list[Problem]]:
    """A document as far as it can be read, and everything that is wrong with it. None: it has not even the shape."""
    reader = _Reader()
    document = reader.document(_loaded(source, reader))
    if reader.problems or document is None:
        return None, reader.problems
    return document, problems_of(document)


def canonical(document: Document) -> bytes:
    """The one spelling: keys in order, no defaults, no white space, UTF-8."""
    return json.dumps(as_json(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(document: Document) -> str:
    """SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(document)).hexdigest()


def as_json(document: Document) -> dict[str, Any]:
    """The document as values of JSON."""
    made = _written(document, codecs.DOCUMENT)
    made["format"] = FORMAT
    made["items"] = [_item_json(one) for one in document.items]
    if document.choices:
        made["choices"] = {
            name: [_written(choice, codecs.CHOICE_FIELDS) for choice in listed]
            for name, listed in sorted(document.choices.items())
        }
    return made


def _item_json(item: Item) -> dict[str, Any]:
    if isinstance(item, Question):
        return _written(item, codecs.QUESTION)
    is_group = isinstance(item, Group)
    made = _written(item, codecs.GROUP if is_group else codecs.REPEAT)
    return {**made, "kind": "group" if is_group else "repeat", "items": [_item_json(one) for one in item.items]}


def _written(part: Any, spec: Mapping[str, Codec]) -> dict[str, Any]:
    standing = {one.name: _default_of(one) for one in fields(part)}
    return {
        name: codec.write(value)
        for name, codec in spec.items()
        if (value := getattr(part, name)) != standing[name] and not (value == {} or value is None)
    }


def _default_of(field: Any) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _loaded(source: Mapping[str, Any] | str | bytes, reader: "_Reader") -> Any:
    if isinstance(source, Mapping):
        return source
    try:
        return json.loads(source)
    except (ValueError, RecursionError):
        reader.wrong("not_json")
        return None


class _Reader:
    """Collects problems instead of stopping at the first."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.items = 0

    def wrong(self, code: str, where: str = "", slot: str = "", **facts: str) -> None:
        self.problems.append(Problem(code=code, where=where, slot=slot, facts=facts))

    def document(self, raw: Any) -> Document | None:
        if not isinstance(raw, Mapping):
            if not self.problems:
                self.wrong("mapping_wanted")
            return None
        if raw.get("format") != FORMAT:
            self.wrong("unknown_format", slot="format")
        said = self._values(raw, codecs.DOCUMENT, "", known=("format", "items", "choices"))
        items = self._items(raw.get("items"), "", 0)
        choices = self._choices(raw.get("choices", {}))
        if self.problems:
            return None
        return self._made(Document, {**said, "items": items, "choices": choices}, "")

    def _items(self, raw: Any, where: str, depth: int) -> tuple[Item, ...]:
        if not isinstance(raw, list):
            self.wrong("list_wanted", where, "items")
            return ()
        if depth > limits.NESTING:
            self.wrong("nested_too_deep", where, "items", most=str(limits.NESTING))
            return ()
        return tuple(made for one in raw if (made := self._item(one, depth)) is not None)

    def _item(self, raw: Any, depth: int) -> Item | None:
        self.items += 1
        if self.items == limits.ITEMS + 1:
            self.wrong("too_many_items", most=str(limits.ITEMS))
        if self.items > limits.ITEMS or not isinstance(raw, Mapping):
            if self.items <= limits.ITEMS:
                self.wrong("mapping_wanted", "", "items")
            return None
        where, kind = str(raw.get("code", ""))[:64], raw.get("kind")
        if kind not in ("group", "repeat"):
            return self._made(Question, self._values(raw, codecs.QUESTION, where), where)
        spec = codecs.GROUP if kind == "group" else codecs.REPEAT
        said = self._values(raw, spec, where, known=("kind", "items"))
        said["items"] = self._items(raw.get("items"), where, depth + 1)
        return self._made(Group if kind == "group" else Repeat, said, where)

    def _choices(self, raw: Any) -> dict[str, tuple[Choice, ...]]:
        if not isinstance(raw, Mapping) or len(raw) > limits.LISTS:
            self.wrong("mapping_wanted", "", "choices")
            return {}
        return {str(name)[:64]: self._list(str(name)[:64], listed) for name, listed in raw.items()}

    def _list(self, name: str, raw: Any) -> tuple[Choice, ...]:
        if not isinstance(raw, list) or not raw or len(raw) > limits.CHOICES:
            self.wrong("list_of_choices_wanted", name, "choices", most=str(limits.CHOICES))
            return ()
        return tuple(made for one in raw if (made := self._choice(name, one)) is not None)

    def _choice(self, name: str, raw: Any) -> Choice | None:
        if not isinstance(raw, Mapping):
            self.wrong("mapping_wanted", name, "choices")
            return None
        where = f"{name}/{str(raw.get('code', ''))[:64]}"
        return self._made(Choice, self._values(raw, codecs.CHOICE_FIELDS, where), where)

    def _values(
        self, raw: Mapping[str, Any], spec: Mapping[str, Codec], where: str, known: Iterable[str] = ()
    ) -> dict[str, Any]:
        made = {}
        for name, value in raw.items():
            if name in known:
                continue
            if name not in spec:
                self.wrong("unknown_property", where, str(name)[:64])
                continue
            try:
                made[name] = spec[name].read(value)
            except ValueError as wrong:
                self.wrong(str(wrong), where, name)
        return made

    def _made[Part: (Document, Question, Group, Repeat, Choice)](
        self, kind: type[Part], said: dict[str, Any], where: str
    ) -> Part | None:
        needed = [one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING]
        missing = [name for name in needed if name not in said]
        for name in missing:
            if not any(one.where == where and one.slot == name for one in self.problems):
                self.wrong("missing_property", where, name)
        return None if missing else kind(**said)
