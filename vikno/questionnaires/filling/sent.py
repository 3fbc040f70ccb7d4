"""What a browser sent, as answers: a place counts as sent when its field was on the page."""

from collections.abc import Collection, Iterator
from typing import Any

from vikno.common.forms import parse_date
from vikno.questionnaires.engine import FILES, NEVER_TYPED, NOT_APPLICABLE, Document, Key, Kind, Plain, Question
from vikno.questionnaires.engine.limits import ROWS
from vikno.questionnaires.filling.places import name_of


def answers_in(document: Document, data: Any, codes: Collection[str]) -> Iterator[tuple[Key, Plain]]:
    """Answers to questions of these codes, whatever is asked; an emptied one is ""."""
    for question in document.questions:
        if question.code not in codes or question.kind in NEVER_TYPED or question.kind in FILES:
            continue
        rows = range(1, ROWS + 1) if question.code in document.repeated else (0,)
        for key in ((question.code, row) for row in rows):
            name = name_of(key)
            if f"{name}-na" in data:
                yield key, dict(NOT_APPLICABLE)
            elif name in data or f"{name}-shown" in data:
                yield key, _said(question, data, name)


def _said(question: Question, data: Any, name: str) -> Plain:
    if question.kind == Kind.SELECT_MULTIPLE:
        return list(data.getlist(name))
    text = str(data.get(name, "")).replace("\r\n", "\n").strip()
    if question.kind == Kind.DATE and (day := parse_date(text)) is not None:
        return day.isoformat()
    return text
