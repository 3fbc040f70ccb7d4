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
    if found.collected:
        fixed += [Column(_("Зібрано: хто"), 24), Column(_("Зібрано: де"), 30)]
    write_texts(file, sheet=_("Відповіді"), columns=[*fixed, *named], rows=_rows(found))
    return file.getvalue()


def _rows(found: Together) -> Iterator[list[str]]:
    for response, answers in found.rows:
        document = queries.document_of(response.version)
        sent = response.submitted_at.isoformat(" ", "minutes") if response.submitted_at else ""
        brought = found.collected.get(response.pk)
        hromada = response.hromada or (brought.about if brought else None)
        where = [brought.collector, brought.place] if brought else [""] * (2 if found.collected else 0)
        said = [shown.answer_text(document, key[0], answers.get(key)) for key, _label in found.columns]
        code, title = (hromada.pk, str(hromada)) if hromada else ("", "")
        yield [str(response.version.number), code, title, sent, *where, *said]
