"""A file as the answer to a question: one line with the key, the hash and the name it came with."""

import re
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile(r"(\d{1,12}) ([0-9a-f]{64}) (.*)", re.DOTALL)
_NAME: Final = 100  # an answer of a file is 200 signs at most


@dataclass(frozen=True, kw_only=True)
class FileAnswer:
    """What an answer says of its file."""

    key: int
    sha256: str
    name: str

    @property
    def line(self) -> str:
        return f"{self.key} {self.sha256} {self.name[:_NAME]}"


def file_answer(value: object) -> FileAnswer | None:
    """Read back; None for what is no answer of a file."""
    found = _LINE.fullmatch(value) if isinstance(value, str) else None
    return FileAnswer(key=int(found[1]), sha256=found[2], name=found[3]) if found else None
