"""What rooms above have for a hromada that was not chosen. They plug in what they know; this room asks."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Offered:
    """Something to read, to go to, to take part in. `when`: the moment that counts, None where nothing passes."""

    title: str
    url: str
    when: datetime | None = None


# Codes of dimensions of our own model -> what helps with them, the best first.
type Teller = Callable[[Collection[str]], Sequence[Offered]]


def _nothing_known(dimensions: Collection[str]) -> Sequence[Offered]:
    return ()


_practices: Teller = _nothing_known


def connect_practices(teller: Teller) -> None:
    """Whoever keeps practices says here how to ask for them; called once, when the house starts."""
    global _practices
    _practices = teller


def practices_for(dimensions: Collection[str]) -> Sequence[Offered]:
    """Published practices of these dimensions; none where nobody keeps any."""
    return _practices(dimensions)
