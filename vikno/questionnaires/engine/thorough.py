"""Everything that is wrong at once: what has a wrong shape is put aside so that the rest is looked at too."""

import copy
from typing import Any

from vikno.questionnaires.engine.parts import Document
from vikno.questionnaires.engine.problems import Problem
from vikno.questionnaires.engine.reading import examined

_NEVER_ASIDE = ("code", "kind", "items")


def examined_whole(made: dict[str, Any]) -> tuple[Document | None, list[Problem]]:
    """Like `examined`, for authors: one round of corrections instead of two. `made` has items and choices."""
    document, problems = examined(made)
    if document is not None:
        return document, problems
    wrong = {(one.where, one.slot) for one in problems}
    rest = copy.deepcopy(made)
    _put_aside(rest["items"], wrong)
    for name, listed in rest.get("choices", {}).items():
        for one in listed:
            _drop(one, f"{name}/{one['code']}", wrong)
    _again, more = examined(rest)
    return None, [*problems, *(one for one in more if one not in problems)]


def _put_aside(items: list[dict[str, Any]], wrong: set[tuple[str, str]]) -> None:
    for item in items:
        _drop(item, item["code"], wrong)
        _put_aside(item.get("items", []), wrong)


def _drop(part: dict[str, Any], where: str, wrong: set[tuple[str, str]]) -> None:
    for slot in [slot for slot in part if (where, slot) in wrong and slot not in _NEVER_ASIDE]:
        del part[slot]
