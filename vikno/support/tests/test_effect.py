"""The comparison with the reserve: counts, medians, and silence where there are too few."""

from decimal import Decimal

from vikno.support.effect import FEWEST, Pair, compare


def pairs(kind: str, n: int, before: int, change: int) -> list[Pair]:
    return [
        Pair(hromada=f"{kind}{i}", kind=kind, before=Decimal(before + i), after=Decimal(before + i + change + i))
        for i in range(n)
    ]


def test_medians_inside_a_type() -> None:
    (found,) = compare(pairs("village", 5, 40, 10), [*pairs("village", 5, 44, 3), *pairs("city", 9, 60, 50)])
    assert (found.supported.n, found.reserve.n) == (5, 5)
    assert (found.supported.base, found.supported.change) == (Decimal(42), Decimal(12))
    assert (found.difference, found.base_gap) == (Decimal(7), Decimal(-4))


def test_too_few_say_nothing() -> None:
    (found,) = compare(pairs("city", FEWEST - 1, 40, 10), pairs("city", 9, 40, 3))
    assert found.difference is None
    assert found.supported.change is not None, "the count and the median of the few are still shown"


def test_nobody_to_compare_with() -> None:
    (found,) = compare(pairs("city", 6, 40, 10), [])
    assert (found.reserve.n, found.reserve.base, found.difference, found.base_gap) == (0, None, None, None)
    assert compare([], pairs("city", 6, 40, 10)) == []
