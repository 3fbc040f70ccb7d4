"""Why something of a call or a proposal is not done, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class MayNotRun(Refusal):
    code = "programmes.may_not_run"
    message = _("Конкурси веде керівник програми. Зверніться до нього.")


class MayNotApply(Refusal):
    code = "programmes.may_not_apply"
    message = _("Заявки громади веде керівник ЦНАП або голова громади. Попросіть когось із них.")


class NoSuchCall(Refusal, Http404):
    code = "programmes.no_such_call"
    message = _("Такого конкурсу немає. Поверніться до списку.")


class NoSuchProposal(Refusal, Http404):
    code = "programmes.no_such_proposal"
    message = _("Такої заявки немає. Поверніться до списку.")


class NoSuchPart(Refusal, Http404):
    code = "programmes.no_such_part"
    message = _("Такого запису в конкурсі немає. Поверніться до конкурсу.")


class MoveNotAllowed(Refusal):
    code = "programmes.move_not_allowed"
    message = _("Стан «{state}» не дозволяє цієї дії. Оновіть сторінку й подивіться, що можна зробити.")


class CodeTaken(Refusal):
    code = "programmes.code_taken"
    message = _("Програма з кодом {code} уже є. Оберіть інший код.")


class NumberTaken(Refusal):
    code = "programmes.number_taken"
    message = _("Конкурс із номером {number} уже є. Оберіть інший номер.")


class RulesFrozen(Refusal):
    code = "programmes.rules_frozen"
    message = _("Правила вже затверджено. Щоб змінити їх, почніть нову версію і напишіть причину.")


class CallIncomplete(Refusal):
    code = "programmes.call_incomplete"
    message = _("Конкурс ще не готовий. Доповніть його: {missing}")


class TooEarly(Refusal):
    code = "programmes.too_early"
    message = _("Ще рано: це можна зробити не раніше {moment}.")


class ReasonMissing(Refusal):
    code = "programmes.reason_missing"
    message = _("Напишіть причину. Її побачать усі, кого це стосується.")


class AmendmentOpen(Refusal):
    code = "programmes.amendment_open"
    message = _("Правила саме змінюють. Спершу оприлюдніть нову версію.")


class NothingChanged(Refusal):
    code = "programmes.nothing_changed"
    message = _("У правилах нічого не змінилось. Внесіть зміни, а тоді оприлюдніть версію.")


class NotLater(Refusal):
    code = "programmes.not_later"
    message = _("Новий строк має бути пізніший за теперішній і ще попереду.")


class TooLateToExtend(Refusal):
    code = "programmes.too_late_to_extend"
    message = _("Прийом завершено. Продовжити його можна лише протягом {hours} годин після записаного збою.")


class SeedPlanted(Refusal):
    code = "programmes.seed_planted"
    message = _("Відбиток зерна вже обіцяно. Інше зерно взяти не можна.")


class SeedEarly(Refusal):
    code = "programmes.seed_early"
    message = _("Зерно розкривають після завершення прийому, разом із впорядкуванням заявок.")


class TrackInUse(Refusal):
    code = "programmes.track_in_use"
    message = _("Цей напрям уже оголошено. Його можна змінити, але не прибрати.")


class DocumentPublished(Refusal):
    code = "programmes.document_published"
    message = _("Цей файл уже оприлюднено. Додайте новий, а в назві напишіть, що він заміняє.")


class FileRefused(Refusal):
    code = "programmes.file_refused"
    message = _("Додайте файл PDF, DOCX або XLSX, не більший за {most} МБ.")


class NotOpen(Refusal):
    code = "programmes.not_open"
    message = _("Конкурс зараз не приймає заявок.")


class TooLate(Refusal):
    code = "programmes.too_late"
    message = _("Прийом завершився {moment}. Заявку не прийнято.")


class QuestionsOver(Refusal):
    code = "programmes.questions_over"
    message = _("Питання до цього конкурсу вже не приймають.")


class QuestionMissing(Refusal):
    code = "programmes.question_missing"
    message = _("Напишіть питання.")


class AlreadyAnswered(Refusal):
    code = "programmes.already_answered"
    message = _("На це питання вже відповіли. Оновіть сторінку.")


class ProposalExists(Refusal):
    code = "programmes.proposal_exists"
    message = _("Громада вже має заявку {number} на цей конкурс. Відкрийте її.")


class NotFit(Refusal):
    code = "programmes.not_fit"
    message = _("Громада не відповідає умові: {sentence}")


class ProposalLocked(Refusal):
    code = "programmes.proposal_locked"
    message = _("Заявку вже подано. Змінити її можна, лише коли програма попросить уточнення.")


class ProposalIncomplete(Refusal):
    code = "programmes.proposal_incomplete"
    message = _("Заявка ще не повна. Доповніть: {missing}")


class NoAssessment(Refusal):
    code = "programmes.no_assessment"
    message = _("Поданої самооцінки ще немає. Заповніть і подайте її, а тоді додайте до заявки.")


class NotYourOffice(Refusal):
    code = "programmes.not_your_office"
    message = _("Подати заявку може лише {who}. Покажіть їм цю сторінку: усе заповнене збережено.")


class FactNotTyped(Refusal):
    code = "programmes.fact_not_typed"
    message = _("Це число вже є в записах. Виправте його там, де його ведуть.")


class SourceMissing(Refusal):
    code = "programmes.source_missing"
    message = _("Напишіть, звідки це відомо: рішення, наказ або довідка.")


class DueWrong(Refusal):
    code = "programmes.due_wrong"
    message = _("Дайте на відповідь час попереду, не менше ніж один день.")


class AnswerMissing(Refusal):
    code = "programmes.answer_missing"
    message = _("Напишіть відповідь на уточнення.")


class StillWaiting(Refusal):
    code = "programmes.still_waiting"
    message = _("Громада ще має час на відповідь до {moment}. Зачекайте.")


class ChecksOpen(Refusal):
    code = "programmes.checks_open"
    message = _("Є умови без висновку. Спершу вирішіть їх: {sentences}")


class ChecksDiffer(Refusal):
    code = "programmes.checks_differ"
    message = _("Висновок не збігається з перевіркою умов. Виправте перевірку або оберіть інший висновок.")


class NotClosedYet(Refusal):
    code = "programmes.not_closed_yet"
    message = _("Заявки розглядають після завершення прийому.")
