"""Why a blank is not moved, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class BlankNotFound(Refusal, Http404):
    """Unknown and foreign answer the same; as Http404 it makes the page of an unknown address."""

    code = "blanks.not_found"
    message = _("Такого запису про бланки немає. Перевірте адресу.")


class NotKeeper(Refusal, Http404):
    """Who keeps no blanks does not learn that there is such a page."""

    code = "blanks.not_keeper"
    message = _("Це робить відповідальна за бланки особа. Зверніться до керівника ЦНАП.")


class NotHolder(Refusal):
    code = "blanks.not_holder"
    message = _("Це бланки іншої людини. Оберіть свої.")


class KindUnknown(Refusal):
    code = "blanks.kind_unknown"
    message = _("Такого виду бланків немає. Оберіть вид зі списку.")


class SeriesUnreadable(Refusal):
    code = "blanks.series_unreadable"
    message = _("«{text}» не схоже на серію. Уведіть її як на бланку, наприклад І-АБ.")


class NumbersUnreadable(Refusal):
    code = "blanks.numbers_unreadable"
    message = _("«{text}» не схоже на номери. Уведіть номер або проміжок, наприклад 000101–000120.")


class TooManyNumbers(Refusal):
    code = "blanks.too_many_numbers"
    message = _("За раз можна записати не більше {most} бланків. Поділіть на частини.")


class NumbersKnown(Refusal):
    code = "blanks.numbers_known"
    message = _("Ці номери вже записано: {numbers}. Перевірте серію й номери.")


class NumbersElsewhere(Refusal):
    code = "blanks.numbers_elsewhere"
    message = _("За обліком ці номери не тут: {numbers}. Перевірте серію, номери й у кого вони.")


class OneNumberOnly(Refusal):
    code = "blanks.one_number_only"
    message = _("На один запис витрачають один бланк. Уведіть один номер.")


class UseNeedsRecord(Refusal):
    code = "blanks.use_needs_record"
    message = _("Уведіть номер актового запису або відкрийте справу, на яку витрачено бланк.")


class ReasonMissing(Refusal):
    code = "blanks.reason_missing"
    message = _("Напишіть причину.")


class DocumentMissing(Refusal):
    code = "blanks.document_missing"
    message = _("Уведіть назву, номер і дату документа.")


class PartyMissing(Refusal):
    code = "blanks.party_missing"
    message = _("Уведіть, від кого або кому передано бланки.")


class CommissionTooSmall(Refusal):
    code = "blanks.commission_too_small"
    message = _("У комісії має бути не менше {least} різних людей. Уведіть кожну з нового рядка.")


class HolderUnknown(Refusal):
    code = "blanks.holder_unknown"
    message = _("Такої людини серед працівників громади немає. Оберіть зі списку.")


class SameHolder(Refusal):
    code = "blanks.same_holder"
    message = _("Оберіть іншу людину: ці бланки вже в неї.")


class NothingHeld(Refusal):
    code = "blanks.nothing_held"
    message = _("За обліком у цієї людини немає бланків, передавати нічого.")


class HappenedEarlier(Refusal):
    code = "blanks.happened_earlier"
    message = _("Ці бланки за обліком рухалися пізніше ({day}). Перевірте дату.")


class DayAhead(Refusal):
    code = "blanks.day_ahead"
    message = _("Дата ще не настала. Перевірте дату.")


class AlreadyReversed(Refusal):
    code = "blanks.already_reversed"
    message = _("Цей запис уже виправлено.")


class MovedSince(Refusal):
    code = "blanks.moved_since"
    message = _("Після цього запису бланки рухалися далі. Спершу виправте пізніші записи.")


class KeeperPeriodWrong(Refusal):
    code = "blanks.keeper_period_wrong"
    message = _("Строк відповідальності закінчується раніше, ніж починається. Перевірте дати.")


class AlreadyKeeper(Refusal):
    code = "blanks.already_keeper"
    message = _("Ця людина вже відповідає за бланки.")


class CaseNotCivil(Refusal):
    code = "blanks.case_not_civil"
    message = _("За цією послугою бланків свідоцтв не видають.")
