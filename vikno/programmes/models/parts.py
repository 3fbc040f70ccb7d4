"""Rules of a call, all as data: directions, conditions, criteria, advantages, guarantees, what is hidden when."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.programmes.enums import AdvantageMode, Hidden, Phase, RegionKind, Source, Stage
from vikno.programmes.models.calls import ProgrammeCall


def _stages() -> list[str]:
    return [Stage.REVIEW]


class Track(models.Model):
    """A direction of a call: applied for, scored and seated apart.

    Seats that nobody takes go to the track with the next `unused_order`; 0 keeps them empty. `threshold` is 0–100.
    """

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="tracks")
    code = models.SlugField(_("код"), max_length=40)
    title = models.CharField(_("назва"), max_length=300)
    title_en = models.CharField(_("назва англійською"), max_length=300, blank=True)
    who_may_apply = models.TextField(_("хто може взяти участь"), max_length=2000, blank=True)
    who_may_apply_en = models.TextField(_("хто може взяти участь, англійською"), max_length=2000, blank=True)
    places = models.PositiveSmallIntegerField(_("місць"), default=0)
    unused_order = models.PositiveSmallIntegerField(_("черга на вільні місця"), default=0)
    threshold = models.DecimalField(_("поріг, балів"), max_digits=5, decimal_places=2, default=Decimal(0))
    cap_per_oblast = models.PositiveSmallIntegerField(_("не більше на область"), null=True, blank=True)
    stages = ArrayField(models.CharField(max_length=20, choices=Stage), verbose_name=_("етапи"), default=_stages)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["call", "position", "pk"]
        constraints = [
            models.UniqueConstraint("call", "code", name="track_once_in_a_call"),
            models.CheckConstraint(condition=Q(threshold__range=(0, 100)), name="track_threshold_in_points"),
        ]

    def __str__(self) -> str:
        return self.title


class EligibilityRule(models.Model):
    """A condition of taking part: a predicate over facts and the sentence that applicants read. No track: all."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="eligibility")
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True, related_name="eligibility")
    code = models.SlugField(_("код"), max_length=40)
    predicate = models.CharField(_("умова"), max_length=1000, help_text="over named facts; empty: a person decides")
    sentence = models.CharField(_("речення для заявників"), max_length=500)
    sentence_en = models.CharField(_("речення англійською"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["call", "position", "pk"]
        constraints = [
            models.UniqueConstraint("call", "code", name="eligibility_once_in_a_call"),
            models.CheckConstraint(condition=~Q(sentence=""), name="eligibility_is_told"),
        ]

    def __str__(self) -> str:
        return self.sentence


class Criterion(models.Model):
    """What a track is scored by. Weights of a track sum to 100.

    `anchors`: [{"value": 0, "text": …, "text_en": …}, …] of a person's scale. `bands` of a fact:
    [{"least": …, "most": …, "score": 0–100}, …], both ends inside, None is open.
    """

    track = models.ForeignKey(Track, models.PROTECT, related_name="criteria")
    code = models.SlugField(_("код"), max_length=40)
    title = models.CharField(_("назва"), max_length=300)
    title_en = models.CharField(_("назва англійською"), max_length=300, blank=True)
    weight = models.DecimalField(_("вага"), max_digits=5, decimal_places=2)
    source = models.CharField(_("хто дає бали"), max_length=20, choices=Source)
    fact = models.CharField(_("факт"), max_length=60, blank=True)
    bands = models.JSONField(default=list, blank=True)
    anchors = models.JSONField(default=list, blank=True)
    dimension = models.CharField(_("вимір самооцінки"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["track", "position", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint("track", "code", name="criterion_once_in_a_track"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=100), name="criterion_weight_in_points"),
            models.CheckConstraint(
                condition=~Q(source=Source.FACT) | ~Q(fact=""), name="criterion_of_fact_names_it"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Advantage(models.Model):
    """What is preferred among equals, or brings points up to `cap` of them together. No track: all."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="advantages")
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True, related_name="advantages")
    code = models.SlugField(_("код"), max_length=40)
    sentence = models.CharField(_("речення для заявників"), max_length=500)
    sentence_en = models.CharField(_("речення англійською"), max_length=500, blank=True)
    predicate = models.CharField(_("умова"), max_length=1000)
    mode = models.CharField(_("що дає"), max_length=20, choices=AdvantageMode, default=AdvantageMode.TIE_BREAK)
    points = models.DecimalField(_("балів"), max_digits=5, decimal_places=2, default=Decimal(0))
    cap = models.DecimalField(_("разом не більше"), max_digits=5, decimal_places=2, default=Decimal(0))
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["call", "position", "pk"]
        constraints = [models.UniqueConstraint("call", "code", name="advantage_once_in_a_call")]

    def __str__(self) -> str:
        return self.sentence


class RegionRule(models.Model):
    """Seats kept for a set of oblasts, or the most that a set may take. No track: the whole call."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="regions")
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True, related_name="regions")
    code = models.SlugField(_("код"), max_length=40)
    title = models.CharField(_("назва набору областей"), max_length=300)
    title_en = models.CharField(_("назва англійською"), max_length=300, blank=True)
    kind = models.CharField(_("вид"), max_length=20, choices=RegionKind)
    oblasts = ArrayField(models.CharField(max_length=19), verbose_name=_("області"), help_text="codes of the codifier")
    seats = models.PositiveSmallIntegerField(_("місць"))
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["call", "position", "pk"]
        constraints = [
            models.UniqueConstraint("call", "code", name="region_once_in_a_call"),
            models.CheckConstraint(condition=~Q(oblasts=[]), name="region_names_oblasts"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="region_has_seats"),
        ]

    def __str__(self) -> str:
        return self.title


class VisibilityPhase(models.Model):
    """What of a proposal is kept from those who look at it in a part of the call."""

    call = models.ForeignKey(ProgrammeCall, models.PROTECT, related_name="phases")
    phase = models.CharField(_("етап"), max_length=20, choices=Phase)
    hidden = ArrayField(models.CharField(max_length=20, choices=Hidden), verbose_name=_("приховано"), default=list)

    class Meta:
        ordering = ["call", "pk"]
        constraints = [models.UniqueConstraint("call", "phase", name="phase_once_in_a_call")]

    def __str__(self) -> str:
        return f"{self.phase}: {', '.join(self.hidden)}"
