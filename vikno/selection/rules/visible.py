"""What of a proposal an expert may read: a list of what is allowed, so that a new field is hidden until it is named."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, Final

from vikno.programmes.enums import Hidden

# Facts that name the place although they stand among harmless ones.
_TELLING: Final = frozenset({"is_oblast_centre", "oblast"})
MASK: Final = "▇▇▇"
# A call that says nothing about a review hides who applies: what was shown cannot be taken back.
HIDDEN_BY_DEFAULT: Final = (Hidden.HROMADA, Hidden.OBLAST)
# What a file may say on any of its pages, and nothing can be blotted out of it.
_IN_A_FILE: Final = frozenset({Hidden.HROMADA, Hidden.OBLAST, Hidden.PEOPLE, Hidden.ANSWERS})
_STEM: Final = 4


class FileAccess(StrEnum):
    """Files of proposals in a phase: each opens, none does, or those that somebody has read and found without names."""

    OPEN = "open"
    MARKED = "marked"
    CLOSED = "closed"


def files_are(hidden: Collection[str]) -> FileAccess:
    """What a phase makes of files by what it hides."""
    if not _IN_A_FILE & set(hidden):
        return FileAccess.OPEN
    return FileAccess.CLOSED if Hidden.ANSWERS in hidden else FileAccess.MARKED


def told_by_files(hidden: Collection[str]) -> list[Hidden]:
    """What of the hidden a file may say."""
    return [one for one in Hidden if one in _IN_A_FILE and one in hidden]


def values_for(
    snapshot: Mapping[str, Any], hidden: Collection[str], nameless: Collection[int] = ()
) -> dict[str, Any]:  # fmt: skip
    """The open part of a submitted snapshot: names of `hidden` groups, and people always, are left out.

    `nameless`: keys of files that were marked as naming nobody.
    """
    place = _place(snapshot)
    shown: dict[str, Any] = {}
    if Hidden.HROMADA not in hidden:
        shown["hromada"] = place.get("name", "")
    if Hidden.OBLAST not in hidden and Hidden.HROMADA not in hidden:
        shown["oblast"] = place.get("oblast_name", "")
    if Hidden.FACTS not in hidden:
        shown["facts"] = _facts(snapshot, hidden)
    if Hidden.ANSWERS not in hidden:
        shown["answers"] = _answers(snapshot, hidden, nameless)
        shown["clarification"] = str(snapshot.get("clarification") or "")
    if Hidden.ASSESSMENT not in hidden and Hidden.HROMADA not in hidden:
        shown["assessment"] = snapshot.get("assessment")
    names = [str(place.get(name) or "") for name in ("name", "oblast_name")] if Hidden.HROMADA in hidden else []
    masked: dict[str, Any] = _masked(shown, names)
    return masked


def _place(snapshot: Mapping[str, Any]) -> Mapping[str, Any]:
    place = snapshot.get("hromada")
    return place if isinstance(place, Mapping) else {}


def _facts(snapshot: Mapping[str, Any], hidden: Collection[str]) -> list[dict[str, Any]]:
    """Code and value only: a source is often a decision of a named council."""
    listed = snapshot.get("facts")
    told = listed if isinstance(listed, list) else []
    kept = [one for one in told if one.get("value") is not None]
    if Hidden.HROMADA in hidden or Hidden.OBLAST in hidden:
        kept = [one for one in kept if one.get("code") not in _TELLING]
    return [{"code": one.get("code"), "value": one["value"]} for one in kept]


def _answers(
    snapshot: Mapping[str, Any], hidden: Collection[str], nameless: Collection[int]
) -> list[dict[str, Any]]:  # fmt: skip
    """`file`: the key of a file that may be opened. Where something is hidden a file goes without its own name, which
    is often a place or a person; `is_file` says that there is one.
    """
    listed, access = snapshot.get("answers"), files_are(hidden)
    told = listed if isinstance(listed, list) else []
    return [_answer(one, access, nameless) for one in told]


def _answer(one: Mapping[str, Any], access: FileAccess, nameless: Collection[int]) -> dict[str, Any]:
    if "file" not in one:
        return {name: one[name] for name in ("code", "label", "value") if name in one}
    if access == FileAccess.OPEN:
        return {name: one[name] for name in ("code", "label", "value", "file") if name in one}
    opens = {"file": one["file"]} if access == FileAccess.MARKED and one["file"] in nameless else {}
    return {name: one[name] for name in ("code", "label") if name in one} | {"is_file": True} | opens


def _masked(value: Any, names: Collection[str]) -> Any:
    """Words that begin as a hidden name are blotted out: in every case of Ukrainian the stem stays."""
    if isinstance(value, str):
        for stem in _stems(names):
            # «Сум» of «Сумська» begins «сума» too: a short stem is blotted out with the endings of places only.
            ending = r"\w*" if len(stem) > _STEM else r"(?:ськ|цьк|зьк|щин|чин|чан)\w*"
            value = re.sub(rf"\b{re.escape(stem)}{ending}", MASK, value, flags=re.IGNORECASE)
        return value
    if isinstance(value, Mapping):
        return {name: _masked(one, names) for name, one in value.items()}
    return [_masked(one, names) for one in value] if isinstance(value, list | tuple) else value


def _stems(names: Collection[str]) -> list[str]:
    """«Вигадівська громада» → «Вигадів»: endings and the word for its kind go."""
    words = [word for name in names for word in re.findall(r"\w+", name) if word[:1].isupper()]
    return [re.sub(r"(ськ|цьк|зьк)\w*$", "", word) or word for word in words if len(word) >= _STEM]
