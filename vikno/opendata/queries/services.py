"""Services in force on a day with everything their cards say."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from vikno.catalogue import queries as catalogue
from vikno.catalogue.models import PublicService, ServiceVersion


@dataclass(frozen=True, slots=True)
class Price:
    """What a person pays; no `amount` where the provider names it. `words` in the language of the file."""

    amount: Decimal | None
    words: str
    description: str
    description_en: str


@dataclass(frozen=True, slots=True)
class Told:
    """A service, its version in force, and its prices of the day."""

    service: PublicService
    version: ServiceVersion
    content: catalogue.CardContent
    prices: tuple[Price, ...]

    @property
    def term(self) -> str:
        return catalogue.term_words(self.content)


def told(services: QuerySet[PublicService], *, on: dt.date) -> list[Told]:
    """These services with their versions in force on a day: seven queries for any number."""
    chosen = list(services.prefetch_related("life_events"))
    versions = catalogue.versions_in_force([service.pk for service in chosen], on=on)
    figures = catalogue.index_values(on=on)
    return [_told(service, versions[service.pk], figures) for service in chosen if service.pk in versions]


def published(*, on: dt.date) -> list[Told]:
    """Every service in force on a day, by code."""
    return told(catalogue.services_in_force(on=on).order_by("code"), on=on)


def by_key(services: Iterable[Told]) -> dict[int, Told]:
    return {one.service.pk: one for one in services}


def _told(service: PublicService, version: ServiceVersion, figures: Mapping[str, catalogue.IndexValue]) -> Told:
    content = catalogue.content_of(version)
    prices = tuple(
        Price(
            catalogue.amount_to_pay(cost, figures), catalogue.price_words(cost, figures), cost.description,
            cost.description_en,
        )
        for cost in content.costs
    )  # fmt: skip
    return Told(service, version, content, prices)
