"""Why a case is not opened or not moved, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class CaseNotFound(Refusal, Http404):
    """Unknown and foreign answer the same; as Http404 it makes the page of an unknown address."""

    code = "cases.not_found"
    message = _("Справи з таким номером немає. Перевірте номер.")


class MayNotAct(Refusal):
    code = "cases.may_not_act"
    message = _("Ваша роль не дозволяє цієї дії. Зверніться до керівника ЦНАП.")


class NotPostedHere(Refusal):
    code = "cases.not_posted_here"
    message = _("Ви не працюєте в точці «{point}». Виберіть свою точку.")


class StepNotAllowed(Refusal):
    code = "cases.step_not_allowed"
    message = _("Справа {number} у стані «{state}», тому дія «{step}» неможлива. {advice}")


class ServiceNotGiven(Refusal):
    code = "cases.service_not_given"
    message = _("Цю послугу тут надати не можна: {reason}.")


class NoServiceVersion(Refusal):
    code = "cases.no_service_version"
    message = _("На {on} послуга «{service}» не має чинного опису. Зверніться до розпорядника довідників.")


class NoPapers(Refusal):
    code = "cases.no_papers"
    message = _("Опис порожній. Позначте хоча б один документ, наприклад заяву.")


class ContactMissing(Refusal):
    code = "cases.contact_missing"
    message = _("Вкажіть телефон або адресу, куди повідомити заявника.")


class WrongApplicant(Refusal):
    code = "cases.wrong_applicant"
    message = _("Цієї особи немає серед заявників громади. Знайдіть або додайте її.")


class RepresentativeNotEntitled(Refusal):
    code = "cases.representative_not_entitled"
    message = _("Ця особа не представляє заявника. Перевірте документ.")


class RepresentativeExpired(Refusal):
    code = "cases.representative_expired"
    message = _(
        "Повноваження представника закінчилися {valid_to}: {document}. Попросіть чинний документ або самого заявника."
    )


class CoApplicantTwice(Refusal):
    code = "cases.co_applicant_twice"
    message = _("{person} уже є в цій заяві. Приберіть повтор.")


class NotOfThisCase(Refusal):
    code = "cases.not_of_this_case"
    message = _("Ця особа не подавала заяви в цій справі. Виберіть заявника, співзаявника або представника.")


class NotGivenAtOnce(Refusal):
    code = "cases.not_given_at_once"
    message = _("Послугу «{service}» за карткою не надають одразу. Зареєструйте заяву як звичайно.")


class RegimeNotOffered(Refusal):
    code = "cases.regime_not_offered"
    message = _("За цим законом послугу «{service}» не розглядають. Виберіть закон із переліку.")


class GroundsMissing(Refusal):
    code = "cases.grounds_missing"
    message = _("Рішення не на користь заявника потребує підстав. Напишіть їх.")


class DecisionInFuture(Refusal):
    code = "cases.decision_in_future"
    message = _("Дата рішення ще не настала. Перевірте дату.")


class DecisionBeforeCase(Refusal):
    code = "cases.decision_before_case"
    message = _("Дата рішення раніша за реєстрацію заяви ({registered_on}). Перевірте дату.")


class HearingNeeded(Refusal):
    code = "cases.hearing_needed"
    message = _(
        "Перед відмовою заявник має право висловитися ({source}). Запросіть його на слухання або виберіть підставу, "
        "з якої закон дозволяє вирішити без нього."
    )


class HearingNotOver(Refusal):
    code = "cases.hearing_not_over"
    message = _(
        "Заявника запрошено висловитися, день слухання — {held_on}. "
        "Спершу запишіть, що він сказав або що не висловився."
    )


class HearingTooSoon(Refusal):
    code = "cases.hearing_too_soon"
    message = _("Заявникові треба дати час: слухання не раніше {first}. Виберіть пізніший день.")


class HearingUnexplained(Refusal):
    code = "cases.hearing_unexplained"
    message = _("Напишіть, де й о котрій слухання, і що саме хочуть вирішити та чому.")


class HearingWordsMissing(Refusal):
    code = "cases.hearing_words_missing"
    message = _("Напишіть, що сказав заявник: ці слова стануть частиною справи.")


class AbsenceTooSoon(Refusal):
    code = "cases.absence_too_soon"
    message = _("Заявник може висловитися до {until} включно. Записати, що він не висловився, можна з {first}.")


class UnheardUnexplained(Refusal):
    code = "cases.unheard_unexplained"
    message = _("Напишіть, які обставини справи дають підставу вирішити без слухання.")


class SameHands(Refusal):
    code = "cases.same_hands"
    message = _(
        "Заяву прийняли ви, а «{service}» має вирішувати інша людина ({source}). Попросіть колегу записати рішення."
    )


class NotYetUnclaimed(Refusal):
    code = "cases.not_yet_unclaimed"
    message = _("Результат чекає заявника до {until} включно. Нагадайте заявникові ще раз.")


class PostingUnexplained(Refusal):
    code = "cases.posting_unexplained"
    message = _("Вкажіть адресу й номер відправлення. Якщо адреси немає, передайте справу до архіву.")


class ShelfMissing(Refusal):
    code = "cases.shelf_missing"
    message = _("Вкажіть, де в архіві лежатиме справа: шафу, полицю або папку.")


class NoticeNotReady(Refusal):
    code = "cases.notice_not_ready"
    message = _("Рішення ще не ухвалено, тому повідомляти нема про що.")


class ProviderDecides(Refusal):
    code = "cases.provider_decides"
    message = _("Рішення вносить сам суб'єкт надання: {provider}.")


class StepNotInRules(Refusal):
    code = "cases.step_not_in_rules"
    message = _("Для цієї справи закон не передбачає дії «{step}». Ухваліть рішення у визначений строк.")


class DayInFuture(Refusal):
    code = "cases.day_in_future"
    message = _("Ця дата ще не настала. Вкажіть день, коли це сталося.")


class DayOutOfOrder(Refusal):
    code = "cases.day_out_of_order"
    message = _("Дата раніша за попередню подію строку ({after}). Перевірте дату.")


class TermAlreadyOver(Refusal):
    code = "cases.term_already_over"
    message = _("Строк минув {due_on}, тому зупинити чи продовжити його вже не можна. Ухваліть рішення.")


class TermNotBegun(Refusal):
    code = "cases.term_not_begun"
    message = _("Строк ще не почався: спершу запишіть, що суб'єкт надання прийняв документи.")


class DefectsMissing(Refusal):
    code = "cases.defects_missing"
    message = _("Напишіть, які недоліки має усунути заявник.")


class CureDayOutOfBounds(Refusal):
    code = "cases.cure_day_out_of_bounds"
    message = _("День усунення недоліків має бути з {first} до {last}. Виберіть іншу дату.")


class CureTooLate(Refusal):
    code = "cases.cure_too_late"
    message = _("Строк усунення недоліків минув {until}. Залиште заяву без розгляду або прийміть нову.")


class CureNotOver(Refusal):
    code = "cases.cure_not_over"
    message = _("Заявник може усунути недоліки до {until} включно. Зачекайте цього дня.")


class OnlyLeftWithoutConsideration(Refusal):
    code = "cases.only_left_without_consideration"
    message = _("Недоліків не усунено: заяву можна лише залишити без розгляду. Або спершу запишіть їх усунення.")


class GroundNotInRules(Refusal):
    code = "cases.ground_not_in_rules"
    message = _("Такої підстави закон не називає. Виберіть підставу з переліку.")


class ExtensionTooLong(Refusal):
    code = "cases.extension_too_long"
    message = _("Строк можна продовжити щонайбільше на {most}. Зменште кількість днів.")


class ExtensionUsed(Refusal):
    code = "cases.extension_used"
    message = _("Строк уже продовжено, вдруге цього зробити не можна. Ухваліть рішення до останнього дня.")


class LocalDaysOutOfOrder(Refusal):
    code = "cases.local_days_out_of_order"
    message = _("Останній день раніший за перший. Перевірте дати.")


class LocalDaysTooLong(Refusal):
    code = "cases.local_days_too_long"
    message = _("Закриття довше за {most} днів не записують одним рядком. Перевірте дати.")


class LocalDaysUnexplained(Refusal):
    code = "cases.local_days_unexplained"
    message = _("Напишіть причину і рішення або наказ, на якому тримається цей рядок.")


class LocalDaysNotFound(Refusal, Http404):
    code = "cases.local_days_not_found"
    message = _("Такого рядка немає. Оновіть сторінку.")


class IdentityNotChecked(Refusal):
    code = "cases.identity_not_checked"
    message = _("Результат видають після перевірки особи. Вкажіть пред'явлений документ.")


class ReasonMissing(Refusal):
    code = "cases.reason_missing"
    message = _("Напишіть, що сталося.")


class ProofMissing(Refusal):
    code = "cases.proof_missing"
    message = _("Запишіть, як повідомлено: з ким говорили або номер листа.")


class InventoryAlreadyKept(Refusal):
    code = "cases.inventory_already_kept"
    message = _("Опис цієї справи вже складено. Роздрукуйте його зі сторінки справи.")


class TooManyToPrint(Refusal):
    code = "cases.too_many_to_print"
    message = _("За цей проміжок понад {limit} справ. Виберіть коротший або збережіть таблицю XLSX.")


class TooManyToExport(Refusal):
    code = "cases.too_many_to_export"
    message = _("У списку понад {limit} справ. Звузьте фільтр, щоб зберегти таблицю.")


class ServiceUnknown(Refusal, Http404):
    code = "cases.service_unknown"
    message = _("Послуги з таким кодом у каталозі немає. Перевірте код.")


class ApplicantMissing(Refusal):
    code = "cases.applicant_missing"
    message = _("Вкажіть, хто звертається: applicant або applicant_id.")


class ScanNotFound(Refusal, Http404):
    code = "cases.scan_not_found"
    message = _("Такого скану у справі немає. Оновіть сторінку.")


class CaseDestroyed(Refusal):
    code = "cases.destroyed"
    message = _("Справу знищено за актом {act}: додати до неї нічого не можна.")


class BothInOneCase(Refusal):
    code = "cases.both_in_one_case"
    message = _("Обидва записи стоять в одній справі, тому це різні люди. Якщо ні, спершу виправте справу.")


class TaskNotFound(Refusal, Http404):
    code = "cases.task_not_found"
    message = _("Такого етапу в справі немає. Оновіть сторінку.")


class TaskAlreadyDone(Refusal):
    code = "cases.task_already_done"
    message = _("Етап «{name}» уже позначено виконаним: {who}. Оновіть сторінку.")


class TaskMarksItself(Refusal):
    code = "cases.task_marks_itself"
    message = _("Етап «{name}» позначиться сам, щойно у справі запишуть: {event}. Запишіть цю дію.")


class TaskNotYoursToReopen(Refusal):
    code = "cases.task_not_yours_to_reopen"
    message = _("Позначку знімає того самого дня той, хто її поставив. Додайте примітку до справи.")


class NotYourCaseToGive(Refusal):
    code = "cases.not_your_case_to_give"
    message = _("Справу {number} веде {officer}. Передати її може цей працівник або керівник ЦНАП.")


class CaseIsClosed(Refusal):
    code = "cases.case_is_closed"
    message = _("Справу {number} завершено, передавати нічого.")


class ReceiverNotOfNetwork(Refusal):
    code = "cases.receiver_not_of_network"
    message = _("Ця людина сьогодні не працює у вашій мережі. Оберіть іншого працівника.")


class ReceiverHasItAlready(Refusal):
    code = "cases.receiver_has_it_already"
    message = _("Справу {number} вже веде {officer}.")


class ReceiverNotAuthorised(Refusal):
    code = "cases.receiver_not_authorised"
    message = _("Справу {number} не можна передати цьому старості: {reason}.")


class NothingToHandOver(Refusal):
    code = "cases.nothing_to_hand_over"
    message = _("Позначте хоча б одну справу, яку треба передати.")


class TooManyToHandOver(Refusal):
    code = "cases.too_many_to_hand_over"
    message = _("За один раз передають щонайбільше {most} справ. Передайте решту наступним списком.")


class TransferNotFound(Refusal, Http404):
    code = "cases.transfer_not_found"
    message = _("Такої передачі немає. Оновіть сторінку.")


class TransferTooOldToUndo(Refusal):
    code = "cases.transfer_too_old_to_undo"
    message = _("Скасувати передачу можна лише того самого дня. Передайте справу назад новою передачею.")


class CaseMovedOnSince(Refusal):
    code = "cases.case_moved_on_since"
    message = _("Справу {number} після цього передано ще комусь. Скасуйте спершу пізнішу передачу.")
