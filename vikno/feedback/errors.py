"""Why feedback declines."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class NoSuchPoster(Refusal, Http404):
    code = "feedback.no_such_poster"
    message = _("Це посилання вже не діє. Візьміть нове в ЦНАП або розкажіть працівникові.")


class LinkUsed(Refusal):
    code = "feedback.link_used"
    message = _("За цим посиланням уже відповіли. Одна відповідь — один візит. Дякуємо!")


class TooManyAnswers(Refusal):
    code = "feedback.too_many_answers"
    message = _("Зараз відповідає багато людей. Зачекайте хвилину й надішліть ще раз: написане не зникне.")


class ScoreMissing(Refusal):
    code = "feedback.score_missing"
    message = _("Оберіть, як усе пройшло.")


class NotYourDesk(Refusal):
    code = "feedback.not_your_desk"
    message = _("Це може зробити керівник ЦНАП. Зверніться до нього.")


class NotByItself(Refusal):
    code = "feedback.not_by_itself"
    message = _("У справі немає SMS чи пошти, якими надсилають самі. Дайте посилання на папері або покажіть код.")


class NotYourComplaint(Refusal):
    code = "feedback.not_your_complaint"
    message = _("Відповідає призначений виконавець або керівник. Попросіть керівника призначити вас.")


class NoSuchComplaint(Refusal, Http404):
    code = "feedback.no_such_complaint"
    message = _("Такої скарги немає. Перевірте номер у реєстрі.")


class StepNotPossible(Refusal):
    code = "feedback.step_not_possible"
    message = _("Скаргу вже закрито, змінити її не можна. Оновіть сторінку.")


class ContactMissing(Refusal):
    code = "feedback.contact_missing"
    message = _("Напишіть, куди надіслати відповідь: телефон, пошту або адресу.")


class WordsMissing(Refusal):
    code = "feedback.words_missing"
    message = _("Напишіть кілька слів: без них нічого не зрозуміло.")


class ExtensionTooLong(Refusal):
    code = "feedback.extension_too_long"
    message = _("Закон дозволяє продовжити щонайбільше на {days} дн. Зменште кількість днів.")


class AlreadyExtended(Refusal):
    code = "feedback.already_extended"
    message = _("Строк уже продовжували, вдруге не можна. Дайте відповідь до {date}.")
