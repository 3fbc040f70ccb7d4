"""The list of people as a spreadsheet: texts only, nothing typed becomes a formula."""

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from vikno.common.tables.sheets import Column, write_texts
from vikno.events.models import Participant


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
