"""Practice cards: what stands in them now, what was said at each step, and who took them up."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.events.models import Event, Promise
from vikno.practices.enums import PracticeMove, PracticeState, Topic
from vikno.territories.models import Unit


class Practice(models.Model):
    """A card as its author and the programme write it. Everybody reads the published revision, never this row.

    `event`, `promise`: the visit it began from and what was promised there; the public sees the visit.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    oblast = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("назва"), max_length=200)
    topics = ArrayField(models.CharField(max_length=20, choices=Topic), default=list, blank=True)
    problem = models.TextField(_("проблема"), max_length=4000, blank=True)
    context = models.TextField(_("умови громади"), max_length=4000, blank=True)
    done = models.TextField(_("що зробили"), max_length=8000, blank=True)
    documents = models.TextField(_("рішення і документи"), max_length=4000, blank=True)
    cost = models.DecimalField(_("вартість, грн"), max_digits=14, decimal_places=2, null=True, blank=True)
    cost_note = models.CharField(_("на що пішли гроші"), max_length=500, blank=True)
    staff = models.CharField(_("люди"), max_length=500, blank=True)
    result = models.TextField(_("результат у числах"), max_length=4000, blank=True)
    source = models.CharField(_("звідки числа"), max_length=500, blank=True)
    failed = models.TextField(_("що не спрацювало"), max_length=4000, blank=True)
    contact = models.CharField(_("до кого звернутися"), max_length=500, blank=True)
    proof = models.JSONField(default=dict, blank=True, help_text="an indicator before and after a day, as it was read")
    state = models.CharField(_("стан"), max_length=20, choices=PracticeState, default=PracticeState.DRAFT)
    published = models.ForeignKey("PracticeRevision", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, help_text="of the revision everybody reads")
    expires_on = models.DateField(_("переглянути до"), null=True)
    verified_at = models.DateTimeField(null=True)
    verified_by_name = models.CharField(max_length=200, blank=True)
    verified_how = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="practice_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "archived"]) | Q(organisation__isnull=False),
                name="practice_sent_to_a_programme",
            ),
            models.CheckConstraint(
                condition=Q(published__isnull=True, published_at__isnull=True, expires_on__isnull=True)
                | Q(published__isnull=False, published_at__isnull=False, expires_on__isnull=False),
                name="practice_published_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["verified", "published"])
                | (Q(verified_at__isnull=False) & ~Q(verified_by_name="") & ~Q(verified_how="")),
                name="practice_verified_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "needs_update"]) | Q(published__isnull=False),
                name="practice_public_has_a_revision",
            ),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="practice_cost_sane"),
            models.UniqueConstraint("promise", name="practice_begun_once_from_a_promise"),
            models.CheckConstraint(
                condition=Q(promise__isnull=True) | Q(event__isnull=False),
                name="practice_of_a_promise_names_its_event",
            ),
        ]
        indexes = [
            models.Index(fields=["hromada", "-changed_at"], name="practice_of_hromada"),
            models.Index(fields=["organisation", "state"], name="practice_of_programme"),
            models.Index(fields=["-published_at", "-id"], name="practice_by_time"),
        ]

    def __str__(self) -> str:
        return self.title


class PracticeRevision(models.Model):
    """A card as it stood when somebody moved it, with the proof as it was read then. Added only."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="revisions")
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=20, choices=PracticeMove)
    state = models.CharField(max_length=20, choices=PracticeState, help_text="after the move")
    title = models.CharField(max_length=200)
    topics = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    said = models.JSONField(help_text="{field: text} of the card, the place and the proof")
    sha256 = models.CharField(max_length=64)
    lemmas = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    words = models.CharField(max_length=500, blank=True, help_text="reason of the move")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=20)

    class Meta:
        ordering = ["practice", "-number"]
        constraints = [models.UniqueConstraint("practice", "number", name="practice_revision_once")]
        indexes = [
            GinIndex(fields=["lemmas"], name="practice_by_lemma"),
            GinIndex(fields=["topics"], name="practice_by_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.number}"


class Adoption(models.Model):
    """Another hromada did the same: since when, what it says about it, at which visit it saw it."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="adoptions")
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")
    adopted_on = models.DateField(_("з якого дня"))
    note = models.CharField(_("що змінили для себе"), max_length=1000, blank=True)
    told_at = models.DateTimeField()
    told_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["practice", "adopted_on", "pk"]
        constraints = [models.UniqueConstraint("practice", "hromada", name="practice_adopted_once")]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.hromada_id}"
