"""People who sign in, the organisations they work for, and in which role."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from vikno.accounts.enums import OrganisationKind, Role

KATOTTG = r"^UA\d{17}$"


class User(AbstractUser):
    """Somebody who signs in. What they may do is said by their memberships alone."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("прізвище, ім'я, по батькові"), max_length=200)
    temporary_password_until = models.DateTimeField(
        _("тимчасовий пароль діє до"), null=True, blank=True, help_text="None: the password is the person's own"
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
    """A council, or a provider that decides cases."""

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
                condition=Q(hromada_code__regex=KATOTTG) | Q(hromada_code="", role=Role.STEWARD),
                name="membership_names_its_hromada",
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
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True),
                name="membership_ended_by_someone_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
