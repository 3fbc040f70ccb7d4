"""What residents say of their visits, complaints in a register, and what was done about them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.cases.models import Case
from vikno.feedback.enums import ComplaintState, ComplaintStep, Score, Way
from vikno.network.models import Point
from vikno.notifications.enums import Channel
from vikno.territories.models import Unit


class Poster(models.Model):
    """A sheet with a QR at a point or a counter."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    place = models.CharField(_("де висить"), max_length=100, blank=True)
    key = models.CharField(max_length=16, unique=True)
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["point", "place", "pk"]

    def __str__(self) -> str:
        return self.place or str(self.point)


class Invitation(models.Model):
    """A link given after a visit: it takes one answer. The token itself is not kept."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    given_at = models.DateTimeField()
    valid_until = models.DateField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-given_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.point_id} {self.given_at:%d.%m.%Y}"


class Agreement(models.Model):
    """Whoever applied agreed to get a link after the visit by one channel. Said at the desk, never asked for a service.

    `settled_at`: the link went, or the officer had given one. Nothing is written down of who did not agree.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=Channel)
    agreed_at = models.DateTimeField()
    noted_by_name = models.CharField(max_length=200)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["agreed_at", "pk"]
        indexes = [
            models.Index(fields=["hromada", "agreed_at"], condition=Q(settled_at__isnull=True), name="agreement_open")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"


class SendingRule(models.Model):
    """Whether links go by themselves when a result is handed over, from a day; the newest that has begun holds."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    valid_from = models.DateField(_("діє з"))
    is_on = models.BooleanField(_("надсилати"))
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["hromada", "-valid_from", "-id"], name="sending_rule_newest")]

    def __str__(self) -> str:
        return f"{self.valid_from:%d.%m.%Y}"


class Answer(models.Model):
    """How a visit went. Nobody's name is asked; whether it came by a link is kept, whose link is not."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    poster = models.ForeignKey(Poster, models.PROTECT, null=True, related_name="+")
    score = models.PositiveSmallIntegerField(_("оцінка"), choices=Score)
    tags = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    words = models.TextField(_("своїми словами"), max_length=1000, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["-answered_at", "-pk"]
        indexes = [
            models.Index(fields=["hromada", "-answered_at"], name="answer_by_time"),
            models.Index(fields=["point", "-answered_at"], name="answer_of_point"),
            models.Index(fields=["poster", "-answered_at"], name="answer_of_poster"),
        ]
        constraints = [models.CheckConstraint(condition=Q(score__range=(1, 5)), name="answer_is_1_to_5")]

    def __str__(self) -> str:
        return f"{self.score} {self.answered_at:%d.%m.%Y}"


class Complaint(models.Model):
    """A complaint in the register: the regime of citizens' appeals, a person who answers, a day."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    point = models.ForeignKey(Point, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(_("як надійшла"), max_length=20, choices=Way)
    received_at = models.DateTimeField(_("надійшла"))
    name = models.CharField(_("хто скаржиться"), max_length=200, blank=True)
    channel = models.CharField(_("куди відповісти"), max_length=20, choices=Channel)
    contact = models.CharField(_("телефон, пошта або адреса"), max_length=254, blank=True)
    text = models.TextField(_("про що"), max_length=4000, blank=True)
    is_short = models.BooleanField(_("не потребує вивчення"), default=False)
    state = models.CharField(_("стан"), max_length=20, choices=ComplaintState, default=ComplaintState.REGISTERED)
    due_on = models.DateField(_("відповісти до"))
    term = models.JSONField(default=dict, help_text="the rule, the calendar and the sentences of the deadline")
    extended_on = models.DateField(null=True)
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("відповідь"), max_length=4000, blank=True)
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint("hromada", "year", "number", name="complaint_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["registered", "assigned"], closed_at__isnull=True)
                | Q(state__in=["answered", "redirected", "left"], closed_at__isnull=False),
                name="closed_complaint_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ComplaintState.ANSWERED) | ~Q(answer="") | Q(erased_at__isnull=False),
                name="answered_complaint_has_its_answer",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("received_at")), name="complaint_in_order"
            ),
        ]
        indexes = [models.Index(fields=["hromada", "state", "due_on"], name="complaint_by_day")]

    def __str__(self) -> str:
        return self.shown_number

    @property
    def shown_number(self) -> str:
        """«15/2026»."""
        return f"{self.number}/{self.year}"


class ComplaintEvent(models.Model):
    """One step of a complaint: who, when, what. Nobody's words of the complaint are repeated here."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="events")
    step = models.CharField(max_length=20, choices=ComplaintStep)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["complaint", "at", "pk"]

    def __str__(self) -> str:
        return self.get_step_display()


class ActionTaken(models.Model):
    """What was done after people spoke: shown to everybody on the page of the point."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    asked = models.CharField(_("що казали люди"), max_length=300)
    done = models.CharField(_("що зроблено"), max_length=500)
    done_on = models.DateField(_("коли"))
    published_at = models.DateTimeField()
    published_by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-done_on", "-pk"]
        verbose_name_plural = "actions taken"

    def __str__(self) -> str:
        return self.done
