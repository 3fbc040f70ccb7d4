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
    """A discussion: on another site, of which nothing is loaded before the visitor says so, or in a file kept here.

    `film_…` is that file: all of it or nothing (the database); `film_seconds` is what the file says, 0 if nothing.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(_("назва"), max_length=200)
    held_on = models.DateField(_("день розмови"))
    duration = models.PositiveIntegerField(_("тривалість, секунд"))
    address = models.URLField(_("адреса відео"), max_length=500, blank=True)
    film_name = models.CharField(max_length=32, blank=True, help_text="on the shelf of films")
    film_type = models.CharField(max_length=20, blank=True)
    film_size = models.PositiveBigIntegerField(default=0)
    film_sha256 = models.CharField(max_length=64, blank=True)
    film_seconds = models.PositiveIntegerField(default=0)
    film_called = models.CharField(_("файл відео"), max_length=200, blank=True, help_text="the name it came with")
    film_at = models.DateTimeField(null=True)
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
            models.CheckConstraint(
                condition=Q(address="") | Q(address__startswith="https://"), name="recording_address_safe"
            ),
            models.CheckConstraint(
                condition=Q(film_name="", film_type="", film_size=0, film_sha256="", film_seconds=0, film_at=None)
                | (
                    Q(film_name__regex=r"^[0-9a-f]{32}$", film_type__in=["video/mp4", "video/webm"])
                    & Q(film_size__gt=0, film_sha256__regex=r"^[0-9a-f]{64}$", film_at__isnull=False)
                    & Q(film_seconds__in=[0, F("duration")])
                ),
                name="recording_film_whole",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(address="") | ~Q(film_name=""), name="recording_published_is_seen"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Captions(models.Model):
    """What is said, under the picture of a film kept here: WebVTT as our own writer writes it."""

    recording = models.OneToOneField(Recording, models.CASCADE, related_name="captions")
    text = models.TextField()

    def __str__(self) -> str:
        return f"captions of {self.recording_id}"


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
