"""Calls for tests of the ranking: the published vector, small random ones, one of national size."""

import random
from decimal import Decimal

from vikno.selection.ranking import (
    Advantage,
    Band,
    Candidate,
    Cap,
    Criterion,
    Guarantee,
    Inputs,
    Missing,
    Source,
    Track,
)

SEED = "call-2025-01|published-before-opening"
SET = frozenset({"Сумська", "Чернігівська", "Миколаївська"})
# Number, oblast, score in hundredths, advantages, need.
VECTOR = (
    ("A1", "Рівненська", 8100, 1, 55),
    ("A2", "Львівська", 8650, 0, 40),
    ("A3", "Львівська", 8400, 0, 42),
    ("A4", "Львівська", 8300, 1, 38),
    ("A5", "Миколаївська", 8100, 0, 70),
    ("A6", "Сумська", 7200, 0, 80),
    ("A7", "Чернігівська", 7200, 0, 80),
    ("A8", "Рівненська", 6400, 1, 60),
)


def whole(code: str = "all", **facts: object) -> Criterion:
    """A criterion of the whole weight with marks in hundredths."""
    return Criterion(code=code, **{"weight": Decimal(100), "source": Source.REVIEWER, "top": 10_000, **facts})


def vector() -> Inputs:
    """Section 6 of the programme notes: quota 5, two per oblast, threshold 70, a seat for three oblasts."""
    track = Track(
        code="create", order=1, seats=5, threshold=Decimal(70), criteria=(whole(),), cap_per_oblast=2,
        guarantees=(Guarantee(code="border", oblasts=SET, seats=1),), advantages=(Advantage(code="pilot"),),
    )  # fmt: skip
    candidates = tuple(
        Candidate(
            number=number, track="create", oblast=oblast, advantages=("pilot",) * advantages, need=Decimal(need),
            marks={"all": (hundredths,)},
        )
        for number, oblast, hundredths, advantages, need in VECTOR
    )  # fmt: skip
    return Inputs(call="2025-01", seed=SEED, tracks=(track,), candidates=candidates)


def national(count: int = 224, *, seats: tuple[int, int, int] = (14, 6, 15), seed: int = 2025) -> Inputs:
    """A call of 20 oblasts and three tracks, three reviewers on each proposal, two facts and an interview."""
    chance = random.Random(seed)
    oblasts = [f"Область {n:02d}" for n in range(1, 21)]
    tracks = tuple(
        _track(code, order, places, oblasts)
        for order, (code, places) in enumerate(zip(("create", "develop", "mobile"), seats, strict=True), start=1)
    )
    made = tuple(_candidate(n, chance, oblasts) for n in range(1, count + 1))
    return Inputs(call="2025-99", seed=SEED, tracks=tracks, candidates=made)


def shuffled(inputs: Inputs, chance: random.Random) -> Inputs:
    """The same call with every row and every mark in another order."""
    rows = [
        Candidate(**{**one.__dict__, "marks": {code: mixed(marks, chance) for code, marks in one.marks.items()}})
        for one in mixed(inputs.candidates, chance)
    ]
    tracks = [
        Track(**{**one.__dict__, "criteria": mixed(one.criteria, chance), "caps": mixed(one.caps, chance)})
        for one in mixed(inputs.tracks, chance)
    ]
    return Inputs(call=inputs.call, seed=inputs.seed, tracks=tuple(tracks), candidates=tuple(rows))


def mixed[T](rows: tuple[T, ...], chance: random.Random) -> tuple[T, ...]:
    return tuple(chance.sample(rows, len(rows)))


def _track(code: str, order: int, seats: int, oblasts: list[str]) -> Track:
    people = {"source": Source.REVIEWER, "top": 5, "needed": 2, "spread": 3}
    criteria = (
        Criterion(code="team", weight=Decimal("22.5"), dimension="will", **people),
        Criterion(code="plan", weight=Decimal("22.5"), dimension="will", missing=Missing.MOVED, **people),
        Criterion(code="lasting", weight=Decimal(15), dimension="future", **people),
        Criterion(
            code="people", weight=Decimal(20), source=Source.FACT, top=4, dimension="need",
            bands=tuple(Band(least=Decimal(edge), mark=mark) for mark, edge in ((4, 20_000), (2, 8000), (0, 0))),
        ),
        Criterion(code="talk", weight=Decimal(20), source=Source.INTERVIEW, top=10),
    )  # fmt: skip
    return Track(
        code=code, order=order, seats=seats, threshold=Decimal(45), criteria=criteria,
        guarantees=(Guarantee(code="border", oblasts=frozenset(oblasts[:4]), seats=max(1, seats // 5)),),
        caps=(Cap(code="west", oblasts=frozenset(oblasts[10:16]), seats=max(2, seats // 2)),),
        cap_per_oblast=max(2, seats // 6), advantages=(Advantage(code="pilot"),),
    )  # fmt: skip


def _candidate(n: int, chance: random.Random, oblasts: list[str]) -> Candidate:
    level = chance.choice((1, 2, 3, 4))
    marks = {
        code: tuple(sorted(chance.choice((level, level, level + 1)) for _ in range(3)))
        for code in ("team", "plan", "lasting")
    }
    if n % 29 == 0:
        marks["plan"] = ()
    return Candidate(
        number=f"2025-99-{n:05d}", track=chance.choice(("create", "develop", "mobile", "mobile")),
        oblast=chance.choice(oblasts), failed=("has_centre",) if n % 17 == 0 else (),
        advantages=("pilot",) if n % 11 == 0 else (), need=Decimal(chance.randint(0, 10) * 10),
        facts={"people": Decimal(chance.randint(1000, 90_000))}, marks=marks | {"talk": (chance.randint(2, 10),)},
    )  # fmt: skip
