"""Names of fields, what a form begins from, and how two answers are compared."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from vikno.questionnaires.engine import Document, Key, Plain
from vikno.questionnaires.models import Answer

NOTHING: Final[tuple[object, ...]] = (None, "", [])


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a form begins from.

    `answers`: what stands now; `initial`: what is offered where nothing was ever answered; `lines`: where answers come
    from; `base`: what stood when the window was opened, None: nobody says; `revision`: the newest line of now, None:
    nothing is kept at all, as in a trial.
    """

    answers: Mapping[Key, Plain] = field(default_factory=dict)
    initial: Mapping[Key, Plain] = field(default_factory=dict)
    lines: Mapping[Key, Answer] = field(default_factory=dict)
    base: Mapping[Key, Plain] | None = None
    revision: int | None = None


def name_of(key: Key) -> str:
    """The name of a place in a form."""
    return f"q-{key[1]}-{key[0]}"


def initial_answers(document: Document) -> dict[Key, Plain]:
    """Defaults of questions outside repeats."""
    return {
        (one.code, 0): one.default
        for one in document.questions
        if one.default is not None and one.code not in document.repeated
    }


def is_same(one: Any, other: Any) -> bool:
    """Whether two answers say the same: «12» typed is 12 kept, nothing is nothing."""
    if one in NOTHING or other in NOTHING:
        return one in NOTHING and other in NOTHING
    return _spelling(one) == _spelling(other)


def _spelling(value: Any) -> str:
    if isinstance(value, list | dict):
        return json.dumps(sorted(value) if isinstance(value, list) else value)
    return str(value).replace(",", ".")
