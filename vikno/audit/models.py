"""What was done, by whom, when: rows that are added and never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vikno.audit.rules import Head


class JournalEntry(models.Model):
    """One act. Entries of a hromada (or of nobody: "") form a chain: each keeps the hash of the one before."""

    hromada_code = models.CharField(max_length=19, blank=True)
    sequence = models.BigIntegerField(_("номер у ланцюгу"))
    at = models.DateTimeField(_("коли сталося"))
    recorded_at = models.DateTimeField(_("коли записано"))
    actor_id = models.BigIntegerField(null=True)
    actor_role = models.CharField(max_length=20)
    action = models.CharField(_("дія"), max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    # The database's own default: a site of the version before goes on writing while this one is being put in.
    scheme = models.PositiveSmallIntegerField(db_default=1, help_text="what the hash covers, see rules.SCHEME")
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["hromada_code", "sequence"]
        constraints = [
            models.UniqueConstraint("hromada_code", "sequence", name="journal_sequence_once"),
        ]
        indexes = [models.Index(fields=["hromada_code", "subject_type", "subject_id"], name="journal_by_subject")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject_type}:{self.subject_id}"


class DailyHead(models.Model):
    """The last entry of a chain on a day, told outside the machine: what a rewritten journal cannot agree with."""

    hromada_code = models.CharField(max_length=19, blank=True)
    on = models.DateField(_("день"))
    sequence = models.BigIntegerField(_("номер останнього запису"))
    hash = models.BinaryField(max_length=32)
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["hromada_code", "on"]
        constraints = [models.UniqueConstraint("hromada_code", "on", name="daily_head_once")]

    def __str__(self) -> str:
        return str(self.line)

    @property
    def line(self) -> Head:
        """As it leaves the machine: in the log, in a letter, on paper."""
        return Head(self.on, self.hromada_code, self.sequence, bytes(self.hash).hex())


class OutboxEvent(models.Model):
    """Something upper rooms may want to hear of; written in the transaction that did it."""

    hromada_code = models.CharField(max_length=19, blank=True)
    topic = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["id"], condition=models.Q(handled_at__isnull=True), name="outbox_waiting")]

    def __str__(self) -> str:
        return f"{self.pk} {self.topic}"
