"""States and kinds of self-assessment."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssessmentState(TextChoices):
    NOT_STARTED = "not_started", _("не почато")
    PREFILLED = "prefilled", _("запропоновано із записів")
    IN_PROGRESS = "in_progress", _("заповнюють")
    SUBMITTED = "submitted", _("подано")
    RETURNED = "returned", _("повернено")
    RESUBMITTED = "resubmitted", _("подано ще раз")
    VERIFIED = "verified", _("перевірено")
    ACCEPTED = "accepted_unverified", _("прийнято без перевірки")
    LOCKED = "locked", _("закрито")
    SUPERSEDED = "superseded", _("є новіша")


class EvidenceState(TextChoices):
    """«Expired» is no kept state: an approved one expires by its day."""

    DRAFT = "draft", _("чернетка")
    SUBMITTED = "submitted", _("подано")
    APPROVED = "approved", _("підтверджено")
    REJECTED = "rejected", _("відхилено")
    EXPIRED = "expired", _("строк минув")


class ItemState(TextChoices):
    PROPOSED = "proposed", _("запропоновано")
    AGREED = "agreed", _("погоджено")
    FUNDED = "funded", _("є кошти")
    IN_PROGRESS = "in_progress", _("виконують")
    DONE = "done", _("виконано")
    CONFIRMED = "confirmed", _("підтверджено новою самооцінкою")
    POSTPONED = "postponed", _("відкладено")
    DROPPED = "dropped", _("знято")


class Funding(TextChoices):
    NONE = "none", _("ще немає")
    OWN = "own", _("кошти громади")
    CALL = "call", _("конкурс або програма")


class Reply(TextChoices):
    """What a person says to a question."""

    ACCEPT = "accept", _("Погоджуюся із записами")
    ANSWER = "answer", _("Відповідаю")
    NOT_MEASURABLE = "na", _("Не вимірюється")


class Source(TextChoices):
    """Where a level comes from."""

    OPERATIONAL = "operational", _("із записів")
    USER = "user", _("відповідь громади")
    VERIFIER = "verifier", _("перевірка")
