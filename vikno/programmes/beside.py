"""What the room of selection has for the page of a proposal. It plugs in; this room asks and never looks up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

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


def _nothing_known(proposal: Proposal) -> str:
    return ""


def _nobody_talks(proposal: Proposal) -> TalkTold | None:
    return None


_experts: Teller = _nothing_known
_talks: TalkTeller = _nobody_talks


def connect_experts(teller: Teller) -> None:
    """Whoever knows the experts of a call says here where they are shown; called once, when the house starts."""
    global _experts
    _experts = teller


def connect_talks(teller: TalkTeller) -> None:
    """Whoever plans talks says here when one is; called once, when the house starts."""
    global _talks
    _talks = teller


def talk_of(proposal: Proposal) -> TalkTold | None:
    """The talk that is planned for a proposal, if one is."""
    return _talks(proposal)


def experts_url(proposal: Proposal) -> str:
    """The page of the experts a hromada may object to; "" while they are not shown."""
    return _experts(proposal)
