"""Why something of the selection is not done, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class MayNotRun(Refusal):
    code = "selection.may_not_run"
    message = _("Відбір веде керівник програми. Зверніться до нього.")


class MayNotReview(Refusal):
    code = "selection.may_not_review"
    message = _("Ви не у складі експертів цього конкурсу. Зверніться до керівника програми.")


class MayNotAppeal(Refusal):
    code = "selection.may_not_appeal"
    message = _("Результати бачать керівник ЦНАП і голова громади. Попросіть когось із них.")


class NoSuchCall(Refusal, Http404):
    code = "selection.no_such_call"
    message = _("Такого конкурсу немає. Поверніться до списку.")


class NoSuchProposal(Refusal, Http404):
    code = "selection.no_such_proposal"
    message = _("Такої заявки немає. Поверніться до списку.")


class NoSuchRow(Refusal, Http404):
    code = "selection.no_such_row"
    message = _("Такого запису немає. Поверніться до списку.")


class TermsStand(Refusal):
    code = "selection.terms_stand"
    message = _("Умови оцінювання вже встановлено. Вони не змінюються.")


class TermsMissing(Refusal):
    code = "selection.terms_missing"
    message = _("Спершу встановіть умови оцінювання.")


class MoveNotAllowed(Refusal):
    code = "selection.move_not_allowed"
    message = _("Стан «{state}» не дозволяє цієї дії. Оновіть сторінку й подивіться, що можна зробити.")


class ReasonMissing(Refusal):
    code = "selection.reason_missing"
    message = _("Напишіть причину. Без неї це рішення не пояснити.")


class AlreadyThere(Refusal):
    code = "selection.already_there"
    message = _("Це вже записано. Оновіть сторінку.")


class DeclareFirst(Refusal):
    code = "selection.declare_first"
    message = _("Спершу заявіть, із якими громадами ви пов'язані. До того файли закриті.")


class InConflict(Refusal):
    code = "selection.in_conflict"
    message = _("За цією заявкою є конфлікт інтересів. Її передадуть іншому експерту.")


class NotOpened(Refusal):
    code = "selection.not_opened"
    message = _("Файли ще закриті. Спершу всі експерти оцінюють зразки.")


class NotCalibrated(Refusal):
    code = "selection.not_calibrated"
    message = _("Калібрування не завершено: оцінили не всі або розбіжність завелика. Обговоріть зразки.")


class MarksMissing(Refusal):
    code = "selection.marks_missing"
    message = _("Оцініть кожен критерій або напишіть, чому не оцінюєте.")


class MarkOutOfScale(Refusal):
    code = "selection.mark_out_of_scale"
    message = _("Такої оцінки немає на шкалі критерію «{criterion}».")


class NotReady(Refusal):
    code = "selection.not_ready"
    message = _("Впорядкувати ще не можна. {reason}")


class TooManyChosen(Refusal):
    code = "selection.too_many_chosen"
    message = _("Відібраних стало б більше, ніж місць: {places}. Спершу зніміть когось із відбору.")


class TooEarly(Refusal):
    code = "selection.too_early"
    message = _("Ще рано: оприлюднити можна від {moment}.")


class HashDiffers(Refusal):
    code = "selection.hash_differs"
    message = _("Повторне обчислення дало інший відбиток. Не ухвалюйте прогону і повідомте адміністратора системи.")


class HourIsOver(Refusal):
    code = "selection.hour_is_over"
    message = _("Ця година вже минула: зараз {moment}. Призначте пізнішу або оприлюдніть зараз.")


class TooLate(Refusal):
    code = "selection.too_late"
    message = _("Строк на заперечення минув {day}.")


class ExpertsNotShown(Refusal):
    code = "selection.experts_not_shown"
    message = _("Список експертів ще не оприлюднено.")


class HoursWrong(Refusal):
    code = "selection.hours_wrong"
    message = _("Розмова має початися пізніше, ніж зараз, і тривати не довше 12 годин. Виправте години.")


class NothingToMark(Refusal):
    code = "selection.nothing_to_mark"
    message = _("Позначка тут нічого не змінить: цей етап або не приховує файлів, або приховує всі відповіді.")


class PlaceMissing(Refusal):
    code = "selection.place_missing"
    message = _("Напишіть місце розмови або дайте посилання на неї.")


class PanelMissing(Refusal):
    code = "selection.panel_missing"
    message = _("Оберіть експертів цього напряму, які вже заявили про зв'язки.")


class ExpertInConflict(Refusal):
    code = "selection.expert_in_conflict"
    message = _("{name}: за цією заявкою є конфлікт інтересів. Оберіть іншого експерта.")


class BusyThen(Refusal):
    code = "selection.busy_then"
    message = _("У цей час уже є інша розмова: {who}. Оберіть іншу годину.")


class TalkOver(Refusal):
    code = "selection.talk_over"
    message = _("Ця розмова вже почалася. Запишіть її висновок на сторінці заявки.")


class IneligibleStays(Refusal):
    code = "selection.ineligible_stays"
    message = _("Заявка не відповідає умовам участі. Змінити це може лише задоволене заперечення.")


class Withdrawn(Refusal):
    code = "selection.withdrawn"
    message = _("Після прогону відкликано заявки: {numbers}. Підготуйте новий прогін.")


class RunReplaced(Refusal):
    code = "selection.run_replaced"
    message = _("Прогін цього протоколу замінено новим. Відкрийте новий протокол.")
