"""The chain: how one entry's hash follows from the one before it, and what a forgery of it looks like."""

import base64
import hashlib
import json
import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import accumulate, pairwise
from typing import Any

from vikno.audit.enums import Forgery

GENESIS = bytes(32)
# What an entry's hash covers: 1 left out when the entry was written down; 2 covers it, and its own number.
SCHEME = 2
NATIONAL = "-"  # the chain of nobody, as a line of a head names it
# A head copied by hand into a paper register may be cut to its first digits: 64 bits are beyond chance.
FEWEST_DIGITS = 16
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_HEAD = re.compile(
    r"\bvikno-audit\s+(?P<on>\d{4}-\d\d-\d\d)\s+(?P<code>UA\d{17}|-)\s+(?P<sequence>\d{1,18})\s+"
    rf"(?P<digits>[0-9a-fA-F]{{{FEWEST_DIGITS},64}})(?![0-9a-fA-F])"
)


def entry_hash(
    *,
    previous: bytes,
    hromada_code: str,
    sequence: int,
    at: datetime,
    recorded_at: datetime,
    actor_id: int | None,
    actor_role: str,
    action: str,
    subject: tuple[str, str],
    facts: dict[str, Any],
    scheme: int = SCHEME,
) -> bytes:
    """SHA-256 (32 bytes) over the previous hash and the canonical JSON of everything the entry says."""
    said = [hromada_code, sequence, _moment(at), actor_id, actor_role, action, *subject, facts]
    if scheme != 1:
        said += [_moment(recorded_at), scheme]
    return hashlib.sha256(previous + _canonical(said).encode()).digest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Link:
    """An entry as the chain sees it. `made` is the hash that follows from what the entry says today."""

    sequence: int
    previous: bytes
    hash: bytes
    made: bytes


@dataclass(frozen=True)
class Head:
    """The last entry of a chain on a day, as it was told outside. `digits`: 16 to 64 hexadecimal ones."""

    on: date
    hromada_code: str
    sequence: int
    digits: str

    def __str__(self) -> str:
        return f"vikno-audit {self.on} {self.hromada_code or NATIONAL} {self.sequence} {self.digits}"


@dataclass(frozen=True)
class Broken:
    """One thing wrong with a chain, at an entry; `until` ends a run of missing ones; `told` is a head that differs."""

    forgery: Forgery
    sequence: int
    until: int = 0
    told: Head | None = None


def broken_links(links: Iterable[Link], *, told: Mapping[int, list[Head]]) -> Iterator[Broken]:
    """What is wrong with a chain, in its order. `links` come by sequence, one at a time: nothing is kept of them.

    A row whose words were changed no longer makes its hash; rows that changed places no longer make theirs, because
    the sequence is hashed too. A tail that was cut and hashed anew fits in itself: only a head told earlier shows it.
    """
    last, previous = 0, GENESIS
    for link in links:
        if link.sequence > last + 1:
            yield Broken(Forgery.MISSING, last + 1, until=link.sequence - 1)
        if link.made != link.hash:
            yield Broken(Forgery.CHANGED, link.sequence)
        elif link.sequence == last + 1 and link.previous != previous:
            yield Broken(Forgery.DETACHED, link.sequence)
        yield from _disagreeing(told.get(link.sequence, []), link)
        last, previous = link.sequence, link.hash
    for sequence in sorted(told):
        if sequence > last:
            yield Broken(Forgery.CUT, last + 1, until=sequence, told=told[sequence][0])


def _disagreeing(told: list[Head], link: Link) -> Iterator[Broken]:
    for head in told:
        if not link.hash.hex().startswith(head.digits):
            yield Broken(Forgery.REWRITTEN, link.sequence, told=head)


def heads_in(text: str) -> list[Head]:
    """Heads among any other words: lines of a log, a letter with its quotation marks, a page typed from paper."""
    return [
        Head(
            on=date.fromisoformat(found["on"]),
            hromada_code=found["code"].replace(NATIONAL, ""),
            sequence=int(found["sequence"]),
            digits=found["digits"].lower(),
        )
        for found in _HEAD.finditer(text)
        if _is_day(found["on"])
    ]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


# A page of a list names its people one by one; a table taken away may name a hundred thousand.
_MOST_NAMED = 200


def people_said(keys: Iterable[int]) -> dict[str, Any]:
    """Facts of an entry that showed many: `people`, or `packed` when there are many; nothing when there is nobody."""
    people = sorted(set(keys))
    if len(people) <= _MOST_NAMED:
        return {"people": people} if people else {}
    # Differences of a sorted list are small numbers: deflated, a person costs a byte or two.
    steps = array("q", [people[0], *(after - before for before, after in pairwise(people))])
    return {"packed": base64.b85encode(zlib.compress(steps.tobytes(), 9)).decode()}


def people_in(facts: Mapping[str, Any]) -> frozenset[int]:
    """Keys of people that an entry says it showed."""
    if "packed" not in facts:
        return frozenset(facts.get("people", ()))
    steps = array("q")
    steps.frombytes(zlib.decompress(base64.b85decode(facts["packed"])))
    return frozenset(accumulate(steps))
