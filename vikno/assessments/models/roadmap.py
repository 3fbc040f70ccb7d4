"""The roadmap of a hromada: what closes its gaps, whose it is, till when, for what money."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.assessments.enums import Funding, ItemState
from vikno.assessments.models.assessments import Assessment
from vikno.assessments.models.steps import OfHromada, Step


class RoadmapItem(OfHromada):
    """One thing to do. `assessment`, `question`: the gap it closes; without them it is the hromada's own idea.

    `cost` in hryvnias. A programme sees it once the hromada has agreed to it.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="items")
    question = models.CharField(max_length=60, blank=True)
    title = models.CharField(_("що зробити"), max_length=300)
    result = models.CharField(_("що має вийти"), max_length=1000, blank=True)
    owner_name = models.CharField(_("хто відповідає"), max_length=200, blank=True)
    due_on = models.DateField(_("до якого дня"), null=True, blank=True)
    cost = models.DecimalField(_("скільки коштує, грн"), max_digits=12, decimal_places=2, null=True, blank=True)
    funding = models.CharField(_("чиї кошти"), max_length=10, choices=Funding, default=Funding.NONE)
    state = models.CharField(_("стан"), max_length=20, choices=ItemState, default=ItemState.PROPOSED)
    proof = models.CharField(_("чим підтверджено"), max_length=1000, blank=True)
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["hromada", "state", "due_on"], name="item_of_hromada")]
        constraints = [
            models.UniqueConstraint(
                "assessment", "question", name="item_of_a_gap_once",
                condition=Q(assessment__isnull=False) & ~Q(question="") & ~Q(state=ItemState.DROPPED),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ItemState.DONE, ItemState.CONFIRMED]) | ~Q(proof=""), name="done_item_has_proof"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ItemState.FUNDED, ItemState.IN_PROGRESS, ItemState.DONE, ItemState.CONFIRMED])
                | ~Q(funding=Funding.NONE),
                name="funded_item_says_whose_money",
            ),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="item_cost_is_not_negative"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class ItemMove(Step):
    item = models.ForeignKey(RoadmapItem, models.PROTECT, related_name="moves")

    class Meta:
        ordering = ["pk"]
