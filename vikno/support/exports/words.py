"""A memorandum as a DOCX that people edit: its words, then the plan as a table."""

import io

from docx import Document

from vikno.support.models import Memorandum

_LONGEST_PROPERTY = 255  # of a document, as its format has it
HEADS = ("№", "Етап", "Хто виконує", "Строк", "Що буде зроблено")


def memorandum_docx(one: Memorandum) -> bytes:
    """The bytes of the file. A line of the text is a paragraph; the first one is the title."""
    file = Document()
    first, *rest = one.text.split("\n")
    file.add_heading(first, level=1)
    for line in rest:
        if line.strip():
            file.add_paragraph(line)
    file.add_heading("План підтримки", level=2)
    _plan(file, one)
    for side in (one.programme.title, one.hromada.title):
        file.add_paragraph(f"{side}: ______________________")
    file.core_properties.title, file.core_properties.author = (
        str(words)[:_LONGEST_PROPERTY] for words in (one.title, one.organisation)
    )
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()


def _plan(file: object, one: Memorandum) -> None:
    table = file.add_table(rows=1, cols=len(HEADS))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = text
    for each in one.milestones.prefetch_related("deliverables"):
        said = (
            str(each.number), each.title, str(each.get_responsible_display()), f"{each.due_on:%d.%m.%Y}",
            "\n".join(one.title for one in each.deliverables.all()),
        )  # fmt: skip
        for cell, text in zip(table.add_row().cells, said, strict=True):
            cell.text = text
