"""Messages to people, with the proof that they were told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vikno.notifications.enums import Channel, Delivery


class Message(models.Model):
    """One message to one person by one channel."""

    hromada_code = models.CharField(max_length=19)
    channel = models.CharField(_("канал"), max_length=20, choices=Channel)
    recipient = models.CharField(_("кому"), max_length=254)
    subject = models.CharField(_("тема"), max_length=200)
    body = models.TextField(_("текст"))
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=60)
    delivery = models.CharField(_("доставка"), max_length=20, choices=Delivery)
    created_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    proof = models.CharField(_("підтвердження"), max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(delivery=Delivery.SENT, told_at__isnull=False) | ~models.Q(delivery=Delivery.SENT),
                name="message_sent_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["hromada_code", "about_type", "about_id"], name="message_by_subject")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.subject}"
