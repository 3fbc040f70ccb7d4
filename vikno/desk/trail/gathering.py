"""From entries of the journal to lines about one person: their own record, their cases, papers of those cases."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from vikno.accounts import queries as accounts
from vikno.applicants.models import Applicant
from vikno.applicants.queries import records_of
from vikno.audit.models import JournalEntry
from vikno.audit.queries import entries_of
from vikno.cases.models import Case
from vikno.cases.rules import number_formatted
from vikno.common import clock
from vikno.desk.errors import TrailTooLong
from vikno.desk.trail.words import act_in_words, page_in_words, role_in_words
from vikno.network import queries as network
from vikno.network.models import Posting

MOST_LINES = 3000
_PERSON, _CASE, _DOCUMENT, _HROMADA = (
    "applicants.applicant", "cases.case", "documents.generateddocument", "territories.unit",
)  # fmt: skip


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
    cases = _cases_of(applicant)
    papers = {case.inventory_id: _("опис") for case in cases.values() if case.inventory_id}
    papers_of = {case.inventory_id: case for case in cases.values() if case.inventory_id}
    for entry in entries_of(_CASE, cases, hromada_code=applicant.hromada_id).filter(action="case.printed"):
        papers[entry.facts["document"]] = _("лист про проходження")
        papers_of[entry.facts["document"]] = cases[int(entry.subject_id)]
    entries = _entries(applicant, cases, papers, since=since, until=until)
    abouts = {
        **{(_PERSON, str(pk)): _("дані особи") for pk in records_of(applicant)},
        **{(_CASE, str(pk)): _about(case) for pk, case in cases.items()},
        **{(_DOCUMENT, str(pk)): f"{papers[pk]}, {_about(case)}" for pk, case in papers_of.items()},
        (_HROMADA, applicant.hromada_id): _("журнал реєстрації"),
    }
    lines = _lines(entries, abouts, hromada_code=applicant.hromada_id)
    return Trail(applicant=applicant, since=since, until=until, lines=tuple(lines))


def _about(case: Case) -> str:
    return _("справа {number}").format(number=number_formatted(case.number))


def _cases_of(applicant: Applicant) -> dict[int, Case]:
    """Cases the person asked for, and those where they spoke for somebody: both name them."""
    found = Case.objects.filter(
        Q(applicant=applicant) | Q(representative__person=applicant), hromada_id=applicant.hromada_id
    )
    return {case.pk: case for case in found.order_by("pk")}


def _entries(
    applicant: Applicant, cases: dict[int, Case], papers: Collection[int], *, since: date, until: date
) -> list[JournalEntry]:
    code, period = applicant.hromada_id, {"at__gte": _midnight(since), "at__lt": _midnight(until + timedelta(days=1))}
    own = entries_of(_PERSON, records_of(applicant), hromada_code=code)
    found = own | entries_of(_CASE, cases, hromada_code=code) | entries_of(_DOCUMENT, papers, hromada_code=code)
    entries = list(found.filter(**period)[: MOST_LINES + 1])
    exports = entries_of(_HROMADA, [code], hromada_code=code).filter(action="journal.exported", **period)
    entries += [entry for entry in exports[: MOST_LINES + 1] if _names_any(entry, cases.values())]
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


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.KYIV)


def _lines(
    entries: list[JournalEntry], abouts: dict[tuple[str, str], str], *, hromada_code: str
) -> Iterable[TrailLine]:
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
            about=abouts[entry.subject_type, entry.subject_id],
            page=page_in_words(entry.facts.get("page", "")),
        )


def _points_in(entries: list[JournalEntry]) -> set[int]:
    return {point for entry in entries if isinstance(point := entry.facts.get("point"), int)}


def _posted(postings: list[Posting], *, on: date) -> str:
    """The one point where the person worked that day; of several, the journal cannot say which."""
    held = {p.point.name for p in postings if p.valid_from <= on and (p.valid_to is None or on <= p.valid_to)}
    return held.pop() if len(held) == 1 else ""
