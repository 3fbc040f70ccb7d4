"""Cases: what was asked, with which papers, where it is, what was decided, what was given."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.enums import Role
from vikno.accounts.models import Organisation, User
from vikno.applicants.models import Applicant, Representative
from vikno.cases.enums import (
    CaseState,
    HearingResponse,
    HearingWay,
    IntakeChannel,
    LocalKind,
    Outcome,
    PartyRole,
    ReminderKind,
    ResultChannel,
    Step,
    TermRegime,
    TransferReason,
)
from vikno.cases.rules import OPEN, UNDECIDED, number_formatted
from vikno.catalogue.enums import EvidenceForm
from vikno.catalogue.models import PublicService, Requirement, ServiceVersion, Workflow, WorkflowStep
from vikno.common.labels import label_of
from vikno.common.written import WrittenField
from vikno.documents.models import GeneratedDocument, StoredFile
from vikno.network.models import Authorisation, Point
from vikno.notifications.enums import Channel, Language
from vikno.territories.models import Unit

_UNDECIDED = Q(state__in=sorted(UNDECIDED))


class NumberSeries(models.Model):
    """The last number given in a hromada in a year. Locked only while a number is taken."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["hromada", "year"]
        constraints = [models.UniqueConstraint("hromada", "year", name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.hromada_id}/{self.year}: {self.last}"


class CaseNumber(models.Model):
    """A number given once for the whole country, and whose it is: no word about the person.

    The public page looks here first, then binds the hromada and checks the code from the receipt.
    """

    number = models.CharField(max_length=13, primary_key=True)
    hromada_code = models.CharField(max_length=19)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class Case(models.Model):
    """One application of one person for one service."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.CharField(_("номер"), max_length=13, unique=True, db_collation="C")
    state = WrittenField(_("стан"), max_length=20, choices=CaseState)
    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="cases")
    representative = models.ForeignKey(Representative, models.PROTECT, null=True, blank=True, related_name="+")
    residence_hromada = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(PublicService, models.PROTECT, related_name="+")
    version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="+")
    # The technological card of the day of registration: a newer one does not change a case under way.
    workflow = models.ForeignKey(Workflow, models.PROTECT, null=True, blank=True, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Who registered it, where somebody else leads it now: the journal of registration never changes.
    registrar = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, blank=True, related_name="+")
    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    regime = models.CharField(_("за яким законом"), max_length=20, choices=TermRegime, default=TermRegime.SERVICE)
    intake_channel = models.CharField(max_length=20, choices=IntakeChannel, default=IntakeChannel.IN_PERSON)
    intake_facts = models.JSONField(default=dict, blank=True, help_text="of the channel: see rules.ARRIVAL_FACTS")
    notification_channel = models.CharField(_("як повідомити"), max_length=20, choices=Channel)
    notification_language = models.CharField(
        _("якою мовою"), max_length=5, choices=Language, default=Language.UKRAINIAN
    )
    contact = models.CharField(_("телефон або адреса"), max_length=254, blank=True)
    result_channel = models.CharField(_("де отримати"), max_length=20, choices=ResultChannel)
    registered_at = models.DateTimeField(_("зареєстровано"))
    due_on = models.DateField(_("строк"), null=True)
    term_explanation = models.JSONField(default=dict)
    access_code_hash = models.CharField(max_length=128)
    inventory = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")
    external_number = models.CharField(_("номер в іншій системі"), max_length=60, blank=True)
    archive_shelf = models.CharField(_("де в архіві"), max_length=60, blank=True)
    is_demo = models.BooleanField(default=False)
    version_number = models.PositiveIntegerField(default=1)
    destroyed_at = models.DateTimeField(null=True, help_text="what was personal is gone; the row stays for counts")
    destroyed_by_act = models.CharField(_("акт про знищення"), max_length=40, blank=True)

    class Meta:
        ordering = ["-registered_at", "-pk"]
        indexes = [
            # Each list of work is read from its own index in its own order: fifty rows cost the same in any network.
            models.Index(fields=["hromada", "-registered_at", "-id"], name="case_newest"),
            models.Index(fields=["hromada", "state", "-registered_at", "-id"], name="case_in_state"),
            models.Index(fields=["hromada", "point", "-registered_at", "-id"], name="case_of_point"),
            models.Index(fields=["hromada", "applicant", "-registered_at"], name="case_of_applicant"),
            models.Index(fields=["hromada", "officer", "-registered_at", "-id"], name="case_of_officer"),
            models.Index(fields=["hromada", "provider", "-registered_at", "-id"], name="case_of_provider"),
            models.Index(fields=["hromada", "number"], name="case_by_number_prefix"),
            # Open cases are a few per cent of all: counts of work read this index alone.
            models.Index(
                fields=["hromada", "point", "state", "due_on"], condition=Q(state__in=OPEN), name="case_open_work"
            ),
            models.Index(fields=["hromada", "-registered_at", "-id"], condition=Q(state__in=OPEN), name="case_open"),
            models.Index(
                fields=["hromada", "officer", "-registered_at", "-id"],
                condition=Q(state__in=OPEN),
                name="case_open_of_officer",
            ),
            models.Index(
                fields=["hromada", "point", "-registered_at", "-id"],
                condition=Q(state__in=OPEN),
                name="case_open_of_point",
            ),
            models.Index(fields=["hromada", "due_on", "id"], condition=_UNDECIDED, name="case_due"),
            models.Index(fields=["hromada", "point", "due_on", "id"], condition=_UNDECIDED, name="case_due_of_point"),
            models.Index(
                fields=["hromada", "provider", "due_on", "id"], condition=_UNDECIDED, name="case_due_of_provider"
            ),
        ]

    get_state_display = label_of(CaseState, "state")
    get_result_channel_display = label_of(ResultChannel, "result_channel")

    def __str__(self) -> str:
        return self.number

    @property
    def number_shown(self) -> str:
        """`26-0417-000123-5`."""
        return number_formatted(self.number)

    @property
    def is_immediate(self) -> bool:
        """Given at once, as its card says; only a service is."""
        return self.version.is_immediate and self.regime == TermRegime.SERVICE


class CoApplicant(models.Model):
    """Somebody who applies together with the applicant, in a named role, alone or through a representative."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="co_applicants")
    order = models.PositiveSmallIntegerField()
    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="cases_together")
    role = models.CharField(_("у якій ролі"), max_length=20, choices=PartyRole)
    representative = models.ForeignKey(Representative, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["case", "order"]
        constraints = [
            models.UniqueConstraint("case", "applicant", name="co_applicant_once"),
            models.UniqueConstraint("case", "order", name="co_applicant_order_once"),
        ]
        indexes = [models.Index(fields=["hromada", "applicant"], name="co_applicant_of_person")]

    def __str__(self) -> str:
        return str(self.applicant)


class CasePaper(models.Model):
    """One line of the inventory (опис): a paper taken in, or its absence for a stated reason."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField()
    requirement = models.ForeignKey(Requirement, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("документ"), max_length=500)
    evidence_form = models.CharField(max_length=20, choices=EvidenceForm)
    sheets = models.PositiveSmallIntegerField(_("аркушів"), default=1)

    class Meta:
        ordering = ["case", "order"]
        constraints = [models.UniqueConstraint("case", "order", name="paper_order_once")]

    get_evidence_form_display = label_of(EvidenceForm, "evidence_form")

    def __str__(self) -> str:
        return self.name


class CaseScan(models.Model):
    """A file of a case, of one line of its inventory when known. One file may belong to several cases."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="scans")
    paper = models.ForeignKey(CasePaper, models.PROTECT, null=True, blank=True, related_name="scans")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(_("додано"))
    attached_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["case", "pk"]
        constraints = [models.UniqueConstraint("case", "file", name="file_once_in_a_case")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.file_id}"


class StatusChange(models.Model):
    """One step: who, where, when. The progress sheet and the registration journal print these rows."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    step = models.CharField(_("дія"), max_length=20, choices=Step)
    state_after = models.CharField(max_length=20, choices=CaseState)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=20)
    point = models.ForeignKey(Point, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["case", "happened_at", "pk"]
        indexes = [models.Index(fields=["hromada", "happened_at"], name="step_by_time")]

    get_step_display = label_of(Step, "step")

    def __str__(self) -> str:
        return self.get_step_display()

    @property
    def role_label(self) -> str:
        """The role in words; the system's own acts have none of the roles."""
        return str(dict(Role.choices).get(self.actor_role, _("система")))


class TermChange(models.Model):
    """What stopped, restored or lengthened the term, with its dates: the term is counted from these rows.

    The step of the progress sheet says who and when recorded it. Never rewritten.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="term_changes")
    step = models.OneToOneField(StatusChange, models.CASCADE, related_name="term_change")
    kind = models.CharField(max_length=20, choices=Step)
    happened_on = models.DateField()
    until = models.DateField(_("усунути до"), null=True)
    days = models.PositiveSmallIntegerField(_("днів"), default=0)
    ground = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["case", "happened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=Step.WITHOUT_MOTION) | Q(until__isnull=False) & ~Q(words=""),
                name="without_motion_names_defects_and_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Step.SUSPENDED) | ~Q(ground=""), name="suspension_names_its_ground"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Step.EXTENDED) | Q(days__gt=0) & ~Q(ground=""),
                name="extension_names_days_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.happened_on:%d.%m.%Y}"


class Hearing(models.Model):
    """One invitation to speak before an adverse decision, and what came of it."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="hearings")
    step = models.OneToOneField(StatusChange, models.CASCADE, related_name="hearing")
    invited_on = models.DateField(_("запрошено"))
    held_on = models.DateField(_("день слухання"))
    way = models.CharField(_("як висловитися"), max_length=20, choices=HearingWay)
    place = models.CharField(_("де і о котрій"), max_length=200)
    about = models.TextField(_("що хочуть вирішити і чому"))
    response = models.CharField(_("що сталося"), max_length=20, choices=HearingResponse, blank=True)
    response_on = models.DateField(null=True)
    response_words = models.TextField(_("що сказав заявник"), blank=True)

    class Meta:
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(held_on__gte=F("invited_on")), name="hearing_after_invitation"),
            models.CheckConstraint(
                condition=Q(response="", response_on__isnull=True) | ~Q(response="") & Q(response_on__isnull=False),
                name="hearing_response_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(response__in=["", HearingResponse.ABSENT]) | ~Q(response_words=""),
                name="hearing_keeps_what_was_said",
            ),
            models.UniqueConstraint("case", condition=Q(response=""), name="one_hearing_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}, {self.held_on:%d.%m.%Y}"


class Reminder(models.Model):
    """Whoever must act was reminded, once for each kind and day."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20, choices=ReminderKind)
    on = models.DateField()
    told_at = models.DateTimeField()
    people = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["case", "pk"]
        constraints = [models.UniqueConstraint("case", "kind", "on", name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on:%d.%m.%Y}"


class LocalDays(models.Model):
    """Days known only here: nobody works, or a collegial body sits. Rows are added and revoked, never changed.

    Without an organisation they hold for the whole hromada, with one for the cases it decides.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("що це"), max_length=20, choices=LocalKind)
    starts_on = models.DateField(_("з"))
    ends_on = models.DateField(_("до"))
    name = models.CharField(_("чому"), max_length=200)
    source = models.CharField(_("рішення або наказ"), max_length=200)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="local_days_in_order"),
            models.CheckConstraint(condition=~Q(source=""), name="local_days_give_their_source"),
        ]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """What the provider decided, and until when it may be complained of.

    The last day is counted when the applicant is told.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, models.CASCADE, related_name="decision")
    outcome = models.CharField(_("рішення"), max_length=20, choices=Outcome)
    number = models.CharField(_("номер рішення"), max_length=60, blank=True)
    decided_on = models.DateField(_("дата рішення"))
    grounds = models.TextField(_("підстави"), blank=True)
    unheard_ground = models.CharField(_("чому без слухання"), max_length=40, blank=True)
    unheard_words = models.CharField(max_length=500, blank=True)
    told_on = models.DateField(_("заявника повідомлено"), null=True)
    complain_until = models.DateField(_("оскаржити до"), null=True)
    complaint = models.JSONField(default=dict, help_text="how to complain, by which rules")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.GRANTED) | ~Q(grounds=""), name="adverse_decision_gives_grounds"
            )
        ]
        # A day is counted anew by the minute: it reads what was decided that day, not all that ever was.
        indexes = [models.Index(fields=["hromada", "decided_on"], name="decision_by_day")]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Result(models.Model):
    """The paper that came back, and to whom it was given after a check of identity."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, models.CASCADE, related_name="result")
    received_at = models.DateTimeField(_("надійшов до ЦНАП"))
    shelf = models.CharField(_("де лежить"), max_length=60, blank=True)
    issued_at = models.DateTimeField(_("видано"), null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_to_representative = models.ForeignKey(
        Representative, models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_to_co_applicant = models.ForeignKey(Applicant, models.PROTECT, null=True, blank=True, related_name="+")
    identity_seen = models.CharField(_("пред'явлений документ"), max_length=100, blank=True)
    unclaimed_on = models.DateField(_("не забрано з"), null=True, help_text="the first day it counts as unclaimed")
    posted_at = models.DateTimeField(_("надіслано поштою"), null=True, blank=True)
    posted_number = models.CharField(_("номер відправлення"), max_length=60, blank=True)
    posted_to = models.CharField(_("адреса"), max_length=400, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, issued_by__isnull=True)
                | Q(issued_at__isnull=False, issued_by__isnull=False) & ~Q(identity_seen=""),
                name="issued_against_identity",
            ),
            models.CheckConstraint(
                condition=Q(posted_at__isnull=True) | ~Q(posted_number="") & ~Q(posted_to=""),
                name="posted_has_number_and_address",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hromada", "unclaimed_on"], condition=Q(issued_at__isnull=True), name="result_by_unclaimed_day"
            )
        ]

    def __str__(self) -> str:
        return f"результат {self.case_id}"


class CaseTask(models.Model):
    """One step of the technological card in a case: who answers for it, by when, done or not, by whom.

    The words of the step stay in the published card, which is never changed.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks")
    step = models.ForeignKey(WorkflowStep, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    event = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(_("до"), null=True)
    done_at = models.DateTimeField(_("виконано"), null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    done_by_name = models.CharField(max_length=200, blank=True)
    note = models.CharField(_("примітка"), max_length=500, blank=True)

    class Meta:
        ordering = ["case", "order"]
        constraints = [
            models.UniqueConstraint("case", "order", name="task_order_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by_name="", note="")
                | Q(done_at__isnull=False) & ~Q(done_by_name=""),
                name="done_task_says_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.order}"


class CaseTransfer(models.Model):
    """A case handed over from one officer to another: why, by whom, when; taken back within the day or not."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="transfers")
    from_officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    to_officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(_("чому"), max_length=20, choices=TransferReason)
    words = models.CharField(_("пояснення"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["hromada", "to_officer", "-at"], name="transfer_to_officer"),
            models.Index(fields=["hromada", "by", "-at"], name="transfer_by_officer"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(from_officer=F("to_officer")), name="transfer_between_two"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undone_transfer_says_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.from_officer_id} → {self.to_officer_id}"
