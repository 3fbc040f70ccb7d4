"""People and organisations who apply, each kept by the hromada that serves them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.applicants.enums import ApplicantKind, IdentityDocument, RepresentationGround
from vikno.applicants.rules import masked
from vikno.territories.models import Unit


class Surname(models.Model):
    """Distinct family names of a hromada's applicants: a misspelt one is compared with these, not with everybody.

    There is no trigram index: row-level security would not let it be used (see queries).
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    key = models.CharField(max_length=120, db_collation="C")

    class Meta:
        ordering = ["hromada", "key"]
        constraints = [models.UniqueConstraint("hromada", "key", name="surname_once")]

    def __str__(self) -> str:
        return self.key


class Applicant(models.Model):
    """A person, an entrepreneur or a legal entity. Only what a service needs is kept."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(_("хто звертається"), max_length=20, choices=ApplicantKind, default=ApplicantKind.PERSON)
    family_name = models.CharField(_("прізвище"), max_length=120, blank=True)
    given_name = models.CharField(_("ім'я"), max_length=120, blank=True)
    patronymic = models.CharField(_("по батькові"), max_length=120, blank=True)
    entity_name = models.CharField(_("назва організації"), max_length=300, blank=True)
    surname = models.ForeignKey(Surname, models.PROTECT, null=True, related_name="applicants")
    search_key = models.CharField(max_length=400, db_collation="C")
    sort_key = models.CharField(max_length=800, db_collation="C")
    rnokpp = models.CharField(_("РНОКПП"), max_length=10, blank=True)
    has_no_rnokpp = models.BooleanField(_("відмовився від РНОКПП, є відмітка в паспорті"), default=False)
    unzr = models.CharField(_("УНЗР"), max_length=14, blank=True)
    edrpou = models.CharField(_("ЄДРПОУ"), max_length=8, blank=True)
    born_on = models.DateField(_("дата народження"), null=True, blank=True)
    identity_kind = models.CharField(_("документ"), max_length=30, choices=IdentityDocument, blank=True)
    identity_number = models.CharField(_("серія і номер"), max_length=40, blank=True)
    phone = models.CharField(_("телефон"), max_length=20, blank=True)
    email = models.EmailField(_("електронна пошта"), blank=True)
    settlement = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    street_address = models.CharField(_("вулиця, будинок, квартира"), max_length=300, blank=True)
    address_key = models.CharField(max_length=300, blank=True, db_default="", db_collation="C")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")), name="merged_into_another"
            ),
            models.CheckConstraint(
                condition=Q(kind=ApplicantKind.LEGAL_ENTITY) & ~Q(entity_name="")
                | ~Q(kind=ApplicantKind.LEGAL_ENTITY) & (~Q(family_name="") | ~Q(given_name="")),
                name="applicant_has_a_name",
            ),
        ]
        indexes = [
            models.Index(fields=["hromada", "rnokpp"], condition=~Q(rnokpp=""), name="applicant_by_rnokpp"),
            models.Index(fields=["hromada", "unzr"], condition=~Q(unzr=""), name="applicant_by_unzr"),
            models.Index(fields=["hromada", "edrpou"], condition=~Q(edrpou=""), name="applicant_by_edrpou"),
            models.Index(fields=["hromada", "phone"], condition=~Q(phone=""), name="applicant_by_phone"),
            models.Index(fields=["hromada", "surname", "sort_key"], name="applicant_by_surname"),
            models.Index(fields=["hromada", "search_key"], name="applicant_by_prefix"),
            models.Index(fields=["hromada", "address_key"], condition=~Q(address_key=""), name="applicant_by_address"),
            models.Index(fields=["hromada", "settlement", "address_key", "id"], name="applicant_of_settlement"),
            models.Index(
                fields=["hromada", "identity_number"], condition=~Q(identity_number=""), name="applicant_by_document"
            ),
        ]

    def __str__(self) -> str:
        return self.entity_name or " ".join(filter(None, (self.family_name, self.given_name, self.patronymic)))

    @property
    def masked_rnokpp(self) -> str:
        """For lists: the last three digits."""
        return masked(self.rnokpp)

    @property
    def masked_unzr(self) -> str:
        return masked(self.unzr)


class Representative(models.Model):
    """One person may act for another on a named ground."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="representatives")
    person = models.ForeignKey(Applicant, models.PROTECT, related_name="represents")
    ground = models.CharField(_("підстава"), max_length=30, choices=RepresentationGround)
    document = models.CharField(_("документ, номер, дата"), max_length=300)
    valid_to = models.DateField(_("діє до"), null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(applicant=models.F("person")), name="nobody_represents_themselves")
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()}: {self.document}"


class Merge(models.Model):
    """Two records of one person joined: what the kept one said before and which rows moved, so it can be undone."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kept = models.ForeignKey(Applicant, models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Applicant, models.PROTECT, related_name="merges_away")
    before = models.JSONField(default=dict, help_text="facts of the kept record before; emptied when undone")
    kept_version = models.PositiveIntegerField()
    moved = models.JSONField(default=dict, help_text="{word of a room: [keys of rows]}")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    merged_by_name = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint("gone", condition=Q(undone_at__isnull=True), name="merged_once"),
            models.CheckConstraint(condition=~Q(kept=models.F("gone")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
