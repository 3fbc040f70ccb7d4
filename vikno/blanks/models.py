"""The book of strict-accountability blanks: who keeps it, what happened to which numbers, where each number lies now.

Movements are added and never changed or removed: the database itself refuses. A wrong one is taken back by a row
that reverses it.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.blanks.enums import Act, Spot
from vikno.blanks.rules import Account, Moved, Span
from vikno.cases.models import Case
from vikno.documents.models import GeneratedDocument
from vikno.territories.models import Unit


class NumberRange(Func):
    """int8range(first, last), both ends inside."""

    function = "int8range"
    output_field = BigIntegerRangeField()

    def __init__(self, first: str, last: str) -> None:
        super().__init__(F(first), F(last), Value("[]"))


class Keeper(models.Model):
    """Who answers for the blanks of a hromada, by whose order, from a day to a day."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    order = models.CharField(_("наказ або рішення"), max_length=200)
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="keeper_period_in_order"
            ),
            models.CheckConstraint(condition=~Q(order=""), name="keeper_has_an_order"),
            models.UniqueConstraint(
                "hromada", "user", condition=Q(valid_to__isnull=True), name="keeper_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.order


class Stocktaking(models.Model):
    """Blanks of one account counted by a commission, against the book of that day."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    holder = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    happened_on = models.DateField(_("дата"))
    commission = models.JSONField(default=list, help_text="names, as written")
    lines = models.JSONField(default=list, help_text="[{kind, series, expected, counted, missing, extra}], spans")
    note = models.CharField(max_length=500, blank=True)
    paper = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.happened_on:%d.%m.%Y}"

    @property
    def agrees(self) -> bool:
        return not any(line["missing"] or line["extra"] for line in self.lines)


class Movement(models.Model):
    """A line of the book: these numbers went from there to here.

    `attempt` counts how often the same was written down and taken back before: with it a number is received once
    and used once.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(_("вид бланка"), max_length=40)
    series = models.CharField(_("серія"), max_length=13)
    first = models.PositiveIntegerField(_("перший номер"))
    last = models.PositiveIntegerField(_("останній номер"))
    act = models.CharField(max_length=20, choices=Act)
    from_spot = models.CharField(max_length=20, choices=Spot)
    from_holder = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    to_spot = models.CharField(max_length=20, choices=Spot)
    to_holder = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    happened_on = models.DateField(_("дата"))
    party = models.CharField(_("від кого або кому"), max_length=300, blank=True)
    document = models.CharField(_("документ"), max_length=300, blank=True)
    reason = models.CharField(_("причина"), max_length=300, blank=True)
    commission = models.JSONField(default=list, help_text="names, as written")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="blanks")
    act_record = models.CharField(_("актовий запис"), max_length=100, blank=True)
    paper = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")
    stocktaking = models.ForeignKey(Stocktaking, models.PROTECT, null=True, related_name="movements")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    attempt = models.PositiveSmallIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first"), first__gt=0), name="movement_numbers_in_order"),
            ExclusionConstraint(
                name="blank_received_once",
                expressions=[
                    ("hromada", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("series", RangeOperators.EQUAL),
                    ("attempt", RangeOperators.EQUAL),
                    (NumberRange("first", "last"), RangeOperators.OVERLAPS),
                ],
                condition=Q(act=Act.RECEIVED, reverses__isnull=True),
            ),
            models.UniqueConstraint(
                "hromada",
                "kind",
                "series",
                "first",
                "attempt",
                condition=Q(act=Act.USED, reverses__isnull=True),
                name="blank_used_once",
            ),
            models.CheckConstraint(
                condition=~Q(act=Act.USED) | Q(first=F("last")) & (Q(case__isnull=False) | ~Q(act_record="")),
                name="use_names_its_record",
            ),
            models.CheckConstraint(
                condition=~Q(act__in=[Act.SPOILED, Act.MISSING]) & Q(reverses__isnull=True) | ~Q(reason=""),
                name="loss_and_correction_give_reason",
            ),
            models.CheckConstraint(
                condition=~Q(act__in=[Act.RECEIVED, Act.RETURNED]) | ~Q(document="") & ~Q(party=""),
                name="receipt_names_its_document",
            ),
            models.CheckConstraint(
                condition=~Q(from_spot=Spot.HOLDER) | Q(from_holder__isnull=False), name="movement_from_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(to_spot=Spot.HOLDER) | Q(to_holder__isnull=False), name="movement_to_a_person"
            ),
        ]
        indexes = [
            models.Index(fields=["hromada", "-happened_on", "-id"], name="blank_movement_newest"),
            models.Index(fields=["hromada", "kind", "series", "first"], name="blank_movement_by_number"),
            models.Index(fields=["hromada", "case"], condition=Q(case__isnull=False), name="blank_of_case"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.series} {self.first}–{self.last}: {self.get_act_display()}"

    @property
    def origin(self) -> Account:
        return Account(Spot(self.from_spot), self.from_holder_id or 0)

    @property
    def target(self) -> Account:
        return Account(Spot(self.to_spot), self.to_holder_id or 0)

    @property
    def span(self) -> Span:
        return Span(self.first, self.last)

    @property
    def as_moved(self) -> Moved:
        return Moved(
            kind=self.kind, series=self.series, span=self.span, act=Act(self.act), origin=self.origin,
            target=self.target, on=self.happened_on, is_reversal=self.reverses_id is not None,
        )  # fmt: skip


class Lot(models.Model):
    """Where numbers lie now: every number ever received stands in exactly one lot, for ever."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    series = models.CharField(max_length=13)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    spot = models.CharField(max_length=20, choices=Spot)
    holder = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["kind", "series", "first"]
        constraints = [
            ExclusionConstraint(
                name="blank_in_one_place",
                expressions=[
                    ("hromada", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("series", RangeOperators.EQUAL),
                    (NumberRange("first", "last"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(spot=Spot.HOLDER, holder__isnull=False)
                | Q(spot=Spot.SPOILED)
                | ~Q(spot=Spot.HOLDER) & Q(holder__isnull=True),
                name="lot_names_its_holder",
            ),
        ]
        indexes = [models.Index(fields=["hromada", "holder", "spot"], name="blank_lot_of_holder")]

    def __str__(self) -> str:
        return f"{self.series} {self.first}–{self.last}"

    @property
    def account(self) -> Account:
        return Account(Spot(self.spot), self.holder_id or 0)

    @property
    def span(self) -> Span:
        return Span(self.first, self.last)
