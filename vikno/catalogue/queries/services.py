"""Which services there are, on a day, by the words people ask with."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex

from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import CompetentAuthority, LifeEvent, PublicService, ServiceGroup, ServiceVersion
from vikno.catalogue.queries.contents import with_content
from vikno.catalogue.rules import search_key, search_stems
from vikno.common.rows import the_one

# Below this the alike words are chance: measured on misspelt names of the seed.
_ALIKE: Final = 0.5


def published_on(on: date) -> Q:
    """Condition on versions: published and holding on a day."""
    return Q(status=VersionStatus.PUBLISHED, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def services_in_force(*, on: date) -> QuerySet[PublicService]:
    """Services with a published version on a day, not withdrawn by then, in alphabetical order."""
    held = ServiceVersion.objects.filter(published_on(on), service=OuterRef("pk"))
    return (
        PublicService.objects.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on))
        .filter(Exists(held))
        .select_related("group")
        .order_by("sort_key", "pk")
    )


def veteran_services(*, on: date) -> QuerySet[PublicService]:
    """Services for veterans and their families: the rows of the coverage matrix."""
    return services_in_force(on=on).filter(is_for_veterans=True)


def mandatory_services(*, on: date) -> QuerySet[PublicService]:
    """Services of the list 523-р, which every centre must give."""
    return services_in_force(on=on).filter(is_mandatory_523=True)


def service_by_code(code: str) -> PublicService | None:
    return the_one(PublicService.objects.select_related("group").filter(code=code))


def version_in_force(service_id: int, *, on: date) -> ServiceVersion | None:
    """The version that holds on a day, with everything a card needs; None when there is none."""
    held = ServiceVersion.objects.filter(published_on(on), service_id=service_id).select_related("service__group")
    return with_content(held).order_by("-valid_from").first()


def versions_in_force(service_ids: Iterable[int], *, on: date) -> dict[int, ServiceVersion]:
    """The same for many services at once, by service."""
    held = ServiceVersion.objects.filter(published_on(on), service_id__in=list(service_ids))
    return {version.service_id: version for version in with_content(held).order_by("service_id", "valid_from")}


def search_services(text: str, *, among: QuerySet[PublicService]) -> QuerySet[PublicService]:
    """Services by ordinary words, nearest first: every word found, then alike words (misspelt ones too).

    An empty question leaves `among` as it is.
    """
    stems = search_stems(text)
    if not stems:
        return among
    every = Q()
    for stem in stems:
        every &= Q(search_key__contains=f" {stem}")
    key = search_key(text).strip()
    found = Case(When(every, then=Value(1)), default=Value(0), output_field=IntegerField())
    ranked = among.annotate(
        found=found, alike=TrigramWordSimilarity(key, "search_key"), place=StrIndex("search_key", Value(f" {stems[0]}"))
    )
    # Digits are a code: a neighbour of it is another service.
    matching = every if key.isdigit() else every | Q(alike__gte=_ALIKE)
    return ranked.filter(matching).order_by("-found", "-alike", "-is_mandatory_523", "place", "sort_key", "pk")


def groups() -> QuerySet[ServiceGroup]:
    return ServiceGroup.objects.order_by("order", "code")


def authorities() -> QuerySet[CompetentAuthority]:
    return CompetentAuthority.objects.order_by("name", "code")


def life_events() -> QuerySet[LifeEvent]:
    return LifeEvent.objects.order_by("name", "code")
