"""Printed forms as legal evidence: the data of each is kept, and prints again the same, byte for byte."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vikno.documents.enums import DocumentKind
from vikno.territories.models import Unit


class GeneratedDocument(models.Model):
    """A document once given out: its data never change, its PDF follows from them."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=DocumentKind)
    template = models.CharField(max_length=100)
    title = models.CharField(_("назва"), max_length=300)
    data = models.JSONField()
    pdf_sha256 = models.CharField(max_length=64)
    engine = models.CharField(max_length=40, default="", help_text="typesetter that made the bytes")
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title
