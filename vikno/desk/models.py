"""What the desk keeps of its own: applications being taken in, visits that join their cases, filters of work."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.applicants.models import Applicant
from vikno.cases.models import Case
from vikno.catalogue.models import EventBundle, PublicService
from vikno.documents.models import GeneratedDocument
from vikno.network.models import Point
from vikno.territories.models import Unit


class Visit(models.Model):
    """One person came once; what they asked for are cases. The cases do not know of each other."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="+")
    bundle = models.ForeignKey(EventBundle, models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField(_("почато"))
    sheet_a4 = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")
    sheet_a5 = models.ForeignKey(GeneratedDocument, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-began_at", "token"]
        indexes = [models.Index(fields=["hromada", "applicant", "-began_at"], name="visit_of_applicant")]

    def __str__(self) -> str:
        return f"{self.applicant_id}, {self.began_at:%d.%m.%Y}"


class VisitCase(models.Model):
    """A case made in a visit, in the order of asking."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="lines")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["visit", "order"]
        constraints = [models.UniqueConstraint("visit", "order", name="visit_order_once")]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.order}"


class IntakeDraft(models.Model):
    """An application between the greeting and its number. Its token makes the second press of the button harmless.

    `service` is the first asked for, `more` the others of the same visit. `revision` grows with every saving: an edit
    made on an older one is shown beside what is kept.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Applicant, models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(PublicService, models.PROTECT, null=True, related_name="+")
    more = models.JSONField(default=list, help_text="keys of further services, in the order of asking")
    bundle = models.ForeignKey(EventBundle, models.PROTECT, null=True, related_name="+")
    answers = models.JSONField(default=list, help_text="codes of the bundle's questions answered with yes")
    papers = models.JSONField(default=list, help_text="[{name, evidence_form, sheets, requirement_id, of}]")
    wishes = models.JSONField(default=dict, help_text="who came, how to tell, where to give, who decides")
    typed = models.JSONField(default=dict, help_text="what the screen saved by itself: {step, fields}")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")
    follows = models.OneToOneField("self", models.SET_NULL, null=True, related_name="followed_by")
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(_("збережено"))

    class Meta:
        ordering = ["-saved_at", "token"]
        indexes = [
            models.Index(
                fields=["hromada", "user", "-saved_at"], condition=Q(case__isnull=True), name="draft_of_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.applicant_id or '—'}: {self.service_id or '—'}"


class SavedFilter(models.Model):
    """A list somebody comes back to, under a name of their own. Words typed are not kept: they may name a person."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(_("назва"), max_length=60)
    query = models.CharField(max_length=300, help_text="the filter as the address of the list says it")
    is_shared = models.BooleanField(_("для всіх працівників"), default=False)
    is_pinned = models.BooleanField(_("закріпити ліворуч"), default=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint("hromada", "owner", "name", name="saved_filter_once")]
        indexes = [models.Index(fields=["hromada", "owner"], name="saved_filter_of_person")]

    def __str__(self) -> str:
        return self.name
