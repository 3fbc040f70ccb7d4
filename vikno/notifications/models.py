"""Messages to people, with the proof that they were told."""

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from vikno.notifications.enums import Channel, Delivery, Event, Language, Messenger, WordingKind


class Message(models.Model):
    """One message to one person by one channel.

    `secret` is the part of the words that is for the addressee alone, sealed; `body` has a plain word in its place.
    It is kept only while the message may still be sent or said, `secret_until` at the longest.

    `key` goes with every try to send it: the other side tells repeats by it. While it is being sent, the row holds a
    lease; one that ran out means that nobody knows what became of the try.
    """

    hromada_code = models.CharField(max_length=19)
    key = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    channel = models.CharField(_("канал"), max_length=20, choices=[*Channel.choices, *Messenger.choices])
    event = models.CharField(_("про що"), max_length=20, choices=Event, blank=True)
    language = models.CharField(_("мова"), max_length=5, choices=Language, default=Language.UKRAINIAN)
    wording = models.CharField(_("редакція тексту"), max_length=40, blank=True)
    recipient = models.CharField(_("кому"), max_length=254)
    subject = models.CharField(_("тема"), max_length=200)
    body = models.TextField(_("текст"))
    secret = models.TextField(blank=True, default="", editable=False)
    secret_until = models.DateTimeField(null=True, editable=False)
    headers = models.JSONField(default=dict, blank=True, editable=False, help_text="of a letter of a list; no links")
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=60)
    delivery = models.CharField(_("доставка"), max_length=20, choices=Delivery)
    created_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    proof = models.CharField(_("підтвердження"), max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True, help_text="what went wrong the last time, no values")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(delivery=Delivery.SENT, told_at__isnull=False) | ~models.Q(delivery=Delivery.SENT),
                name="message_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(delivery=Delivery.SENDING, lease_until__isnull=False)
                | (~models.Q(delivery=Delivery.SENDING) & models.Q(lease_until__isnull=True)),
                name="message_is_sent_under_a_lease",
            ),
            models.CheckConstraint(
                condition=models.Q(secret="")
                | (models.Q(secret_until__isnull=False) & ~models.Q(delivery=Delivery.SENT)),
                name="message_sent_keeps_no_secret",
            ),
        ]
        indexes = [
            models.Index(fields=["hromada_code", "about_type", "about_id"], name="message_by_subject"),
            # Messages still to do are a few of many.
            models.Index(
                fields=["hromada_code", "delivery", "-id"],
                condition=~models.Q(delivery=Delivery.SENT),
                name="message_undone",
            ),
            models.Index(
                fields=["hromada_code", "secret_until"], condition=~models.Q(secret=""), name="message_with_secret"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.subject}"

    @property
    def has_lost_secret(self) -> bool:
        """What its words led to is of no use any more: it cannot be sent as it was written."""
        return self.secret_until is not None and not self.secret


class Enclosure(models.Model):
    """The file a letter carries: small, of a kind `rules.is_enclosure` knows. It is forgotten with its letter."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="enclosure")
    hromada_code = models.CharField(max_length=19)
    name = models.CharField(_("назва файлу"), max_length=80)
    media_type = models.CharField(max_length=60)
    body = models.TextField()

    def __str__(self) -> str:
        return f"{self.message_id}: {self.name}"


class Wording(models.Model):
    """The words of a hromada for one event, channel and language. Rows are added, never changed; the newest holds.

    `version` counts the hromada's own wordings of the same message. Where there is none, the standard one holds
    (`standard_wordings.py`).
    """

    hromada_code = models.CharField(max_length=19)
    event = models.CharField(_("про що"), max_length=20, choices=Event)
    kind = models.CharField(_("вид"), max_length=10, choices=WordingKind)
    language = models.CharField(_("мова"), max_length=5, choices=Language)
    version = models.PositiveIntegerField()
    subject = models.CharField(_("тема"), max_length=120, blank=True)
    body = models.TextField(_("текст"))
    is_sent = models.BooleanField(_("надсилати"), default=True)
    saved_at = models.DateTimeField()
    saved_by_id = models.BigIntegerField(null=True)
    saved_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint("hromada_code", "event", "kind", "language", "version", name="wording_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()}, {self.version}"
