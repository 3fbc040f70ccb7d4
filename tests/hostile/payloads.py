"""The list of `payloads.txt`, and how much of it goes into a field."""

from pathlib import Path
from typing import Final

_ESCAPES: Final = (("\\n", "\n"), ("\\t", "\t"))


def payloads() -> list[str]:
    """Every payload, with its own number in the trap it would call and the address it would ask for."""
    written = (Path(__file__).parent / "payloads.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in written if line and not line.startswith("# ")]
    return [_armed(line, number) for number, line in enumerate(lines)]


def _armed(line: str, number: int) -> str:
    for words, sign in _ESCAPES:
        line = line.replace(words, sign) if f"\\{words}" not in line else line
    return line.replace("TRAP", f"w4({number})").replace("HIT", f"/w4/{number}").replace("SUM", "40000+4242")


ALL: Final = tuple(payloads())
ADDRESSES: Final = tuple(line for line in ALL if line.lower().startswith(("javascript", "data:", "vbscript", "//w4")))


class Magazine:
    """Gives out payloads in turn: each field begins where the one before it ended, each round somewhere else.

    `length` is the room of a field; 0 means that it takes everything. `given` counts what was written, (field, number).
    """

    def __init__(self, *, first: int = 0, count: int = 0) -> None:
        self._next = first
        self._all = ALL[:: max(1, len(ALL) // count)][:count] if count else ALL
        self.given: set[tuple[str, str]] = set()

    def words(self, field: str, length: int) -> str:
        """As many whole payloads as the field holds; "" where it holds none."""
        room, taken = length or 10**9, []
        for turn in range(len(self._all)):
            payload = self._all[(self._next + turn) % len(self._all)]
            if len(payload) + 1 <= room:
                taken.append(payload)
                room -= len(payload) + 1
        self._next += max(1, len(taken))
        self.given |= {(field, payload) for payload in taken}
        return " ".join(taken)

    def address(self, field: str) -> str:
        """One payload alone: an address must begin with its scheme."""
        payload = ADDRESSES[self._next % len(ADDRESSES)]
        self._next += 1
        self.given.add((field, payload))
        return payload
