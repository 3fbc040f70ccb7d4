"""Why somebody is not registered, seated, checked in or heard, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class NoSuchThing(Refusal, Http404):
    code = "events.not_found"
    message = _("Такого заходу чи заявки немає. Перевірте адресу.")


class NotYourMove(Refusal):
    code = "events.not_your_move"
    message = _("Цей крок робить інша сторона. Зачекайте на неї або напишіть їй.")


class MoveNotAllowed(Refusal):
    code = "events.move_not_allowed"
    message = _("Зараз стан «{state}», і цей крок неможливий. Оновіть сторінку.")


class NumberTaken(Refusal):
    code = "events.number_taken"
    message = _("Такий номер уже є. Оберіть інший.")


class TimesWrong(Refusal):
    code = "events.times_wrong"
    message = _("Перевірте час: заявки закриваються до початку, а початок раніший за кінець.")


class HostNotReady(Refusal):
    code = "events.host_not_ready"
    message = _("Цей ЦНАП приймає до {most} людей, між візитами минає більше днів, ніж {days}. Змініть день або місця.")


class TooManySeats(Refusal):
    code = "events.too_many_seats"
    message = _("У всіх способах разом може бути до {most} місць. Зменште кількість.")


class TooFewSeats(Refusal):
    code = "events.too_few_seats"
    message = _("Уже названо {least} місць. Усього не може бути менше.")


class FewerThanSeated(Refusal):
    code = "events.fewer_than_seated"
    message = _("Місця вже мають: {post} — {least}. Менше поставити не можна.")


class SessionsOutside(Refusal):
    code = "events.sessions_outside"
    message = _("Сесії програми мають лишитися між початком і кінцем заходу. Змініть час.")


class AlreadyThere(Refusal):
    code = "events.already_there"
    message = _("Місця цього виду вже є. Оберіть інший вид.")


class RoomBusy(Refusal):
    code = "events.room_busy"
    message = _("У цій залі в цей час уже є інша сесія. Змініть час або залу.")


class NoSeatsYet(Refusal):
    code = "events.no_seats_yet"
    message = _("Спершу додайте місця: без них ніхто не зареєструється.")


class NotOpen(Refusal):
    code = "events.not_open"
    message = _("На цей захід зараз не реєструють.")


class TooLate(Refusal):
    code = "events.too_late"
    message = _("Реєстрація завершилась {moment}.")


class NotForYou(Refusal):
    code = "events.not_for_you"
    message = _("Ці місця для інших громад. Оберіть інші або напишіть організаторам.")


class AlreadyRegistered(Refusal):
    code = "events.already_registered"
    message = _("Ваша громада вже має заявку на цей захід. Відкрийте її.")


class NobodyNamed(Refusal):
    code = "events.nobody_named"
    message = _("Назвіть хоча б одну людину.")


class NeverFits(Refusal):
    code = "events.never_fits"
    message = _("Стільки людей не вміститься: можна не більше {most}. Зменште делегацію.")


class OfferOver(Refusal):
    code = "events.offer_over"
    message = _("Пропозиція діяла до {moment}. Місця передано далі; зареєструйтеся знову.")


class TimetableClosed(Refusal):
    code = "events.timetable_closed"
    message = _("Сесії обирають, коли участь підтверджено, а захід ще не скінчився.")


class SessionsClash(Refusal):
    code = "events.sessions_clash"
    message = _("У той самий час ідуть «{first}» і «{second}». Залиште одну.")


class SessionFull(Refusal):
    code = "events.session_full"
    message = _("На сесії «{title}» вільних місць немає. Оберіть іншу.")


class SessionBegun(Refusal):
    code = "events.session_begun"
    message = _("Сесія «{title}» уже почалась. Оберіть ту, що попереду.")


class StatusUnknown(Refusal):
    code = "events.status_unknown"
    message = _("За цим станом більше не запрошують. Оберіть інший або впишіть коди громад.")


class NobodyInvited(Refusal):
    code = "events.nobody_invited"
    message = _("За обраним станом на день заходу немає жодної громади. Оберіть інший або впишіть коди громад.")


class FilesAsked(Refusal):
    code = "events.files_asked"
    message = _("Анкета «{title}» просить файли, а під час реєстрації їх не додають. Оберіть іншу.")


class QuestionsStand(Refusal):
    code = "events.questions_stand"
    message = _("Реєстрацію вже відкрито, тому питання не змінюють: на них відповідають громади.")


class QuestionsRetired(Refusal):
    code = "events.questions_retired"
    message = _("Анкету цього заходу знято з ужитку, тому реєструватися не можна. Напишіть організаторам.")


class AnswersClosed(Refusal):
    code = "events.answers_closed"
    message = _("Відповіді змінюють, доки участь не підтверджено. Напишіть організаторам, якщо щось інакше.")


class NotYet(Refusal):
    code = "events.not_yet"
    message = _("Захід ще триває. Зробіть це після {moment}.")


class NobodyCame(Refusal):
    code = "events.nobody_came"
    message = _("Нікого не відмічено. Спершу передайте скани з усіх телефонів.")


class AlreadyAnswered(Refusal):
    code = "events.already_answered"
    message = _("Цю анкету вже заповнено. Дякуємо!")


class NothingSaid(Refusal):
    code = "events.nothing_said"
    message = _("Напишіть кілька слів.")
