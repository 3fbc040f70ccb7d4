"""What the template draws, in order: headings, rows, notes, calculated values, fields with what was proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.forms import BoundField

from vikno.questionnaires import shown
from vikno.questionnaires.engine import FILES, NEVER_TYPED, Item, Key, Kind, Question, Repeat, plain
from vikno.questionnaires.enums import OF_PEOPLE
from vikno.questionnaires.filling.places import is_same, name_of

if TYPE_CHECKING:
    from vikno.questionnaires.filling.form import FillingForm

HEADING, ROW, NOTE, VALUE, FIELD = "heading", "row", "note", "value", "field"
_DEEPEST: Final = 4


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What a record proposed: the answer, where from, for which period, when. `is_taken`: it stands as the answer."""

    value: str
    source: str
    metric: str
    period: str
    as_of: datetime | None
    is_taken: bool


@dataclass(frozen=True, kw_only=True)
class Block:
    """One line of the drawn form. `kind`: heading, row, note, value, field; `fields`: the answer, «not applicable»."""

    kind: str
    code: str
    row: int = 0
    level: int = 2
    text: str = ""
    hint: str = ""
    why: str = ""
    value: str = ""
    quality: tuple[str, ...] = ()
    fields: tuple[BoundField, ...] = ()
    offered: Offered | None = None
    wants_evidence: bool = False
    is_file: bool = False


def blocks_of(form: FillingForm) -> Iterator[Block]:
    """The whole page; a section without anything to show has no heading."""
    yield from _of(form, form.document.items, 0, 2)


def _of(form: FillingForm, items: tuple[Item, ...], row: int, level: int) -> Iterator[Block]:
    for item in items:
        key = (item.code, row)
        if key not in form.drawn.relevant:
            continue
        if isinstance(item, Question):
            yield from _question(form, item, key)
            continue
        inside = list(_rows(form, item, level) if isinstance(item, Repeat) else _of(form, item.items, row, level + 1))
        if inside:
            text = shown.filled(form.document, shown.spoken(item.labels), form.drawn.values, row)
            yield Block(
                kind=HEADING, code=item.code, row=row, level=min(level, _DEEPEST), text=text,
                hint=shown.spoken(item.hint),
            )  # fmt: skip
            yield from inside


def _rows(form: FillingForm, repeat: Repeat, level: int) -> Iterator[Block]:
    for row in form.drawn.rows.get(repeat.code, ()):
        inside = list(_of(form, repeat.items, row, level + 1))
        if inside:
            yield Block(kind=ROW, code=repeat.code, row=row, level=min(level + 1, _DEEPEST))
            yield from inside


def _question(form: FillingForm, question: Question, key: Key) -> Iterator[Block]:
    if question.code not in form.codes:
        return
    if question.kind == Kind.NOTE:
        yield Block(
            kind=NOTE, code=question.code, row=key[1], text=form.label_of(key), hint=shown.spoken(question.hint)
        )
    elif question.kind == Kind.CALCULATE:
        if question.labels:  # without words it is only for other questions
            value = shown.answer_text(form.document, question.code, plain(form.drawn.values.get(key)))
            yield Block(kind=VALUE, code=question.code, row=key[1], text=form.label_of(key), value=value or "—")
    elif question.kind not in NEVER_TYPED:
        yield _field(form, question, key)


def _field(form: FillingForm, question: Question, key: Key) -> Block:
    names = (name_of(key), f"{name_of(key)}-na")
    return Block(
        kind=FIELD, code=question.code, row=key[1], why=shown.spoken(question.why),
        quality=tuple(shown.spoken(one) for one in question.quality),
        fields=tuple(form[name] for name in names if name in form.fields), offered=_offered(form, key),
        wants_evidence=key in form.evaluation.needs_evidence, is_file=question.kind in FILES,
    )  # fmt: skip


def _offered(form: FillingForm, key: Key) -> Offered | None:
    line = form.standing.lines.get(key)
    if line is None or line.proposed is None:
        return None
    reference = line.source_reference
    return Offered(
        value=shown.answer_text(form.document, key[0], line.proposed),
        source=str(line.get_source_display()) if line.source not in OF_PEOPLE else "",
        metric=str(reference.get("metric", "")), period=str(reference.get("period", "")), as_of=line.as_of,
        is_taken=is_same(line.proposed, form.standing.answers.get(key)),
    )  # fmt: skip
