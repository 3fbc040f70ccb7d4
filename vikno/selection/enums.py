"""States, steps and kinds of the selection."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vikno.common.components import StatusKind


class TieKind(TextChoices):
    """What may bind an expert to a hromada."""

    WORKED = "worked", _("працював у громаді або отримував від неї кошти")
    AUDITED = "audited", _("проводив аудит цього ЦНАП")
    CONSULTED = "consulted", _("консультував цей ЦНАП")
    FAMILY = "family", _("родич керівництва громади")
    LIVES = "lives", _("живе в громаді")


class ConflictKind(TextChoices):
    """How a conflict of interest was found."""

    RULE = "rule", _("за правилом")
    DECLARED = "declared", _("заявив експерт")
    OBJECTED = "objected", _("заперечила громада")


class AssignmentState(TextChoices):
    PROPOSED = "proposed", _("запропоновано")
    CONFLICT_CHECK = "conflict_check", _("перевірка конфлікту інтересів")
    ACCEPTED = "accepted", _("прийнято")
    RECUSED = "recused", _("самовідвід")
    IN_PROGRESS = "in_progress", _("оцінюють")
    SUBMITTED = "submitted", _("оцінку подано")
    REOPENED = "reopened", _("повернуто на доопрацювання")
    LOCKED = "locked", _("оцінку зафіксовано")
    EXPIRED = "expired", _("строк минув")


class AssignmentMove(TextChoices):
    CHECK = "check", _("Передати на перевірку")
    ACCEPT = "accept", _("Конфлікту немає, прийняти")
    RECUSE = "recuse", _("Заявити самовідвід")
    BEGIN = "begin", _("Почати оцінювання")
    SUBMIT = "submit", _("Подати оцінку")
    REOPEN = "reopen", _("Повернути на доопрацювання")
    LOCK = "lock", _("Зафіксувати")
    EXPIRE = "expire", _("Зняти прострочене")


class RunState(TextChoices):
    PREPARED = "prepared", _("підготовлено")
    FROZEN = "frozen", _("заморожено")
    COMPUTED = "computed", _("обчислено")
    ADOPTED = "adopted", _("ухвалено")
    SUPERSEDED = "superseded", _("замінено")


class RunMove(TextChoices):
    FREEZE = "freeze", _("Заморозити вхідні дані")
    COMPUTE = "compute", _("Обчислити")
    ADOPT = "adopt", _("Ухвалити прогін")
    SUPERSEDE = "supersede", _("Замінити новим")


class DecisionState(TextChoices):
    DRAFT = "draft", _("чернетка")
    SIGNED = "signed", _("підписано")
    EMBARGOED = "embargoed", _("чекає години оприлюднення")
    PUBLISHED = "published", _("оприлюднено")
    AMENDED = "amended", _("змінено після заперечення")


class DecisionMove(TextChoices):
    SIGN = "sign", _("Підписати протокол")
    EMBARGO = "embargo", _("Призначити годину оприлюднення")
    PUBLISH = "publish", _("Оприлюднити")
    AMEND = "amend", _("Змінити після заперечення")


class Outcome(TextChoices):
    """What a proposal hears. The run says the first word, the commission the last one."""

    SELECTED = "selected", _("відібрано")
    RESERVE = "reserve", _("у резерві")
    NOT_SELECTED = "not_selected", _("не відібрано")


class AppealState(TextChoices):
    FILED = "filed", _("подано")
    ADMISSIBLE = "admissible", _("прийнято до розгляду")
    NOT_ADMISSIBLE = "not_admissible", _("не прийнято до розгляду")
    UPHELD = "upheld", _("задоволено")
    REJECTED = "rejected", _("відхилено")


class AppealMove(TextChoices):
    ADMIT = "admit", _("Прийняти до розгляду")
    DISMISS = "dismiss", _("Не приймати до розгляду")
    UPHOLD = "uphold", _("Задовольнити")
    REJECT = "reject", _("Відхилити")


class TalkKind(TextChoices):
    INTERVIEW = "interview", _("співбесіда")
    VISIT = "visit", _("виїзд")


ASSIGNMENT_KINDS: Final[Mapping[str, StatusKind]] = {
    AssignmentState.PROPOSED: "waiting", AssignmentState.CONFLICT_CHECK: "waiting",
    AssignmentState.ACCEPTED: "progress", AssignmentState.RECUSED: "neutral", AssignmentState.IN_PROGRESS: "progress",
    AssignmentState.SUBMITTED: "done", AssignmentState.REOPENED: "late", AssignmentState.LOCKED: "done",
    AssignmentState.EXPIRED: "neutral",
}  # fmt: skip
OUTCOME_KINDS: Final[Mapping[str, StatusKind]] = {
    Outcome.SELECTED: "done", Outcome.RESERVE: "waiting", Outcome.NOT_SELECTED: "neutral",
}  # fmt: skip
RUN_KINDS: Final[Mapping[str, StatusKind]] = {
    RunState.PREPARED: "draft", RunState.FROZEN: "waiting", RunState.COMPUTED: "progress", RunState.ADOPTED: "done",
    RunState.SUPERSEDED: "neutral",
}  # fmt: skip
DECISION_KINDS: Final[Mapping[str, StatusKind]] = {
    DecisionState.DRAFT: "draft", DecisionState.SIGNED: "progress", DecisionState.EMBARGOED: "waiting",
    DecisionState.PUBLISHED: "done", DecisionState.AMENDED: "neutral",
}  # fmt: skip
APPEAL_KINDS: Final[Mapping[str, StatusKind]] = {
    AppealState.FILED: "waiting", AppealState.ADMISSIBLE: "progress", AppealState.NOT_ADMISSIBLE: "neutral",
    AppealState.UPHELD: "done", AppealState.REJECTED: "neutral",
}  # fmt: skip
