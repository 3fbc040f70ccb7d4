"""Which counts may be told, so that nobody can work out a group of fewer than five records from all that is told.

Places are a tree: the country, an oblast, a hromada, a kind of point in a hromada. At each place the records of a
fact are laid apart by one part at a time, a row a key. What is too small is not listed; what is not listed at a place
is told as one sum, «the rest». Two families of sums hold at once, of places and of keys, so a neighbour is kept back
too wherever subtraction would tell a small number. The argument and its limits: docs/adr/0013-open-counts.md.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LEAST: Final = 5
REST: Final = "\0rest"  # no key and no place is called so
type Place = tuple[str, ...]  # () the country, (oblast,), (oblast, hromada), (oblast, hromada, kind)
type Sums = Mapping[Place, int]
type Keys = dict[str, int]
_OTHERS: Final[Place] = (REST,)  # children that are not listed, as one row


@dataclass(frozen=True, slots=True)
class Places:
    """Places that are told, with how many records they have, and the rest below each: 0 where nothing is left."""

    listed: dict[Place, int] = field(default_factory=dict)
    rest: dict[Place, int] = field(default_factory=dict)

    def below(self) -> dict[Place, list[Place]]:
        """Listed places by the place right above them."""
        found: dict[Place, list[Place]] = defaultdict(list)
        for place in self.listed:
            if place:
                found[place[:-1]].append(place)
        return found


@dataclass(frozen=True, slots=True)
class Laid:
    """A place laid apart by a part: keys that are told, and the rest."""

    keys: Keys
    rest: int


def places_told(leaves: Sums) -> Places:
    """Which places of a fact are told. `leaves`: records by the deepest places."""
    sums = _summed(leaves)
    told = Places()
    if sums.get((), 0) < LEAST:
        return told
    children: dict[Place, dict[str, int]] = defaultdict(dict)
    for place, n in sums.items():
        if place:
            children[place[:-1]][place[-1]] = n
    told.listed[()] = sums[()]
    waiting: list[Place] = [()]
    while waiting:
        above = waiting.pop()
        kept, rest = _kept(children.get(above, {}))
        told.rest[above] = rest
        for name, n in kept.items():
            told.listed[(*above, name)] = n
            waiting.append((*above, name))
    return told


def keys_told(leaves: Mapping[Place, Mapping[str, int]], places: Places) -> dict[Place, Laid]:
    """What is told of one part: every listed place with its keys. `leaves`: records by the deepest place and key."""
    if not places.listed:
        return {}
    true = _summed_keys(leaves, places)
    kept, rest = _kept(true[()])
    told: dict[Place, Laid] = {(): Laid(kept, rest)}
    below = places.below()
    waiting: list[Place] = [()]
    while waiting:
        above = waiting.pop()
        listed = below[above]
        block = _Block(told[above], {place: places.listed[place] for place in listed}, places.rest[above], true)
        for place, keys in block.decided().items():
            told[place] = Laid(keys, places.listed[place] - sum(keys.values()))
        waiting.extend(listed)
    return told


def _summed(leaves: Sums) -> dict[Place, int]:
    sums: dict[Place, int] = defaultdict(int)
    for leaf, n in leaves.items():
        for depth in range(len(leaf) + 1):
            sums[leaf[:depth]] += n
    return {place: n for place, n in sums.items() if n}


def _summed_keys(leaves: Mapping[Place, Mapping[str, int]], places: Places) -> dict[Place, Keys]:
    """Records by listed place and key."""
    sums: dict[Place, Keys] = defaultdict(lambda: defaultdict(int))
    for leaf, keys in leaves.items():
        for depth in range(len(leaf) + 1):
            if leaf[:depth] not in places.listed:
                break
            of_place = sums[leaf[:depth]]
            for key, n in keys.items():
                of_place[key] += n
    return sums


def _kept(sums: Mapping[str, int]) -> tuple[Keys, int]:
    """One family of sums: the small are not listed, and the least of the others too while the rest itself is small."""
    ordered = sorted(((n, name) for name, n in sums.items() if n), reverse=True)
    rest = 0
    while ordered and (ordered[-1][0] < LEAST or 0 < rest < LEAST):
        rest += ordered.pop()[0]
    return {name: n for n, name in sorted(ordered, key=lambda one: one[1])}, rest


class _Block:
    """Children of a place against the keys told at it: rows and columns whose sums everybody knows.

    A cell that is not told is `open`. Row `REST` stands for children that are not listed, column `REST` for keys that
    the place above does not tell; their cells are always open.
    """

    def __init__(self, above: Laid, children: Sums, rest: int, true: Mapping[Place, Mapping[str, int]]) -> None:
        self.columns: list[str] = [*above.keys, *([REST] if above.rest else [])]
        self.n: dict[Place, Keys] = {}
        left = {**above.keys, REST: above.rest}
        for place in children:
            row = {key: n for key, n in true[place].items() if n and key in above.keys}
            self.n[place] = {**row, REST: children[place] - sum(row.values())}
            for key, n in self.n[place].items():
                left[key] -= n
        if rest:
            self.n[_OTHERS] = left
        self.told = {
            place: {key for key, n in row.items() if n >= LEAST and key != REST and place != _OTHERS}
            for place, row in self.n.items()
        }
        self.open_in = {
            place: {key for key, n in row.items() if n and key not in self.told[place]} for place, row in self.n.items()
        }
        self.open_of: dict[str, set[Place]] = {key: set() for key in (*self.columns, REST)}
        for place, keys in self.open_in.items():
            for key in keys:
                self.open_of[key].add(place)

    def decided(self) -> dict[Place, Keys]:
        """Keys told at each child."""
        if len(self.n) > 1 and len(self.columns) > 1:
            waiting = sorted((self.n[row][key], row, key) for row, keys in self.open_in.items() for key in keys)
            while waiting:
                _, row, key = waiting.pop()
                while not self._is_safe(row, key):
                    waiting.append(self._keep_back(row, key))
        return {
            row: {key: self.n[row][key] for key in self.columns if key in told}
            for row, told in self.told.items()
            if row != _OTHERS
        }

    def _is_safe(self, row: Place, key: str) -> bool:
        """Whether, for all that is told, this many could be five or more, and could be another number."""
        n = self.n[row][key]
        if n < LEAST:
            return _Circles(self).move(row, key, LEAST - n)
        if row == _OTHERS or key == REST or _Circles(self).move(row, key, 1):
            return True
        others = (other for other in self.columns if other != key and other not in self.told[row])
        return any(_Circles(self).move(row, other, 1, out_of=key) for other in others)

    def _keep_back(self, row: Place, key: str) -> tuple[int, Place, str]:
        """Open one more cell, where the fewest records are lost: in a line with no slack, else anywhere.

        When nothing is told in the whole block each cell is safe: see the argument.
        """
        lacking = max(LEAST - self.n[row][key], 1)
        of_row = [(self._lost_with(row, other, by_row=False), row, other) for other in self.told[row]]
        of_column = [
            (self._lost_with(place, key, by_row=True), place, key) for place in self.n if key in self.told[place]
        ]  # fmt: skip
        if of_row and sum(self.n[row][other] for other in self.open_in[row] - {key}) < lacking:
            chosen = of_row
        elif of_column and sum(self.n[place][key] for place in self.open_of[key] - {row}) < lacking:
            chosen = of_column
        else:
            everywhere = [(self.n[place][other], place, other) for place in self.n for other in self.told[place]]
            chosen = of_row + of_column or everywhere
        _, place, other = min(chosen)
        self.told[place].discard(other)
        self.open_in[place].add(other)
        self.open_of[other].add(place)
        return self.n[place][other], place, other

    def _lost_with(self, row: Place, key: str, *, by_row: bool) -> int:
        """Records lost when a cell is opened, with the neighbour that its other line will need too."""
        if by_row:
            is_held = bool(self.open_in[row])
            others = [self.n[row][other] for other in self.told[row] if other != key]
        else:
            is_held = bool(self.open_of[key])
            others = [self.n[place][key] for place in self.n if place != row and key in self.told[place]]
        return self.n[row][key] + (0 if is_held else min(others, default=0))


class _Circles:
    """More in one cell of a block while every sum stays: units go round circles of open cells, as in a flow."""

    def __init__(self, block: _Block) -> None:
        self.block = block
        self.now: dict[tuple[Place, str], int] = {}
        self.grown: dict[Place, set[str]] = defaultdict(set)

    def move(self, row: Place, key: str, units: int, *, out_of: str = "") -> bool:
        """Whether so many can be added. `out_of`: the row has to give them from this cell."""
        while units > 0:
            circle = self._short(row, key, out_of) or self._long(row, key, out_of)
            if circle is None:
                return False
            many = min(units, *(self._left(*cell) for cell in circle[1::2]))
            for at, cell in enumerate(circle):
                self.now[cell] = self._left(*cell) + (many if at % 2 == 0 else -many)
                self.grown[cell[0]].add(cell[1])
            units -= many
        return True

    def _short(self, row: Place, key: str, out_of: str) -> "list[tuple[Place, str]] | None":
        """A circle of four cells."""
        block = self.block
        givers = [other for other in self._givers(row, out_of) if other != key]
        for place in block.open_of[key]:
            if place != row and self._left(place, key):
                for other in givers:
                    if other not in block.told[place]:
                        return [(row, key), (place, key), (place, other), (row, other)]
        return None

    def _long(self, row: Place, key: str, out_of: str) -> "list[tuple[Place, str]] | None":
        """The shortest circle, line after line."""
        block = self.block
        by_column: dict[str, Place] = {}  # the row whose cell gives to a column
        by_row: dict[Place, str] = {row: ""}  # the column whose unit a row takes
        reached = [row]
        while reached:
            onward: list[Place] = []
            for here in reached:
                for other in self._givers(here, out_of if here == row else ""):
                    if other in by_column or (here == row and other == key):
                        continue
                    by_column[other] = here
                    if other == key:
                        return _circle(row, key, by_column, by_row)
                    for place in block.n:
                        if place not in by_row and other not in block.told[place]:
                            by_row[place] = other
                            onward.append(place)
            reached = onward
        return None

    def _givers(self, row: Place, out_of: str) -> list[str]:
        """Open cells of a row that have something to give."""
        asked = [out_of] if out_of else sorted(self.block.open_in[row] | self.grown.get(row, set()))
        return [key for key in asked if self._left(row, key)]

    def _left(self, row: Place, key: str) -> int:
        return self.now.get((row, key), self.block.n[row].get(key, 0))


def _circle(
    row: Place, key: str, by_column: Mapping[str, Place], by_row: Mapping[Place, str]
) -> list[tuple[Place, str]]:
    """Cells that take and give by turns, from the one that is asked about."""
    found, column = [(row, key)], key
    while True:
        place = by_column[column]
        found.append((place, column))
        if place == row:
            return found
        column = by_row[place]
        found.append((place, column))
