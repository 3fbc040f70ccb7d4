"""A refusal that helps: the place, points against the threshold and the median of the chosen, what was lost."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from vikno.selection.ranking import Line, Track


@dataclass(frozen=True, kw_only=True)
class Row:
    """One criterion: earned, possible, the median of the chosen; None where it does not apply."""

    code: str
    earned: Decimal | None
    possible: Decimal
    chosen: Decimal | None

    @property
    def lost(self) -> Decimal:
        return self.possible - (self.earned or Decimal(0)) if self.earned is not None else Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Help:
    """What a hromada hears. `chosen_score`: the median of the chosen of its track; `rows`: the costliest first."""

    score: Decimal | None
    threshold: Decimal
    chosen_score: Decimal | None
    place: int | None
    of: int
    reserve: int | None
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values, numbers as texts."""
        rows = [asdict(row) | {"lost": row.lost} for row in self.rows]
        told = asdict(self) | {"rows": rows}
        read: dict[str, Any] = _plain(told)
        return read


def helped(line: Line, lines: Sequence[Line], track: Track) -> Help:
    """For one line of a run. `lines`: the whole run."""
    ranked = [one for one in lines if one.track == track.code and one.place is not None]
    chosen = [one for one in ranked if one.is_selected]
    points = line.points or {}
    rows = [
        Row(
            code=one.code,
            earned=points.get(one.code),
            possible=_rounded(one.weight),
            chosen=_middle([other.points or {} for other in chosen], one.code),
        )
        for one in track.criteria
    ]
    scores = [one.score for one in chosen if one.score is not None]
    return Help(
        score=line.score,
        threshold=_rounded(track.threshold),
        chosen_score=_rounded(median(scores)) if scores else None,
        place=line.place,
        of=len(ranked),
        reserve=line.reserve,
        rows=tuple(sorted(rows, key=lambda row: (-row.lost, row.code))),
    )


def _middle(points: Sequence[Mapping[str, Decimal | None]], code: str) -> Decimal | None:
    known = [one[code] for one in points if one.get(code) is not None]
    return _rounded(median([one for one in known if one is not None])) if known else None


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
