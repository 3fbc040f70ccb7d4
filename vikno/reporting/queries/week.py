"""The last week of a hromada on one page: what came, what waits, what is late, what people said, what to mend."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.accounts.queries import colleagues
from vikno.cases.queries import WorkCounts, work_counts
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.feedback.queries import open_complaints, overdue_complaints
from vikno.indicators import queries as indicators
from vikno.indicators.queries import Scope, Span, Value
from vikno.reporting import policies
from vikno.reporting.models import LetterWish
from vikno.reporting.queries.quality import Found, asked_of, found_in
from vikno.reporting.rules import last_week

SHOWN: Final = (
    "requested", "given", "in_time", "days_to_result", "visitors", "waiting", "abandoned", "consultations",
    "missed_bookings", "satisfaction", "outages",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Week:
    """Measures of the week and of the week before; work as it stands now."""

    span: Span
    before: Span
    now: dict[str, Value]
    then: dict[str, Value]
    work: WorkCounts
    complaints: int
    late_complaints: int
    to_mend: list[Found]


def week_of(actor: Actor, *, at: datetime) -> Week:
    """The last week that is over. Raises MayNotRead. A fixed number of queries."""
    policies.require_may_keep(actor)
    monday, sunday = last_week(today(at))
    scope, span = Scope(hromada=actor.hromada_code), Span(since=monday, until=sunday)
    before = indicators.earlier(span)
    return Week(
        span=span, before=before, now=indicators.values(scope, span), then=indicators.values(scope, before),
        work=work_counts(actor, point_ids=None, today=today(at)), complaints=open_complaints(actor).count(),
        late_complaints=overdue_complaints(actor, on=today(at)).count(),
        to_mend=[one for one in found_in(asked_of(actor.hromada_code, at=at)) if one.count],
    )  # fmt: skip


def wants_letter(actor: Actor) -> bool:
    """Whether the head has agreed to the letter of the week."""
    rows = LetterWish.objects.filter(hromada_id=actor.hromada_code, user_id=actor.user_id or 0)
    return bool(rows.order_by("-pk").values_list("is_wanted", flat=True).first())


def who_wants_letters(hromada: str, *, at: datetime) -> list[User]:
    """Heads of today who have agreed and have an address."""
    heads = colleagues(hromada, roles=frozenset({Role.HEAD}), on=today(at))
    newest = LetterWish.objects.filter(hromada_id=hromada).order_by("user_id", "-pk").distinct("user_id")
    agreed = {row.user_id for row in newest if row.is_wanted}
    return [person for person in heads if person.pk in agreed and person.email]
