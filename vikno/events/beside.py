"""What the library of practices, a room above, knows of visits. It plugs in; this room asks."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Taken:
    """After a visit: practices of the library taken up, hromadas that took one, cards of their own they sent."""

    practices: int = 0
    hromadas: int = 0
    cards: int = 0


@dataclass(frozen=True, kw_only=True)
class Library:
    """`address`: of the page where a kept promise (primary key) becomes practice; `taken_at`: by event."""

    address: Callable[[int], str]
    taken_at: Callable[[int], Taken]


_library: Library | None = None


def connect_library(library: Library) -> None:
    """Whoever keeps practices says here how to ask; called once, when the house starts."""
    global _library
    _library = library


def address_of(promise: int) -> str:
    """ "" where nobody keeps practices."""
    return _library.address(promise) if _library else ""


def taken_at(event: int) -> Taken:
    return _library.taken_at(event) if _library else Taken()
