"""How long what is kept: the hromada's own dated rows, else the rows shipped with the program. Public face."""

import functools
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db.models import QuerySet

from vikno.common.actors import Actor
from vikno.documents import rules
from vikno.documents.errors import ActNotFound
from vikno.documents.models import DestructionAct, Hold, RetentionRule

_SHIPPED: Final = Path(__file__).parent / "data" / "retention.toml"


@dataclass(frozen=True)
class Period:
    """What holds for a service on a day; `years` is None for ever."""

    item: str
    title: str
    years: int | None
    source: str
    is_confirmed: bool

    @property
    def words(self) -> str:
        """For an act: `ст. 123, 3 р. (джерело)`."""
        item = f"ст. {self.item}, " if self.item else ""
        term = "постійно" if self.years is None else f"{self.years} р."
        return f"{item}{term} ({self.source})"


@dataclass(frozen=True)
class Table:
    """Rows of a hromada read once, for a list of cases."""

    own: tuple[RetentionRule, ...]

    def period(self, service_id: int, *, on: date) -> Period:
        """The newest row in force on a day: of the service, else of all services, else the shipped one."""
        for wanted in (service_id, None):
            rows = [row for row in self.own if row.service_id == wanted and row.valid_from <= on]
            if rows:
                row = max(rows, key=lambda each: (each.valid_from, each.pk))
                return Period(row.item, row.title, row.years, row.source, row.is_confirmed)
        said = shipped()["rule"][0]
        return Period(said["item"], said["title"], said["years"], said["source"], said["confirmed"])

    def keep_until(self, service_id: int, *, closed_on: date) -> tuple[date | None, Period]:
        """The last day of keeping what was closed on a day, by the rule of that day."""
        period = self.period(service_id, on=closed_on)
        until = rules.keep_until(closed_on, years=period.years, counted_from=shipped()["counting"]["from"])
        return until, period


@functools.cache
def shipped() -> dict[str, Any]:
    """The table of the program: floor, counting, rule."""
    return tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))


def table_of(hromada_code: str) -> Table:
    """One query."""
    rows = RetentionRule.objects.filter(hromada_id=hromada_code).select_related("service").order_by("pk")
    return Table(tuple(rows))


def holds_on(about_type: str, keys: list[str], *, hromada_code: str) -> dict[str, Hold]:
    """Holds in force by key of what they are about."""
    found = Hold.objects.filter(
        hromada_id=hromada_code, about_type=about_type, about_id__in=keys, lifted_at__isnull=True
    ).order_by("pk")
    return {hold.about_id: hold for hold in found}


def acts_of(actor: Actor) -> QuerySet[DestructionAct]:
    """Acts of the actor's hromada, newest first."""
    return DestructionAct.objects.filter(hromada_id=actor.hromada_code).order_by("-requested_at", "-pk")


def access_act(number: str, *, actor: Actor) -> DestructionAct:
    """One act with its lines; unknown and foreign are ActNotFound (404)."""
    act = acts_of(actor).filter(number=number).prefetch_related("items").first()
    if act is None:
        raise ActNotFound
    return act
