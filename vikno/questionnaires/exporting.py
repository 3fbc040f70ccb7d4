"""Responses as a spreadsheet: one row each, the version in its own column, every question any version asked."""

import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from vikno.common.tables.sheets import Column, write_texts
from vikno.questionnaires import queries, shown
from vikno.questionnaires.queries import Together


def responses_sheet(found: Together) -> bytes:
    """Answers as a person reads them; an empty cell: not answered or not asked by that version."""
    file = io.BytesIO()
    named = [Column(f"{key[0]}{f'/{key[1]}' if key[1] else ''}: {label}", 30) for key, label in found.columns]
    fixed = [Column(_("Версія"), 8), Column(_("Код громади"), 22), Column(_("Громада"), 30), Column(_("Подано"), 18)]
    write_texts(file, sheet=_("Відповіді"), columns=[*fixed, *named], rows=_rows(found))
    return file.getvalue()


def _rows(found: Together) -> Iterator[list[str]]:
    for response, answers in found.rows:
        document = queries.document_of(response.version)
        sent = response.submitted_at.isoformat(" ", "minutes") if response.submitted_at else ""
        hromada = str(response.hromada) if response.hromada else ""
        said = [shown.answer_text(document, key[0], answers.get(key)) for key, _label in found.columns]
        yield [str(response.version.number), response.hromada_id or "", hromada, sent, *said]
