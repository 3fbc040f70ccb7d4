"""The handover act: one paper, up to 200 lines, one signing a side; what happens to the things afterwards."""

from datetime import datetime
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vikno.documents.models import StoredFile
from vikno.support import rules
from vikno.support.enums import ACT_DONE, ActMove, ActState, Condition, Correctable, IncidentKind, Side
from vikno.support.models.base import Money, Shared
from vikno.support.models.equipment import AllocationLine, EquipmentItem
from vikno.support.models.memoranda import Memorandum


class HandoverAct(Shared):
    """Things of a programme go to a hromada. Lines change only in a draft (trigger); `sha256` is what is signed."""

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="acts")
    number = models.CharField(_("номер"), max_length=40)
    state = models.CharField(_("стан"), max_length=20, choices=ActState, default=ActState.DRAFT)
    exception = models.CharField(_("виняток"), max_length=300, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by_name = models.CharField(max_length=200)
    issued_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint("organisation", "number", name="handover_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[ActState.DRAFT, ActState.DROPPED], issued_at__isnull=True, sha256="")
                | ~Q(state__in=[ActState.DRAFT, ActState.DROPPED]) & Q(issued_at__isnull=False) & ~Q(sha256=""),
                name="act_has_a_hash_once_issued",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="act_of_programme"),
            models.Index(fields=["hromada", "state", "-id"], name="act_of_hromada"),
        ]

    def __str__(self) -> str:
        return self.number

    def is_unsigned_too_long(self, at: datetime) -> bool:
        return rules.is_unsigned_too_long(self.state, issued_at=self.issued_at, at=at)


class ReturnAct(Shared):
    """Lines leave the books of the hromada: returned, written off, lost. Added only."""

    act = models.ForeignKey(HandoverAct, models.PROTECT, related_name="returns")
    outcome = models.CharField(_("що сталося"), max_length=20, choices=ActState)
    reason = models.CharField(_("підстава"), max_length=500)
    happened_on = models.DateField(_("день"))
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["act", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[ActState.RETURNED, ActState.WRITTEN_OFF, ActState.LOST]),
                name="return_has_an_outcome",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="return_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.act_id}: {self.outcome}"


class ActLine(Shared, Money):
    """One thing, or so many of one kind. `serial_in_use` is unique among things of a kind until they are returned."""

    act = models.ForeignKey(HandoverAct, models.PROTECT, related_name="lines")
    allocation = models.ForeignKey(AllocationLine, models.PROTECT, related_name="lines")
    item = models.ForeignKey(EquipmentItem, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("назва"), max_length=300)
    place = models.CharField(_("точка"), max_length=300)
    quantity = models.PositiveIntegerField(_("кількість"))
    serial = models.CharField(_("серійний номер"), max_length=80, blank=True, help_text="as it was signed")
    serial_in_use = models.CharField(max_length=80, blank=True, help_text="as corrected; empty once it has left")
    unit_value = models.DecimalField(_("ціна за одиницю"), max_digits=14, decimal_places=2)
    inventory_number = models.CharField(_("інвентарний номер"), max_length=80, blank=True)
    gone = models.ForeignKey(ReturnAct, models.PROTECT, null=True, blank=True, related_name="lines")

    class Meta:
        ordering = ["act", "order"]
        constraints = [
            models.UniqueConstraint("act", "order", name="act_line_order_once"),
            models.UniqueConstraint(
                "item", "serial_in_use", condition=~Q(serial_in_use=""), name="serial_once_while_not_returned"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="act_line_of_something"),
            models.CheckConstraint(condition=Q(order__gte=1, order__lte=rules.MOST_LINES), name="act_line_in_reach"),
            models.CheckConstraint(condition=Q(serial="") | Q(quantity=1), name="act_serial_of_one_thing"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="act_line_rate_positive"),
        ]
        indexes = [models.Index(fields=["hromada", "act"], name="act_line_of_hromada")]

    def __str__(self) -> str:
        return f"{self.order}. {self.name}"

    @property
    def total(self) -> Decimal:
        return self.unit_value * self.quantity

    @property
    def total_uah(self) -> Decimal:
        return rules.in_uah(self.total, self.rate)


class ActSignature(Shared):
    """One signing of the whole act by a side. Added only; once a side."""

    act = models.ForeignKey(HandoverAct, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=20, choices=Side)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ["act", "pk"]
        constraints = [models.UniqueConstraint("act", "side", name="act_signed_once_a_side")]

    def __str__(self) -> str:
        return f"{self.act_id}: {self.side}"


class ActStep(Shared):
    """One move of an act. Added only."""

    act = models.ForeignKey(HandoverAct, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20, choices=ActMove)
    state_after = models.CharField(max_length=20, choices=ActState)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=20)

    class Meta:
        ordering = ["act", "pk"]

    def __str__(self) -> str:
        return f"{self.act_id}: {self.move}"

    @property
    def said(self) -> Promise:
        """What was done, in the words of a history."""
        return ACT_DONE[self.move]


class Inspection(Shared):
    """The programme looked at a thing, or at the whole act; the hromada answers once. Added, then answered."""

    act = models.ForeignKey(HandoverAct, models.PROTECT, related_name="inspections")
    line = models.ForeignKey(ActLine, models.PROTECT, null=True, blank=True, related_name="inspections")
    on = models.DateField(_("день"))
    found = models.CharField(_("що виявлено"), max_length=20, choices=Condition)
    note = models.CharField(_("примітка"), max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)
    answer = models.CharField(_("відповідь громади"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["act", "-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="inspection_answer_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act_id}: {self.found}"


class AssetIncident(Shared):
    """What happened to a thing: told by the hromada. Added only."""

    act = models.ForeignKey(HandoverAct, models.PROTECT, related_name="incidents")
    line = models.ForeignKey(ActLine, models.PROTECT, related_name="incidents")
    kind = models.CharField(_("що сталося"), max_length=20, choices=IncidentKind)
    happened_on = models.DateField(_("день"))
    words = models.CharField(_("обставини"), max_length=1000)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["act", "-happened_on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="incident_has_words")]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.kind}"


class CorrectionAct(Shared):
    """A signed line was wrong: what it said, what it says now. In force once the hromada agrees."""

    act = models.ForeignKey(HandoverAct, models.PROTECT, related_name="corrections")
    line = models.ForeignKey(ActLine, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=20, choices=Correctable)
    was = models.CharField(max_length=80)
    becomes = models.CharField(max_length=80)
    reason = models.CharField(_("чому"), max_length=500)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    agreed_at = models.DateTimeField(null=True)
    agreed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["act", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="correction_says_why"),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_by_name="")
                | Q(agreed_at__isnull=False) & ~Q(agreed_by_name=""),
                name="correction_agreed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.field}"
