"""Printed forms as legal evidence, each printed again byte for byte; files people bring, made harmless."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.documents.enums import DocumentKind, FileSource, FileState
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
