"""One thing looked at, and how a check answers."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from config.environment import Environment
from vikno.common.errors import Words

GOOD, WARNING, BAD = "good", "warning", "bad"


@dataclass(frozen=True)
class Finding:
    """`state` is good, warning or bad; `remedy` says what to do when it is not good."""

    title: str
    state: str
    words: str
    remedy: str = ""

    @property
    def is_bad(self) -> bool:
        return self.state == BAD

    def as_json(self) -> dict[str, str]:
        return asdict(self)


type Check = tuple[Words, Callable[[Environment], Finding]]
