"""The run itself: eligibility, points, threshold, order, seats, and what fairness between oblasts cost."""

from dataclasses import dataclass, replace
from decimal import Decimal

from vikno.selection.ranking.inputs import Cap, Inputs, Track, require_ready
from vikno.selection.ranking.scoring import score
from vikno.selection.ranking.seats import Hall, Line, in_order, line_of, seated


@dataclass(frozen=True, kw_only=True)
class Run:
    """`lines`: by track in its order, those without points last. `seats`: given to a track with what came to it.

    `cost_of_fairness`: sum of points without rules of regions minus the sum of the chosen.
    """

    lines: tuple[Line, ...]
    seats: dict[str, int]
    unused: int
    cost_of_fairness: Decimal

    @property
    def selected(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_selected)


def run(inputs: Inputs) -> Run:
    """The list of a call. Raises NotReady where inputs allow no honest one."""
    require_ready(inputs)
    tracks = sorted(inputs.tracks, key=lambda track: (track.order, track.code))
    ranked = {track.code: _ranked(inputs, track) for track in tracks}
    lines, seats, unused = _seat(tracks, ranked, inputs.caps)
    free = [replace(track, guarantees=(), caps=(), cap_per_oblast=None) for track in tracks]
    without, _seats, _unused = _seat(free, ranked, ())
    return Run(lines=tuple(lines), seats=seats, unused=unused, cost_of_fairness=_sum(without) - _sum(lines))


def _ranked(inputs: Inputs, track: Track) -> list[Line]:
    """Eligible lines in their order, then the ineligible by number."""
    made = [
        line_of(one, None if one.failed else score(one, track), track, seed=inputs.seed)
        for one in inputs.candidates
        if one.track == track.code
    ]
    without = sorted((line for line in made if line.score is None), key=lambda line: line.number)
    return [*in_order(line for line in made if line.score is not None), *without]


def _seat(
    tracks: list[Track], ranked: dict[str, list[Line]], caps: tuple[Cap, ...]
) -> tuple[list[Line], dict[str, int], int]:
    """Seats a track does not use go to the next one in the declared order; those of order 0 stay empty."""
    lines: list[Line] = []
    seats: dict[str, int] = {}
    hall, moving, empty = Hall(caps), 0, 0
    for track in tracks:
        seats[track.code] = track.seats + (moving if track.order else 0)
        made = seated(ranked[track.code], track, hall, seats=seats[track.code])
        left = seats[track.code] - sum(line.is_selected for line in made)
        moving, empty = (left, empty) if track.order else (moving, empty + left)
        lines.extend(made)
    return lines, seats, moving + empty


def _sum(lines: list[Line]) -> Decimal:
    return sum((line.score or Decimal(0) for line in lines if line.is_selected), Decimal("0.00"))
