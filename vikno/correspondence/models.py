"""Letters that came to the centre's mailbox, and what was in them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.cases.models import Case
from vikno.correspondence.enums import LetterState, Oddity
from vikno.documents.models import StoredFile
from vikno.territories.models import Unit


class Letter(models.Model):
    """One letter as it came. Known by its place on the server and by its content: it is stored once."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    mailbox = models.CharField(max_length=300)
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    message_id = models.CharField(max_length=255, blank=True)
    digest = models.CharField(max_length=64)
    sender = models.CharField(_("від кого"), max_length=254, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(_("тема"), max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(_("надійшов"))
    text = models.TextField(_("текст"), blank=True)
    file_numbers = models.JSONField(default=list, help_text="case numbers found inside attachments")
    size = models.PositiveBigIntegerField(default=0)
    oddities = models.JSONField(default=list)
    state = models.CharField(_("стан"), max_length=20, choices=LetterState, default=LetterState.WAITING)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="letters")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("чому відхилено"), max_length=300, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint("hromada", "mailbox", "uid_validity", "uid", name="letter_place_once"),
            models.UniqueConstraint("hromada", "digest", name="letter_content_once"),
            models.CheckConstraint(
                condition=Q(state=LetterState.ATTACHED, case__isnull=False)
                | ~Q(state=LetterState.ATTACHED) & Q(case__isnull=True),
                name="attached_letter_has_its_case",
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.WAITING, decided_at__isnull=True)
                | ~Q(state=LetterState.WAITING) & Q(decided_at__isnull=False),
                name="decided_letter_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.REJECTED) | ~Q(reason=""), name="rejected_letter_gives_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["hromada", "state", "received_at", "id"], name="letter_by_state"),
            models.Index(fields=["hromada", "message_id"], name="letter_by_id"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def from_whom(self) -> str:
        """«Марія Іваненко, maria@example.com»."""
        return ", ".join(filter(None, (self.sender_name, self.sender)))

    @property
    def oddity_labels(self) -> list[str]:
        return [str(Oddity(code).label) for code in self.oddities if code in Oddity]


class Attachment(models.Model):
    """One file of a letter: kept, or refused with the reason."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="attachments")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("назва"), max_length=255)
    size = models.PositiveBigIntegerField(default=0)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(_("чому не взято"), max_length=400, blank=True)

    class Meta:
        ordering = ["letter", "order"]
        constraints = [
            models.UniqueConstraint("letter", "order", name="attachment_order_once"),
            models.CheckConstraint(
                condition=Q(file__isnull=False, refusal="") | Q(file__isnull=True) & ~Q(refusal=""),
                name="attachment_is_kept_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return self.name
