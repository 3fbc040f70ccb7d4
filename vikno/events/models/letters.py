"""What was written to whom, so that nobody is written twice."""

from django.db import models

from vikno.events.enums import LetterKind
from vikno.events.models.base import Shared
from vikno.events.models.people import Delegation, Participant, Promise


class Letter(Shared):
    """One letter to a delegation, or to one person of it. Added only; the message itself lies in `notifications`.

    `edition`: of the event, for letters about its changes. `channel`: "" where no address was given.
    """

    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=LetterKind)
    person = models.ForeignKey(Participant, models.PROTECT, null=True, blank=True, related_name="letters")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, blank=True, related_name="letters")
    edition = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["delegation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "kind", "person", "promise", "edition"], name="letter_once",
                nulls_distinct=False,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.kind}"
