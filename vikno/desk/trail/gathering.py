"""From entries of the journal to lines about one person: what was done with theirs, which lists showed them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from vikno.accounts import queries as accounts
from vikno.applicants.models import Applicant
from vikno.applicants.queries import records_of
from vikno.audit.models import JournalEntry
from vikno.audit.queries import entries_of, entries_showing
from vikno.cases.models import Case
from vikno.common import clock
from vikno.desk.errors import TrailTooLong
from vikno.desk.trail.subjects import HROMADA, Abouts, Subjects, subjects_of
from vikno.desk.trail.words import act_in_words, many_in_words, page_in_words, role_in_words
from vikno.network import queries as network
from vikno.network.models import Posting

MOST_LINES = 3000
# Pages and tables that showed many people at once: they are looked through for this person.
_OF_MANY = ("list.viewed", "list.exported", "search.made")


@dataclass(frozen=True, kw_only=True)
class TrailLine:
    """One act: when, who in which role and where they worked, what they did, with what, from which page."""

    at: datetime
    who: str
    role: str
    where: str
    did: str
    about: str
    page: str


@dataclass(frozen=True, kw_only=True)
class Trail:
    """Everything done with a person's data in a period, both days inside, oldest first."""

    applicant: Applicant
    since: date
    until: date
    lines: tuple[TrailLine, ...]


def gathered(applicant: Applicant, *, since: date, until: date) -> Trail:
    """Read the journal of the person's hromada; the same number of queries however long. Raises TrailTooLong."""
    subjects = subjects_of(applicant)
    entries = _entries(applicant, subjects, since=since, until=until)
    lines = _lines(entries, subjects.abouts, hromada_code=applicant.hromada_id)
    return Trail(applicant=applicant, since=since, until=until, lines=tuple(lines))


def _entries(applicant: Applicant, subjects: Subjects, *, since: date, until: date) -> list[JournalEntry]:
    code, after = applicant.hromada_id, until + timedelta(days=1)
    period = {"at__gte": clock.midnight(since), "at__lt": clock.midnight(after)}
    found = JournalEntry.objects.none()
    for kind, keys in subjects.keys_by_kind().items():
        found |= entries_of(kind, keys, hromada_code=code)
    entries = list(found.filter(**period)[: MOST_LINES + 1])
    of_all = entries_of(HROMADA, [code], hromada_code=code).filter(**period)
    exports = of_all.filter(action="journal.exported")
    entries += [entry for entry in exports[: MOST_LINES + 1] if _names_any(entry, subjects.cases.values())]
    of_money = JournalEntry.objects.filter(hromada_code=code, action="payments.ledger_exported", **period)
    for pk in records_of(applicant):
        entries += entries_showing(pk, of_all.filter(action__in=_OF_MANY)) + entries_showing(pk, of_money)
    if len(entries) > MOST_LINES:
        raise TrailTooLong(limit=MOST_LINES)
    return sorted(entries, key=lambda entry: (entry.at, entry.sequence))


def _names_any(export: JournalEntry, cases: Iterable[Case]) -> bool:
    """Whether the days taken away as a journal hold one of the cases."""
    since, until = date.fromisoformat(export.facts["since"]), date.fromisoformat(export.facts["until"])
    point = export.facts.get("of_point")
    return any(
        since <= clock.today(case.registered_at) <= until and point in (None, case.point_id)
        for case in cases
        if case.registered_at <= export.at
    )


def _lines(entries: list[JournalEntry], abouts: Abouts, *, hromada_code: str) -> Iterable[TrailLine]:
    people = {entry.actor_id for entry in entries if entry.actor_id is not None}
    names, bodies = accounts.names_of(people), accounts.organisations_of(people, hromada_code=hromada_code)
    postings = network.postings_of(people, hromada_code=hromada_code)
    points = network.points_by_id(_points_in(entries))
    for entry in entries:
        who, chosen = entry.actor_id or 0, points.get(entry.facts.get("point", 0))
        posted = _posted(postings.get(who, []), on=clock.today(entry.at))
        yield TrailLine(
            at=entry.at,
            who=names.get(who, _("Система")),
            role=role_in_words(entry.actor_role),
            where=chosen.name if chosen else bodies.get((who, entry.actor_role)) or posted,
            did=act_in_words(entry.action),
            about=abouts.get((entry.subject_type, entry.subject_id)) or many_in_words(entry.action, entry.facts),
            page=page_in_words(entry.facts.get("page", "")),
        )


def _points_in(entries: list[JournalEntry]) -> set[int]:
    return {point for entry in entries if isinstance(point := entry.facts.get("point"), int)}


def _posted(postings: list[Posting], *, on: date) -> str:
    """The one point where the person worked that day; of several, the journal cannot say which."""
    held = {p.point.name for p in postings if p.valid_from <= on and (p.valid_to is None or on <= p.valid_to)}
    return held.pop() if len(held) == 1 else ""
