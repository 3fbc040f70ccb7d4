"""Letters of results, one template for one audience. What is not among its places cannot reach its reader."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.programmes.models import Proposal
from vikno.selection.enums import Outcome

_TOLD = {
    Outcome.SELECTED: "Вашу заявку відібрано.",
    Outcome.RESERVE: "Ваша заявка в резерві. Якщо місце звільниться, програма напише вам.",
    Outcome.NOT_SELECTED: "Цього разу вашу заявку не відібрано.",
}


def result_letter(proposal: Proposal, outcome: str, *, until: date) -> tuple[str, str]:
    """Subject and body, in Ukrainian: a letter to a hromada. Nobody else is named."""
    with override("uk"):
        subject = _("Результат заявки {number}").format(number=proposal.number)
    body = (
        f"Вітаємо!\n\n{_TOLD[Outcome(outcome)]}\n\n"
        "Місце, бали за кожним критерієм і поради, що робити далі, — на сторінці «Результати конкурсів».\n"
        f"Заперечення можна подати до {until:%d.%m.%Y}.\n"
    )
    return subject, body
