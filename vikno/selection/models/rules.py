"""How a call is reviewed, said once before the first proposal is given out; anchors, and when real files are opened."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.programmes.models import ProgrammeCall, Track
from vikno.selection.enums import TieKind
from vikno.selection.ranking import Missing


class CallReview(models.Model):
    """Terms of the review of a call. They do not change: they are part of what was promised.

    `needed`: reviews of each proposal. `spread`: how far marks of a criterion may lie apart before they are discussed;
    `anchor_spread`: how far a mark of an anchor from the agreed one. Days are calendar days.
    """

    call = models.OneToOneField(ProgrammeCall, models.PROTECT, related_name="review")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    needed = models.PositiveSmallIntegerField(_("оцінок на заявку"), default=3)
    spread = models.PositiveSmallIntegerField(_("допустима розбіжність оцінок"), default=2)
    anchor_spread = models.PositiveSmallIntegerField(_("допустиме відхилення на калібруванні"), default=1)
    review_days = models.PositiveSmallIntegerField(_("днів на оцінювання"), default=10)
    appeal_days = models.PositiveSmallIntegerField(_("днів на заперечення"), default=10)
    answer_days = models.PositiveSmallIntegerField(_("днів на відповідь"), default=15)
    missing = models.CharField(
        _("коли критерій не застосовний"), max_length=10, default=Missing.REFUSED.value,
        choices=[
            (Missing.REFUSED.value, _("оцінка обов'язкова")),
            (Missing.MOVED.value, _("вага переходить у межах виміру")),
            (Missing.ZERO.value, _("нуль балів")),
        ],
    )  # fmt: skip
    need_fact = models.CharField(_("факт, що показує потребу"), max_length=60, blank=True)
    shows_hromadas = models.BooleanField(_("називати всіх учасників у списку результатів"), default=False)
    experts_shown_at = models.DateTimeField(null=True, help_text="when applicants were shown who the experts are")
    set_at = models.DateTimeField()
    set_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(needed__gte=1), name="review_needs_somebody"),
            models.CheckConstraint(condition=Q(appeal_days__gte=1, answer_days__gte=1), name="appeal_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.needed}"


class ConflictRule(models.Model):
    """A tie of a kind within so many years bars an expert; without years it bars for ever."""

    review = models.ForeignKey(CallReview, models.PROTECT, related_name="conflict_rules")
    kind = models.CharField(max_length=20, choices=TieKind)
    years = models.PositiveSmallIntegerField(_("років"), null=True)

    class Meta:
        ordering = ["review", "kind"]
        constraints = [models.UniqueConstraint("review", "kind", name="conflict_rule_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.years}"


class Anchor(models.Model):
    """An invented proposal that everybody marks first. `agreed`: {criterion code: mark} of the panel."""

    review = models.ForeignKey(CallReview, models.PROTECT, related_name="anchors")
    track = models.ForeignKey(Track, models.PROTECT, related_name="+")
    title = models.CharField(_("назва"), max_length=200)
    text = models.TextField(_("текст заявки"), max_length=8000)
    agreed = models.JSONField()
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Opening(models.Model):
    """The chair opened real files: the result of the calibration as it stood. Once for a call, added only."""

    review = models.OneToOneField(CallReview, models.PROTECT, related_name="opening")
    result = models.JSONField(help_text="[{reviewer, widest, severity}]")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.at:%d.%m.%Y}"
