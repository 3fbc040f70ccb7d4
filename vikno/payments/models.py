"""Accounts to pay to, grounds not to pay, bills, and the ledger of what came and went back.

Rows are added and never changed or removed: the database itself refuses. A newer row says what holds now.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.cases.models import Case
from vikno.catalogue.models import Cost, PublicService
from vikno.documents.models import GeneratedDocument
from vikno.payments.enums import CodeFormat, EntryKind, PayChannel
from vikno.payments.rules import bill_number_formatted
from vikno.territories.models import Unit


class TreasuryAccount(models.Model):
    """Where a service is paid to, from a day: the newest row of a day is the one that holds.

    Without a service: for every service of the hromada that has no account of its own. A closed row says that
    from its day nothing is paid there.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    service = models.ForeignKey(PublicService, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(_("діє з"))
    recipient = models.CharField(_("отримувач"), max_length=140)
    edrpou = models.CharField(_("код ЄДРПОУ отримувача"), max_length=8)
    iban = models.CharField(_("рахунок IBAN"), max_length=29)
    purpose = models.CharField(_("призначення платежу"), max_length=300)
    code_format = models.CharField(_("QR-код на папері"), max_length=3, choices=CodeFormat, default=CodeFormat.V002)
    is_closed = models.BooleanField(_("рахунок закрито"), default=False)
    source = models.CharField(_("звідки відомо"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["hromada", "service", "-valid_from", "-id"], name="account_of_service")]

    def __str__(self) -> str:
        return self.iban


class ExemptionGround(models.Model):
    """Who pays nothing or less, by which act, from a day to a day; the percent is what is forgiven."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    service = models.ForeignKey(PublicService, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("кого звільнено"), max_length=200)
    act = models.CharField(_("підстава: акт і стаття"), max_length=300)
    percent = models.PositiveSmallIntegerField(_("звільнено, %"), default=100)
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name", "-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="exemption_percent_in_range"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="exemption_period_in_order"
            ),
        ]
        indexes = [models.Index(fields=["hromada", "valid_from"], name="exemption_by_day")]

    def __str__(self) -> str:
        return self.name


class BillSeries(models.Model):
    """The last bill number given in a hromada in a year. Locked only while a number is taken."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["hromada", "year"]
        constraints = [models.UniqueConstraint("hromada", "year", name="bill_series_once")]

    def __str__(self) -> str:
        return f"{self.hromada_id}/{self.year}: {self.last}"


class Bill(models.Model):
    """What one cost of one case comes to, for whom, to which account, and from what it was counted."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.CharField(_("номер рахунка"), max_length=14, unique=True, db_collation="C")
    case = models.ForeignKey(Case, models.PROTECT, related_name="bills")
    service = models.ForeignKey(PublicService, models.PROTECT, related_name="+")
    cost = models.ForeignKey(Cost, models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=0, help_text="how many bills of this cost were cancelled before")
    account = models.ForeignKey(TreasuryAccount, models.PROTECT, null=True, related_name="+")
    exemption = models.ForeignKey(ExemptionGround, models.PROTECT, null=True, blank=True, related_name="+")
    exemption_proof = models.CharField(_("чим підтверджено"), max_length=200, blank=True)
    full_amount = models.DecimalField(max_digits=10, decimal_places=2)
    amount = models.DecimalField(_("сума"), max_digits=10, decimal_places=2)
    computed_from = models.JSONField(default=dict)
    explanation = models.CharField(max_length=1000)
    payer_name = models.CharField(_("платник"), max_length=400)
    recipient = models.CharField(max_length=140, blank=True)
    edrpou = models.CharField(max_length=8, blank=True)
    iban = models.CharField(max_length=29, blank=True)
    purpose = models.CharField(max_length=420, blank=True)
    code_format = models.CharField(max_length=3, choices=CodeFormat, default=CodeFormat.V002)
    valid_until = models.DateField(null=True)
    issued_on = models.DateField(_("виписано"))
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_by_name = models.CharField(max_length=200)
    paper_a4 = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")
    paper_a5 = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint("case", "cost", "attempt", name="one_live_bill_a_cost"),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(full_amount__gt=0) & Q(amount__lte=F("full_amount")),
                name="bill_amount_in_order",
            ),
            models.CheckConstraint(
                condition=Q(amount=F("full_amount")) | Q(exemption__isnull=False) & ~Q(exemption_proof=""),
                name="bill_says_why_less",
            ),
            models.CheckConstraint(
                condition=Q(amount=0) | Q(account__isnull=False) & ~Q(iban="") & ~Q(recipient="") & ~Q(purpose=""),
                name="bill_names_its_account",
            ),
        ]
        indexes = [
            models.Index(fields=["hromada", "-issued_on", "-id"], name="bill_newest"),
            models.Index(fields=["hromada", "case"], name="bill_of_case"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number_shown(self) -> str:
        """`26-0417-0000123-4`."""
        return bill_number_formatted(self.number)


class Cancellation(models.Model):
    """The end of a bill that was wrong. The bill stays."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    bill = models.OneToOneField(Bill, models.PROTECT, related_name="cancellation")
    reason = models.CharField(_("чому скасовано"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.reason


class Entry(models.Model):
    """A line of the ledger: what came, what went back, what was written down wrongly and taken back.

    `amount` is signed: receipts are positive, refunds negative. `key` makes a receipt one and the same; `attempt`
    counts how often that receipt was written down and taken back before.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=EntryKind)
    amount = models.DecimalField(_("сума"), max_digits=10, decimal_places=2)
    happened_on = models.DateField(_("дата"))
    channel = models.CharField(_("де сплачено"), max_length=10, choices=PayChannel, blank=True)
    number = models.CharField(_("номер квитанції"), max_length=60, blank=True)
    code = models.CharField(_("код квитанції"), max_length=60, blank=True)
    key = models.CharField(max_length=160, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    ground = models.CharField(_("підстава"), max_length=300, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["happened_on", "pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint("hromada", "key", "attempt", condition=~Q(key=""), name="receipt_once"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.RECEIPT, amount__gt=0, reverses__isnull=True) & ~Q(key="") & ~Q(channel="")
                | Q(kind=EntryKind.REFUND, amount__lt=0, reverses__isnull=True) & ~Q(ground="")
                | Q(kind=EntryKind.RECEIPT_REVERSED, amount__lt=0, reverses__isnull=False) & ~Q(ground="")
                | Q(kind=EntryKind.REFUND_REVERSED, amount__gt=0, reverses__isnull=False) & ~Q(ground=""),
                name="entry_is_of_its_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["hromada", "happened_on", "id"], name="entry_by_day"),
            models.Index(fields=["bill"], name="entry_of_bill"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"
