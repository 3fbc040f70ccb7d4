"""Letters by the clock: what is due is read from states, what was written is kept, nothing is written twice.

Whoever moves a line, cancels or certifies writes to nobody: within a minute the clock does. So a press is quick,
and what was missed while the site lay still is made good, as long as it still helps anybody.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from vikno.accounts.enums import Role
from vikno.common.clock import today
from vikno.events import rules
from vikno.events.enums import EventState, LetterKind, Move, State
from vikno.events.models import Delegation, Letter, Participant, Promise
from vikno.events.policies import PARTICIPANT
from vikno.events.services.telling import Due, tell

MOST: Final = 300  # letters of one minute: the rest a minute later
REMIND: Final = timedelta(hours=48)
# After this long nobody is asked how it was, nor told of a certificate, nor asked what came of a promise.
_LATEST: Final = timedelta(days=14)
_LATEST_FOLLOW_UP: Final = timedelta(days=60)


@transaction.atomic
def write_letters(*, organisation_id: int, at: datetime) -> int:
    """Write what is due at events of a programme; answers how many letters were written.

    Bound to the programme (`tenancy.working_for_programme`). Again, it writes nothing.
    """
    more = chain(_of_left(organisation_id, at), _of_promises(organisation_id, at))
    due = chain(_of_seats(organisation_id, at), _of_people(organisation_id, at), more)
    return sum(_written(one, at=at) for one in islice(due, MOST))


def _written(due: Due, *, at: datetime) -> bool:
    """The row first: who comes second finds it there and writes nothing."""
    key = {"delegation": due.delegation, "person": due.person, "promise": due.promise, "edition": due.edition}
    if Letter.objects.filter(**key, kind=due.kind).exists():
        return False
    Letter.objects.create(**due.delegation.sides, **key, kind=due.kind, channel=tell(due, at=at), at=at)
    return True


def _of_seats(organisation_id: int, at: datetime) -> Iterator[Due]:
    """To contacts of delegations about events still to come, and of two letters after one."""
    rows = _delegations(organisation_id)
    coming = rows.filter(event__begins_at__gt=at)
    opened = coming.filter(event__state=EventState.OPEN)
    called_off = coming.filter(event__state=EventState.CANCELLED, state__in=rules.LIVE)
    by_programme = Q(steps__move=Move.CANCEL, steps__by_role__in=(Role.PROGRAMME, Role.EXPERT))
    early = Q(steps__move=Move.CONFIRM, steps__at__lt=F("event__begins_at") - REMIND)
    changed = opened.filter(state__in=rules.LIVE, event__edition__gt=0, asked_at__lt=F("event__changed_at"))
    came = rows.filter(event__state=EventState.HELD, event__ends_at__gt=at - _LATEST, state=State.CONFIRMED)
    for kind, found in (
        (LetterKind.CALLED_OFF, called_off),
        (LetterKind.CHANGED, changed),
        (LetterKind.OFFER, opened.filter(state=State.OFFERED, offered_until__gt=at)),
        (LetterKind.CONFIRMED, opened.filter(state=State.CONFIRMED)),
        (LetterKind.LAPSED, opened.filter(state=State.LAPSED)),
        (LetterKind.CANCELLED, opened.filter(by_programme, state=State.CANCELLED)),
        (LetterKind.REMINDER, opened.filter(early, state=State.CONFIRMED, event__begins_at__lte=at + REMIND)),
        (LetterKind.SURVEY, came.filter(Exists(_people_of_row().filter(email="", invite__is_answered=False)))),
        (LetterKind.CERTIFICATE, came.filter(Exists(_people_of_row().filter(certificate__isnull=False)))),
    ):
        yield from _to_contacts(kind, found)


def _to_contacts(kind: LetterKind, rows: QuerySet[Delegation]) -> Iterator[Due]:
    told = Letter.objects.filter(delegation=OuterRef("pk"), kind=kind, person=None)
    if kind == LetterKind.CHANGED:
        told = told.filter(edition=OuterRef("event__edition"))
    for one in rows.exclude(Exists(told)).order_by("pk")[:MOST]:
        yield Due(kind=kind, delegation=one, edition=one.event.edition if kind == LetterKind.CHANGED else 0)


def _of_people(organisation_id: int, at: datetime) -> Iterator[Due]:
    """To people who left an address of their own."""
    rows = Participant.objects.filter(organisation_id=organisation_id, delegation__state=State.CONFIRMED)
    rows = rows.exclude(email="").exclude(state=State.CANCELLED).select_related("delegation__event")
    held = rows.filter(delegation__event__state=EventState.HELD, delegation__event__ends_at__gt=at - _LATEST)
    coming = rows.filter(delegation__event__state=EventState.OPEN, delegation__event__begins_at__gt=at)
    soon = coming.filter(delegation__event__begins_at__lte=at + REMIND)
    for kind, found in (
        (LetterKind.CONFIRMED, coming),
        (LetterKind.REMINDER, soon),
        (LetterKind.SURVEY, held.filter(invite__is_answered=False)),
        (LetterKind.CERTIFICATE, held.filter(certificate__isnull=False)),
    ):
        told = Letter.objects.filter(person=OuterRef("pk"), kind=kind)
        for one in found.exclude(Exists(told)).order_by("pk")[:MOST]:
            yield Due(kind=kind, delegation=one.delegation, person=one)


def _of_left(organisation_id: int, at: datetime) -> Iterator[Due]:
    """To contacts, of whoever gave a seat up by the personal link: staff know what they did themselves."""
    rows = Participant.objects.filter(
        organisation_id=organisation_id, steps__by_role=PARTICIPANT, delegation__event__state=EventState.OPEN,
        delegation__event__begins_at__gt=at,
    )  # fmt: skip
    told = Letter.objects.filter(person=OuterRef("pk"), kind=LetterKind.LEFT)
    for one in rows.exclude(Exists(told)).select_related("delegation__event").order_by("pk")[:MOST]:
        yield Due(kind=LetterKind.LEFT, delegation=one.delegation, person=one)


def _of_promises(organisation_id: int, at: datetime) -> Iterator[Due]:
    rows = Promise.objects.filter(
        organisation_id=organisation_id, outcome="", due_on__lte=today(at), due_on__gt=today(at - _LATEST_FOLLOW_UP)
    )
    told = Letter.objects.filter(promise=OuterRef("pk"), kind=LetterKind.FOLLOW_UP)
    for one in rows.exclude(Exists(told)).select_related("delegation__event").order_by("pk")[:MOST]:
        yield Due(kind=LetterKind.FOLLOW_UP, delegation=one.delegation, promise=one)


def _delegations(organisation_id: int) -> QuerySet[Delegation]:
    return Delegation.objects.filter(organisation_id=organisation_id).select_related("event")


def _people_of_row() -> QuerySet[Participant]:
    return Participant.objects.filter(delegation=OuterRef("pk"), state=State.ATTENDED).order_by()
