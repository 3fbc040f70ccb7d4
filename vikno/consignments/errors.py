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


class NumbersExhausted(Refusal):
    code = "consignments.numbers_exhausted"
    message = _("Номери пакетів на {year} рік вичерпано. Зверніться до розпорядника довідників.")


class NetworkHasNoNumber(Refusal):
    code = "consignments.network_has_no_number"
    message = _("Мережа громади не має номера, тому номер пакета не видати. Зверніться до розпорядника довідників.")


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
