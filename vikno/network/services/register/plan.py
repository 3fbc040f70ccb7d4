"""What a file means against what is known: rows to add, to change, to leave, and points that left the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vikno.network.models import Point
from vikno.network.rules.addresses import Address, parse_address
from vikno.network.rules.dragfill import dragged_phones
from vikno.network.rules.gazetteer import Gazetteer
from vikno.network.rules.placement import Outcome, place, with_neighbours
from vikno.network.rules.register import Facts, RegisterRow, facts_of, fingerprint


@dataclass(frozen=True, slots=True)
class Read:
    """A row with everything the rules say of it."""

    row: RegisterRow
    facts: Facts
    address: Address
    outcome: Outcome
    are_phones_dragged: bool

    @property
    def phones(self) -> list[str]:
        """Without the one that only counts up from the row above: it is nobody's number."""
        return list(self.facts.phones[:-1] if self.are_phones_dragged else self.facts.phones)

    @property
    def questions(self) -> list[str]:
        return [*self.facts.questions, *(["phones_dragged"] if self.are_phones_dragged else [])]


@dataclass(slots=True)
class Plan:
    """Every row of the file is in exactly one of the first three lists."""

    added: list[Read] = field(default_factory=list)
    changed: list[tuple[Point, Read]] = field(default_factory=list)
    unchanged: list[tuple[Point, Read]] = field(default_factory=list)
    removed: list[Point] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.removed)


def read_all(rows: list[RegisterRow], gazetteer: Gazetteer) -> list[Read]:
    """Facts, address and place of every row; neighbours in the register help to rank what is undecided."""
    facts = [facts_of(row) for row in rows]
    addresses = [parse_address(row.address) for row in rows]
    outcomes = with_neighbours(
        [
            (row.number, place(address, name=row.name, is_main=fact.kind == "main", gazetteer=gazetteer))
            for row, fact, address in zip(rows, facts, addresses, strict=True)
        ]
    )
    dragged = dragged_phones([row.cells.get("tel_consul", "") for row in rows])
    return [
        Read(row, fact, address, outcome, number in dragged)
        for number, (row, fact, address, outcome) in enumerate(zip(rows, facts, addresses, outcomes, strict=True))
    ]


def plan_of(reads: Iterable[Read], known: Mapping[str, Point], gazetteer: Gazetteer) -> Plan:
    """Compare by key. A file with some oblasts only says nothing about the others."""
    plan, seen, oblasts = Plan(), set(), set()
    for read in reads:
        seen.add(read.row.key)
        oblasts.add(gazetteer.oblast_named(read.address.oblast))
        point = known.get(read.row.key)
        if point is None:
            plan.added.append(read)
        elif point.register_row == dict(read.row.cells) and point.left_register_on is None:
            plan.unchanged.append((point, read))
        else:
            plan.changed.append((point, read))
    plan.removed = [
        point
        for key, point in known.items()
        if key not in seen and point.register_row and point.left_register_on is None
        if _oblast_of(point, gazetteer) in oblasts
    ]
    return plan


def known_points() -> dict[str, Point]:
    """Points of earlier editions by key, locked; those entered by hand under a register code too."""
    points = Point.objects.select_for_update(of=("self",)).exclude(register_row={}, register_code="").order_by("pk")
    return {key_of(point): point for point in points.select_related("centre")}


def key_of(point: Point) -> str:
    if point.register_code:
        return point.register_code
    return fingerprint(
        point.register_row.get("name", point.name), point.register_row.get("address", point.address_text)
    )


def _oblast_of(point: Point, gazetteer: Gazetteer) -> str:
    return gazetteer.oblast_named(parse_address(point.register_row.get("address", "")).oblast)
