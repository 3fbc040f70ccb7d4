"""What the room of selection has for a proposal, and what it undoes. It plugs in; this room asks and never looks up."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from vikno.common.actors import Actor
from vikno.programmes.models import Proposal


@dataclass(frozen=True, kw_only=True)
class TalkTold:
    """The hour of a talk as its hromada reads it; `url`: the file for a calendar."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    url: str


type Teller = Callable[[Proposal], str]


type TalkTeller = Callable[[Proposal], TalkTold | None]


# Keys of proposals that are judged no more, why, who ended it and when.
type Ender = Callable[[Collection[int], str, Actor, datetime], object]


def _nothing_planned(proposals: Collection[int], because: str, actor: Actor, at: datetime) -> object:
    return None


def _nothing_known(proposal: Proposal) -> str:
    return ""


def _nobody_talks(proposal: Proposal) -> TalkTold | None:
    return None


_experts: Teller = _nothing_known
_talks: TalkTeller = _nobody_talks
_ender: Ender = _nothing_planned


def connect_experts(teller: Teller) -> None:
    """Whoever knows the experts of a call says here where they are shown; called once, when the house starts."""
    global _experts
    _experts = teller


def connect_talks(teller: TalkTeller) -> None:
    """Whoever plans talks says here when one is; called once, when the house starts."""
    global _talks
    _talks = teller


def connect_ender(ender: Ender) -> None:
    """Whoever plans something for proposals says here how it is called off; called once, when the house starts."""
    global _ender
    _ender = ender


def call_off(proposals: Collection[int], because: str, *, actor: Actor, at: datetime) -> None:
    """What was planned for proposals that are judged no more falls away, in the transaction that ends them."""
    _ender(proposals, because, actor, at)


def talk_of(proposal: Proposal) -> TalkTold | None:
    """The talk that is planned for a proposal, if one is."""
    return _talks(proposal)


def experts_url(proposal: Proposal) -> str:
    """The page of the experts a hromada may object to; "" while they are not shown."""
    return _experts(proposal)
