"""May a point give a service now: every reason why not, by name, so that the screen can list them all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from vikno.network.rules.authorisations import Decision, Permit, Refused

SERVING: Final = frozenset({"open", "restricted", "mobile"})
MOBILE_KINDS: Final = frozenset({"mobile_suitcase", "mobile_bus"})

type ReasonCode = Literal[
    "not_offered", "no_version", "consult_only", "not_serving", "no_equipment", "broken_equipment", "cannot_travel",
    "no_decision", "not_this_service", "not_yet", "ended", "not_this_settlement", "settlement_unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not. `detail` is the missing equipment or the point's state; `decision` the one that comes nearest."""

    code: ReasonCode
    detail: str = ""
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Ability:
    """What is known of one point and one service. `equipment`: kind → works; `offering`: mode, "" = not offered."""

    offering: str
    has_version: bool
    needs: frozenset[str]
    can_travel: bool
    state: str
    kind: str
    equipment: Mapping[str, bool]
    verdict: Permit | Refused


def reasons_against(ability: Ability) -> tuple[Reason, ...]:
    """Empty when the service can be given in full. An unrecorded state is not held against a point."""
    found: list[Reason] = []
    if not ability.offering:
        found.append(Reason("not_offered"))
    if not ability.has_version:
        found.append(Reason("no_version"))
    if ability.offering == "consult":
        found.append(Reason("consult_only"))
    if ability.state and ability.state not in SERVING:
        found.append(Reason("not_serving", ability.state))
    found += _equipment(ability)
    if _travels(ability) and not ability.can_travel:
        found.append(Reason("cannot_travel"))
    if isinstance(ability.verdict, Refused):
        found.append(Reason(ability.verdict.reason, decision=ability.verdict.decision))
    return tuple(found)


def _equipment(ability: Ability) -> list[Reason]:
    missing = sorted(ability.needs - ability.equipment.keys())
    broken = sorted(kind for kind in ability.needs if ability.equipment.get(kind) is False)
    return [Reason("no_equipment", k) for k in missing] + [Reason("broken_equipment", k) for k in broken]


def _travels(ability: Ability) -> bool:
    """A mobile point, or an office that works on wheels while its walls are not fit."""
    return ability.kind in MOBILE_KINDS or ability.state == "mobile"
