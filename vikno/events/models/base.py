"""What every shared row has: whose it is on both sides."""

from typing import Any

from django.db import models

from vikno.accounts.models import Organisation
from vikno.territories.models import Unit


class Shared(models.Model):
    """A row of a hromada and of the programme that invites it; both see it, each query still filters."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def sides(self) -> dict[str, Any]:
        """Both owners, for rows that hang on this one."""
        return {"hromada_id": self.hromada_id, "organisation_id": self.organisation_id}
