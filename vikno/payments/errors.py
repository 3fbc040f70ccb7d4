"""Why money is not written down, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class BillNotFound(Refusal, Http404):
    """Unknown and foreign answer the same; as Http404 it makes the page of an unknown address."""

    code = "payments.bill_not_found"
    message = _("Рахунка з таким номером немає. Перевірте номер.")


class MayNotAct(Refusal):
    code = "payments.may_not_act"
    message = _("Цю дію виконує {who}.")


class IbanIsWrong(Refusal):
    code = "payments.iban_is_wrong"
    message = _("У рахунку {iban} помилка: контрольні цифри не сходяться. Звірте його з листом казначейства.")


class EdrpouIsWrong(Refusal):
    code = "payments.edrpou_is_wrong"
    message = _("У коді ЄДРПОУ {edrpou} помилка: контрольна цифра не сходиться. Звірте код отримувача.")


class NoAccount(Refusal):
    code = "payments.no_account"
    message = _(
        "Немає рахунка казначейства для послуги «{service}» на {on}. Керівник ЦНАП додає його на сторінці рахунків."
    )


class NothingToPay(Refusal):
    code = "payments.nothing_to_pay"
    message = _("Послуга «{service}» безоплатна: рахунок не потрібен.")


class CostNotOfCase(Refusal):
    code = "payments.cost_not_of_case"
    message = _("Такої плати немає в картці послуги цієї справи. Оберіть плату зі списку.")


class FigureMissing(Refusal):
    code = "payments.figure_missing"
    message = _("Немає показника «{index}» на {on}, від якого рахують плату. Його вносить розпорядник каталогу.")


class AmountMissing(Refusal):
    code = "payments.amount_missing"
    message = _("Плату встановлює суб'єкт надання. Уведіть суму з його тарифу.")


class AmountIsWrong(Refusal):
    code = "payments.amount_is_wrong"
    message = _("Сума має бути більшою за нуль, з копійками — не більше двох цифр після коми.")


class AlreadyBilled(Refusal):
    code = "payments.already_billed"
    message = _("За цю плату вже є рахунок {bill}. Скасуйте його, якщо він помилковий.")


class CaseIsOver(Refusal):
    code = "payments.case_is_over"
    message = _("Заяву відкликано: нового рахунка не виписати.")


class ExemptionNotKnown(Refusal):
    code = "payments.exemption_not_known"
    message = _("Такої пільги немає на {on}. Оберіть пільгу зі списку.")


class ProofMissing(Refusal):
    code = "payments.proof_missing"
    message = _("Запишіть, який документ підтверджує пільгу.")


class ReasonMissing(Refusal):
    code = "payments.reason_missing"
    message = _("Запишіть підставу: її прочитає бухгалтер.")


class PurposeTooLong(Refusal):
    code = "payments.purpose_too_long"
    message = _("Призначення платежу не вміщується в QR-код. Скоротіть його на сторінці рахунків казначейства.")


class BillIsCancelled(Refusal):
    code = "payments.bill_is_cancelled"
    message = _("Рахунок {bill} скасовано. Випишіть новий.")


class NothingIsOwed(Refusal):
    code = "payments.nothing_is_owed"
    message = _("За рахунком {bill} платити не треба: людину звільнено від оплати.")


class BillHasMoney(Refusal):
    code = "payments.bill_has_money"
    message = _("За рахунком {bill} є гроші: {amount}. Спершу поверніть їх або виправте запис про оплату.")


class ReceiptRecorded(Refusal):
    code = "payments.receipt_recorded"
    message = _("Квитанцію {receipt} вже записано {on} до рахунка {bill}. Друга така сама не приймається.")


class LooksLikeCard(Refusal):
    """The number itself is not repeated: a refusal may end in a log."""

    code = "payments.looks_like_card"
    message = _("Схоже на номер платіжної картки. Його тут не зберігають: запишіть номер і код квитанції.")


class PaidInFuture(Refusal):
    code = "payments.paid_in_future"
    message = _("Дата {on} ще не настала. Перепишіть дату з квитанції.")


class RefundTooLarge(Refusal):
    code = "payments.refund_too_large"
    message = _("Повернути можна не більше, ніж надійшло: {most}.")


class EntryNotFound(Refusal, Http404):
    code = "payments.entry_not_found"
    message = _("Такого запису в рахунку немає.")


class EntryIsReversed(Refusal):
    code = "payments.entry_is_reversed"
    message = _("Цей запис уже виправлено.")


class ReversalNotAllowed(Refusal):
    code = "payments.reversal_not_allowed"
    message = _("Спершу виправте запис про повернення: повернуто більше, ніж лишиться оплаченим.")


class TooManyRows(Refusal):
    code = "payments.too_many_rows"
    message = _("За ці дні записів більше ніж {most}. Оберіть коротший проміжок.")
