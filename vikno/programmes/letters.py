"""Letters of calls: one template for each event and each audience, with the only places it may fill.

What is not among the places of a template cannot reach its reader: an applicant is never told who reviews.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from vikno.notifications.enums import Language

EXTENDED, AMENDED, CANCELLED, EXPIRED = "extended", "amended", "cancelled", "expired"
ASKED = "asked"
APPLICANT, PROGRAMME = "applicant", "programme"


@dataclass(frozen=True)
class Template:
    """Subject and body; `{place}` is filled, the same ones in every language."""

    subject: str | Promise
    body: str | Promise

    @property
    def places(self) -> frozenset[str]:
        told = Formatter().parse(f"{self.subject}{self.body}")
        return frozenset(name for __, name, __, __ in told if name)


TEMPLATES: Final[Mapping[tuple[str, str], Template]] = {
    (EXTENDED, APPLICANT): Template(
        _("Конкурс {number}: строк продовжено"),
        _(
            "Вітаємо!\n\nПрийом заявок на конкурс «{title}» продовжено до {moment}.\nПричина: {reason}\n\n"
            "Ваша заявка збережена. Подайте її до нового строку.\n"
        ),
    ),
    (AMENDED, APPLICANT): Template(
        _("Конкурс {number}: правила змінено"),
        _(
            "Вітаємо!\n\nПравила конкурсу «{title}» змінено, тепер діє версія {version}.\nПричина: {reason}\n\n"
            "Що саме змінилось, видно на сторінці конкурсу. Перевірте, чи ваша заявка їм відповідає.\n"
        ),
    ),
    (CANCELLED, APPLICANT): Template(
        _("Конкурс {number} скасовано"),
        _(
            "Вітаємо!\n\nКонкурс «{title}» скасовано.\nПричина: {reason}\n\nВаша заявка лишається у вашому архіві.\n"
        ),
    ),
    (EXPIRED, APPLICANT): Template(
        _("Заявку {proposal} не подано вчасно"),
        _(
            "Вітаємо!\n\nПрийом заявок на конкурс «{title}» завершився {moment}.\n"
            "Заявку {proposal} почали, але не подали, тому її закрито.\n\n"
            "Усе заповнене збережено: наступну заявку можна почати з нього.\n"
        ),
    ),
    (ASKED, APPLICANT): Template(
        _("Заявка {proposal}: потрібне уточнення"),
        _(
            "Вітаємо!\n\nПрограма просить уточнити заявку {proposal} на конкурс «{title}».\n"
            "Що саме, написано на сторінці заявки. Відповідь чекають до {moment}.\n"
        ),
    ),
}  # fmt: skip


def written(
    event: str, audience: str, values: Mapping[str, str], *, language: str = Language.UKRAINIAN
) -> tuple[str, str]:
    """Subject and body in the language of the reader; what people wrote stays in theirs.

    Raises KeyError for an audience without a template, ValueError for other places.
    """
    template = TEMPLATES[event, audience]
    if values.keys() != template.places:
        raise ValueError(f"{event} for {audience} takes {sorted(template.places)}")
    with override(language):
        return str(template.subject).format(**values), str(template.body).format(**values)
