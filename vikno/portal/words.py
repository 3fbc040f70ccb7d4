"""What a state of a case means to the person who waits: what has happened, what comes next."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.cases.enums import CaseState


@dataclass(frozen=True)
class StateInWords:
    """A heading, the next step, and the kind of its tag."""

    title: str | Promise
    next: str | Promise
    kind: str


_WAITING: Final = "waiting"
_IN_PROGRESS: Final = "progress"
IN_WORDS: Final[dict[str, StateInWords]] = {
    CaseState.REGISTERED: StateInWords(
        _("Заяву зареєстровано"),
        _("Ми передамо документи тому, хто вирішує. Вам нічого робити не треба."),
        _IN_PROGRESS,
    ),
    CaseState.HANDED_OVER: StateInWords(
        _("Документи передано на розгляд"),
        _("Їх має прийняти орган, який вирішує. Вам нічого робити не треба."),
        _IN_PROGRESS,
    ),
    CaseState.ACCEPTED: StateInWords(
        _("Заяву розглядають"),
        _("Чекаємо на рішення. Вам нічого робити не треба."),
        _IN_PROGRESS,
    ),
    CaseState.WITHOUT_MOTION: StateInWords(
        _("Документи треба доповнити"),
        _("У заяві знайшли недоліки. Зателефонуйте до ЦНАП або прийдіть, щоб їх усунути."),
        _WAITING,
    ),
    CaseState.SUSPENDED: StateInWords(
        _("Розгляд зупинено"),
        _("Строк не спливає, доки розгляд не поновлять. Вам нічого робити не треба."),
        _WAITING,
    ),
    CaseState.HEARING: StateInWords(
        _("Ви можете висловитися"),
        _("Перед рішенням вас запрошено сказати свою думку. Зателефонуйте до ЦНАП, щоб дізнатися, коли і як."),
        _WAITING,
    ),
    CaseState.DECIDED: StateInWords(
        _("Рішення ухвалено"),
        _("Документ повертається до ЦНАП. Ми повідомимо, коли його можна забрати."),
        _IN_PROGRESS,
    ),
    CaseState.RESULT_RECEIVED: StateInWords(
        _("Результат у ЦНАП"),
        _("Його можна забрати. Візьміть документ, що посвідчує особу."),
        _WAITING,
    ),
    CaseState.NOTIFIED: StateInWords(
        _("Результат чекає на вас"),
        _("Його можна забрати. Візьміть документ, що посвідчує особу."),
        _WAITING,
    ),
    CaseState.UNCLAIMED: StateInWords(
        _("Результат давно чекає на вас"),
        _("Заберіть його в ЦНАП або зателефонуйте: інакше його надішлють поштою чи передадуть до архіву."),
        _WAITING,
    ),
    CaseState.POSTED: StateInWords(
        _("Результат надіслано поштою"),
        _("Якщо листа довго немає, зателефонуйте до ЦНАП: там знають номер відправлення."),
        "done",
    ),
    CaseState.ARCHIVED: StateInWords(
        _("Справа в архіві"),
        _("Справу завершено. Якщо вам потрібні документи з неї, зателефонуйте до ЦНАП."),
        "closed",
    ),
    CaseState.ISSUED: StateInWords(
        _("Результат видано"),
        _("Справу завершено. Якщо ви результату не отримували, зателефонуйте до ЦНАП."),
        "done",
    ),
    CaseState.WITHDRAWN: StateInWords(
        _("Заяву відкликано"),
        _("Розгляд припинено за вашою заявою. Подати нову можна будь-коли."),
        "closed",
    ),
}


def in_words(state: str) -> StateInWords:
    """The state as the person should read it."""
    return IN_WORDS[state]
