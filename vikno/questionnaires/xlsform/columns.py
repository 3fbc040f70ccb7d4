"""Columns and types of a spreadsheet: our subset of XLSForm by name, the older spellings of it, and our own columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Property of a question, group or repeat → its column as we write it.
PLAIN: Final[Mapping[str, str]] = {
    "relevant": "relevant", "required": "required", "constraint": "constraint", "choice_filter": "choice_filter",
    "default": "default", "read_only": "read_only", "calculation": "calculation", "count": "repeat_count",
    "indicator": "cnap::indicator", "dimension": "cnap::dimension", "weight": "cnap::weight", "method": "cnap::method",
    "na": "cnap::na", "target": "cnap::target", "scale": "cnap::scale", "prefill_metric": "prefill::metric",
    "prefill_period": "prefill::period", "prefill_policy": "prefill::policy", "evidence": "evidence",
    "evidence_valid_months": "evidence_valid_months", "gap_below": "gap::below", "audience": "audience",
    "personal": "personal",
}  # fmt: skip
# Property with words → its column, one a language.
SPOKEN: Final[Mapping[str, str]] = {
    "labels": "label", "hint": "hint", "required_message": "required_message",
    "constraint_message": "constraint_message", "why": "why", "quality": "quality",
    "recommendation": "gap::recommendation",
}  # fmt: skip
COLUMN_OF: Final[Mapping[str, str]] = {**PLAIN, **SPOKEN, "evidence_when": "evidence", "code": "name", "kind": "type"}

_OLDER: Final[Mapping[str, str]] = {
    "relevance": "relevant", "bind::relevant": "relevant", "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::jr:constraintmsg": "constraint_message", "constraintmsg": "constraint_message",
    "bind::jr::constraintmsg": "constraint_message", "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message", "bind::jr:requiredmsg": "required_message", "jr:requiredmsg": "required_message",
    "readonly": "read_only", "read only": "read_only", "bind::readonly": "read_only", "calculate": "calculation",
    "bind::calculate": "calculation", "jr:count": "repeat_count", "repeat count": "repeat_count",
    "control::appearance": "appearance", "list name": "list_name", "value": "name", "caption": "label",
}  # fmt: skip
# What XLSForm has and our subset has not: refused where a cell says something.
_OUTSIDE: Final = re.compile(
    r"(?:media|bind|control|body|instance|attribute)::.+|(?:image|audio|video|big-image|guidance_hint)(?:::.+)?"
    r"|trigger|parameters|intent|query|save_to|autoplay|accuracythreshold|geometry"
)
OUTSIDE_SETTINGS: Final = frozenset(
    {
        "public_key",
        "submission_url",
        "auto_send",
        "auto_delete",
        "instance_name",
        "instance_xmlns",
        "namespaces",
        "sms_keyword",
    }
)
OUTSIDE_SHEETS: Final = frozenset({"columns", "entities", "external_choices", "osm", "cascades"})

_SETTINGS: Final = frozenset({"form_title", "title", "form_id", "id_string", "default_language"}) | OUTSIDE_SETTINGS
_LANGUAGES: Final[Mapping[str, str]] = {
    "ukrainian": "uk", "українська": "uk", "english": "en", "англійська": "en", "polish": "pl", "german": "de",
    "french": "fr", "spanish": "es", "romanian": "ro", "hungarian": "hu", "bulgarian": "bg", "chinese": "zh",
    "crimean tatar": "crh", "кримськотатарська": "crh",
}  # fmt: skip
_NAMES: Final[Mapping[str, str]] = {
    "uk": "Ukrainian", "en": "English", "pl": "Polish", "de": "German", "fr": "French", "es": "Spanish",
    "ro": "Romanian",
    "hu": "Hungarian", "bg": "Bulgarian", "zh": "Chinese", "crh": "Crimean Tatar",
}  # fmt: skip
_TYPES: Final[Mapping[str, str]] = {
    "text": "text", "string": "text", "integer": "integer", "int": "integer", "decimal": "decimal", "date": "date",
    "note": "note", "calculate": "calculate", "file": "file", "image": "image", "photo": "image",
    "begin group": "begin group", "end group": "end group", "begin repeat": "begin repeat", "end repeat": "end repeat",
}  # fmt: skip
_SELECTS: Final[Mapping[str, str]] = {
    "select_one": "select_one", "select one": "select_one", "select one from": "select_one", "select1": "select_one",
    "select_multiple": "select_multiple", "select multiple": "select_multiple",
    "select all that apply": "select_multiple", "select all that apply from": "select_multiple",
    "select multiple from": "select_multiple", "select all": "select_multiple",
}  # fmt: skip
_SELECT: Final = re.compile(
    rf"(?P<how>{'|'.join(sorted(_SELECTS, key=len, reverse=True))})\s+(?P<list>\S+)"
    r"(?P<other>\s+or[_ ](?:specify[_ ])?other)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Title:
    """A heading of a column: its name in our spelling and its language. `is_known`: it means something here."""

    name: str
    language: str = ""
    as_written: str = ""
    is_outside: bool = False
    is_unclear: bool = False

    @property
    def is_known(self) -> bool:
        return self.name in _KNOWN


_KNOWN: Final = frozenset({*PLAIN.values(), *SPOKEN.values(), "type", "name", "list_name", "score"})


def titles_of(cells: list[str]) -> list[Title]:
    """Headings of a sheet. Old forms part names and languages by one colon where no heading has two."""
    mark = "::" if any("::" in cell for cell in cells) else ":"
    return [_title(cell.strip(), mark) for cell in cells]


def _title(written: str, mark: str) -> Title:
    parts = [
        part.strip()
        for part in re.split(r"::|:(?!requiredmsg|constraintmsg)" if mark == ":" else "::", written, flags=re.I)
    ]
    whole = "::".join([parts[0].lower(), *parts[1:]])
    folded = _older(whole.lower())
    if folded in _KNOWN:
        return Title(name=folded, as_written=written)
    for size in (1, 2):
        name = _older("::".join(parts[:size]).lower())
        if name in SPOKEN.values() and len(parts) == size + 1:
            language = language_code(parts[size])
            return Title(name=name, language=language, as_written=written, is_unclear=not language)
    if _OUTSIDE.fullmatch(folded):
        return Title(name=folded, as_written=written, is_outside=True)
    return Title(name=folded if folded in ("appearance", *_SETTINGS) else written, as_written=written)


def _older(name: str) -> str:
    return _OLDER.get(name, name)


def language_code(said: str) -> str:
    """«Ukrainian (uk)», «uk» and «Ukrainian» are uk; "" where no code can be told."""
    in_brackets = re.search(r"\(([a-z]{2,3})(?:-[A-Za-z0-9]+)*\)\s*$", said)
    if in_brackets:
        return in_brackets[1]
    folded = said.strip().lower()
    return _LANGUAGES.get(folded, folded if folded in _NAMES else "")


def language_title(code: str) -> str:
    return f"{_NAMES.get(code, code)} ({code})"


@dataclass(frozen=True, kw_only=True)
class Type:
    """`kind`: of a question or «begin group» and the like, "" for a type outside the subset."""

    kind: str
    choices: str = ""
    with_other: bool = False


def type_of(written: str) -> Type:
    said = " ".join(written.split())
    found = _SELECT.fullmatch(said)
    if found:
        how = _SELECTS[found["how"].lower()]
        return Type(kind=how, choices=found["list"], with_other=bool(found["other"]))
    folded = said.lower().replace("begin_", "begin ").replace("end_", "end ")
    return Type(kind=_TYPES.get(folded, ""))
