"""Delegations and their people, every step of them, who came, what was promised."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.assessments.models import RoadmapItem
from vikno.events import rules
from vikno.events.enums import Move, Outcome, Post, State
from vikno.events.models.base import Shared
from vikno.events.models.event import Event, SeatPool, Session
from vikno.notifications.enums import Language
from vikno.questionnaires.models import Response


class Delegation(Shared):
    """People of one hromada, seated together or not at all. `held_until`: seats are kept for them, not yet enough.

    `response`: what it answered to the questions of the event; locked before its seats are confirmed (trigger).
    `language`: of letters to its contact; each of its people has one of their own.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="delegations")
    pool = models.ForeignKey(SeatPool, models.PROTECT, related_name="delegations")
    state = models.CharField(_("стан"), max_length=20, choices=State, default=State.REQUESTED)
    size = models.PositiveSmallIntegerField()
    priority = models.PositiveSmallIntegerField(default=2)
    asked_at = models.DateTimeField()
    offered_until = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    passed = models.PositiveSmallIntegerField(default=0)
    contact = models.CharField(_("контакт"), max_length=200)
    language = models.CharField(_("мова листів"), max_length=5, choices=Language, default=Language.UKRAINIAN)
    response = models.OneToOneField(Response, models.PROTECT, null=True, blank=True, related_name="+")
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["event", "state"], name="delegation_of_event")]
        constraints = [
            models.UniqueConstraint(
                "event", "hromada", name="delegation_lives_once", condition=Q(state__in=sorted(rules.LIVE))
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="delegation_is_somebody"),
            models.CheckConstraint(
                condition=~Q(state=State.OFFERED) | Q(offered_until__isnull=False), name="offer_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ATTENDED, State.NO_SHOW]), name="delegation_is_not_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hromada_id}: {self.size}"


class Participant(Shared):
    """One of a delegation. `code`: ten digits of the badge. `state`: confirmed until the person came, or did not.

    Cancelled: gave the seat up beforehand, for ever; the database takes them off the size of the delegation.
    """

    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="people")
    name = models.CharField(_("прізвище, ім'я, по батькові"), max_length=200)
    position = models.CharField(_("посада"), max_length=200, blank=True)
    post = models.CharField(_("хто це"), max_length=20, choices=Post)
    needs = models.CharField(_("що врахувати"), max_length=300, blank=True)
    email = models.EmailField(_("пошта"), blank=True)
    language = models.CharField(_("мова листів"), max_length=5, choices=Language, default=Language.UKRAINIAN)
    code = models.CharField(max_length=10, unique=True)
    state = models.CharField(max_length=20, choices=State, default=State.CONFIRMED)

    class Meta:
        ordering = ["delegation", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^\d{10}$"), name="participant_code_is_digits"),
            models.CheckConstraint(
                condition=Q(state__in=[State.CONFIRMED, State.ATTENDED, State.NO_SHOW, State.CANCELLED]),
                name="participant_came_or_not",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Chosen(Shared):
    """Somebody is going to a session. Of sessions at one time one is chosen (trigger); the seats are the session's."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="chosen")
    session = models.ForeignKey(Session, models.PROTECT, related_name="chosen")
    at = models.DateTimeField()

    class Meta:
        ordering = ["participant", "session"]
        constraints = [models.UniqueConstraint("participant", "session", name="session_chosen_once")]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.session_id}"


class DelegationStep(Shared):
    """One move of a delegation. `person`: who gave a seat up, or acted by a personal link. Added only."""

    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="steps")
    person = models.ForeignKey(Participant, models.PROTECT, null=True, blank=True, related_name="steps")
    move = models.CharField(max_length=20, choices=Move)
    state_after = models.CharField(max_length=20, choices=State)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=20)

    class Meta:
        ordering = ["delegation", "pk"]

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.move}"


class Attendance(Shared):
    """Somebody was there: at the event, or at one session. Once, at the earliest moment any device saw."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="attendances")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["participant", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "session"], name="attendance_once", nulls_distinct=False
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.participant_id} {self.at:%d.%m.%Y %H:%M}"


class Promise(Shared):
    """What a hromada said it will use, and what came of it. `due_on`: when the system asks."""

    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="promises")
    text = models.CharField(_("що впровадите"), max_length=1000)
    made_on = models.DateField()
    due_on = models.DateField()
    item = models.ForeignKey(RoadmapItem, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("що вийшло"), max_length=20, choices=Outcome, blank=True)
    words = models.CharField(_("кілька слів"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True) | ~Q(outcome="") & Q(answered_at__isnull=False),
                name="promise_answered_whole",
            )
        ]

    def __str__(self) -> str:
        return self.text
