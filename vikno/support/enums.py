"""States, moves and kinds of support: memoranda, milestones, acts, what is given."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MemorandumState(TextChoices):
    DRAFTING = "drafting", _("готуємо текст")
    AGREED = "agreed", _("текст погоджено")
    COUNCIL_APPROVAL = "council_approval", _("затвердила рада")
    SIGNED_BY_HROMADA = "signed_by_hromada", _("підписала громада")
    SIGNED_BY_PROGRAMME = "signed_by_programme", _("підписали обидві сторони")
    IN_FORCE = "in_force", _("діє")
    COMPLETED = "completed", _("виконано")
    TERMINATED = "terminated", _("припинено")
    EXPIRED = "expired", _("строк минув")


class MemorandumMove(TextChoices):
    """The values are also the words of the buttons."""

    AGREE = "agree", _("Погодити текст")
    REOPEN = "reopen", _("Повернути до тексту")
    APPROVE = "approve", _("Записати рішення ради")
    SIGN_FOR_HROMADA = "sign_for_hromada", _("Підписати за громаду")
    SIGN_FOR_PROGRAMME = "sign_for_programme", _("Підписати за програму")
    ENFORCE = "enforce", _("Ввести в дію")
    COMPLETE = "complete", _("Завершити")
    TERMINATE = "terminate", _("Припинити")
    EXPIRE = "expire", _("Записати, що строк минув")


# What a button asks for, once it was done: histories and papers say so.
MEMORANDUM_DONE: Final[Mapping[str, Promise]] = {
    MemorandumMove.AGREE: _("Текст погоджено"),
    MemorandumMove.REOPEN: _("Повернуто до тексту"),
    MemorandumMove.APPROVE: _("Рада вирішила"),
    MemorandumMove.SIGN_FOR_HROMADA: _("Підписано за громаду"),
    MemorandumMove.SIGN_FOR_PROGRAMME: _("Підписано за програму"),
    MemorandumMove.ENFORCE: _("Введено в дію"),
    MemorandumMove.COMPLETE: _("Завершено"),
    MemorandumMove.TERMINATE: _("Припинено"),
    MemorandumMove.EXPIRE: _("Строк дії минув"),
}


class MilestoneState(TextChoices):
    PLANNED = "planned", _("заплановано")
    IN_PROGRESS = "in_progress", _("виконуємо")
    REPORTED = "reported", _("відзвітовано")
    RETURNED = "returned", _("повернуто на доопрацювання")
    ACCEPTED = "accepted", _("прийнято")
    CANCELLED = "cancelled", _("скасовано зміною до меморандуму")


class MilestoneMove(TextChoices):
    BEGIN = "begin", _("Почати")
    REPORT = "report", _("Відзвітувати")
    ACCEPT = "accept", _("Прийняти")
    RETURN = "return", _("Повернути")
    CANCEL = "cancel", _("Скасувати")


class Side(TextChoices):
    HROMADA = "hromada", _("громада")
    PROGRAMME = "programme", _("програма")


class ActivityKind(TextChoices):
    INSTITUTIONAL = "institutional", _("інституційна підтримка")
    CONSULTING = "consulting", _("консультація")
    TRAINING = "training", _("навчання")
    MATERIAL = "material", _("матеріальна допомога")


class ActState(TextChoices):
    DRAFT = "draft", _("чернетка")
    ISSUED = "issued", _("оформлено")
    SIGNED_BY_GIVER = "signed_by_giver", _("підписала програма")
    SIGNED_BY_RECEIVER = "signed_by_receiver", _("підписала громада")
    REGISTERED = "registered", _("узято на облік")
    IN_USE = "in_use", _("працює")
    RETURNED = "returned", _("повернуто")
    WRITTEN_OFF = "written_off", _("списано")
    LOST = "lost", _("втрачено")
    DROPPED = "dropped", _("чернетку відкинуто")


class ActMove(TextChoices):
    ISSUE = "issue", _("Оформити акт")
    WITHDRAW = "withdraw", _("Повернути в чернетки")
    DROP = "drop", _("Відкинути чернетку")
    SIGN_AS_GIVER = "sign_as_giver", _("Підписати за програму")
    SIGN_AS_RECEIVER = "sign_as_receiver", _("Підписати за громаду")
    REGISTER = "register", _("Записати інвентарні номери")
    USE = "use", _("Почали користуватися")
    INSPECT = "inspect", _("Записати перевірку")
    RETURN = "return", _("Повернути програмі")
    WRITE_OFF = "write_off", _("Списати")
    LOSE = "lose", _("Записати втрату")


ACT_DONE: Final[Mapping[str, Promise]] = {
    ActMove.ISSUE: _("Акт оформлено"),
    ActMove.WITHDRAW: _("Повернуто в чернетки"),
    ActMove.DROP: _("Чернетку відкинуто"),
    ActMove.SIGN_AS_GIVER: _("Підписано за програму"),
    ActMove.SIGN_AS_RECEIVER: _("Підписано за громаду"),
    ActMove.REGISTER: _("Записано інвентарні номери"),
    ActMove.USE: _("Почали користуватися"),
    ActMove.INSPECT: _("Перевірено на місці"),
    ActMove.RETURN: _("Повернуто програмі"),
    ActMove.WRITE_OFF: _("Списано"),
    ActMove.LOSE: _("Записано втрату"),
}


class Condition(TextChoices):
    """What an inspection found."""

    WORKS = "works", _("працює")
    IDLE = "idle", _("не використовують")
    BROKEN = "broken", _("зламано")
    ABSENT = "absent", _("немає на місці")


class IncidentKind(TextChoices):
    DAMAGE = "damage", _("пошкодження")
    THEFT = "theft", _("крадіжка")
    SHELLING = "shelling", _("обстріл")
    MOVED = "moved", _("перенесено до іншого місця")
    OTHER = "other", _("інше")


class Correctable(TextChoices):
    """What of a signed line a correction act may correct."""

    SERIAL = "serial", _("серійний номер")
    UNIT_VALUE = "unit_value", _("ціна за одиницю")


class ResultKind(TextChoices):
    """Codes of the IATI code list ResultType stand in `exports.iati`."""

    OUTPUT = "output", _("продукт")
    OUTCOME = "outcome", _("наслідок")
    IMPACT = "impact", _("вплив")


class Measure(TextChoices):
    UNIT = "unit", _("кількість")
    PERCENTAGE = "percentage", _("відсоток")


class PackageState(TextChoices):
    """Of a file of grants."""

    OFFERED = "offered", _("переглядаємо")
    BROUGHT = "brought", _("внесено")
    DROPPED = "dropped", _("відкинуто")
    UNDONE = "undone", _("внесення скасовано")


class DayOrder(TextChoices):
    """How the days of a package are written when they are not written as the standard asks."""

    DAY_FIRST = "day_first", _("спершу день, потім місяць")
    MONTH_FIRST = "month_first", _("спершу місяць, потім день")


class PackageMove(TextChoices):
    """The values are also the words of the buttons."""

    BRING = "bring", _("Внести все")
    DROP = "drop", _("Відкинути")
    UNDO = "undo", _("Скасувати внесення")
