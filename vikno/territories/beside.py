"""What rooms above know of a unit, for its page. They plug in what they know; this room asks and never looks up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vikno.territories.models import Unit


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A template with what it is shown with, and the address and title of a feed of the same ("" for none)."""

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    feed: str = ""
    feed_title: str = ""


type Teller = Callable[[Unit, date], Beside | None]


def _nothing_known(unit: Unit, on: date) -> Beside | None:
    return None


_teller: Teller = _nothing_known


def connect(teller: Teller) -> None:
    """Whoever has something to say of a unit says here how to ask; called once, when the house starts."""
    global _teller
    _teller = teller


def beside_of(unit: Unit, *, on: date) -> Beside | None:
    """What stands beside a unit on a day; None where nobody says anything."""
    return _teller(unit, on)
