"""Letters of calls: one template for each event and each audience, with the only places it may fill.

What is not among the places of a template cannot reach its reader: an applicant is never told who reviews.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Final

EXTENDED, AMENDED, CANCELLED, EXPIRED = "extended", "amended", "cancelled", "expired"
ASKED = "asked"
APPLICANT, PROGRAMME = "applicant", "programme"


@dataclass(frozen=True)
class Template:
    """Subject and body in Ukrainian; `{place}` is filled."""

    subject: str
    body: str

    @property
    def places(self) -> frozenset[str]:
        told = Formatter().parse(self.subject + self.body)
        return frozenset(name for _text, name, _form, _turn in told if name)


TEMPLATES: Final[Mapping[tuple[str, str], Template]] = {
    (EXTENDED, APPLICANT): Template(
        "Конкурс {number}: строк продовжено",
        "Вітаємо!\n\nПрийом заявок на конкурс «{title}» продовжено до {moment}.\nПричина: {reason}\n\n"
        "Ваша заявка збережена. Подайте її до нового строку.\n",
    ),
    (AMENDED, APPLICANT): Template(
        "Конкурс {number}: правила змінено",
        "Вітаємо!\n\nПравила конкурсу «{title}» змінено, тепер діє версія {version}.\nПричина: {reason}\n\n"
        "Що саме змінилось, видно на сторінці конкурсу. Перевірте, чи ваша заявка їм відповідає.\n",
    ),
    (CANCELLED, APPLICANT): Template(
        "Конкурс {number} скасовано",
        "Вітаємо!\n\nКонкурс «{title}» скасовано.\nПричина: {reason}\n\nВаша заявка лишається у вашому архіві.\n",
    ),
    (EXPIRED, APPLICANT): Template(
        "Заявку {proposal} не подано вчасно",
        "Вітаємо!\n\nПрийом заявок на конкурс «{title}» завершився {moment}.\n"
        "Заявку {proposal} почали, але не подали, тому її закрито.\n\n"
        "Усе заповнене збережено: наступну заявку можна почати з нього.\n",
    ),
    (ASKED, APPLICANT): Template(
        "Заявка {proposal}: потрібне уточнення",
        "Вітаємо!\n\nПрограма просить уточнити заявку {proposal} на конкурс «{title}».\n"
        "Що саме, написано на сторінці заявки. Відповідь чекають до {moment}.\n",
    ),
}  # fmt: skip


def written(event: str, audience: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and body. Raises KeyError for an audience without a template, ValueError for other places."""
    template = TEMPLATES[event, audience]
    if values.keys() != template.places:
        raise ValueError(f"{event} for {audience} takes {sorted(template.places)}")
    return template.subject.format(**values), template.body.format(**values)
