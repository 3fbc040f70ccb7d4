"""Why a time is not given or changed, each with what to do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal, Words


class BookingNotFound(Refusal, Http404):
    """Unknown and foreign answer the same; as Http404 it makes the page of an unknown address."""

    code = "appointments.not_found"
    message = _("Такого запису немає. Перевірте адресу.")


class MayNotAct(Refusal, Http404):
    code = "appointments.may_not_act"
    message = _("Це робить інша людина. Зверніться до керівника ЦНАП.")


class SlotTaken(Refusal):
    """`nearest`: other free times, the closest first."""

    code = "appointments.slot_taken"
    message = _("Цей час щойно зайняли. Оберіть інший.")

    def __init__(self, message: Words | None = None, /, *, nearest: Sequence[datetime] = (), **facts: Any) -> None:
        super().__init__(message, **facts)
        self.nearest = tuple(nearest)


class NotBookable(Refusal):
    code = "appointments.not_bookable"
    message = _("Ця точка не записує на прийом через сайт. Зателефонуйте або прийдіть.")


class ServiceNotBookable(Refusal):
    code = "appointments.service_not_bookable"
    message = _("На цю послугу тут не записують. Оберіть іншу послугу або точку.")


class TooManyOpen(Refusal):
    code = "appointments.too_many_open"
    message = _("За цим номером чи адресою вже є записи: {most}. Спершу скасуйте зайвий або прийдіть за наявним.")


class OneADay(Refusal):
    code = "appointments.one_a_day"
    message = _("На цей день за цим номером чи адресою вже є запис. Оберіть інший день.")


class WrongCode(Refusal):
    code = "appointments.wrong_code"
    message = _("Код не підходить. Перевірте цифри в повідомленні.")


class HoldOver(Refusal):
    code = "appointments.hold_over"
    message = _("Час на підтвердження минув, місце звільнено. Оберіть час ще раз.")


class MayNotFollow(Refusal):
    code = "appointments.may_not_follow"
    message = _("Так змінити запис не можна: зараз він «{state}».")


class AlreadyBegun(Refusal):
    code = "appointments.already_begun"
    message = _("Час прийому вже настав. Зателефонуйте до ЦНАП.")


class NotYetBegun(Refusal):
    code = "appointments.not_yet_begun"
    message = _("Час прийому ще не настав. Зробіть позначку, коли він настане.")


class NameMissing(Refusal):
    code = "appointments.name_missing"
    message = _("Напишіть, як вас кликати.")


class ContactMissing(Refusal):
    code = "appointments.contact_missing"
    message = _("Вкажіть телефон або електронну пошту: туди прийде код.")


class AddressMissing(Refusal):
    code = "appointments.address_missing"
    message = _("Вкажіть, куди приїхати: село, вулицю, будинок.")


class ReasonMissing(Refusal):
    code = "appointments.reason_missing"
    message = _("Оберіть причину.")


class TimesInDisorder(Refusal):
    code = "appointments.times_in_disorder"
    message = _("Кінець раніше за початок. Перевірте дати й години.")


class FigureOutOfRange(Refusal):
    code = "appointments.figure_out_of_range"
    message = _("«{name}»: має бути від {least} до {most}.")


class PersonUnknown(Refusal):
    code = "appointments.person_unknown"
    message = _("Такої людини серед працівників громади немає. Оберіть зі списку.")


class WindowMissing(Refusal):
    code = "appointments.window_missing"
    message = _("Для виїзду вкажіть місце, день і години.")


class NothingToCancel(Refusal):
    code = "appointments.nothing_to_cancel"
    message = _("На цей день записів немає, скасовувати нічого.")


class WaitingPeriodWrong(Refusal):
    code = "appointments.waiting_period_wrong"
    message = _("Дні очікування мають бути попереду й по порядку. Перевірте дати.")
