"""Files of proposals that experts may open although the phase hides who applies."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.programmes.models import Proposal


class NamelessFile(models.Model):
    """Somebody of the programme has read a file through: it names nobody. It holds until it is taken back.

    `file`: the key of the file as answers have it; its bytes never change.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="nameless_files")
    file = models.PositiveBigIntegerField()
    marked_at = models.DateTimeField()
    marked_by_name = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=200, blank=True)
    revoked_because = models.CharField(_("чому скасовано"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "proposal", "file", condition=Q(revoked_at__isnull=True), name="nameless_file_marked_once"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_because="") & ~Q(revoked_by_name=""),
                name="nameless_file_revoked_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.file}"
