"""Names of acts and pages in the words of somebody who asks about their own data."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vikno.accounts.enums import Role
from vikno.cases.enums import Step

_ACTS: dict[str, Promise] = {
    "applicant.viewed": gettext_lazy("переглянуто дані особи"),
    "applicant.added": gettext_lazy("дані особи записано"),
    "applicant.corrected": gettext_lazy("дані особи виправлено"),
    "applicant.represented": gettext_lazy("записано представника"),
    "applicant.trail_viewed": gettext_lazy("переглянуто, хто бачив дані"),
    "applicant.trail_given": gettext_lazy("складено відповідь, хто бачив дані"),
    "case.viewed": gettext_lazy("переглянуто справу"),
    "case.printed": gettext_lazy("надруковано лист про проходження справи"),
    "case.term_recounted": gettext_lazy("строк справи перераховано"),
    "case.task_done": gettext_lazy("етап справи позначено виконаним"),
    "case.task_reopened": gettext_lazy("позначку етапу знято"),
    "case.code_renewed": gettext_lazy("видано новий код для перевірки справи"),
    "document.kept": gettext_lazy("складено документ"),
    "document.read": gettext_lazy("відкрито документ"),
    "payments.bill_issued": gettext_lazy("виписано рахунок"),
    "payments.bill_cancelled": gettext_lazy("скасовано рахунок"),
    "payments.receipt": gettext_lazy("записано оплату"),
    "payments.refund": gettext_lazy("записано повернення грошей"),
    "payments.receipt_reversed": gettext_lazy("оплату відкликано як записану помилково"),
    "payments.refund_reversed": gettext_lazy("повернення відкликано як записане помилково"),
    "message.told": gettext_lazy("повідомлено людину"),
    "message.sent_again": gettext_lazy("повідомлення надіслано ще раз"),
    "payments.ledger_exported": gettext_lazy("звірку оплат збережено таблицею"),
    "search.made": gettext_lazy("показано у пошуку"),
    "list.viewed": gettext_lazy("показано у списку"),
    "list.exported": gettext_lazy("список збережено таблицею"),
    "journal.exported": gettext_lazy("журнал реєстрації надруковано або збережено таблицею"),
}
_PAGES: dict[str, Promise] = {
    "desk:find": gettext_lazy("поле пошуку"),
    "desk:people": gettext_lazy("пошук заявників"),
    "desk:home": gettext_lazy("робота сьогодні"),
    "cases:list": gettext_lazy("список справ"),
    "cases:table": gettext_lazy("список справ"),
    "cases:journal": gettext_lazy("журнал реєстрації"),
    "payments:bills": gettext_lazy("рахунки за період"),
    "payments:ledger": gettext_lazy("звірка оплат"),
    "payments:ledger_table": gettext_lazy("звірка оплат"),
    "consignments:home": gettext_lazy("пакети з паперами"),
    "consignments:day": gettext_lazy("звірка за день"),
    "consignments:bag": gettext_lazy("пакет з паперами"),
    "consignments:provider": gettext_lazy("кабінет суб'єкта надання"),
    "desk:person": gettext_lazy("сторінка заявника"),
    "desk:person_edit": gettext_lazy("виправлення даних"),
    "desk:representative_new": gettext_lazy("запис представника"),
    "cases:case": gettext_lazy("сторінка справи"),
    "cases:act": gettext_lazy("дія у справі"),
    "cases:task": gettext_lazy("етап справи"),
    "cases:handover": gettext_lazy("передача справ"),
    "cases:transfers": gettext_lazy("передані справи"),
    "cases:inventory": gettext_lazy("друк опису"),
    "documents:document": gettext_lazy("друк документа"),
    "payments:case": gettext_lazy("оплата справи"),
    "payments:bill": gettext_lazy("рахунок на оплату"),
    "consignments:case": gettext_lazy("рух паперів справи"),
    "consignments:provider_case": gettext_lazy("кабінет суб'єкта надання"),
    "api:case": gettext_lazy("програмний доступ до справи"),
}
_INTAKE = frozenset(f"desk:{step}" for step in ("who", "service", "papers", "wishes", "check"))


def act_in_words(action: str) -> str:
    """An act of the journal; one that has no words yet is shown under its own name, never left out."""
    if action in _ACTS:
        return str(_ACTS[action])
    room, _dot, step = action.partition(".")
    if room == "case" and step in Step.values:
        return _("справа: {step}").format(step=Step(step).label)
    return _("інша дія ({action})").format(action=action)


def many_in_words(action: str, facts: Mapping[str, Any]) -> str:
    """What showed a person among others."""
    if action == "journal.exported":
        return _("журнал реєстрації")
    return ngettext("{n} людина", "{n} людей", shown).format(n=shown) if (shown := facts.get("shown", 0)) else ""


def page_in_words(page: str) -> str:
    """The page somebody looked from; "" for acts that are not looks."""
    if page in _INTAKE:
        return _("прийом заяви")
    return str(_PAGES.get(page, page))


def role_in_words(role: str) -> str:
    return str(Role(role).label) if role in Role.values else _("система")
