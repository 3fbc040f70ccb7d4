"""Programmes that develop centres: whose they are, who pays, from when to when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation


class Programme(models.Model):
    """A programme of support. What it works with is bound by its organisation (`tenancy.bind_programme`)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes")
    code = models.SlugField(_("код"), max_length=40, unique=True)
    title = models.CharField(_("назва"), max_length=300)
    title_en = models.CharField(_("назва англійською"), max_length=300, blank=True)
    summary = models.TextField(_("про що"), max_length=4000, blank=True)
    donor = models.CharField(_("донор"), max_length=300, blank=True)
    iati_identifier = models.CharField(_("ідентифікатор IATI"), max_length=100, blank=True)
    currency = models.CharField(_("валюта угоди"), max_length=3, default="UAH", help_text="ISO 4217")
    starts_on = models.DateField(_("починається"))
    ends_on = models.DateField(_("закінчується"), null=True, blank=True)
    is_public = models.BooleanField(_("показувати всім"), default=False)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="programme_period_in_order"
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="programme_currency_is_a_code"),
        ]

    def __str__(self) -> str:
        return self.title
