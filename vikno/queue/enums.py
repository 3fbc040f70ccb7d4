"""Why people come, where their ticket stands, and how officers tell of their day."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """Why somebody came. The order is that of the keys at reception."""

    CONSULT = "consult", _("консультація")
    SUBMIT = "submit", _("подати документи")
    COLLECT = "collect", _("забрати результат")
    BOOKED = "booked", _("за записом")


class State(TextChoices):
    """Where a ticket stands now; what may follow is one table in rules."""

    WAITING = "waiting", _("чекає")
    CALLED = "called", _("викликано")
    SERVING = "serving", _("обслуговують")
    POSTPONED = "postponed", _("відкладено")
    DONE = "done", _("завершено")
    NO_SHOW = "no_show", _("не з'явився")
    ABANDONED = "abandoned", _("пішов, не дочекавшись")


class Move(TextChoices):
    """What is done to a ticket."""

    CALL = "call", _("викликати")
    RECALL = "recall", _("викликати ще раз")
    START = "start", _("почати")
    FINISH = "finish", _("закінчити")
    TRANSFER = "transfer", _("передати")
    POSTPONE = "postpone", _("відкласти")
    NO_SHOW = "no_show", _("не з'явився")
    RETURN = "return", _("повернути в чергу")
    ABANDON = "abandon", _("людина пішла")


class Turn(TextChoices):
    """By which rule a ticket's turn came; kept with every call."""

    ORDER = "order", _("за чергою")
    PRIORITY = "priority", _("за пільгою")
    BOOKED = "booked", _("за записом")
    OVERDUE = "overdue", _("чекає задовго")
    ALONE = "alone", _("інших немає")
    CHOSEN = "chosen", _("покликано за номером")


class IssuedBy(TextChoices):
    """Where a ticket was taken."""

    RECEPTION = "reception", _("рецепція")
    KIOSK = "kiosk", _("кіоск")
    PHONE = "phone", _("телефон")
    QR = "qr", _("QR-код")
    WINDOW = "window", _("біля вікна, без талона")


class Channel(TextChoices):
    """How a consultation was given."""

    IN_PERSON = "in_person", _("особисто")
    PHONE = "phone", _("телефоном")
    MESSAGE = "message", _("повідомленням")


class PauseKind(TextChoices):
    BREAK = "break", _("перерва")
    PRESSURE = "pressure", _("перепочинок після напруження")
    PAPERS = "papers", _("робота з паперами")
    TROUBLE = "trouble", _("технічна причина")
    ALERT = "alert", _("повітряна тривога")


class PressureKind(TextChoices):
    """What made work hard. Kinds instead of words: whoever is named in words is a person."""

    CONFLICT = "conflict", _("конфлікт із відвідувачем")
    THREAT = "threat", _("погрози")
    CROWD = "crowd", _("забагато людей")
    GRIEF = "grief", _("важка розмова: втрата, горе")
    TIRED = "tired", _("сильна втома")
    CONDITIONS = "conditions", _("спека, тіснота, темрява")


class BookedState(TextChoices):
    """Where somebody who booked a time of today is now, as reception sees it."""

    EXPECTED = "expected", _("очікуємо")
    LATE = "late", _("запізнюється")
    CAME = "came", _("прийшла, без талона")
    HERE = "here", _("тут, чекає")
    SERVING = "serving", _("біля вікна")
    SERVED = "served", _("прийшла, обслужено")
    LEFT = "left", _("пішла, не дочекавшись")
    MISSED = "missed", _("не прийшла")
