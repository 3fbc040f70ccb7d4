"""What indicators and feedback say of a period, for a report: asked of the same queries that their own pages ask."""

from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from vikno.catalogue.models import ServiceGroup
from vikno.common.actors import Actor
from vikno.common.clock import midnight
from vikno.feedback import queries as feedback
from vikno.indicators import queries as indicators
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.enums import Part
from vikno.indicators.queries import Scope, Span, Value
from vikno.queue.enums import State

GOOD, BAD = 4, 2  # of five: at least so much is praise, at most so much is blame


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Measures of a quarter, and of its year up to its last day."""

    span: Span
    values: dict[str, Value]
    served: int
    talks: Mapping[str, int]
    praise: int
    blame: int
    given_this_year: int
    given_by_group: Mapping[str, int]

    @property
    def mean_wait(self) -> int | None:
        """Whole minutes; None where nobody waited."""
        mean = self.values["waiting"].mean
        return None if mean is None else round(mean)

    def given_of(self, group: str) -> int:
        return self.given_by_group.get(group, 0)


def measured_of(actor: Actor, span: Span) -> Measured:
    """Everything a report needs of a period: a fixed number of queries."""
    scope = Scope(hromada=actor.hromada_code)
    year = Span(since=date(span.until.year, 1, 1), until=span.until)
    given = INDICATORS["given"]
    by_group = {line.key: line.value.n for line in indicators.lines(given, scope, year, Part.GROUP)}
    codes = {str(pk): code for pk, code in ServiceGroup.objects.order_by("pk").values_list("pk", "code")}
    heard = feedback.summary(
        feedback.answers_of(actor, since=midnight(span.since), until=midnight(_day_after(span.until)))
    )
    scores = dict(heard.by_score)
    return Measured(
        span=span, values=indicators.values(scope, span), served=_by(scope, span, "visitors", Part.STATE)[State.DONE],
        talks=_by(scope, span, "consultations", Part.TALK_CHANNEL),
        praise=sum(n for score, n in scores.items() if score >= GOOD),
        blame=sum(n for score, n in scores.items() if score <= BAD), given_this_year=sum(by_group.values()),
        given_by_group={codes.get(key, ""): n for key, n in by_group.items()},
    )  # fmt: skip


def _by(scope: Scope, span: Span, code: str, part: Part) -> Tally[str]:
    return Tally({line.key: line.value.n for line in indicators.lines(INDICATORS[code], scope, span, part)})


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
