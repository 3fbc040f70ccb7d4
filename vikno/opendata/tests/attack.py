"""Somebody who has every published number: bounds of each cell by linear programming, in exact fractions."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

type Cell = tuple[object, ...]
type Equation = tuple[frozenset[Cell], int]  # these cells together are so many


class System:
    """Cells that are no less than nothing, and sums of them that are known. Simplex with Bland's rule."""

    def __init__(self, cells: Sequence[Cell], equations: Iterable[Equation]) -> None:
        self.cells = list(cells)
        place = {cell: at for at, cell in enumerate(self.cells)}
        rows = {}
        for held, n in equations:
            line = [Fraction(0)] * len(self.cells)
            for cell in held:
                line[place[cell]] = Fraction(1)
            rows[tuple(line)] = Fraction(n)
        self.rows = [[*line, n] for line, n in rows.items()]
        self.basis: list[int] = [-1] * len(self.rows)
        self._find_a_point()

    def most(self, cell: Cell) -> Fraction:
        return self._optimum(cell, 1)

    def least(self, cell: Cell) -> Fraction:
        return -self._optimum(cell, -1)

    def _find_a_point(self) -> None:
        """Gauss–Jordan would forget that cells are not negative: artificial cells are driven out instead."""
        width, height = len(self.cells), len(self.rows)
        for at, line in enumerate(self.rows):
            unit = [Fraction(int(at == other)) for other in range(height)]
            self.rows[at] = [*line[:-1], *unit, line[-1]]
            self.basis[at] = width + at
        cost = [Fraction(0)] * width + [Fraction(-1)] * height
        assert self._maximised(cost) == 0, "what was published contradicts itself"
        for at in range(height):  # an artificial cell may stay at nothing: take any other in its place
            if self.basis[at] >= width:
                other = next((c for c in range(width) if self.rows[at][c]), None)
                if other is not None:
                    self._pivot(at, other)
        kept = [at for at in range(height) if self.basis[at] < width]
        self.rows = [[*self.rows[at][:width], self.rows[at][-1]] for at in kept]
        self.basis = [self.basis[at] for at in kept]

    def _optimum(self, cell: Cell, sign: int) -> Fraction:
        cost = [Fraction(0)] * len(self.cells)
        cost[self.cells.index(cell)] = Fraction(sign)
        return self._maximised(cost)

    def _maximised(self, cost: list[Fraction]) -> Fraction:
        while True:
            held = [cost[c] for c in self.basis]
            entering = None
            for column in range(len(cost)):
                gain = cost[column] - sum(
                    (h * line[column] for h, line in zip(held, self.rows, strict=True) if h and line[column]),
                    Fraction(0),
                )
                if gain > 0:
                    entering = column
                    break
            if entering is None:
                return sum((h * line[-1] for h, line in zip(held, self.rows, strict=True)), Fraction(0))
            ratios = [
                (line[-1] / line[entering], self.basis[at], at)
                for at, line in enumerate(self.rows)
                if line[entering] > 0
            ]
            self._pivot(min(ratios)[2], entering)

    def _pivot(self, at: int, column: int) -> None:
        by = self.rows[at][column]
        line = self.rows[at] = [value / by if value else value for value in self.rows[at]]
        for other, row in enumerate(self.rows):
            if other != at and row[column]:
                times = row[column]
                self.rows[other] = [a - times * b if b else a for a, b in zip(row, line, strict=True)]
        self.basis[at] = column


def disclosed(system: System, true: Mapping[Cell, int], *, told: Iterable[Cell], least: int) -> list[str]:
    """Cells that are kept back and yet known: to be one number, or to be fewer than `least`."""
    found, told = [], set(told)
    for cell, n in true.items():
        if not n or cell in told:
            continue
        most = system.most(cell)
        if n < least and most < least:
            found.append(f"{cell}: {n}, known to be at most {most}")
        elif system.least(cell) == most:
            found.append(f"{cell}: {n}, known exactly")
    return found
