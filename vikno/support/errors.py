"""Why support is not agreed, given, handed over or corrected, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class NoSuchThing(Refusal, Http404):
    code = "support.not_found"
    message = _("Такого запису немає. Перевірте адресу.")


class NotYourMove(Refusal):
    code = "support.not_your_move"
    message = _("Цей крок робить інша сторона. Зачекайте на неї або напишіть їй.")


class MoveNotAllowed(Refusal):
    code = "support.move_not_allowed"
    message = _("Зараз стан «{state}», і цей крок неможливий. Оновіть сторінку.")


class WordsMissing(Refusal):
    code = "support.words_missing"
    message = _("Напишіть підставу: її прочитає інша сторона.")


class TextFrozen(Refusal):
    code = "support.text_frozen"
    message = _("Текст уже погоджено. Поверніть меморандум до тексту або підготуйте зміну.")


class NotInForce(Refusal):
    code = "support.not_in_force"
    message = _("Меморандум цього дня не діє. Вкажіть інший день або запишіть виняток.")


class NotOverYet(Refusal):
    code = "support.not_over_yet"
    message = _("Меморандум діє до {day}. Щоб закінчити раніше, припиніть або завершіть його.")


class PeriodWrong(Refusal):
    code = "support.period_wrong"
    message = _("Останній день раніший за перший. Перевірте дати.")


class NoSuchHromada(Refusal):
    code = "support.no_such_hromada"
    message = _("Такої громади немає. Оберіть її зі списку.")


class AlreadyAgreed(Refusal):
    code = "support.already_agreed"
    message = _("З цією громадою вже є меморандум {number}. Відкрийте його.")


class ProposalNotChosen(Refusal):
    code = "support.proposal_not_chosen"
    message = _("Такої відібраної заявки цієї громади немає. Перевірте номер або лишіть порожнім.")


class AmendmentMissing(Refusal):
    code = "support.amendment_missing"
    message = _("Скасувати етап можна лише підписаною зміною до меморандуму. Спершу підпишіть її.")


class AlreadySigned(Refusal):
    code = "support.already_signed"
    message = _("Ця сторона вже підписала. Оновіть сторінку.")


class AmendmentOpen(Refusal):
    code = "support.amendment_open"
    message = _("Попередню зміну ще не підписано. Підпишіть її, тоді готуйте наступну.")


class ProofMissing(Refusal):
    code = "support.proof_missing"
    message = _("Додайте файл, який показує виконане.")


class AlreadyCorrected(Refusal):
    code = "support.already_corrected"
    message = _("Цей запис уже виправлено. Виправляйте останній.")


class NeedsRefused(Refusal):
    code = "support.needs_refused"
    message = _("Таблицю не взято, нічого не змінено. {problems}")


class TooMuch(Refusal):
    code = "support.too_much"
    message = _("«{item}»: можна не більше {most}. Зменште кількість.")


class RateMissing(Refusal):
    code = "support.rate_missing"
    message = _("Вкажіть курс до гривні і його день.")


class NothingToHandOver(Refusal):
    code = "support.nothing_to_hand_over"
    message = _("Немає привезеного, на яке ще нема акта. Спершу запишіть поставку повністю.")


class LinesDoNotAddUp(Refusal):
    code = "support.lines_do_not_add_up"
    message = _("Рядки не дорівнюють розподілу: {items}. Перевірте кількість і поставку.")


class TooManyLines(Refusal):
    code = "support.too_many_lines"
    message = _("В акті може бути до {most} рядків. Розділіть розподіл на кілька актів.")


class SerialMissing(Refusal):
    code = "support.serial_missing"
    message = _("Бракує серійних номерів у рядках {places}.")


class SerialTaken(Refusal):
    code = "support.serial_taken"
    message = _("Серійний номер {serial} уже стоїть в іншому рядку. Перевірте наклейку.")


class LinesFrozen(Refusal):
    code = "support.lines_frozen"
    message = _("Рядки змінюють лише в чернетці. Підписане виправляють актом виправлення.")


class InventoryMissing(Refusal):
    code = "support.inventory_missing"
    message = _("Запишіть інвентарний номер кожного рядка. Бракує: {places}.")


class NoLines(Refusal):
    code = "support.no_lines"
    message = _("Позначте хоча б один рядок.")


class NothingCorrected(Refusal):
    code = "support.nothing_corrected"
    message = _("Нове значення таке саме або не підходить. Перевірте його.")


class CodeTaken(Refusal):
    code = "support.code_taken"
    message = _("Такий код уже є. Оберіть інший.")


class NotComputed(Refusal):
    code = "support.not_computed"
    message = _("Цей показник рахують самі записи. Натисніть «Порахувати».")


class PackageRefused(Refusal):
    code = "support.package_refused"
    message = _("Це не пакет 360Giving: {reason}")


class PackageThere(Refusal):
    code = "support.package_there"
    message = _("Цей файл уже завантажено. Знайдіть його в переліку пакетів.")


class GrantsWrong(Refusal):
    code = "support.grants_wrong"
    message = _("Нічого не внесено: помилки мають {wrong} із {count}. Виправте файл і завантажте новий.")


class DaysSaidOtherwise(Refusal):
    code = "support.days_said_otherwise"
    message = _("Нічого не внесено: порядок дня й місяця щойно змінили. Перегляньте дні ще раз.")


class NothingToBring(Refusal):
    code = "support.nothing_to_bring"
    message = _("Усе з цього файла вже внесено. Нового немає.")


class GrantsBuiltUpon(Refusal):
    code = "support.grants_built_upon"
    message = _("Внесення не скасувати: {count} грантів пов'язано з меморандумами. Спершу відв'яжіть їх.")
