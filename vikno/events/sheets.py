"""The list of people as a spreadsheet: texts only, nothing typed becomes a formula."""

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from vikno.common.tables.sheets import Column, write_texts
from vikno.events.models import Participant
from vikno.events.queries.answers import AnswersOfEvent


def people_sheet(people: Iterable[Participant]) -> bytes:
    """A line for each person of a confirmed delegation."""
    file = io.BytesIO()
    columns = [
        Column(_("Громада"), 30), Column(_("Прізвище, ім'я"), 36), Column(_("Посада"), 30), Column(_("Хто це"), 20),
        Column(_("Що врахувати"), 40), Column(_("Контакт делегації"), 30), Column(_("Код"), 14),
    ]  # fmt: skip
    rows = (
        (
            one.hromada.title, one.name, one.position, str(one.get_post_display()), one.needs, one.delegation.contact,
            one.code,
        )
        for one in people
    )  # fmt: skip
    write_texts(file, sheet=_("Учасники"), columns=columns, rows=rows)
    return file.getvalue()


def answers_sheet(found: AnswersOfEvent) -> bytes:
    """A line for each delegation that may come, with its state and what it answered."""
    file = io.BytesIO()
    fixed = [
        Column(_("Громада"), 30), Column(_("Стан"), 22), Column(_("Людей"), 8), Column(_("Контакт делегації"), 30),
    ]  # fmt: skip
    asked = [Column(label, 30) for label in found.columns]
    rows = (
        (one.hromada.title, str(one.get_state_display()), str(one.size), one.contact, *texts)
        for one, texts in found.rows
    )
    write_texts(file, sheet=_("Відповіді"), columns=[*fixed, *asked], rows=rows)
    return file.getvalue()
