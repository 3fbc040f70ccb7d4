"""Centres and their points: where people are served, when, with what, by whom, and what happened to each place."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation, User
from vikno.catalogue.enums import EquipmentNeed
from vikno.catalogue.models import PublicService
from vikno.network.enums import (
    AccessibilityItem,
    Cause,
    Mark,
    OfferingMode,
    OperatingMode,
    PeriodKind,
    PlacementReason,
    PlacementState,
    PointKind,
    PointState,
    ProviderState,
    RegisterQuestion,
    TimetableReason,
    TimetableState,
    Weekday,
)  # fmt: skip
from vikno.territories.models import Unit


class TimeRange(Func):
    """tstzrange(from, to): the end is outside."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class Centre(models.Model):
    """A ЦНАП: the network of points that one hromada runs, for itself and perhaps for neighbours."""

    hromada = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="centres")
    serves = models.ManyToManyField(Unit, blank=True, related_name="served_by")
    operator = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    register_code = models.CharField(_("код у реєстрі"), max_length=40, blank=True)
    name = models.CharField(_("назва"), max_length=500)
    short_name = models.CharField(_("коротка назва"), max_length=120, blank=True)
    network_number = models.PositiveSmallIntegerField(
        _("номер мережі в номерах справ"), null=True, unique=True, help_text="1–9999"
    )
    legal_form = models.CharField(max_length=200, blank=True)
    website = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(network_number__isnull=True) | Q(network_number__range=(1, 9999)),
                name="centre_network_number_range",
            ),
            models.UniqueConstraint(
                "hromada", condition=Q(network_number__isnull=False), name="one_numbering_centre_a_hromada"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class Point(models.Model):
    """One place (or suitcase, or bus) where people are served."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="points")
    kind = models.CharField(_("вид точки"), max_length=20, choices=PointKind)
    name = models.CharField(_("назва"), max_length=500)
    search_key = models.TextField()
    sort_key = models.CharField(max_length=1000)
    register_code = models.CharField(max_length=40, blank=True)
    hromada = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="points")
    settlement = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="settlement_points")
    address_text = models.CharField(_("адреса, як у джерелі"), max_length=500, blank=True)
    street_address = models.CharField(_("вулиця, будинок"), max_length=300, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    location_source = models.CharField(max_length=20, blank=True)
    phones = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    website = models.CharField(max_length=300, blank=True)
    staff_total = models.PositiveSmallIntegerField(_("працівників"), null=True, blank=True)
    floor_area = models.DecimalField(_("площа, м²"), max_digits=8, decimal_places=1, null=True, blank=True)
    timetable_text = models.TextField(_("графік, як у джерелі"), blank=True)
    timetable_state = models.CharField(max_length=20, choices=TimetableState, default=TimetableState.ABSENT)
    timetable_reason = models.CharField(max_length=20, choices=TimetableReason, blank=True)
    timetable_note = models.CharField(max_length=500, blank=True, help_text="what was not understood, as written")
    register_row = models.JSONField(default=dict, blank=True, help_text="{machine name: cell} as last taken in")
    left_register_on = models.DateField(_("немає в реєстрі з"), null=True, blank=True)
    questions = ArrayField(models.CharField(max_length=20, choices=RegisterQuestion), default=list, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint("register_code", condition=~Q(register_code=""), name="point_register_code_once"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__gte=44, lat__lte=53, lon__gte=22, lon__lte=41),
                name="point_lies_in_ukraine",
            ),
        ]
        indexes = [GinIndex(OpClass("search_key", "gin_trgm_ops"), name="point_by_trigram")]

    def __str__(self) -> str:
        return self.name


class PointStatus(models.Model):
    """A state of a point over a time. The history has no gaps and no overlaps."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="statuses")
    state = models.CharField(_("стан"), max_length=20, choices=PointState)
    mode = models.CharField(_("режим"), max_length=20, choices=OperatingMode, default=OperatingMode.NORMAL)
    cause = models.CharField(_("причина"), max_length=20, choices=Cause)
    capacity_limit = models.PositiveSmallIntegerField(_("не більше людей одночасно"), null=True, blank=True)
    starts_at = models.DateTimeField(_("з"))
    ends_at = models.DateTimeField(_("до"), null=True, blank=True)
    expected_until = models.DateField(_("орієнтовно до"), null=True, blank=True)
    reason = models.CharField(_("підстава"), max_length=500)
    notice = models.TextField(_("оголошення для людей"), blank=True)
    notice_en = models.TextField(blank=True)
    moved_to = models.ForeignKey(Point, models.PROTECT, null=True, blank=True, related_name="+")
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["point", "-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="status_period_in_order",
            ),
            ExclusionConstraint(
                name="one_status_at_a_time",
                expressions=[
                    ("point", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} з {self.starts_at:%d.%m.%Y}"


class OpeningPeriod(models.Model):
    """A stretch of a weekday: reception, or work without visitors. A lunch break is the gap between two."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="opening_periods")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    kind = models.CharField(max_length=20, choices=PeriodKind, default=PeriodKind.RECEPTION)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["point", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="opening_in_order"),
            models.UniqueConstraint("point", "weekday", "kind", "opens", name="opening_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"


class HoursException(models.Model):
    """A date on which the usual hours do not hold: closed, or other reception hours."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="hours_exceptions")
    on = models.DateField(_("дата"))
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    reason = models.CharField(_("причина"), max_length=300)

    class Meta:
        ordering = ["point", "on"]
        constraints = [
            models.UniqueConstraint("point", "on", name="exception_once_a_day"),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(closes__gt=F("opens")),
                name="exception_closed_or_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}"


class Equipment(models.Model):
    """What a point has; the words are those of a service's needs."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="equipment")
    kind = models.CharField(_("обладнання"), max_length=30, choices=EquipmentNeed)
    count = models.PositiveSmallIntegerField(_("кількість"), default=1)
    works = models.BooleanField(_("справне"), default=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["point", "kind"]
        constraints = [models.UniqueConstraint("point", "kind", name="equipment_kind_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class AccessibilityMark(models.Model):
    """One line of a point's accessibility checklist."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="accessibility")
    item = models.CharField(max_length=30, choices=AccessibilityItem)
    mark = models.CharField(max_length=10, choices=Mark, default=Mark.UNKNOWN)
    source = models.CharField(max_length=100, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["point", "item"]
        constraints = [models.UniqueConstraint("point", "item", name="accessibility_item_once")]

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {self.get_mark_display()}"


class Offering(models.Model):
    """A service given at a point."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="offerings")
    service = models.ForeignKey(PublicService, models.PROTECT, related_name="offerings")
    mode = models.CharField(max_length=20, choices=OfferingMode, default=OfferingMode.FULL)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["point", "service"]
        constraints = [models.UniqueConstraint("point", "service", "valid_from", name="offering_once")]
        indexes = [models.Index(fields=["service", "point"], name="offering_by_service")]

    def __str__(self) -> str:
        return f"{self.service_id} @ {self.point_id}"


class Posting(models.Model):
    """Where a person works."""

    user = models.ForeignKey(User, models.PROTECT, related_name="postings")
    point = models.ForeignKey(Point, models.PROTECT, related_name="postings")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["user", "pk"]
        constraints = [models.UniqueConstraint("user", "point", "valid_from", name="posting_once")]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.point_id}"


class Authorisation(models.Model):
    """A council's decision: this person may give these services in these settlements, from a date to a date.

    No settlements named means the whole hromada.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="authorisations")
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    decision_number = models.CharField(_("номер рішення"), max_length=60)
    decided_on = models.DateField(_("дата рішення"))
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)
    services = models.ManyToManyField(PublicService, related_name="+")
    settlements = models.ManyToManyField(Unit, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="authorisation_period_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision_number} від {self.decided_on:%d.%m.%Y}"


class RegisterEdition(models.Model):
    """A national register file that was taken in."""

    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    edition_on = models.DateField()
    summary = models.JSONField(default=dict)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class PlacementTask(models.Model):
    """An address the codifier could not decide: a person chooses among ranked candidates."""

    point = models.OneToOneField(Point, models.CASCADE, related_name="placement")
    reason = models.CharField(_("чому не визначено"), max_length=30, choices=PlacementReason)
    candidates = models.JSONField(default=list, help_text="ranked [{code, score, why}], best first")
    state = models.CharField(max_length=20, choices=PlacementState, default=PlacementState.WAITING)
    chosen = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    previous = models.JSONField(default=dict, blank=True, help_text="what the point was before, for undo")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "id"], name="placement_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PlacementState.SETTLED) | Q(settled_at__isnull=False, chosen__isnull=False),
                name="placement_settled_by_someone",
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


_TAG_KINDS = {ProviderState.WORKS: "done", ProviderState.LIMITED: "waiting", ProviderState.STOPPED: "refused"}


class ProviderAvailability(models.Model):
    """Whether whoever decides a service works in an area: a row holds until the next one of the same service and area.

    No area means the whole country. Of a hromada, an oblast and the country the nearest holds.
    """

    service = models.ForeignKey(PublicService, models.PROTECT, related_name="availabilities")
    area = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("стан"), max_length=20, choices=ProviderState)
    note = models.CharField(_("що знати людям"), max_length=500, blank=True)
    note_en = models.CharField(max_length=500, blank=True)
    source = models.CharField(_("звідки відомо"), max_length=300)
    expected_until = models.DateField(_("орієнтовно до"), null=True, blank=True)
    starts_at = models.DateTimeField(_("з"))
    ends_at = models.DateTimeField(_("до"), null=True, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name_plural = "provider availabilities"
        constraints = [
            models.UniqueConstraint(
                "service", "area", condition=Q(ends_at__isnull=True), nulls_distinct=False, name="one_availability_now"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="availability_in_order"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="availability_gives_its_source"),
            models.CheckConstraint(
                condition=Q(state=ProviderState.WORKS) | ~Q(note=""), name="availability_says_what_to_do"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.get_state_display()}"

    @property
    def kind(self) -> str:
        """Kind of its tag."""
        return _TAG_KINDS[self.state]

    @property
    def said(self) -> str:
        """What people should know, in the language of the page; Ukrainian where there is no other."""
        return (self.note_en if get_language() == "en" else "") or self.note
