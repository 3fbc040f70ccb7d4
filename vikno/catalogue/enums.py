"""Words of services, after CPSV-AP."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionStatus(TextChoices):
    DRAFT = "draft", _("чернетка")
    PUBLISHED = "published", _("оприлюднено")


class ServiceAction(TextChoices):
    """What was done to a service: the lines of its history."""

    ADDED = "added", _("додано послугу")
    DETAILS_CHANGED = "details_changed", _("змінено відомості про послугу")
    WITHDRAWN = "withdrawn", _("послугу вилучено з каталогу")
    RESTORED = "restored", _("послугу повернено до каталогу")
    DRAFTED = "drafted", _("створено чернетку версії")
    DRAFT_CHANGED = "draft_changed", _("змінено чернетку")
    DRAFT_DISCARDED = "draft_discarded", _("чернетку видалено")
    PUBLISHED = "published", _("оприлюднено версію")
    CONFIRMED = "confirmed", _("звірено строк і плату")
    WORKFLOW_DRAFTED = "workflow_drafted", _("створено чернетку технологічної картки")
    WORKFLOW_CHANGED = "workflow_changed", _("змінено чернетку технологічної картки")
    WORKFLOW_DISCARDED = "workflow_discarded", _("чернетку технологічної картки видалено")
    WORKFLOW_PUBLISHED = "workflow_published", _("оприлюднено технологічну картку")


class TermUnit(TextChoices):
    CALENDAR_DAYS = "calendar", _("календарні дні")
    WORKING_DAYS = "working", _("робочі дні")


class StartEvent(TextChoices):
    """From what the term runs."""

    REGISTERED = "registered", _("з дня реєстрації заяви")
    RECEIVED_BY_PROVIDER = "received", _("з дня надходження до суб'єкта надання")


class EvidenceForm(TextChoices):
    ORIGINAL = "original", _("оригінал")
    COPY = "copy", _("копія")
    ORIGINAL_SHOWN = "shown", _("оригінал для огляду")
    ORIGINAL_AND_COPY = "both", _("оригінал і копія")
    ELECTRONIC = "electronic", _("електронна копія")


class CostKind(TextChoices):
    FREE = "free", _("безоплатно")
    AMOUNT = "amount", _("сума")
    INDEX_SHARE = "index_share", _("частка показника")
    TARIFF = "tariff", _("за тарифом суб'єкта надання")


class Rounding(TextChoices):
    """To what a share of an index is rounded; the law of each fee says which."""

    KOPIYKA = "kopiyka", _("до копійки")
    TEN_HRYVNIAS = "ten_hryvnias", _("до 10 гривень")


class Channel(TextChoices):
    IN_PERSON = "person", _("особисто")
    REPRESENTATIVE = "representative", _("через представника")
    POST = "post", _("поштою")
    ELECTRONIC = "electronic", _("електронно")
    HOME_VISIT = "home_visit", _("вдома")


class ApplicantKind(TextChoices):
    PERSON = "person", _("фізична особа")
    ENTREPRENEUR = "entrepreneur", _("фізична особа — підприємець")
    LEGAL_ENTITY = "legal", _("юридична особа")


class EquipmentNeed(TextChoices):
    """What a point must have to give a service; the same words as equipment of a point."""

    PASSPORT_STATION = "passport_station", _("паспортна станція")
    ID_READER = "id_reader", _("зчитувач ID-карток")
    SCANNER = "scanner", _("сканер")
    PRINTER = "printer", _("принтер")
    REGISTER_ACCESS = "register_access", _("доступ до державного реєстру")
    CARD_TERMINAL = "card_terminal", _("платіжний термінал")


class StepAction(TextChoices):
    """What a responsible person does at a step: codes of the official technological card."""

    PERFORMS = "В", _("виконує")
    TAKES_PART = "У", _("бере участь")
    AGREES = "П", _("погоджує")
    APPROVES = "З", _("затверджує")


class Performer(TextChoices):
    """Whose work a step is: who may mark it done in a case."""

    CENTRE = "centre", _("ЦНАП")
    HEAD = "head", _("керівник ЦНАП")
    PROVIDER = "provider", _("суб'єкт надання")


class WorkflowChannel(TextChoices):
    """State bodies issue separate cards for people who come to them and for those who come to a centre."""

    CENTRE = "centre", _("через ЦНАП")
    DIRECT = "direct", _("безпосередньо до суб'єкта надання")


class CaseEvent(TextChoices):
    """What is recorded of a case anyway, so that nobody marks such a step by hand: words of its progress sheet."""

    REGISTERED = "registered", _("заяву зареєстровано")
    FORWARDED = "forwarded", _("передано суб'єкту надання")
    ACCEPTED = "accepted", _("прийнято суб'єктом надання")
    DECIDED = "decided", _("ухвалено рішення")
    RETURNED = "returned", _("результат повернуто до ЦНАП")
    NOTIFIED = "notified", _("заявника повідомлено")
    ISSUED = "issued", _("результат видано")
