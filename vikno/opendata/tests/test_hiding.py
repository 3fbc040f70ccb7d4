"""What is told of small groups: every sum holds, and whoever has every sum learns no small number."""

import random
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vikno.opendata.rules import hiding
from vikno.opendata.rules.hiding import LEAST, Laid, Place, Places, keys_told, places_told
from vikno.opendata.tests.attack import Cell, Equation, System, disclosed

KINDS = ("main", "remote")
type Leaves = dict[Place, dict[str, int]]


def world(oblasts: int, hromadas: int, keys: str, number: random.Random, *, most: int) -> Leaves:
    """Mostly small numbers, with holes: what a village has."""
    return {
        (f"o{o}", f"h{h}", kind): {
            key: number.choice((0, 0, 1, 2, 3, number.randint(0, most), number.randint(0, most))) for key in keys
        }
        for o in range(oblasts)
        for h in range(hromadas)
        for kind in KINDS
    }


def wholes(leaves: Leaves) -> dict[Place, int]:
    return {place: sum(keys.values()) for place, keys in leaves.items()}


def under(leaf: Place, place: Place) -> bool:
    return leaf[: len(place)] == place


def known(leaves: Leaves, part: str, places: Places, told: dict[Place, Laid]) -> Iterator[Equation]:
    """Every published sum. Whoever reads knows all places and all keys there can be."""
    cells = [(part, leaf, key) for leaf, keys in leaves.items() for key in keys]
    for place, n in places.listed.items():
        yield frozenset(cell for cell in cells if under(cell[1], place)), n
    for place, n in places.rest.items():
        listed = places.below()[place]
        unlisted = frozenset(
            cell for cell in cells if under(cell[1], place) and not any(under(cell[1], one) for one in listed)
        )
        if len(place) < 3:
            yield unlisted, n
    for place, laid in told.items():
        for key, n in laid.keys.items():
            yield frozenset(cell for cell in cells if under(cell[1], place) and cell[2] == key), n
        others = frozenset(cell for cell in cells if under(cell[1], place) and cell[2] not in laid.keys)
        yield others, laid.rest


def truth(leaves: Leaves, part: str) -> dict[Cell, int]:
    return {(part, leaf, key): n for leaf, keys in leaves.items() for key, n in keys.items()}


def listed_cells(part: str, told: dict[Place, Laid]) -> list[Cell]:
    return [(part, place, key) for place, laid in told.items() if len(place) == 3 for key in laid.keys]


def attacked(leaves: Leaves) -> list[str]:
    places = places_told(wholes(leaves))
    told = keys_told(leaves, places)
    true = truth(leaves, "service")
    if not places.listed:
        return []
    system = System(list(true), known(leaves, "service", places, told))
    return disclosed(system, true, told=listed_cells("service", told), least=LEAST)


@pytest.mark.parametrize("seed", range(14))
def test_whoever_has_every_sum_learns_no_small_number(seed: int) -> None:
    number = random.Random(seed)
    leaves = world(1 + seed % 2, 2 + seed % 3, "abcd"[: 2 + seed % 3], number, most=(6, 9, 25)[seed % 3])
    assert attacked(leaves) == []


def test_the_attack_sees_what_is_hidden_by_size_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same attack on tables where only small numbers are struck out: it has to find them."""
    monkeypatch.setattr(hiding._Block, "_is_safe", lambda *_: True)
    assert any(attacked(world(1, 3, "abc", random.Random(seed), most=9)) for seed in range(4))


def test_two_parts_of_the_same_records_tell_no_more_than_each() -> None:
    """Records laid apart by service and, beside it, by channel: both with the same wholes."""
    number = random.Random(5)
    services = world(1, 3, "abc", number, most=8)
    channels: Leaves = {}
    for leaf, keys in services.items():
        n = sum(keys.values())
        first = number.randint(0, n)
        channels[leaf] = {"desk": first, "post": n - first}
    places = places_told(wholes(services))
    system_cells: list[Cell] = []
    equations: list[Equation] = []
    told = {}
    for part, leaves in (("service", services), ("channel", channels)):
        told[part] = keys_told(leaves, places)
        system_cells += truth(leaves, part)
        equations += known(leaves, part, places, told[part])
    # The same records: what a leaf has by services it has by channels.
    slack = [("slack", leaf) for leaf in services]
    top = max(wholes(services).values()) * 4
    for part, leaves in (("service", services), ("channel", channels)):
        for leaf in leaves:
            cells = frozenset((part, leaf, key) for key in leaves[leaf])
            equations.append((cells | {("slack", leaf)}, top))
    system = System([*system_cells, *slack], equations)
    for part, leaves in (("service", services), ("channel", channels)):
        assert disclosed(system, truth(leaves, part), told=listed_cells(part, told[part]), least=LEAST) == []


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("xy"), st.sampled_from("klmn"), st.sampled_from(KINDS)),
        st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 30), min_size=1),
        max_size=16,
    )
)
def test_every_sum_holds_and_nothing_small_is_told(leaves: Leaves) -> None:
    places = places_told(wholes(leaves))
    told = keys_told(leaves, places)
    assert set(told) == set(places.listed)
    sums: dict[Place, int] = defaultdict(int)
    for leaf, n in wholes(leaves).items():
        for depth in range(4):
            sums[leaf[:depth]] += n
    for place, n in places.listed.items():
        assert n == sums[place] >= LEAST
        below = sum(places.listed[one] for one in places.below()[place])
        assert len(place) == 3 or below + places.rest[place] == n
        assert len(place) == 3 or places.rest[place] == 0 or places.rest[place] >= LEAST
        laid = told[place]
        assert sum(laid.keys.values()) + laid.rest == n
        assert laid.rest == 0 or laid.rest >= LEAST
        for key, m in laid.keys.items():
            assert m == sum(keys.get(key, 0) for leaf, keys in leaves.items() if under(leaf, place)) >= LEAST


def test_a_country_of_four_records_is_not_told() -> None:
    assert places_told({("x", "k", "main"): 4}) == Places()
    assert keys_told({("x", "k", "main"): {"a": 4}}, Places()) == {}


def test_a_village_is_kept_back_with_its_neighbour() -> None:
    """3 of 9: the country and the oblast are told; two hromadas would tell each other, a third stays."""
    leaves = {("x", "k", "main"): 3, ("x", "l", "main"): 6, ("x", "m", "main"): 20}
    told = places_told(leaves)
    assert told.listed[()] == told.listed[("x",)] == 29
    assert ("x", "k") not in told.listed
    assert ("x", "l") not in told.listed
    assert told.rest[("x",)] == 9
    assert told.listed[("x", "m", "main")] == 20
