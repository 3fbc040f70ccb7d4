"""Which moves a version may make, and what a question's code may not come to mean. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vikno.questionnaires.engine import Document

DRAFT, TESTING, PUBLISHED, RETIRED = "draft", "testing", "published", "retired"

# From a state to the states that may follow; the page offers the same.
MOVES: Final[Mapping[str, frozenset[str]]] = {
    DRAFT: frozenset({TESTING, PUBLISHED}),
    TESTING: frozenset({DRAFT, PUBLISHED}),
    PUBLISHED: frozenset({RETIRED}),
    RETIRED: frozenset(),
}


def may_move(state: str, to: str) -> bool:
    return to in MOVES[state]


def reused_codes(document: Document, earlier: Sequence[tuple[int, Document]]) -> Iterator[tuple[str, int]]:
    """Codes that meant something else in an earlier published version, with its number; `earlier`: oldest first.

    Another kind is another meaning. A code that was dropped for a version comes back only with the same words.
    """
    for question in document.questions:
        for place, (number, before) in enumerate(earlier):
            known = before.question(question.code)
            if known is None:
                continue
            was_dropped = any(later.question(question.code) is None for _number, later in earlier[place + 1 :])
            if known.kind != question.kind or (was_dropped and dict(known.labels) != dict(question.labels)):
                yield question.code, number
                break
