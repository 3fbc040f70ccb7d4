"""Life-event bundles of a day."""

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from vikno.catalogue.models import BundleLine, BundleQuestion, EventBundle, PublicService

_LONGEST_NAME = 90


def bundles() -> QuerySet[EventBundle]:
    """All of them with their questions and lines, by name."""
    return (
        EventBundle.objects.select_related("life_event")
        .prefetch_related(
            Prefetch("questions", queryset=BundleQuestion.objects.order_by("order")),
            Prefetch("lines", queryset=BundleLine.objects.select_related("service", "question").order_by("order")),
        )
        .order_by("name", "-valid_from", "pk")
    )


def bundles_in_force(on: date) -> list[EventBundle]:
    """One a code: the newest that holds on a day."""
    newest: dict[str, EventBundle] = {}
    for bundle in bundles().filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on):
        if bundle.code not in newest or bundle.valid_from > newest[bundle.code].valid_from:
            newest[bundle.code] = bundle
    return list(newest.values())


def bundle_in_force(pk: int, *, on: date) -> EventBundle | None:
    """A bundle by its key, when it holds on a day."""
    return next((bundle for bundle in bundles_in_force(on) if bundle.pk == pk), None)


def bundle(pk: int) -> EventBundle | None:
    return bundles().filter(pk=pk).first()


def service_choices(*, also: Collection[int] = ()) -> list[tuple[int, str]]:
    """Keys and short names of services that can be put into a bundle, by name; `also` those that are in it already."""
    offered = PublicService.objects.filter(Q(withdrawn_on__isnull=True) | Q(pk__in=also))
    rows = offered.order_by("sort_key", "pk").values_list("pk", "name")
    return [(pk, name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…") for pk, name in rows]
