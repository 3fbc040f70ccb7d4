"""The timetable of transfers, trips of couriers with their stops, and bags that somebody was told are late."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation, User
from vikno.consignments.enums import BagFate, TripState
from vikno.consignments.models.bags import Bag
from vikno.consignments.rules import Place
from vikno.network.enums import Weekday
from vikno.network.models import Point
from vikno.territories.models import Unit


class Transfer(models.Model):
    """A courier comes to a point on a weekday at a time, from a day to a day: a line of the head's schedule."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="transfers")
    weekday = models.PositiveSmallIntegerField(_("день тижня"), choices=Weekday)
    at = models.TimeField(_("час"))
    route = models.CharField(_("маршрут"), max_length=200, blank=True)
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)
    source = models.CharField(_("наказ або рішення"), max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["point", "weekday", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "hromada", "point", "weekday", "at", condition=Q(valid_to__isnull=True), name="transfer_once_a_week"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="transfer_period_in_order"
            ),
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="transfer_on_a_weekday"),
            models.CheckConstraint(condition=~Q(source=""), name="transfer_gives_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.at:%H:%M}"


class TransferException(models.Model):
    """A day without its transfer, or with it on another day. Without a point it holds for the whole network."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(_("день"))
    moved_to = models.DateField(_("замість нього"), null=True, blank=True)
    reason = models.CharField(_("чому"), max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint("hromada", "point", "on", nulls_distinct=False, name="transfer_exception_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="transfer_exception_gives_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}: {self.reason}"


class Trip(models.Model):
    """One trip of one courier on one day."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField(_("день"))
    courier = models.ForeignKey(User, models.PROTECT, related_name="+")
    vehicle = models.CharField(_("авто"), max_length=60, blank=True)
    route = models.CharField(_("маршрут"), max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=TripState, default=TripState.PLANNED)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    note = models.CharField(_("примітка"), max_length=300, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "hromada", "courier", condition=Q(state=TripState.STARTED), name="one_trip_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=TripState.CLOSED) | Q(started_at__isnull=False, closed_at__isnull=False),
                name="closed_trip_has_its_times",
            ),
        ]
        indexes = [models.Index(fields=["hromada", "-on", "-id"], name="trip_newest")]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.route}".strip()


class Stop(models.Model):
    """A place on a trip, in order."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    trip = models.ForeignKey(Trip, models.CASCADE, related_name="stops")
    order = models.PositiveSmallIntegerField()
    point = models.ForeignKey(Point, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    planned_for = models.TimeField(_("час"), null=True, blank=True)
    done_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["trip", "order"]
        constraints = [
            models.UniqueConstraint("trip", "order", name="stop_order_once"),
            models.CheckConstraint(
                condition=Q(point__isnull=False, organisation__isnull=True)
                | Q(point__isnull=True, organisation__isnull=False),
                name="stop_is_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.name}"

    @property
    def name(self) -> str:
        """With `point` and `organisation` read together with the stop."""
        return str(self.point or self.organisation)

    @property
    def place(self) -> Place:
        return Place.point(self.point_id) if self.point_id is not None else Place.provider(self.organisation_id or 0)


class TripBag(models.Model):
    """A bag on a trip: where it was taken and left, or why it was not."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    trip = models.ForeignKey(Trip, models.CASCADE, related_name="bags")
    bag = models.ForeignKey(Bag, models.PROTECT, related_name="trips")
    taken_at_stop = models.ForeignKey(Stop, models.PROTECT, null=True, related_name="+")
    left_at_stop = models.ForeignKey(Stop, models.PROTECT, null=True, related_name="+")
    fate = models.CharField(max_length=20, choices=BagFate)
    reason = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["trip", "pk"]
        constraints = [
            models.UniqueConstraint("trip", "bag", name="bag_once_on_a_trip"),
            models.UniqueConstraint("bag", condition=Q(fate=BagFate.ON_BOARD), name="bag_on_board_of_one_trip"),
            models.CheckConstraint(
                condition=~Q(fate__in=[BagFate.NOT_TAKEN, BagFate.BROUGHT_BACK]) | ~Q(reason=""),
                name="bag_left_out_gives_reason",
            ),
            models.CheckConstraint(
                condition=Q(fate=BagFate.ON_BOARD) | Q(settled_at__isnull=False), name="settled_bag_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trip_id}: {self.bag_id}"


class OverdueAlarm(models.Model):
    """The heads of both ends were told on a day that a bag is late."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    bag = models.ForeignKey(Bag, models.CASCADE, related_name="alarms")
    on = models.DateField()
    raised_at = models.DateTimeField()
    letters = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint("bag", "on", name="one_alarm_a_bag_and_day")]

    def __str__(self) -> str:
        return f"{self.bag_id}: {self.on:%d.%m.%Y}"
