"""Why papers are not moved, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class BagNotFound(Refusal, Http404):
    """Unknown and foreign answer the same; as Http404 it makes the page of an unknown address."""

    code = "consignments.bag_not_found"
    message = _("Пакета з таким номером немає. Перевірте номер.")


class NothingScanned(Refusal):
    code = "consignments.nothing_scanned"
    message = _("«{text}» — не номер справи і не номер пакета. Перевірте цифри або скануйте ще раз.")


class NothingChosen(Refusal):
    code = "consignments.nothing_chosen"
    message = _("Позначте хоча б одну справу.")


class TailIsAmbiguous(Refusal):
    code = "consignments.tail_is_ambiguous"
    message = _("На «{text}» закінчується кілька номерів. Уведіть номер повністю.")


class NotYourPoint(Refusal):
    code = "consignments.not_your_point"
    message = _("Ви не працюєте в точці «{point}». Виберіть свою точку.")


class NotYourBag(Refusal):
    code = "consignments.not_your_bag"
    message = _("Цю дію з пакетом {bag} робить {who}.")


class MoveNotAllowed(Refusal):
    code = "consignments.move_not_allowed"
    message = _("Пакет {bag} у стані «{state}», тому дія «{move}» неможлива. Оновіть сторінку.")


class SameOriginAndDestination(Refusal):
    code = "consignments.same_place"
    message = _("Пакет нікуди не їде. Виберіть інше місце призначення.")


class DestinationNotOurs(Refusal):
    code = "consignments.destination_not_ours"
    message = _("Туди пакети з вашої мережі не їздять. Виберіть місце зі списку.")


class BagIsClosed(Refusal):
    code = "consignments.bag_is_closed"
    message = _("Пакет {bag} уже опломбовано. Зніміть пломбу або почніть новий пакет.")


class BagIsEmpty(Refusal):
    code = "consignments.bag_is_empty"
    message = _("У пакеті {bag} немає справ. Додайте хоча б одну.")


class BagIsFull(Refusal):
    code = "consignments.bag_is_full"
    message = _("У пакеті {bag} уже {most} справ. Опломбуйте його й почніть новий.")


class SealMissing(Refusal):
    code = "consignments.seal_missing"
    message = _("Уведіть номер пломби.")


class SealInUse(Refusal):
    code = "consignments.seal_in_use"
    message = _("Пломба {seal} уже на пакеті {bag}. Перевірте номер.")


class PapersElsewhere(Refusal):
    code = "consignments.papers_elsewhere"
    message = _(
        "Документи справи {number} за обліком не тут: {holder}. Якщо вони у вас, запишіть це на сторінці справи."
    )


class AlreadyInBag(Refusal):
    code = "consignments.already_in_bag"
    message = _("Справа {number} уже в пакеті {bag}. Спершу вийміть її звідти.")


class CaseIsOver(Refusal):
    code = "consignments.case_is_over"
    message = _("Результат справи {number} уже видано, документи нікуди не їдуть.")


class WrongProvider(Refusal):
    code = "consignments.wrong_provider"
    message = _("Справу {number} вирішує {provider}, а пакет їде не туди.")


class NoProvider(Refusal):
    code = "consignments.no_provider"
    message = _("У справі {number} не вказано суб'єкта надання, тому передавати нікому.")


class NotToBeForwarded(Refusal):
    code = "consignments.not_to_be_forwarded"
    message = _("Справа {number} у стані «{state}»: суб'єкту надання її не передають.")


class ItemsNotChecked(Refusal):
    code = "consignments.items_not_checked"
    message = _("Перевірте кожну справу. Не позначено: {numbers}.")


class DamageNeedsNote(Refusal):
    code = "consignments.damage_needs_note"
    message = _("Напишіть, що пошкоджено у справі {number}.")


class SealNeedsNote(Refusal):
    code = "consignments.seal_needs_note"
    message = _("Пломба не ціла. Напишіть, що з нею.")


class ExtraUnknown(Refusal):
    code = "consignments.extra_unknown"
    message = _("Зайвої справи {number} у вашій громаді немає. Перевірте номер.")


class ReceiverMissing(Refusal):
    code = "consignments.receiver_missing"
    message = _("Запишіть, хто отримав документи: прізвище, ім'я, посада.")


class DeskRecordsDifferences(Refusal):
    code = "consignments.desk_records_differences"
    message = _("Розбіжності записує адміністратор. Зателефонуйте в точку відправлення.")


class CourierUnknown(Refusal):
    code = "consignments.courier_unknown"
    message = _("Такого кур'єра у вашій громаді немає. Виберіть зі списку.")


class HappenedEarlier(Refusal):
    code = "consignments.happened_earlier"
    message = _("За обліком документи справи {number} рушили пізніше ({since}). Перевірте час.")


class ReasonMissing(Refusal):
    code = "consignments.reason_missing"
    message = _("Напишіть, що сталося.")


class TripNotFound(Refusal, Http404):
    """Unknown and foreign answer the same."""

    code = "consignments.trip_not_found"
    message = _("Такого рейсу немає. Перевірте адресу.")


class NotYourTrip(Refusal):
    code = "consignments.not_your_trip"
    message = _("Цей рейс веде {courier}. Оберіть свій.")


class MayNotPlan(Refusal):
    code = "consignments.may_not_plan"
    message = _("Рейси планує адміністратор або керівник ЦНАП.")


class TooFewStops(Refusal):
    code = "consignments.too_few_stops"
    message = _("У рейсі має бути щонайменше дві зупинки. Додайте зупинки.")


class TripMoveNotAllowed(Refusal):
    code = "consignments.trip_move_not_allowed"
    message = _("Рейс у стані «{state}», тому ця дія неможлива. Оновіть сторінку.")


class AnotherTripOpen(Refusal):
    code = "consignments.another_trip_open"
    message = _("Кур'єр уже в іншому рейсі. Спершу завершіть його.")


class StopNotFound(Refusal, Http404):
    code = "consignments.stop_not_found"
    message = _("Такої зупинки в рейсі немає. Перевірте адресу.")


class EarlierStopOpen(Refusal):
    code = "consignments.earlier_stop_open"
    message = _("Спершу завершіть зупинку «{stop}».")


class StopHasBags(Refusal):
    code = "consignments.stop_has_bags"
    message = _("На цій зупинці лишилися пакети: {bags}. Віддайте або візьміть їх, або напишіть, чому ні.")


class StopsLeft(Refusal):
    code = "consignments.stops_left"
    message = _("Не завершено зупинку «{stop}». Завершіть усі зупинки.")


class BagsUnaccounted(Refusal):
    code = "consignments.bags_unaccounted"
    message = _("У кур'єра лишилися пакети: {bags}. Віддайте їх або напишіть, чому не віддано.")


class WeekdaysMissing(Refusal):
    code = "consignments.weekdays_missing"
    message = _("Позначте хоча б один день тижня.")


class SourceMissing(Refusal):
    code = "consignments.source_missing"
    message = _("Уведіть наказ або рішення: номер і дату.")


class MayNotSchedule(Refusal):
    code = "consignments.may_not_schedule"
    message = _("Графік передавання затверджує керівник ЦНАП.")


class TransferNotFound(Refusal, Http404):
    code = "consignments.transfer_not_found"
    message = _("Такого рядка графіка немає. Перевірте адресу.")


class AlreadyScheduled(Refusal):
    code = "consignments.already_scheduled"
    message = _("Такий рядок графіка вже є. Спершу завершіть його.")


class MovedIntoPast(Refusal):
    code = "consignments.moved_into_past"
    message = _("Цей день уже минув. Оберіть сьогоднішній або пізніший.")


class DayIsSigned(Refusal):
    code = "consignments.day_is_signed"
    message = _("Звірку за цей день уже підписано. Нові розбіжності запишіть завтра.")


class DayIsOver(Refusal):
    code = "consignments.day_is_over"
    message = _("Звіряють лише сьогоднішній день. Минулі дні можна тільки переглянути.")


class DayNotFinished(Refusal):
    code = "consignments.day_not_finished"
    message = _("Не позначено справ: {count}. Позначте кожну: на місці або немає.")


class SignatureMissing(Refusal):
    code = "consignments.signature_missing"
    message = _("Уведіть прізвище, ім'я, посаду того, хто звірив.")


class MissingNeedsNote(Refusal):
    code = "consignments.missing_needs_note"
    message = _("Напишіть, що відомо про документи справи {number}.")


class PaperStays(Refusal):
    code = "consignments.paper_stays"
    message = _("Папір справи {number} лишається в точці: їдуть лише скани. Спершу змініть, як їдуть папери.")


class FollowDayMissing(Refusal):
    code = "consignments.follow_day_missing"
    message = _("Уведіть, до якого дня надіслати папір.")


class ScansNotForwardable(Refusal):
    code = "consignments.scans_not_forwardable"
    message = _("Справа {number} у стані «{state}»: скани суб'єкту надання вже не надсилають.")


class MayNotDeclareLost(Refusal):
    code = "consignments.may_not_declare_lost"
    message = _("Втрату документів оголошує керівник ЦНАП.")


class PapersAreLost(Refusal):
    code = "consignments.papers_are_lost"
    message = _("Документи справи {number} оголошено втраченими. Якщо вони знайшлися, запишіть це на сторінці справи.")


class CircumstancesMissing(Refusal):
    code = "consignments.circumstances_missing"
    message = _("Напишіть, за яких обставин зникли документи і де їх шукали.")
