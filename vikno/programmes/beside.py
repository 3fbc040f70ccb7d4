"""What the room of selection has for the page of a proposal. It plugs in; this room asks and never looks up."""

from collections.abc import Callable

from vikno.programmes.models import Proposal

type Teller = Callable[[Proposal], str]


def _nothing_known(proposal: Proposal) -> str:
    return ""


_experts: Teller = _nothing_known


def connect_experts(teller: Teller) -> None:
    """Whoever knows the experts of a call says here where they are shown; called once, when the house starts."""
    global _experts
    _experts = teller


def experts_url(proposal: Proposal) -> str:
    """The page of the experts a hromada may object to; "" while they are not shown."""
    return _experts(proposal)
