"""Printed forms as legal evidence, each printed again byte for byte; files people bring, made harmless."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.models import PublicService
from vikno.documents.enums import ActState, DocumentKind, FileSource, FileState
from vikno.network.models import Point
from vikno.territories.models import Unit


class GeneratedDocument(models.Model):
    """A document once given out: its data never change, its PDF follows from them.

    Until the first print there is no hash of bytes; from then on it never changes either.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=DocumentKind)
    template = models.CharField(max_length=100)
    title = models.CharField(_("назва"), max_length=300)
    data = models.JSONField()
    pdf_sha256 = models.CharField(max_length=64, blank=True, default="")
    engine = models.CharField(max_length=40, default="", help_text="typesetter that made the bytes")
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    destroyed_at = models.DateTimeField(null=True, help_text="the data are gone, the hash stays")
    destroyed_by_act = models.CharField(_("акт про знищення"), max_length=40, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class StoredFile(models.Model):
    """A file somebody brought, made harmless and kept under a random name. Which case it belongs to, cases know.

    `sha256` is of the bytes kept, `received_sha256` of those that came. Refused and destroyed files have no bytes.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(_("стан"), max_length=20, choices=FileState)
    source = models.CharField(_("звідки"), max_length=20, choices=FileSource)
    original_name = models.CharField(_("назва"), max_length=255, help_text="text for the eye, never a path")
    storage_name = models.CharField(max_length=32, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveBigIntegerField(_("розмір"), default=0)
    pages = models.PositiveSmallIntegerField(_("сторінок"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    received_sha256 = models.CharField(max_length=64)
    removed = models.PositiveIntegerField(default=0, help_text="things that act, taken out of a PDF")
    refusal = models.CharField(_("чому відхилено"), max_length=200, blank=True)
    point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(_("додано"))
    kept_by_id = models.BigIntegerField(null=True)
    looked_at = models.DateTimeField(null=True, help_text="when the antivirus called it clean")
    destroyed_at = models.DateTimeField(null=True)
    destroyed_by_act = models.CharField(_("акт про знищення"), max_length=40, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[FileState.QUARANTINE, FileState.KEPT]) & ~Q(storage_name="") & ~Q(sha256="")
                | Q(state__in=[FileState.REFUSED, FileState.DESTROYED], storage_name=""),
                name="file_has_bytes_while_kept",
            ),
            models.CheckConstraint(
                condition=Q(state=FileState.DESTROYED, destroyed_at__isnull=False) & ~Q(destroyed_by_act="")
                | ~Q(state=FileState.DESTROYED) & Q(destroyed_at__isnull=True, destroyed_by_act=""),
                name="file_destroyed_by_an_act",
            ),
            models.UniqueConstraint("storage_name", condition=~Q(storage_name=""), name="file_storage_name_once"),
        ]
        indexes = [
            models.Index(fields=["hromada", "state", "-id"], name="file_by_state"),
            models.Index(fields=["hromada", "received_sha256"], name="file_by_hash"),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_shown(self) -> bool:
        """Whether its bytes may be given to anybody."""
        return self.state == FileState.KEPT


class RetentionRule(models.Model):
    """How long papers of a service are kept, from a day on: one line of the hromada's own table.

    Rows are added and closed, never changed. Without a service it holds for every service; without years, for ever.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    service = models.ForeignKey(PublicService, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.CharField(_("№ статті"), max_length=40, blank=True)
    title = models.CharField(_("що зберігають"), max_length=300)
    years = models.PositiveSmallIntegerField(_("років"), null=True, blank=True)
    source = models.CharField(_("джерело"), max_length=300)
    is_confirmed = models.BooleanField(_("звірено з актом"), default=False)
    valid_from = models.DateField(_("діє з"))
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["service", "-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="retention_gives_its_source"),
            models.UniqueConstraint(
                "hromada", "service", "valid_from", nulls_distinct=False, name="retention_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Hold(models.Model):
    """A dispute, a court, an inspection: what it is about is not destroyed until it is lifted."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=60)
    reason = models.CharField(_("чому"), max_length=300)
    placed_at = models.DateTimeField()
    placed_by_id = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_gives_its_reason"),
            models.UniqueConstraint(
                "hromada", "about_type", "about_id", condition=Q(lifted_at__isnull=True), name="one_hold_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class DestructionAct(models.Model):
    """What is to be destroyed because its time has passed: asked for by one person, approved by another."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.CharField(_("номер"), max_length=20)
    state = models.CharField(_("стан"), max_length=20, choices=ActState, default=ActState.REQUESTED)
    commission = models.JSONField(help_text="[{name, post}]")
    requested_by_id = models.BigIntegerField()
    requested_by_name = models.CharField(max_length=200)
    requested_at = models.DateTimeField(_("складено"))
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(_("затверджено"), null=True)
    document = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint("hromada", "number", name="act_number_once"),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=models.F("requested_by_id")),
                name="act_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state=ActState.REQUESTED, decided_at__isnull=True)
                | ~Q(state=ActState.REQUESTED) & Q(decided_at__isnull=False),
                name="act_decided_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DestructionItem(models.Model):
    """One line of an act: what, kept until when and by which rule, with the hashes of its files."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    act = models.ForeignKey(DestructionAct, models.CASCADE, related_name="items")
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=60)
    number_shown = models.CharField(max_length=40)
    title = models.CharField(max_length=500, help_text="no word about the person")
    rule = models.CharField(max_length=500)
    keep_until = models.DateField(_("зберігати до"))
    files = models.JSONField(default=list, help_text="[{id, sha256, pages}]")

    class Meta:
        ordering = ["act", "pk"]
        constraints = [models.UniqueConstraint("act", "about_type", "about_id", name="item_once_in_an_act")]

    def __str__(self) -> str:
        return self.number_shown
