"""What the programme keeps of an event that was held: scans, certificates, answers that lead to nobody."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.events.models.event import Event, Session
from vikno.events.models.people import Participant


class Scan(models.Model):
    """A code as a device read it. `scan_id` is the device's own, so a batch sent twice is one. Added only."""

    scan_id = models.UUIDField(unique=True)
    event = models.ForeignKey(Event, models.PROTECT, related_name="scans")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=40)
    device = models.CharField(max_length=40)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    is_known = models.BooleanField()

    class Meta:
        ordering = ["event", "at", "pk"]

    def __str__(self) -> str:
        return self.code


class Certificate(models.Model):
    """Given once to who attended. `code`: sixteen digits of chance, what the public page asks for. Added only."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, related_name="certificates")
    participant = models.OneToOneField(Participant, models.PROTECT, related_name="certificate")
    number = models.CharField(max_length=60, unique=True)
    code = models.CharField(max_length=16, unique=True)
    holder = models.CharField(max_length=200)
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["event", "pk"]

    def __str__(self) -> str:
        return self.number


class SurveyInvite(models.Model):
    """Who may answer, and whether they have: the answer itself is kept apart and leads nowhere."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, related_name="invites")
    participant = models.OneToOneField(Participant, models.PROTECT, related_name="invite")
    token = models.CharField(max_length=40, unique=True)
    is_answered = models.BooleanField(default=False)

    class Meta:
        ordering = ["event", "pk"]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.is_answered}"


class SurveyAnswer(models.Model):
    """An answer without a name, a moment or an order: its key is chance. Added only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="answers")
    useful = models.PositiveSmallIntegerField(_("наскільки корисно"))
    will_use = models.BooleanField(_("впровадите щось із побаченого?"))
    what = models.CharField(_("що саме"), max_length=1000, blank=True)
    quote = models.CharField(_("слова для звіту"), max_length=1000, blank=True)
    may_quote = models.BooleanField(_("ці слова можна оприлюднити"), default=False)

    class Meta:
        ordering = ["event", "id"]
        constraints = [models.CheckConstraint(condition=Q(useful__gte=1, useful__lte=5), name="answer_on_the_scale")]

    def __str__(self) -> str:
        return f"{self.useful}"
