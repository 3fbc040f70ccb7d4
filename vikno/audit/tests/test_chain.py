"""The chain as plain Python: every forgery of a thousand is found, the tail and the rewriting through told heads."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from vikno.audit.enums import Forgery
from vikno.audit.rules import GENESIS, Broken, Head, Link, broken_links, entry_hash, heads_in

HERE = "UA99020010000030003"
AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Row:
    """What a table keeps of an entry."""

    sequence: int
    action: str
    previous: bytes = b""
    hash: bytes = b""
    recorded_at: dt.datetime = AT
    scheme: int = 2

    def made(self, previous: bytes) -> bytes:
        return entry_hash(
            previous=previous, hromada_code=HERE, sequence=self.sequence, at=AT, recorded_at=self.recorded_at,
            actor_id=1, actor_role="officer", action=self.action, subject=("cases.case", "1"), facts={},
            scheme=self.scheme,
        )  # fmt: skip

    def as_link(self) -> Link:
        return Link(self.sequence, self.previous, self.hash, self.made(self.previous))


def hashed(rows: list[Row]) -> list[Row]:
    """Rows chained as an honest program, or a clever forger, would chain them."""
    chained, previous = [], GENESIS
    for row in rows:
        chained.append(replace(row, previous=previous, hash=row.made(previous)))
        previous = chained[-1].hash
    return chained


def journal(length: int = 30) -> list[Row]:
    return hashed([Row(n, f"act.{n}") for n in range(1, length + 1)])


def head_of(row: Row, *, digits: int = 64) -> Head:
    return Head(AT.date(), HERE, row.sequence, row.hash.hex()[:digits])


def broken(rows: list[Row], *heads: Head) -> list[Broken]:
    return list(broken_links((row.as_link() for row in rows), told={head.sequence: [head] for head in heads}))


def test_an_honest_journal_is_whole() -> None:
    rows = journal()
    assert broken(rows, head_of(rows[9]), head_of(rows[-1], digits=16)) == []
    assert broken([]) == []


def test_entries_written_before_the_hash_covered_everything_still_hold() -> None:
    rows = hashed([Row(1, "old", scheme=1), Row(2, "old", scheme=1), Row(3, "new")])
    assert broken(rows) == []
    assert broken([replace(rows[0], recorded_at=AT + dt.timedelta(1)), *rows[1:]]) == []  # what the old scheme missed
    later = [*rows[:2], replace(rows[2], recorded_at=AT + dt.timedelta(1))]
    assert broken(later) == [Broken(Forgery.CHANGED, 3)]
    assert broken([*rows[:2], replace(rows[2], scheme=1)]) == [Broken(Forgery.CHANGED, 3)]


def test_a_changed_row_is_named() -> None:
    rows = journal()
    rows[4] = replace(rows[4], action="nothing.happened")
    assert broken(rows) == [Broken(Forgery.CHANGED, 5)]


def test_a_changed_row_that_was_hashed_anew_is_betrayed_by_the_next() -> None:
    rows = journal()
    rows[4] = replace(
        rows[4], action="nothing.happened", hash=replace(rows[4], action="nothing.happened").made(rows[3].hash)
    )
    assert broken(rows) == [Broken(Forgery.DETACHED, 6)]


def test_removed_rows_are_named_from_first_to_last() -> None:
    rows = journal()
    assert broken(rows[:4] + rows[7:]) == [Broken(Forgery.MISSING, 5, until=7)]
    assert broken(rows[2:])[0] == Broken(Forgery.MISSING, 1, until=2)


def test_rows_that_changed_places_are_both_named() -> None:
    rows = journal()
    rows[4], rows[5] = replace(rows[5], sequence=5), replace(rows[4], sequence=6)
    assert {(one.forgery, one.sequence) for one in broken(rows)} >= {(Forgery.CHANGED, 5), (Forgery.CHANGED, 6)}


def test_only_a_told_head_shows_a_tail_that_was_cut() -> None:
    rows = journal()
    assert broken(rows[:-3]) == []
    assert broken(rows[:-3], head_of(rows[-1])) == [Broken(Forgery.CUT, 28, until=30, told=head_of(rows[-1]))]


def test_only_a_told_head_shows_a_journal_hashed_anew() -> None:
    rows = journal()
    forged = hashed([replace(row, action="nothing.happened") if row.sequence == 9 else row for row in rows])
    assert broken(forged) == []
    assert broken(forged, head_of(rows[7])) == []
    assert broken(forged, head_of(rows[19])) == [Broken(Forgery.REWRITTEN, 20, told=head_of(rows[19]))]


def _change(rows: list[Row], chance: random.Random) -> list[Row]:
    place = chance.randrange(len(rows))
    return [*rows[:place], replace(rows[place], action="x"), *rows[place + 1 :]]


def _remove(rows: list[Row], chance: random.Random) -> list[Row]:
    place = chance.randrange(len(rows))
    return rows[:place] + rows[place + 1 :]


def _insert(rows: list[Row], chance: random.Random) -> list[Row]:
    place = chance.randrange(1, len(rows))
    return hashed([*rows[:place], Row(place + 1, "x"), *(replace(r, sequence=r.sequence + 1) for r in rows[place:])])


def _swap(rows: list[Row], chance: random.Random) -> list[Row]:
    a, b = chance.sample(range(len(rows)), 2)
    forged = list(rows)
    forged[a], forged[b] = replace(rows[b], sequence=a + 1), replace(rows[a], sequence=b + 1)
    return forged


def _cut(rows: list[Row], chance: random.Random) -> list[Row]:
    return rows[: chance.randrange(len(rows) - 1)]


def _rewrite(rows: list[Row], chance: random.Random) -> list[Row]:
    return hashed(_change(rows, chance))


@pytest.mark.parametrize("forge", [_change, _remove, _insert, _swap, _cut, _rewrite])
def test_of_many_forgeries_each_is_found(forge: Callable[[list[Row], random.Random], list[Row]]) -> None:
    chance, rows = random.Random(7), journal()
    told = head_of(rows[-1])
    assert all(broken(forge(rows, chance), told) for _ in range(100))


@pytest.mark.parametrize(
    "text",
    [
        "{line}",
        "> {line}\r\n",
        "2026-03-02 18:00:01 INFO vikno.audit {line}",
        "переписано: {line} (аркуш 12)",
    ],
)
def test_a_head_is_read_back_from_where_it_was_kept(text: str) -> None:
    head = head_of(journal()[-1])
    assert heads_in(text.format(line=head)) == [head]


def test_a_head_of_the_national_chain_and_a_short_one_are_read() -> None:
    head = Head(AT.date(), "", 12, "0123456789abcdef")
    assert str(head) == "vikno-audit 2026-03-02 - 12 0123456789abcdef"
    assert heads_in(str(head).replace("cdef", "CDEF")) == [head]


@pytest.mark.parametrize(
    "text", ["", "vikno-audit", "vikno-audit 2026-13-41 - 1 0123456789abcdef", "vikno-audit 2026-03-02 - 1 0123"]
)
def test_what_is_not_a_head_is_no_head(text: str) -> None:
    assert heads_in(text) == []
