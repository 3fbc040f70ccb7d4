"""What the desk shows: work that waits, and what a typed or scanned word leads to."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count

from vikno.applicants import queries as applicants
from vikno.applicants.models import Applicant
from vikno.applicants.queries import Found, FoundBy
from vikno.cases import queries as cases
from vikno.cases.models import Case
from vikno.common import clock, identifiers
from vikno.common.actors import Actor
from vikno.consignments import queries as consignments
from vikno.consignments.enums import BagState
from vikno.consignments.policies import visible_bags
from vikno.desk.intake import Progress
from vikno.desk.models import IntakeDraft
from vikno.network.models import Point

BAG_NUMBER_LENGTH = 12
_FREQUENT_DAYS = 90


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a question of the find field leads to: one thing, several to choose from, or nothing."""

    cases: tuple[Case, ...] = ()
    people: tuple[Applicant, ...] = ()
    bag_number: str = ""
    found_by: str = FoundBy.NOTHING
    has_more: bool = False

    @property
    def only_case(self) -> Case | None:
        return self.cases[0] if len(self.cases) == 1 and not self.people else None

    @property
    def only_person(self) -> Applicant | None:
        """Straight to a person only when the question was exact: a likeness is shown, not followed."""
        exact = self.found_by != FoundBy.ALIKE
        return self.people[0] if len(self.people) == 1 and not self.cases and exact else None

    @property
    def is_empty(self) -> bool:
        return not (self.cases or self.people or self.bag_number)


def answer_to(actor: Actor, text: str, *, today: date) -> Answer:
    """A case by number, scan or the tail of a number; a bag by its number; people by number, phone or name."""
    text = text.strip()
    number = cases.number_in(text)
    if number is not None:
        found = tuple(cases.visible_cases(actor).filter(number=number))
        if found:
            return Answer(cases=found)
    digits = identifiers.ungrouped(text)
    if len(digits) == BAG_NUMBER_LENGTH and identifiers.has_valid_check_digit(digits):
        return Answer(bag_number=digits)
    by_tail = tuple(cases.cases_by_tail(actor, text, today=today)) if re.search(r"\d", text) else ()
    people: Found = applicants.find_applicants(actor, text)
    return Answer(cases=by_tail, people=people.applicants, found_by=people.by, has_more=people.has_more)


def frequent_services(actor: Actor, point: Point, *, today: date) -> list[int]:
    """Services taken most at a point in the last three months, most frequent first."""
    since = datetime.combine(today - timedelta(days=_FREQUENT_DAYS), time.min, tzinfo=clock.KYIV)
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


def progress_of(draft: IntakeDraft) -> Progress:
    """What a draft already has."""
    return Progress(
        has_applicant=draft.applicant_id is not None,
        has_service=draft.service_id is not None,
        has_papers=bool(draft.papers),
        has_wishes=bool(draft.wishes.get("notification_channel")),
    )
