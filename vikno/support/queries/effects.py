"""Who was supported and who waited in the reserve, with their scores before and after: what `effect.compare` takes."""

from datetime import date, datetime

from vikno.assessments import queries as assessments
from vikno.assessments.queries import Again
from vikno.common.actors import Actor
from vikno.common.clock import KYIV
from vikno.selection import queries as selection
from vikno.selection.enums import Outcome
from vikno.support import policies
from vikno.support.effect import Pair
from vikno.support.enums import MemorandumState
from vikno.support.models import Memorandum
from vikno.territories import queries as territories

_SUPPORTED = (
    MemorandumState.IN_FORCE, MemorandumState.COMPLETED, MemorandumState.TERMINATED, MemorandumState.EXPIRED,
)  # fmt: skip


def effect_pairs(actor: Actor, *, on: date) -> tuple[list[Pair], list[Pair]]:
    """(supported, reserve) of the actor's programme, each hromada once. A fixed number of queries.

    Supported: has had a memorandum in force; the moment is the result of its call, or the first day of the memorandum
    where there was no call. Reserve: in the reserve and never supported. Whoever was not assessed again is left out.
    """
    if actor.organisation_id is None:
        return [], []
    told = selection.outcomes_told(actor.organisation_id)
    chosen = _first(told, Outcome.SELECTED)
    supported = {code: chosen.get(code, begun) for code, begun in _supported(actor).items()}
    reserve = {code: at for code, at in _first(told, Outcome.RESERVE).items() if code not in supported.keys() | chosen}
    again = assessments.assessed_again(actor.organisation_id, supported | reserve, on=on)
    kinds = territories.kinds_of(again)
    pairs = {code: _pair(code, one, kinds[code]) for code, one in again.items()}
    return (
        [pair for code, pair in pairs.items() if code in supported],
        [pair for code, pair in pairs.items() if code in reserve],
    )


def _supported(actor: Actor) -> dict[str, datetime]:
    rows = policies.visible(actor, Memorandum.objects.filter(state__in=_SUPPORTED)).order_by("starts_on", "pk")
    found: dict[str, datetime] = {}
    for code, day in rows.values_list("hromada_id", "starts_on"):
        found.setdefault(code, datetime.combine(day, datetime.min.time(), KYIV))
    return found


def _first(told: list[tuple[str, str, datetime]], outcome: Outcome) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for code, said, at in told:
        if said == outcome:
            found.setdefault(code, at)
    return found


def _pair(code: str, one: Again, kind: str) -> Pair:
    return Pair(hromada=code, kind=kind, before=one.before, after=one.after)
