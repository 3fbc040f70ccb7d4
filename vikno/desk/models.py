"""The desk keeps two things of its own: applications that are being taken in, and filters somebody works by."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import User
from vikno.applicants.models import Applicant
from vikno.cases.models import Case
from vikno.catalogue.models import PublicService
from vikno.network.models import Point
from vikno.territories.models import Unit


class IntakeDraft(models.Model):
    """An application between the greeting and its number. Its token makes the second press of the button harmless."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Applicant, models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(PublicService, models.PROTECT, null=True, related_name="+")
    papers = models.JSONField(default=list, help_text="[{name, evidence_form, sheets, requirement_id}]")
    wishes = models.JSONField(default=dict, help_text="who came, how to tell, where to give, who decides")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="+")
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
