"""People who sign in, the organisations they work for, and in which role."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from vikno.accounts.enums import BEYOND_HROMADAS, PROGRAMME_ROLES, KeyHolder, OrganisationKind, Role, Scope
from vikno.notifications.enums import Language

KATOTTG = r"^UA\d{17}$"


class User(AbstractUser):
    """Somebody who signs in. What they may do is said by their memberships alone."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("прізвище, ім'я, по батькові"), max_length=200)
    temporary_password_until = models.DateTimeField(
        _("тимчасовий пароль діє до"), null=True, blank=True, help_text="None: the password is the person's own"
    )
    letters_in = models.CharField(_("мова листів"), max_length=5, choices=Language, default=Language.UKRAINIAN)
    is_program = models.BooleanField(
        _("програма, а не людина"), default=False, help_text="works by a key and never signs in"
    )
    is_demo = models.BooleanField(_("вигадана особа для показу"), default=False)

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta(AbstractUser.Meta):
        constraints = [
            # «Olena» and «olena» sign in as the same person, so they must not be two.
            models.UniqueConstraint(Lower("username"), name="username_once_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)


class Organisation(models.Model):
    """A council, a provider that decides cases, or a programme that supports hromadas."""

    name = models.CharField(_("назва"), max_length=300)
    short_name = models.CharField(_("коротка назва"), max_length=100, blank=True)
    kind = models.CharField(_("вид"), max_length=20, choices=OrganisationKind)
    edrpou = models.CharField(_("код ЄДРПОУ"), max_length=8, blank=True)
    authority_code = models.CharField(_("код органу в каталозі послуг"), max_length=40, blank=True, db_index=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("edrpou", condition=~Q(edrpou=""), name="organisation_edrpou_once"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class Membership(models.Model):
    """One role of one person in one hromada (or in none), from a date to a date."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(_("роль"), max_length=20, choices=Role)
    hromada_code = models.CharField(_("код громади"), max_length=19, blank=True, db_index=True)
    oblast_code = models.CharField(
        _("код області"), max_length=19, blank=True, default="", help_text="whose sums an overseer reads; none: all"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    position = models.CharField(_("посада"), max_length=200, blank=True)
    valid_from = models.DateField(_("діє з"))
    valid_to = models.DateField(_("діє до"), null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("припинено"), null=True, blank=True, help_text="at once, whatever valid_to says")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hromada_code__regex=KATOTTG) | Q(hromada_code="", role__in=sorted(BEYOND_HROMADAS)),
                name="membership_names_its_hromada",
            ),
            models.CheckConstraint(
                condition=Q(oblast_code="") | Q(oblast_code__regex=KATOTTG, role=Role.OVERSEER),
                name="membership_of_an_oblast_only_oversees",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_period_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.PROVIDER) | Q(organisation__isnull=False),
                name="membership_of_provider_names_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(PROGRAMME_ROLES)) | Q(organisation__isnull=False, hromada_code=""),
                name="membership_of_programme_names_organisation",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True),
                name="membership_ended_by_someone_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class ApiKey(models.Model):
    """By what a device or another system comes to `/api/`: as an account of its own, in one role, for some time.

    Only a keyed digest is kept. Read before the tenant is known, so it carries no policy of rows.
    """

    membership = models.OneToOneField(Membership, models.PROTECT, related_name="api_key")
    holder = models.CharField(_("хто ним працює"), max_length=20, choices=KeyHolder)
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(_("останні знаки"), max_length=4, help_text="to tell one key from another by eye")
    scopes = ArrayField(models.CharField(max_length=30, choices=Scope), verbose_name=_("права"))
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("видано"))
    expires_at = models.DateTimeField(_("діє до"))
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(_("відкликано"), null=True, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="key_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(scopes=[]), name="key_opens_something"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=False) | Q(revoked_by__isnull=True), name="key_revoked_at_some_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.membership.user)


class KeyUse(models.Model):
    """How many calls a key made in a minute: the trace of its use, and what its limit is counted from."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="uses")
    minute = models.DateTimeField()
    calls = models.PositiveIntegerField()

    class Meta:
        ordering = ["key", "minute"]
        constraints = [models.UniqueConstraint("key", "minute", name="key_use_once_a_minute")]

    def __str__(self) -> str:
        return f"{self.key_id} {self.minute:%d.%m.%Y %H:%M}: {self.calls}"


class Receipt(models.Model):
    """That an operation was carried out, and what was answered: written in the transaction of its effect.

    A repeat gets the same answer; the same id with another payload is refused. Kept as long as the case.
    The answer may hold a code that is shown once, so it is sealed.
    """

    hromada_code = models.CharField(max_length=19, blank=True)
    operation_id = models.UUIDField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    payload_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True, help_text="sealed with the signing key")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("hromada_code", "operation_id", name="operation_once")]

    def __str__(self) -> str:
        return str(self.operation_id)


class Attempt(models.Model):
    """Tries of strangers from one origin within a window. The origin is a keyed hash: no address is kept."""

    origin = models.CharField(max_length=64, primary_key=True)
    window_started_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["origin"]
        indexes = [models.Index(fields=["window_started_at"], name="accounts_attempt_by_age")]

    def __str__(self) -> str:
        return f"{self.origin[:8]}: {self.tries}"
