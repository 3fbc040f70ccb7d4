"""Recordings of a programme: where they lie, their chapters, what was said in them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.practices.enums import PassageKind, Topic
from vikno.practices.models.cards import Practice


class Recording(models.Model):
    """A discussion on another site. Nothing of that site is loaded here before the visitor says so."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(_("назва"), max_length=200)
    held_on = models.DateField(_("день розмови"))
    duration = models.PositiveIntegerField(_("тривалість, секунд"))
    address = models.URLField(_("адреса відео"), max_length=500)
    speakers = models.TextField(_("хто говорить"), max_length=4000, blank=True, help_text="one a line")
    conclusions = models.TextField(_("висновки"), max_length=8000, blank=True, help_text="one a line")
    topics = ArrayField(models.CharField(max_length=20, choices=Topic), default=list, blank=True)
    practices = models.ManyToManyField(Practice, blank=True, related_name="recordings")
    published_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(duration__range=(1, 86_400)), name="recording_duration_sane"),
            models.CheckConstraint(condition=Q(address__startswith="https://"), name="recording_address_safe"),
        ]

    def __str__(self) -> str:
        return self.title


class Chapter(models.Model):
    """From a second on a question is answered. Two never begin at once, none after the end (trigger)."""

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="chapters")
    starts = models.PositiveIntegerField(_("початок, секунд"))
    title = models.CharField(_("питання"), max_length=300)

    class Meta:
        ordering = ["recording", "starts"]
        constraints = [
            models.UniqueConstraint("recording", "starts", name="chapter_begins_once"),
            models.CheckConstraint(condition=~Q(title=""), name="chapter_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """What is searched: a chapter, a stretch of a transcript, a conclusion, with dictionary forms of its words."""

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="passages")
    kind = models.CharField(max_length=20, choices=PassageKind)
    starts = models.PositiveIntegerField()
    ends = models.PositiveIntegerField()
    text = models.TextField()
    lemmas = ArrayField(models.CharField(max_length=100), default=list)

    class Meta:
        ordering = ["recording", "starts", "pk"]
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="passage_in_order")]
        indexes = [GinIndex(fields=["lemmas"], name="passage_by_lemma", fastupdate=False)]

    def __str__(self) -> str:
        return self.text[:60]
