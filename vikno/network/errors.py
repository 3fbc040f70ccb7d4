"""Named refusals of this room."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal
from vikno.common.tables import Problem


class NotAllowed(Refusal):
    code = "network.not_allowed"
    message = _("Цю точку змінює керівник її громади. Зверніться до нього.")


class MayNotFound(NotAllowed):
    code = "network.may_not_found"
    message = _("Додавати точки мережі може її керівник. Зверніться до нього.")


class StewardOnly(NotAllowed):
    code = "network.steward_only"
    message = _("Реєстр завантажує й місця визначає лише розпорядник довідників.")


class NetworkHasNoNumber(Refusal):
    code = "network.has_no_number"
    message = _("Мережа громади не має номера, тому номер не видати. Зверніться до розпорядника довідників.")


class NumbersExhausted(Refusal):
    code = "network.numbers_exhausted"
    message = _("Номери на {year} рік вичерпано. Зверніться до розпорядника довідників.")


class NoSuchPoint(Refusal):
    """Unknown and foreign points look the same: the page answers 404."""

    code = "network.no_such_point"
    message = _("Такої точки немає у вашій мережі.")


class StateMayNotFollow(Refusal):
    code = "network.state_may_not_follow"
    message = _("Зі стану «{before}» не можна перейти в «{after}». Оберіть інший стан.")


class StateNeedsReason(Refusal):
    code = "network.state_needs_reason"
    message = _("Напишіть підставу: що сталося або яким рішенням.")


class StateNeedsNotice(Refusal):
    code = "network.state_needs_notice"
    message = _("Напишіть оголошення: люди мають знати, куди звернутися.")


class StateTooEarly(Refusal):
    code = "network.state_too_early"
    message = _("Попередній стан почався {since}. Вкажіть пізніший час.")


class MovedNowhere(Refusal):
    code = "network.moved_nowhere"
    message = _("Вкажіть точку своєї мережі, куди переїхали, або опишіть нову адресу в оголошенні.")


class HoursOverlap(Refusal):
    code = "network.hours_overlap"
    message = _("{day}: проміжки часу накладаються. Виправте години.")


class HoursOutOfOrder(Refusal):
    code = "network.hours_out_of_order"
    message = _("{day}: кінець має бути пізніше за початок.")


class ExceptionInPast(Refusal):
    code = "network.exception_in_past"
    message = _("Дата {on} вже минула. Вкажіть майбутню.")


class NoEndBeforeStart(Refusal):
    code = "network.no_end_before_start"
    message = _("Кінець строку не може бути раніше за початок {start}.")


class NotOurPerson(Refusal):
    code = "network.not_our_person"
    message = _("Ця людина не працює у вашій мережі. Спершу додайте її до працівників.")


class NotOurSettlement(Refusal):
    code = "network.not_our_settlement"
    message = _("Населений пункт {settlement} не належить вашій громаді.")


class NoServicesChosen(Refusal):
    code = "network.no_services_chosen"
    message = _("Оберіть хоча б одну послугу.")


class NotASettlement(Refusal):
    code = "network.not_a_settlement"
    message = _("Оберіть чинний населений пункт з довідника.")


class AlreadySettled(Refusal):
    code = "network.already_settled"
    message = _("Місце вже визначив хтось інший. Перейдіть до наступного.")


class NothingToUndo(Refusal):
    code = "network.nothing_to_undo"
    message = _("Скасовувати нічого: ви ще нічого не визначили.")


class RegisterRefused(Refusal):
    """A register file is refused whole; nothing of it is kept."""

    code = "network.register_refused"
    message = _("Файл не прийнято, нічого не змінено.")

    def __init__(self, problems: Sequence[Problem] = (), /, **facts: Any) -> None:
        super().__init__(**facts)
        self.problems = tuple(problems) or (Problem(0, self.message),)
        self.total = len(self.problems)


class EditionTooOld(RegisterRefused):
    code = "network.edition_too_old"
    message = _("Завантажено новішу редакцію, від {newest}. Візьміть свіжий файл.")


class CodifierMissing(RegisterRefused):
    code = "network.codifier_missing"
    message = _("Довідник територій порожній. Спершу завантажте КАТОТТГ: vikno import territories ФАЙЛ.")


class SettlementElsewhere(Refusal):
    code = "network.settlement_elsewhere"
    message = _("Цього населеного пункту у вашій громаді немає. Вкажіть код КАТОТТГ свого.")


class NotYourService(Refusal):
    code = "network.not_your_service"
    message = _("Про цю послугу повідомляє той, хто її надає, або керівник ЦНАП. Оберіть послугу свого органу.")


class AreaNotYours(Refusal):
    code = "network.area_not_yours"
    message = _("Ви можете повідомити лише про свою громаду. Про область і країну повідомляє розпорядник довідників.")


class AvailabilityNeedsWords(Refusal):
    code = "network.availability_needs_words"
    message = _("Напишіть, що робити людям: куди піти або коли спробувати знову.")


class SameAvailability(Refusal):
    code = "network.same_availability"
    message = _("Так уже записано. Змініть стан, пояснення, джерело або дату.")
