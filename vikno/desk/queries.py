"""What the desk shows: work that waits at a point, how far a draft has come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from vikno.applicants.models import Applicant
from vikno.cases.models import Case
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.consignments import queries as consignments
from vikno.consignments.enums import BagState
from vikno.consignments.policies import visible_bags
from vikno.desk.intake import Progress
from vikno.desk.models import IntakeDraft, Visit, VisitCase
from vikno.network.enums import OfferingMode
from vikno.network.models import Offering, Point

_FREQUENT_DAYS = 90


def frequent_services(actor: Actor, point: Point, *, today: date) -> list[int]:
    """Services taken most at a point in the last three months, most frequent first."""
    since = clock.midnight(today - timedelta(days=_FREQUENT_DAYS))
    counted = (
        Case.objects.filter(hromada_id=actor.hromada_code, point=point, registered_at__gte=since)
        .values("service_id")
        .annotate(taken=Count("pk"))
        .order_by("-taken", "service_id")[:6]
    )
    return [row["service_id"] for row in counted]


@dataclass(frozen=True, kw_only=True)
class BagCounts:
    """Papers at a point that should travel, and bags that travel to it."""

    to_pack: int
    incoming: int


def bag_counts(actor: Actor, point: Point) -> BagCounts:
    """What the road brings and takes at a point."""
    incoming = visible_bags(actor).filter(destination_point=point, state__in=[BagState.SEALED, BagState.ON_THE_WAY])
    return BagCounts(
        to_pack=sum(len(waiting.cases) for waiting in consignments.waiting_for_bag(point)),
        incoming=incoming.count(),
    )


def service_keys(draft: IntakeDraft) -> list[int]:
    """Keys of the services of a draft, in the order of asking."""
    return [*([draft.service_id] if draft.service_id else []), *draft.more]


def services_asked(draft: IntakeDraft) -> list[PublicService]:
    """The services themselves, in the order of asking."""
    found = PublicService.objects.in_bulk(service_keys(draft))
    return [found[key] for key in service_keys(draft) if key in found]


def papers_said(draft: IntakeDraft) -> list[dict[str, Any]]:
    """Lines of a draft with `of`; those kept before services could be several belong to the only one."""
    return [
        paper if "of" in paper else {**paper, "of": [[draft.service_id, paper.get("requirement_id")]]}
        for paper in draft.papers
    ]


def progress_of(draft: IntakeDraft) -> Progress:
    """What a draft already has; papers are said when every service has at least one."""
    said = {pair[0] for paper in papers_said(draft) for pair in paper["of"]}
    return Progress(
        has_applicant=draft.applicant_id is not None,
        has_service=draft.service_id is not None,
        has_papers=draft.service_id is not None and set(service_keys(draft)) <= said,
        has_wishes=bool(draft.wishes.get("notification_channel")),
    )


def cases_of_visit(visit: Visit) -> list[Case]:
    """Cases of a visit in the order of asking, with what its page and its sheet show."""
    keys = list(
        VisitCase.objects.filter(hromada_id=visit.hromada_id, visit=visit)
        .order_by("order")
        .values_list("case", flat=True)
    )
    found = (
        Case.objects.filter(hromada_id=visit.hromada_id, pk__in=keys)
        .select_related("service", "applicant", "inventory", "provider", "version")
        .prefetch_related("papers", "representative__person")
        .in_bulk()
    )
    return [found[key] for key in keys]


def visit_of(case: Case) -> Visit | None:
    """The visit a case was made in."""
    line = VisitCase.objects.filter(hromada_id=case.hromada_id, case=case).select_related("visit").first()
    return line.visit if line else None


def visits_of(actor: Actor, applicant: Applicant, *, limit: int = 10) -> list[Visit]:
    """Visits of a person with several cases, newest first."""
    return list(
        Visit.objects.filter(hromada_id=actor.hromada_code, applicant=applicant)
        .annotate(taken=Count("lines"))
        .filter(taken__gt=1)
        .order_by("-began_at", "token")[:limit]
    )


def given_elsewhere(services: Collection[PublicService], *, point: Point, on: date) -> dict[int, list[str]]:
    """Names of the hromada's other points that give each service in full on a day."""
    held = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    found = (
        Offering.objects.filter(
            held, service__in=[one.pk for one in services], point__hromada_id=point.hromada_id, valid_from__lte=on,
            mode=OfferingMode.FULL,
        )
        .exclude(point=point)
        .order_by("point__sort_key", "pk")
        .values_list("service_id", "point__name")
    )  # fmt: skip
    places: dict[int, list[str]] = {}
    for service_id, name in found:
        places.setdefault(service_id, []).append(name)
    return places
