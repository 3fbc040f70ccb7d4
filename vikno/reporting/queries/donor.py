"""What a hromada tells its donors: measures of a period, who came and for what, what people think, what was given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vikno.common.actors import Actor
from vikno.indicators import queries as indicators
from vikno.indicators.definitions import INDICATORS
from vikno.indicators.enums import Part
from vikno.indicators.queries import Scope, Span, Value
from vikno.reporting import policies
from vikno.reporting.rules import Told, told_of
from vikno.support import queries as support

CHOICES: Final = (
    "requested", "given", "days_to_result", "in_time", "remote_share", "mobile_share", "home_visits", "visitors",
    "preferred", "waiting", "consultations", "satisfaction", "hours_kept", "outages",
)  # fmt: skip
_LAID_APART: Final = (("given", Part.GROUP), ("given", Part.KIND), ("preferred", Part.PRIORITY))


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A measure laid apart by one part, with small groups told together."""

    code: str
    part: Part
    told: Told
    names: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Donor:
    """`before`: the period right before, as long."""

    span: Span
    earlier: Span
    codes: Sequence[str]
    now: Mapping[str, Value]
    before: Mapping[str, Value]
    laid: Sequence[Laid]
    received: Sequence[support.Received]


def donor_of(actor: Actor, *, span: Span, codes: Sequence[str]) -> Donor:
    """The same queries as the boards. Raises MayNotRead."""
    policies.require_may_keep(actor)
    scope, earlier = Scope(hromada=actor.hromada_code), indicators.earlier(span)
    return Donor(
        span=span, earlier=earlier, codes=[code for code in CHOICES if code in codes],
        now=indicators.values(scope, span), before=indicators.values(scope, earlier),
        laid=[_laid(scope, span, code, part) for code, part in _LAID_APART if code in codes],
        received=support.received(actor.hromada_code, since=span.since, until=span.until),
    )  # fmt: skip


def _laid(scope: Scope, span: Span, code: str, part: Part) -> Laid:
    one = INDICATORS[code]
    counts = {line.key: line.value.n for line in indicators.lines(one, scope, span, part)}
    names = indicators.labels_of(part, list(counts), fact=one.fact, hromada=scope.hromada)
    return Laid(code=code, part=part, told=told_of(counts), names=names)
