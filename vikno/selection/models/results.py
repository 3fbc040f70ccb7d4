"""What a hromada hears of its own proposal, and what it objects."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.programmes.models import Proposal
from vikno.selection.enums import AppealState, Outcome
from vikno.selection.models.deciding import Decision
from vikno.territories.models import Unit


class OwnResult(models.Model):
    """The result of one proposal with everything that helps. No expert is in it, nor another hromada. Added only."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="results")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="own_results")
    outcome = models.CharField(max_length=20, choices=Outcome)
    told = models.JSONField(help_text="place, points against threshold and median, gaps: see `rules.helping`")
    published_at = models.DateTimeField()
    appeal_until = models.DateField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint("proposal", "decision", name="own_result_once")]
        indexes = [models.Index(fields=["hromada", "-id"], name="own_result_of_hromada")]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.outcome}"


class Appeal(models.Model):
    """A hromada objects to its result; the programme answers by a day."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    result = models.OneToOneField(OwnResult, models.PROTECT, related_name="appeal")
    state = models.CharField(_("стан"), max_length=20, choices=AppealState, default=AppealState.FILED)
    words = models.TextField(_("що не так"), max_length=4000)
    filed_at = models.DateTimeField()
    filed_by_name = models.CharField(max_length=200)
    answer_by = models.DateField(_("відповісти до"))
    answer = models.TextField(_("відповідь"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(AppealState.FILED, AppealState.ADMISSIBLE))
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="appeal_answered_has_its_words",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="appeal_of_programme")]

    def __str__(self) -> str:
        return f"{self.result_id}: {self.state}"
