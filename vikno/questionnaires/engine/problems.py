"""What is wrong with a document: a code, a place, facts. Words for people are made where they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Problem:
    """`where`: the code of an item, of a list of choices as `list/choice`, or ""; `slot`: which of its properties."""

    code: str
    where: str = ""
    slot: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


class DocumentRefused(ValueError):
    """A document that cannot be read, with everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{one.where}.{one.slot}: {one.code}" for one in problems))
