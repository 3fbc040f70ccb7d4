"""What a gateway is: it takes a message once and says what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class ParcelFile:
    """A text file that goes with a letter. `media_type` with its parameters."""

    name: str
    media_type: str
    body: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One message on its way out. `key` is the same for every try: the other side tells repeats by it.

    `headers` and `file` are of a letter; a gateway whose messages have none leaves them.
    """

    key: UUID
    recipient: str
    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)
    file: ParcelFile | None = None


@dataclass(frozen=True)
class Accepted:
    """The other side took it; `proof` is what it answered, with no word about the person."""

    proof: str


@dataclass(frozen=True)
class Declined:
    """Certainly not sent. A final refusal is not tried again; `trouble` is a short word with no values."""

    trouble: str
    is_final: bool = False


@dataclass(frozen=True)
class Postponed:
    """Certainly not sent, and not to be tried for so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Unclear:
    """It may have been sent, it may have not."""

    trouble: str


@dataclass(frozen=True)
class NotSeen:
    """Asked about a key, the other side said that it has never had it."""


type Outcome = Accepted | Declined | Postponed | Unclear


class Gateway(Protocol):
    """One way out. Both calls never raise for what the other side does; they take seconds, not minutes."""

    can_look_up: bool

    def send(self, parcel: Parcel) -> Outcome: ...

    def look_up(self, parcel: Parcel) -> Outcome | NotSeen:
        """What became of an earlier try with this key."""
        ...
