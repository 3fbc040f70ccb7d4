"""The rule of the run: the published vector, one hash in any order, and what must never happen."""

import json
import random
import subprocess
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from config.paths import PROJECT
from vikno.selection.ranking import (
    Advantage,
    Band,
    Candidate,
    Cap,
    Code,
    Criterion,
    Guarantee,
    Inputs,
    Line,
    Missing,
    NotReady,
    Run,
    Source,
    TieKey,
    Track,
    digest,
    file_of,
    inputs_bytes,
    inputs_from,
    run,
    run_bytes,
    score,
    verify,
)
from vikno.selection.ranking.scoring import rounded
from vikno.selection.tests.ranked import SEED, SET, national, shuffled, vector, whole

NATIONAL_SHA256 = "079c27164a551d1cf04fd52e922f7709020b416cd4812422ac63b5cdfa9abfa4"


def _by_number(made: Run) -> dict[str, Line]:
    return {line.number: line for line in made.lines}


# ---- the vector ------------------------------------------------------------------------------------------------------
def test_the_published_vector_to_the_last_line() -> None:
    made = run(vector())
    assert [line.number for line in made.lines] == ["A2", "A3", "A4", "A1", "A5", "A7", "A6", "A8"]
    found = _by_number(made)
    assert {number: (line.code, line.about) for number, line in found.items()} == {
        "A5": (Code.SELECTED_RESERVED, "border"),
        "A2": (Code.SELECTED_OPEN, ""),
        "A3": (Code.SELECTED_OPEN, ""),
        "A1": (Code.SELECTED_OPEN, ""),
        "A7": (Code.SELECTED_OPEN, ""),
        "A4": (Code.RESERVE_CAP, "Львівська"),
        "A6": (Code.RESERVE, ""),
        "A8": (Code.BELOW_THRESHOLD, ""),
    }
    assert (found["A4"].reserve, found["A6"].reserve, found["A8"].reserve) == (1, 2, None)
    assert made.cost_of_fairness == Decimal("11.00")
    assert (made.unused, made.seats) == (0, {"create": 5})


def test_equal_points_say_what_put_one_above_the_other() -> None:
    found = _by_number(run(vector()))
    assert [(tie.number, tie.by) for tie in found["A1"].ties] == [("A5", TieKey.ADVANTAGE)]
    assert [(tie.number, tie.by) for tie in found["A6"].ties] == [("A7", TieKey.LOT)]
    assert found["A7"].lot.startswith("82be8b6f")
    assert found["A6"].lot.startswith("df9e9776")
    assert found["A2"].ties == ()
    needier = [replace(one, need=Decimal(90)) if one.number == "A6" else one for one in vector().candidates]
    again = _by_number(run(replace(vector(), candidates=tuple(needier))))
    assert (again["A6"].place, again["A6"].ties[0].by) == (6, TieKey.NEED)


# ---- the same on any machine -----------------------------------------------------------------------------------------
def test_a_thousand_shuffles_have_one_hash() -> None:
    inputs, chance = vector(), random.Random(7)
    pairs = {_hashes(shuffled(inputs, chance)) for _ in range(1000)}
    assert pairs == {_hashes(inputs)}
    large = national()
    assert {_hashes(shuffled(large, chance)) for _ in range(20)} == {_hashes(large)}


def test_the_national_call_has_the_hash_it_had() -> None:
    made = run(national())
    assert Counter(line.track for line in made.selected) == {"create": 14, "develop": 6, "mobile": 15}
    assert digest(run_bytes(made)) == NATIONAL_SHA256


@pytest.mark.parametrize("version", ["3.12", "3.13"])
def test_another_python_makes_the_same_list(version: str) -> None:
    found = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    if not found:
        pytest.skip(f"no Python {version} beside this one")
    asked = (
        "from vikno.selection.ranking import *; from vikno.selection.tests.ranked import national;"
        "print(digest(run_bytes(run(national()))))"
    )
    done = subprocess.run([str(found[0]), "-c", asked], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert done.stdout.strip() == NATIONAL_SHA256


def _hashes(inputs: Inputs) -> tuple[str, str]:
    return digest(inputs_bytes(inputs)), digest(run_bytes(run(inputs)))


# ---- points ----------------------------------------------------------------------------------------------------------
def _track(*criteria: Criterion, **facts: object) -> Track:
    return Track(code="t", order=1, criteria=criteria, **{"seats": 1, "threshold": Decimal(0), **facts})


def _points(track: Track, **facts: object) -> Decimal:
    return score(Candidate(number="1", track="t", oblast="", **facts), track).total


def _anchored(code: str, weight: str, **facts: object) -> Criterion:
    return Criterion(code=code, weight=Decimal(weight), **{"source": Source.REVIEWER, "top": 4, **facts})


def test_heavy_weights_do_not_fill_the_scale_alone() -> None:
    track = _track(_anchored("heavy", "75"), _anchored("light", "25"))
    assert _points(track, marks={"heavy": (4,), "light": (0,)}) == 75
    assert _points(track, marks={"heavy": (0,), "light": (4,)}) == 25
    assert _points(track, marks={"heavy": (4,), "light": (4,)}) == 100


def test_a_longer_list_of_criteria_is_worth_no_more() -> None:
    five = [_anchored(str(n), "20", top=7) for n in range(5)]
    for mark in range(8):
        short = _points(_track(_anchored("all", "100", top=7)), marks={"all": (mark,)})
        long = _points(_track(*five), marks={one.code: (mark,) for one in five})
        assert short == long


def test_three_marks_have_a_median_and_two_a_mean() -> None:
    track = _track(_anchored("a", "100"))
    assert _points(track, marks={"a": (0, 3, 4)}) == 75
    assert _points(track, marks={"a": (1, 4)}) == Decimal("62.50")
    assert _points(track, marks={"a": (0, 1, 3, 4)}) == 50


def test_two_who_differ_too_much_stop_the_run_until_it_is_discussed() -> None:
    track = _track(_anchored("a", "100", spread=2))
    with pytest.raises(NotReady, match="not_discussed"):
        _points(track, marks={"a": (0, 3)})
    assert _points(track, marks={"a": (0, 3)}, settled=frozenset({"a"})) == Decimal("37.50")
    assert _points(track, marks={"a": (1, 3)}) == 50


def test_not_applicable_moves_inside_its_dimension_or_stops_the_run() -> None:
    moved = _anchored("b", "30", dimension="x", missing=Missing.MOVED)
    track = _track(_anchored("a", "30", dimension="x"), moved, _anchored("c", "40", dimension="y"))
    assert _points(track, marks={"a": (4,), "c": (0,)}) == 60
    assert _points(track, marks={"a": (4,), "b": (4,), "c": (0,)}) == 60
    with pytest.raises(NotReady, match="mark_missing"):
        _points(track, marks={"a": (4,), "b": (4,)})
    alone = _track(replace(moved, weight=Decimal(100)))
    with pytest.raises(NotReady, match="mark_missing"):
        _points(alone)
    nought = _track(_anchored("a", "50"), _anchored("b", "50", missing=Missing.ZERO))
    assert _points(nought, marks={"a": (4,)}) == 50


@given(marks=some.lists(some.integers(0, 4), min_size=2, max_size=2), weight=some.integers(1, 98))
def test_not_applicable_never_lowers_what_the_rest_of_its_dimension_earned(marks: list[int], weight: int) -> None:
    one, other = _anchored("a", str(weight)), _anchored("b", str(99 - weight))
    gone = _anchored("c", "1", missing=Missing.MOVED)
    without = _points(_track(one, other, gone), marks={"a": (marks[0],), "b": (marks[1],)})
    nought = _points(_track(one, other, gone), marks={"a": (marks[0],), "b": (marks[1],), "c": (0,)})
    assert without >= nought


def test_facts_are_marked_by_their_table() -> None:
    bands = tuple(Band(least=Decimal(edge), mark=mark) for mark, edge in ((4, 100), (2, 50), (1, 10)))
    track = _track(_anchored("a", "100", source=Source.FACT, bands=bands))
    for value, points in ((10, 25), (50, 50), (99, 50), (100, 100), (10_000, 100)):
        assert _points(track, facts={"a": Decimal(value)}) == points
    closed = _track(replace(track.criteria[0], bands=(Band(least=Decimal(5), most=Decimal(9), mark=4),)))
    assert [_points(closed, facts={"a": Decimal(value)}) for value in (5, 9)] == [100, 100]
    with pytest.raises(NotReady, match="mark_missing"):
        _points(track, facts={"a": None})
    with pytest.raises(NotReady, match="mark_missing"):
        _points(track, facts={"a": Decimal(9)})


def test_advantages_with_points_add_no_more_than_their_cap_and_never_beyond_a_hundred() -> None:
    told = (Advantage(code="x", points=Decimal(3)), Advantage(code="y", points=Decimal(4)), Advantage(code="z"))
    track = _track(_anchored("a", "100"), advantages=told, bonus_cap=Decimal(5))
    assert _points(track, marks={"a": (2,)}, advantages=("x",)) == 53
    assert _points(track, marks={"a": (2,)}, advantages=("x", "y", "z", "unknown")) == 55
    assert _points(track, marks={"a": (4,)}, advantages=("x", "y")) == 100


def test_half_a_hundredth_goes_to_the_even_side() -> None:
    assert [str(rounded(Fraction(n, 1000))) for n in (5, 15, 25, 26, 12345)] == [
        "0.00",
        "0.02",
        "0.02",
        "0.03",
        "12.34",
    ]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("weights_not_hundred", {"criteria": (whole(weight=Decimal(99)),)}),
        ("criterion_twice", {"criteria": (whole(weight=Decimal(50)), whole(weight=Decimal(50)))}),
        ("guarantees_exceed_seats", {"seats": 0}),
        ("guarantees_overlap", {"guarantees": tuple(Guarantee(code=c, oblasts=SET, seats=1) for c in "ab")}),
        ("band_out_of_scale", {"criteria": (whole(bands=(Band(mark=10_001),)),)}),
    ],
)  # fmt: skip
def test_rules_that_contradict_each_other_make_no_list(code: str, change: dict[str, object]) -> None:
    inputs = vector()
    with pytest.raises(NotReady, match=code):
        run(replace(inputs, tracks=(replace(inputs.tracks[0], **change),)))


def test_a_number_stands_once_and_has_a_track() -> None:
    inputs = vector()
    with pytest.raises(NotReady, match="number_twice"):
        run(replace(inputs, candidates=inputs.candidates * 2))
    with pytest.raises(NotReady, match="track_unknown"):
        run(replace(inputs, candidates=(replace(inputs.candidates[0], track="x"),)))


# ---- seats -----------------------------------------------------------------------------------------------------------
def test_seats_nobody_takes_go_to_the_next_track_in_the_declared_order() -> None:
    first = _track(whole(), seats=3, threshold=Decimal(50))
    inputs = Inputs(
        call="c", seed="s", tracks=(replace(first, code="u", order=2, seats=1), first),
        candidates=tuple(
            Candidate(number=f"{track}{n}", track=track, oblast="", marks={"all": (6000,)})
            for track, count in (("t", 1), ("u", 5)) for n in range(count)
        ),
    )  # fmt: skip
    made = run(inputs)
    assert made.seats == {"t": 3, "u": 3}
    assert Counter(line.track for line in made.selected) == {"t": 1, "u": 3}
    assert made.unused == 0


def test_seats_of_a_track_without_an_order_stay_empty_and_a_cap_may_hold_the_whole_call() -> None:
    first = _track(whole(), seats=2, threshold=Decimal(50))
    rows = tuple(
        Candidate(number=f"{track}{n}", track=track, oblast="X", marks={"all": (6000,)})
        for track in "tu" for n in range(3)
    )  # fmt: skip
    both = (replace(first, order=0, seats=5), replace(first, code="u", order=1))
    inputs = Inputs(call="c", seed="s", tracks=both, candidates=rows)
    made = run(inputs)
    assert (made.seats, made.unused, len(made.selected)) == ({"t": 5, "u": 2}, 2, 5)
    held = run(replace(inputs, caps=(Cap(code="x", oblasts=frozenset("X"), seats=4),)))
    assert Counter(line.code for line in held.lines) == {Code.SELECTED_OPEN: 4, Code.RESERVE_CAP: 2}
    assert {line.about for line in held.lines if line.code == Code.RESERVE_CAP} == {"x"}


def test_who_fails_a_rule_has_its_name_and_no_points() -> None:
    inputs = vector()
    failed = replace(inputs.candidates[1], failed=("has_centre", "population"))
    line = _by_number(run(replace(inputs, candidates=(failed, *inputs.candidates[2:]))))["A2"]
    assert (line.code, line.about, line.score, line.place) == (Code.INELIGIBLE, "has_centre", None, None)


_candidates = some.lists(
    some.tuples(
        some.sampled_from("ab"), some.sampled_from("XYZ"), some.integers(0, 5), some.integers(0, 1), some.booleans()
    ),
    max_size=9,
)
_tracks = some.tuples(
    some.integers(0, 4), some.integers(0, 4), some.sampled_from([None, 1, 2]), some.integers(0, 2), some.integers(0, 3)
)


def _small(rows: list[tuple[str, str, int, int, bool]], shape: tuple[int, int, int | None, int, int]) -> Inputs:
    seats, others, cap, reserved, threshold = shape
    guarantee = Guarantee(code="g", oblasts=frozenset("X"), seats=min(reserved, seats))
    criteria = (Criterion(code="all", weight=Decimal(100), source=Source.REVIEWER, top=5),)
    first = Track(
        code="a", order=1, seats=seats, threshold=Decimal(20 * threshold), criteria=criteria, cap_per_oblast=cap,
        guarantees=(guarantee,), advantages=(Advantage(code="a"),),
    )  # fmt: skip
    second = replace(first, code="b", order=2, seats=others, guarantees=())
    made = tuple(
        Candidate(
            number=f"N{n}", track=track, oblast=oblast, failed=("rule",) if out else (), advantages=("a",) * advantages,
            marks={"all": (mark,)},
        )
        for n, (track, oblast, mark, advantages, out) in enumerate(rows)
    )  # fmt: skip
    return Inputs(call="c", seed="s", tracks=(first, second), candidates=made)


@settings(max_examples=200, deadline=None)
@given(rows=_candidates, shape=_tracks)
def test_what_must_never_happen_to_a_list(
    rows: list[tuple[str, str, int, int, bool]], shape: tuple[int, int, int | None, int, int]
) -> None:
    inputs = _small(rows, shape)
    made = run(inputs)
    assert len(made.selected) <= shape[0] + shape[1]
    assert len(made.selected) + made.unused == shape[0] + shape[1]
    if shape[2] is not None:
        assert all(n <= shape[2] for n in Counter((one.track, one.oblast) for one in made.selected).values())
    for track in inputs.tracks:
        _nobody_is_passed_over([line for line in made.lines if line.track == track.code])
    assert sorted(line.number for line in made.lines) == sorted(one.number for one in inputs.candidates)
    assert json.loads(run_bytes(made)) == json.loads(run_bytes(run(inputs_from(json.loads(inputs_bytes(inputs))))))


def _nobody_is_passed_over(lines: list[Line]) -> None:
    """Above a chosen open line stand only the chosen and those a cap kept out."""
    last = max((line.place or 0 for line in lines if line.code == Code.SELECTED_OPEN), default=0)
    above = [line for line in lines if line.place and line.place < last]
    assert {line.code for line in above} <= {Code.SELECTED_OPEN, Code.SELECTED_RESERVED, Code.RESERVE_CAP}


@settings(max_examples=200, deadline=None)
@given(rows=_candidates, shape=_tracks)
def test_a_brute_search_finds_the_same_chosen(
    rows: list[tuple[str, str, int, int, bool]], shape: tuple[int, int, int | None, int, int]
) -> None:
    """Of all sets the rules allow, the run takes the best by the order, guarantee first."""
    inputs = _small(rows, shape)
    made = run(inputs)
    lines = [line for line in made.lines if line.track == "a" and line.place and line.score >= 20 * shape[4]]
    allowed = [
        chosen
        for size in range(min(shape[0], len(lines)) + 1)
        for chosen in combinations(lines, size)
        if shape[2] is None or max(Counter(one.oblast for one in chosen).values(), default=0) <= shape[2]
    ]
    promised = min(shape[3], shape[0])
    most = min(promised, max(sum(one.oblast == "X" for one in chosen) for chosen in allowed))
    best = min(
        (chosen for chosen in allowed if sum(one.oblast == "X" for one in chosen) >= most),
        key=lambda chosen: (-len(chosen), [one.place for one in chosen]),
    )
    assert {line.number for line in made.selected if line.track == "a"} == {line.number for line in best}


@given(rows=_candidates, seats=some.integers(0, 4), cap=some.sampled_from([None, 1, 2]))
def test_fairness_of_one_track_costs_nothing_or_more(
    rows: list[tuple[str, str, int, int, bool]], seats: int, cap: int | None
) -> None:
    inputs = _small([("a", *row[1:]) for row in rows], (seats, 0, cap, 1, 1))
    only = replace(inputs, tracks=inputs.tracks[:1])
    assert run(only).cost_of_fairness >= 0


# ---- the file --------------------------------------------------------------------------------------------------------
def _file() -> dict[str, object]:
    inputs = vector()
    return json.loads(json.dumps(file_of(inputs, run(inputs), seed_sha256=inputs.seed_sha256)))


def _verdict(said: dict[str, object]) -> tuple[str, ...]:
    return verify(json.dumps(said).encode()).faults


def test_a_stranger_recomputes_the_file() -> None:
    verdict = verify(json.dumps(_file(), indent=2).encode())
    assert verdict.is_same
    assert verdict.call == "2025-01"


def test_a_touched_file_is_found_out() -> None:
    said = _file()
    said["run"]["lines"][0]["score"] = "99.00"  # type: ignore[index,call-overload]
    assert _verdict(said) == ("list_differs",)
    said = _file()
    said["inputs"]["candidates"][0]["need"] = "99"  # type: ignore[index,call-overload]
    assert set(_verdict(said)) == {"inputs_differ", "run_differs", "list_differs"}
    said = _file() | {"seed_sha256": "0" * 64}
    assert _verdict(said) == ("seed_differs",)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"format": "other/1"}', b"\xff", b'{"format":"vikno-ranking/1"}']
)
def test_what_is_no_such_file_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        verify(body)


def test_seed_is_of_the_vector() -> None:
    assert vector().seed == SEED
