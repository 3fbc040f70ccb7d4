"""Why the queue does not move, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class TicketNotFound(Refusal, Http404):
    """Unknown and foreign answer the same; as Http404 it makes the page of an unknown address."""

    code = "queue.ticket_not_found"
    message = _("Такого талона немає. Перевірте номер.")


class QueueNotFound(Refusal, Http404):
    code = "queue.not_found"
    message = _("Такого запису в черзі немає. Перевірте адресу.")


class NotYourPoint(Refusal):
    code = "queue.not_your_point"
    message = _("Ви сьогодні не працюєте в цій точці. Оберіть свою на сторінці «Робота сьогодні».")


class NotHead(Refusal):
    code = "queue.not_head"
    message = _("Чергу налаштовує керівник ЦНАП. Зверніться до керівника.")


class NobodyWaits(Refusal):
    code = "queue.nobody_waits"
    message = _("Для цього вікна ніхто не чекає.")


class NoShift(Refusal):
    code = "queue.no_shift"
    message = _("Спершу сядьте за вікно: оберіть його на сторінці «Моє вікно».")


class CounterTaken(Refusal):
    code = "queue.counter_taken"
    message = _("За вікном {counter} вже працює {officer}. Оберіть інше.")


class CounterClosed(Refusal):
    code = "queue.counter_closed"
    message = _("Вікно {counter} вимкнено в налаштуваннях. Оберіть інше.")


class OnPause(Refusal):
    code = "queue.on_pause"
    message = _("Вікно на паузі. Спершу поновіть роботу.")


class QueueStopped(Refusal):
    code = "queue.stopped"
    message = _("Чергу зупинено: {words} Викликати можна, коли роботу відновлять на сторінці «Перебої».")


class TicketInHand(Refusal):
    code = "queue.ticket_in_hand"
    message = _("Біля вікна ще талон {ticket}. Спершу закінчіть, відкладіть або передайте його.")


class MoveNotAllowed(Refusal):
    code = "queue.move_not_allowed"
    message = _("Талон {ticket} зараз «{state}»: цього вже не зробити. Оновіть сторінку.")


class TicketElsewhere(Refusal):
    code = "queue.ticket_elsewhere"
    message = _("Талон {ticket} біля іншого вікна: {counter}. Домовтеся з колегою.")


class DayOver(Refusal):
    code = "queue.day_over"
    message = _("Цей талон за інший день. Видайте новий.")


class DayAlreadyClosed(Refusal):
    code = "queue.day_not_over"
    message = _("Ще не кінець дня, а люди чекають: {waiting}. Спершу обслужіть їх або відпустіть.")


class BookingTimeMissing(Refusal):
    code = "queue.booking_time_missing"
    message = _("Уведіть час, на який людина записана, наприклад 10:30.")


class TargetMissing(Refusal):
    code = "queue.target_missing"
    message = _("Оберіть чергу або вікно, куди передати.")


class GroupClosed(Refusal):
    code = "queue.group_closed"
    message = _("Черга «{group}» у цій точці не працює. Оберіть іншу.")


class PriorityUnknown(Refusal):
    code = "queue.priority_unknown"
    message = _("Такої пільги сьогодні немає. Оберіть зі списку.")


class TopicUnknown(Refusal):
    code = "queue.topic_unknown"
    message = _("Такої теми немає. Оберіть зі списку.")


class TopicTaken(Refusal):
    code = "queue.topic_taken"
    message = _("Тема «{name}» уже є, можливо, серед схованих. Поверніть її або назвіть нову інакше.")


class TopicNameMissing(Refusal):
    code = "queue.topic_name_missing"
    message = _("Назвіть тему кількома словами.")


class KeysTaken(Refusal):
    code = "queue.keys_taken"
    message = _("Усі дев'ять клавіш зайнято. Спершу сховайте тему, якою не користуєтесь.")


class LastTopic(Refusal):
    code = "queue.last_topic"
    message = _("Це остання тема. Спершу поверніть або додайте іншу.")


class TooLateToUndo(Refusal):
    code = "queue.too_late_to_undo"
    message = _("Скасувати можна лише свій запис і лише в той самий день.")


class PhoneUnreadable(Refusal):
    code = "queue.phone_unreadable"
    message = _("«{text}» не схоже на номер телефону. Приклад: 067 123 45 67.")


class NameTaken(Refusal):
    code = "queue.name_taken"
    message = _("«{name}» у цій точці вже є. Уведіть іншу назву.")


class NumbersTaken(Refusal):
    code = "queue.numbers_taken"
    message = _("Номер {ticket} уже видано. Візьміть наступний.")


class PeriodWrong(Refusal):
    code = "queue.period_wrong"
    message = _("Кінець раніше за початок або проміжок довший за рік. Перевірте дати.")


class KioskNotFound(Refusal, Http404):
    code = "queue.kiosk_not_found"
    message = _("Такого кіоска немає. Перевірте адресу.")


class NumberNotReserved(Refusal):
    code = "queue.number_not_reserved"
    message = _("Номер {ticket} не відкладено для цього кіоска. Видайте новий талон.")


class BookingElsewhere(Refusal):
    code = "queue.booking_elsewhere"
    message = _("Запис на {when}, {where}. Талон дають там і в той день.")


class NotFromBooking(Refusal):
    code = "queue.not_from_booking"
    message = _("Цей талон дали не за записом. Якщо він зайвий, натисніть «Людина пішла».")


class BookingUnknown(Refusal):
    code = "queue.booking_unknown"
    message = _("Запису з таким номером на сьогодні тут немає. Перевірте цифри або підійдіть до працівника.")


class TicketOfBookingGiven(Refusal):
    code = "queue.ticket_of_booking_given"
    message = _("Талон за цим записом уже видано. Загубили його — підійдіть до працівника.")


class KioskTriesOver(Refusal):
    code = "queue.kiosk_tries_over"
    message = _("Забагато спроб. Підійдіть до працівника: він дасть талон.")
