"""Which services there are, on a day, by the words people ask with."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.models import CompetentAuthority, LifeEvent, PublicService, ServiceGroup, ServiceVersion
from vikno.catalogue.queries.contents import with_content
from vikno.common.rows import the_one


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


def groups() -> QuerySet[ServiceGroup]:
    return ServiceGroup.objects.order_by("order", "code")


def authorities() -> QuerySet[CompetentAuthority]:
    return CompetentAuthority.objects.order_by("name", "code")


def life_events() -> QuerySet[LifeEvent]:
    return LifeEvent.objects.order_by("name", "code")
