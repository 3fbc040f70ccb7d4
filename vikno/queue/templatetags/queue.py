"""Tags of the queue's pages."""

from collections.abc import Iterable
from typing import Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vikno.common.templatetags.vikno import status_tag
from vikno.queue.shown import LiveRow

register = template.Library()

_LINE: Final = (
    '<tr><th scope="row" class="c-nowrap"><a class="govuk-link" href="{}">{}</a></th>'
    '<td class="c-numeric">{}{}</td><td>{}</td><td>{}</td><td>{}{}</td></tr>'
)


@register.simple_tag
def waiting_lines(rows: Iterable[LiveRow]) -> SafeString:
    """A line of the table for each person who waits: the busiest page; a template takes four times as long."""
    late = format_html(" {}", status_tag(_("задовго"), kind="late"))
    return format_html_join(
        "\n", _LINE,
        (
            (
                row.address, row.number, row.minutes, late if row.is_overdue else "", row.purpose, row.service,
                row.marks, format_html(' <span class="c-soft">{}</span>', row.note) if row.note else "",
            )
            for row in rows
        ),
    )  # fmt: skip
