"""Reading the journal, and proving that it is whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Model, QuerySet

from vikno.audit.models import DailyHead, JournalEntry
from vikno.audit.rules import Broken, Head, Link, broken_links, entry_hash, people_in

# Whoever rewrote a journal broke a thousand links at once: the first ones say where.
MOST_BROKEN = 20
_AT_ONCE = 2000
_FIELDS = (
    "sequence", "at", "recorded_at", "actor_id", "actor_role", "action", "subject_type", "subject_id", "facts",
    "scheme", "previous_hash", "hash",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A chain looked through: how many entries, what is wrong (the first of it), and its end as a line to keep."""

    hromada_code: str
    entries: int
    broken: tuple[Broken, ...] = ()
    heads: int = 0
    end: JournalEntry | None = None

    @property
    def is_whole(self) -> bool:
        return not self.broken


def entries_about(subject: Model, *, hromada_code: str) -> QuerySet[JournalEntry]:
    """What was done to one thing, oldest first."""
    return JournalEntry.objects.filter(
        hromada_code=hromada_code, subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    ).order_by("sequence")


def entries_of(subject_type: str, keys: Iterable[object], *, hromada_code: str) -> QuerySet[JournalEntry]:
    """What was done to several things of one kind («cases.case»), oldest first."""
    return JournalEntry.objects.filter(
        hromada_code=hromada_code, subject_type=subject_type, subject_id__in=[str(key) for key in keys]
    ).order_by("sequence")


def entries_showing(person: int, among: QuerySet[JournalEntry]) -> list[JournalEntry]:
    """Of entries about pages and tables of many people, those that showed one person, in their order.

    Short lists are sifted by the database, packed ones (tables taken away, few) here.
    """
    named = among.filter(facts__people__contains=[person])
    packed = [entry for entry in among.filter(facts__has_key="packed").iterator() if person in people_in(entry.facts)]
    return sorted([*named, *packed], key=lambda entry: entry.sequence)


def last_entry(hromada_code: str) -> JournalEntry | None:
    """The end of a chain now."""
    return JournalEntry.objects.filter(hromada_code=hromada_code).order_by("-sequence").first()


def heads_of(hromada_code: str) -> QuerySet[DailyHead]:
    """Heads told of a chain, newest first."""
    return DailyHead.objects.filter(hromada_code=hromada_code).order_by("-on")


def first_untold(hromada_code: str, *, after: int) -> JournalEntry | None:
    """The oldest entry that no head told outside covers; `after` is the entry such a head names."""
    return JournalEntry.objects.filter(hromada_code=hromada_code, sequence__gt=after).order_by("sequence").first()


def verify_chain(hromada_code: str, *, told: Iterable[Head] = ()) -> Verdict:
    """Look through a whole chain, a few thousand entries at a time, and compare it with heads told earlier.

    `told` are heads kept outside; those in the table are asked too. Bind the hromada first.
    """
    kept = [head.line for head in heads_of(hromada_code)]
    by_sequence: dict[int, list[Head]] = {}
    for head in dict.fromkeys([*kept, *(head for head in told if head.hromada_code == hromada_code)]):
        by_sequence.setdefault(head.sequence, []).append(head)
    links = _Counted(_links(hromada_code))
    broken = tuple(islice(broken_links(links, told=by_sequence), MOST_BROKEN))
    for _rest in links:  # counted to the end, even where too much is broken to name
        pass
    return Verdict(
        hromada_code=hromada_code, entries=links.count, broken=broken, heads=sum(map(len, by_sequence.values())),
        end=last_entry(hromada_code),
    )  # fmt: skip


def first_broken_link(hromada_code: str) -> int | None:
    """Sequence of the first entry that does not follow, or None when the chain holds."""
    return next((one.sequence for one in verify_chain(hromada_code).broken), None)


def _links(hromada_code: str) -> Iterator[Link]:
    entries = JournalEntry.objects.filter(hromada_code=hromada_code).order_by("sequence").values(*_FIELDS)
    for said in entries.iterator(chunk_size=_AT_ONCE):
        kept, previous = bytes(said.pop("hash")), bytes(said.pop("previous_hash"))
        subject = (said.pop("subject_type"), said.pop("subject_id"))
        made = entry_hash(previous=previous, hromada_code=hromada_code, subject=subject, **said)
        yield Link(sequence=said["sequence"], previous=previous, hash=kept, made=made)


class _Counted:
    """Links, and how many have gone by."""

    def __init__(self, links: Iterator[Link]) -> None:
        self.links, self.count = links, 0

    def __iter__(self) -> "Iterator[Link]":
        for link in self.links:
            self.count += 1
            yield link
