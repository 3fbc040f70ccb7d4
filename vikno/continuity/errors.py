"""Why an interruption cannot begin, change or end, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class NoSuchInterruption(Refusal, Http404):
    code = "continuity.not_found"
    message = _("Такого перебою немає. Перевірте адресу.")


class NotYourPoints(Refusal):
    code = "continuity.not_your_points"
    message = _("Ви працюєте не в усіх цих точках. Оберіть свою або зверніться до керівника.")


class NoPoints(Refusal):
    code = "continuity.no_points"
    message = _("Оберіть хоча б одну точку.")


class AlreadyInForce(Refusal):
    code = "continuity.already_in_force"
    message = _("«{cause}» у точці «{point}» уже діє з {since}, почав(ла) {name}. Відкрийте цей перебій у списку.")


class AlreadyOver(Refusal):
    code = "continuity.already_over"
    message = _("Цей перебій уже закінчився о {at}. Якщо сталося знову, почніть новий.")


class WordsMissing(Refusal):
    code = "continuity.words_missing"
    message = _("Напишіть, що сталося: ці слова прочитають люди.")


class UntilInPast(Refusal):
    code = "continuity.until_in_past"
    message = _("Цей час уже минув. Вкажіть пізніший або лишіть поле порожнім.")


class UntilTooFar(Refusal):
    code = "continuity.until_too_far"
    message = _("Перебій триває не довше {days} днів. Про довше закриття скажіть станом точки.")


class CallNotFound(Refusal, Http404):
    code = "continuity.call_not_found"
    message = _("Такої людини в списку немає. Оновіть сторінку.")
