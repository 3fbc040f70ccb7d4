"""Months of the counts as they were published: what has left once is never written otherwise; lists for housing."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vikno.network.enums import AccessibilityItem
from vikno.opendata.enums import Ending, HousingTemplate
from vikno.territories.models import Unit


class PublishedMonth(models.Model):
    """A month of every hromada's counts, made once. `body`: its rows in Parquet (`counts.SCHEMA`).

    `told`: how many cells and records the deepest rows had and how many of them are told (`counts.Loss`).
    """

    month = models.DateField(primary_key=True)
    published_at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    told = models.JSONField()
    body = models.BinaryField()

    class Meta:
        ordering = ["month"]

    def __str__(self) -> str:
        return f"{self.month:%m.%Y}: {self.rows}"


class HousingList(models.Model):
    """An edition of a council's list for housing (decree 835, appendix 46), as the head brought it.

    `rows`: cells of the template without names; `names`: three cells a row in the same order, only where `basis` says
    by which act people are named. An edition that is replaced or withdrawn keeps its dates, never its people.
    """

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    template = models.CharField(max_length=40, choices=HousingTemplate)
    as_of = models.DateField(_("станом на"))
    basis = models.CharField(_("за яким актом названо людей"), max_length=300, blank=True)
    rows = models.JSONField()
    names = models.JSONField(default=list)
    count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="of the file that was brought")
    published_at = models.DateTimeField()
    published_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    reason = models.CharField(_("чому відкликано"), max_length=300, blank=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "hromada", "template", condition=Q(ended_at=None), name="housing_list_one_in_force"
            ),
            models.CheckConstraint(condition=Q(names=[]) | ~Q(basis=""), name="housing_list_names_have_a_basis"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="", ended_by_name="")
                | Q(ended_at__isnull=False, ending__in=Ending.values, rows=[], names=[]),
                name="housing_list_ended_keeps_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(ending=Ending.WITHDRAWN) | ~Q(reason=""), name="housing_list_withdrawal_has_a_reason"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_template_display()}, {self.as_of:%d.%m.%Y}"


class NormParagraph(models.Model):
    """Which paragraph of which building norms a fact of accessibility answers, from a day: law is data.

    None is shipped: nobody of ours has read the norms against the facts. The steward writes them with their source.
    """

    item = models.CharField(_("що перевіряють"), max_length=20, choices=AccessibilityItem)
    norms_number = models.CharField(_("норми"), max_length=40)
    paragraph = models.CharField(_("пункт"), max_length=20)
    wording = models.CharField(_("норма"), max_length=500)
    since = models.DateField(_("діє з"))
    source = models.CharField(_("джерело"), max_length=300)
    written_at = models.DateTimeField()
    written_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["item", "-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="norm_paragraph_has_a_source"),
            models.CheckConstraint(condition=Q(paragraph__regex=r"^\d+(\.\d+)*$"), name="norm_paragraph_is_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.norms_number}, {self.paragraph}"
