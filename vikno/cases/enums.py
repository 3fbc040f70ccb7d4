"""States and steps of a case."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.components import StatusKind


class CaseState(TextChoices):
    REGISTERED = "registered", _("зареєстровано")
    HANDED_OVER = "handed_over", _("передано суб'єкту надання")
    ACCEPTED = "accepted", _("прийнято суб'єктом надання")
    WITHOUT_MOTION = "without_motion", _("без руху")
    SUSPENDED = "suspended", _("розгляд зупинено")
    HEARING = "hearing", _("заявника запрошено висловитися")
    DECIDED = "decided", _("рішення ухвалено")
    RESULT_RECEIVED = "result_received", _("результат у ЦНАП")
    NOTIFIED = "notified", _("заявника повідомлено")
    UNCLAIMED = "unclaimed", _("результат не забрали")
    ISSUED = "issued", _("результат видано")
    POSTED = "posted", _("результат надіслано поштою")
    WITHDRAWN = "withdrawn", _("відкликано заявником")
    ARCHIVED = "archived", _("справа в архіві")


# The applicant has what was decided, or the papers are put away: they lie on no shelf of work.
OVER = frozenset({CaseState.ISSUED, CaseState.POSTED, CaseState.ARCHIVED})
# Nothing is left to be done for the applicant.
FINAL = OVER | {CaseState.WITHDRAWN}
# The term stands still, or waits for the applicant to mend the papers.
PAUSED = frozenset({CaseState.WITHOUT_MOTION, CaseState.SUSPENDED})
# How each state looks on every screen.
STATE_KINDS: Mapping[str, StatusKind] = {
    CaseState.REGISTERED: "progress",
    CaseState.HANDED_OVER: "waiting",
    CaseState.ACCEPTED: "progress",
    CaseState.WITHOUT_MOTION: "waiting",
    CaseState.SUSPENDED: "waiting",
    CaseState.HEARING: "waiting",
    CaseState.DECIDED: "progress",
    CaseState.RESULT_RECEIVED: "waiting",
    CaseState.NOTIFIED: "waiting",
    CaseState.UNCLAIMED: "late",
    CaseState.ISSUED: "done",
    CaseState.POSTED: "done",
    CaseState.WITHDRAWN: "closed",
    CaseState.ARCHIVED: "closed",
}


class Step(TextChoices):
    """Rows of the progress sheet: moves of the case and of its papers."""

    REGISTERED = "registered", _("заяву зареєстровано")
    BAGGED = "bagged", _("документи вкладено в пакет")
    DISPATCHED = "dispatched", _("пакет передано кур'єрові")
    RECEIVED = "received", _("документи отримано")
    FORWARDED = "forwarded", _("передано суб'єкту надання")
    ACCEPTED = "accepted", _("прийнято суб'єктом надання")
    WITHOUT_MOTION = "without_motion", _("заяву залишено без руху")
    CURED = "cured", _("недоліки усунено")
    SUSPENDED = "suspended", _("розгляд зупинено")
    RESUMED = "resumed", _("розгляд поновлено")
    EXTENDED = "extended", _("строк продовжено")
    INVITED = "invited", _("заявника запрошено висловитися")
    HEARD = "heard", _("думку заявника записано")
    UNHEARD = "unheard", _("заявник не висловився")
    DECIDED = "decided", _("ухвалено рішення")
    RETURNED = "returned", _("результат повернуто до ЦНАП")
    NOTIFIED = "notified", _("заявника повідомлено")
    UNCLAIMED = "unclaimed", _("результат не забрали вчасно")
    ISSUED = "issued", _("результат видано")
    POSTED = "posted", _("результат надіслано поштою")
    CAME_BACK = "came_back", _("лист із результатом повернувся")
    WITHDRAWN = "withdrawn", _("заявник відкликав заяву")
    ARCHIVED = "archived", _("справу передано до архіву")
    NOTE = "note", _("примітка")
    INTERNAL_NOTE = "internal_note", _("внутрішня примітка")
    APPLICANT_NOTE = "applicant_note", _("примітка для заявника")
    REASSIGNED = "reassigned", _("справу веде інший працівник")


# Steps that stop, restore or lengthen the term.
ACTS_ON_TERM = frozenset({Step.WITHOUT_MOTION, Step.CURED, Step.SUSPENDED, Step.RESUMED, Step.EXTENDED})


# Remarks differ by who may read them; none of them moves the case.
NOTES = frozenset({Step.NOTE, Step.INTERNAL_NOTE, Step.APPLICANT_NOTE})


class IntakeChannel(TextChoices):
    IN_PERSON = "person", _("особисто")
    REPRESENTATIVE = "representative", _("через представника")
    POST = "post", _("поштою")
    EMAIL = "email", _("електронною поштою або копією з Дії")
    HOME_VISIT = "home_visit", _("вдома")


class ResultChannel(TextChoices):
    SAME_POINT = "same_point", _("там, де подано")
    MAIN_OFFICE = "main_office", _("в основному офісі")
    POST = "post", _("поштою")
    EMAIL = "email", _("електронною поштою")


class Outcome(TextChoices):
    GRANTED = "granted", _("надано")
    REFUSED = "refused", _("відмовлено")
    LEFT_WITHOUT_CONSIDERATION = "left", _("залишено без розгляду")


class TermRegime(TextChoices):
    """Whose terms: three laws and a fourth, never mixed."""

    SERVICE = "service", _("адміністративна послуга")
    PROCEDURE = "procedure", _("адміністративна процедура")
    APPEAL = "appeal", _("звернення громадян")
    INFORMATION = "information", _("публічна інформація")


class HearingWay(TextChoices):
    """How the applicant may speak before an adverse decision."""

    MEETING = "meeting", _("на зустрічі")
    CALL = "call", _("телефоном або відеозв'язком")
    WRITING = "writing", _("письмово")


class HearingResponse(TextChoices):
    CAME = "came", _("висловився на слуханні")
    WROTE = "wrote", _("подав письмові пояснення")
    ABSENT = "absent", _("не висловився")


class PartyRole(TextChoices):
    """In what role somebody else applies together with the applicant."""

    CO_APPLICANT = "co_applicant", _("співзаявник")
    CO_OWNER = "co_owner", _("співвласник")
    SPOUSE = "spouse", _("подружжя")
    FAMILY = "family", _("член сім'ї")
    INTERESTED = "interested", _("заінтересована особа")


class ReminderKind(TextChoices):
    """What whoever must act is reminded of, once."""

    CURE_MISSED = "cure_missed", _("недоліки не усунено вчасно")
    HEARING_OVER = "hearing_over", _("день слухання минув")
    UNCLAIMED = "unclaimed", _("результат не забрали вчасно")


class LocalKind(TextChoices):
    """Days that a hromada writes down itself."""

    CLOSURE = "closure", _("не працюють")
    SITTING = "sitting", _("засідання")


class WorkList(TextChoices):
    """Work that waits, under the names people at a desk call it by. A list and its count are one question."""

    MINE = "mine", _("Мої справи")
    GIVEN = "given", _("Передані мені")
    DUE_TODAY = "due_today", _("Строк сьогодні")
    OVERDUE = "overdue", _("Строк минув")
    MAY_BE_LATE = "may_be_late", _("Можуть запізнитися")
    WITHOUT_MOTION = "papers", _("Чекають документів")
    CURE_MISSED = "cure_missed", _("Недоліки не усунено")
    TO_GIVE = "to_give", _("Результати до видачі")
    UNCLAIMED = "unclaimed", _("Не забрали")
    OPEN = "open", _("Усі відкриті")


class NoteFor(TextChoices):
    """Who may read a remark."""

    CENTRE = "centre", _("лише працівникам ЦНАП")
    EVERYBODY_AT_WORK = "work", _("працівникам ЦНАП і суб'єкта надання")
    APPLICANT = "applicant", _("також заявникові на сторінці перевірки")


class TransferReason(TextChoices):
    """Why a case is handed over to a colleague."""

    LEAVE = "leave", _("відпустка")
    ILLNESS = "illness", _("хвороба")
    DISMISSAL = "dismissal", _("звільнення")
    OTHER_POINT = "other_point", _("перехід на іншу точку")
    LOAD = "load", _("розподіл навантаження")
    OTHER = "other", _("інше")
