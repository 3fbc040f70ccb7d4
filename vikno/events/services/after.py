"""The day itself and what follows: scans, who did not come, certificates, anonymous answers, promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from vikno.assessments.models import RoadmapItem
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.events import policies, rules
from vikno.events.enums import EventState, Outcome, State
from vikno.events.errors import AlreadyAnswered, MoveNotAllowed, NobodyCame, NoSuchThing, NothingSaid, NotYet
from vikno.events.models import (
    Attendance,
    Certificate,
    Delegation,
    Event,
    Participant,
    Promise,
    Scan,
    SurveyAnswer,
    SurveyInvite,
)
from vikno.events.services.common import held_event, moment_shown, record, short

MOST_SCANS: Final = 1000
_DIGITS: Final = "0123456789"


@dataclass(frozen=True, kw_only=True)
class ScanFacts:
    """One reading of a code. `scan_id` is the device's own; `at` is its clock; `session`: primary key or None."""

    scan_id: UUID
    code: str
    at: datetime
    device: str
    session: int | None = None


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Of a batch: people who are there by it, readings of people already there, codes nobody bears."""

    came: int
    again: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    """`useful`: 1 to 5."""

    useful: int
    will_use: bool
    what: str = ""
    quote: str = ""
    may_quote: bool = False


@transaction.atomic
def check_in(*, event: Event, scans: Sequence[ScanFacts], actor: Actor, at: datetime) -> Counted:
    """Take a batch of readings, from any device, in any order, any number of times: each person is there once.

    Refusals: NoSuchThing, MoveNotAllowed.
    """
    policies.require_may_check_in(actor, event)
    held = held_event(event.pk)
    if held.state not in (EventState.OPEN, EventState.HELD):
        raise MoveNotAllowed(state=held.get_state_display())
    sessions = set(held.sessions.values_list("pk", flat=True))
    sound = [one for one in scans[:MOST_SCANS] if one.session is None or one.session in sessions]
    people = {
        one.code: one
        for one in Participant.objects.filter(
            delegation__event=held, organisation_id=held.organisation_id, delegation__state=State.CONFIRMED,
            code__in={one.code for one in sound},
        ).exclude(state=State.CANCELLED)
    }  # fmt: skip
    fresh = _keep_scans(held, sound, known=set(people), at=at)
    came, again = _attend(people, fresh, at=at)
    unknown = sorted({one.code for one in fresh if one.code not in people})
    if fresh:
        record(actor, "event.checked_in", held, at=at, scans=len(fresh), came=came)
    return Counted(came=came, again=again, unknown=tuple(unknown))


@transaction.atomic
def close_attendance(*, event: Event, actor: Actor, at: datetime) -> Event:
    """The event was held: who was not seen did not come; who was is asked how it was.

    Scans that come later still count. Refusals: NoSuchThing, NotYourMove, MoveNotAllowed, NotYet, NobodyCame.
    """
    policies.require_may_run(actor, event)
    held = held_event(event.pk)
    if held.state != EventState.OPEN:
        raise MoveNotAllowed(state=held.get_state_display())
    if at < held.ends_at:
        raise NotYet(moment=moment_shown(held.ends_at))
    people = _admitted(held)
    if not people.filter(state=State.ATTENDED).exists():
        raise NobodyCame
    missed = people.filter(state=State.CONFIRMED).update(state=State.NO_SHOW)
    held.state = EventState.HELD
    held.save(update_fields=["state"])
    invite_to_survey(held)
    record(actor, "event.held", held, at=at, missed=missed)
    return held


@transaction.atomic
def issue_certificates(*, event: Event, actor: Actor, at: datetime) -> int:
    """One for each who attended and has none; answers how many. Refusals: NoSuchThing, NotYourMove, MoveNotAllowed."""
    policies.require_may_run(actor, event)
    held = held_event(event.pk)
    if held.state != EventState.HELD:
        raise MoveNotAllowed(state=held.get_state_display())
    given = held.certificates.count()
    without = _admitted(held).filter(state=State.ATTENDED, certificate=None).order_by("pk")
    made = Certificate.objects.bulk_create(
        Certificate(
            organisation_id=held.organisation_id, event=held, participant=one, number=f"{held.number}/{n:03d}",
            code=get_random_string(16, _DIGITS), holder=one.name, issued_at=at,
        )
        for n, one in enumerate(without, start=given + 1)
    )  # fmt: skip
    invite_to_survey(held)
    record(actor, "event.certified", held, at=at, n=len(made))
    return len(made)


def invite_to_survey(event: Event) -> None:
    """A link for each who attended and has none."""
    for one in _admitted(event).filter(state=State.ATTENDED, invite=None).order_by("pk"):
        SurveyInvite.objects.create(
            organisation_id=event.organisation_id, event=event, participant=one, token=get_random_string(32)
        )


@transaction.atomic
def answer_survey(*, token: str, facts: AnswerFacts) -> None:
    """An anonymous answer: that somebody has answered is counted, what they said leads to nobody.

    It is in no journal: a line with its moment would lead back. Refusals: NoSuchThing, AlreadyAnswered.
    """
    invite = SurveyInvite.objects.select_for_update(of=("self",)).filter(token=token).first()
    if invite is None:
        raise NoSuchThing
    if invite.is_answered:
        raise AlreadyAnswered
    invite.is_answered = True
    invite.save(update_fields=["is_answered"])
    SurveyAnswer.objects.create(
        event_id=invite.event_id, useful=facts.useful, will_use=facts.will_use, what=short(facts.what, 1000),
        quote=short(facts.quote, 1000), may_quote=facts.may_quote and bool(short(facts.quote)),
    )  # fmt: skip


@transaction.atomic
def make_promise(
    *, delegation: Delegation, text: str, months: int, item: RoadmapItem | None, actor: Actor, at: datetime
) -> Promise:
    """What the hromada will use, asked about after 3–6 months. Refusals: NotYourMove, NoSuchThing, MoveNotAllowed,
    NothingSaid.
    """
    policies.require_own(actor, delegation)
    if delegation.state != State.CONFIRMED or delegation.event.state != EventState.HELD:
        raise MoveNotAllowed(state=delegation.event.get_state_display())
    if not short(text):
        raise NothingSaid
    if item is not None and item.hromada_id != delegation.hromada_id:
        raise NoSuchThing
    least, most = rules.FOLLOW_UP_MONTHS
    made = Promise.objects.create(
        **delegation.sides, delegation=delegation, text=short(text, 1000), made_on=today(at), item=item,
        due_on=rules.due_for_follow_up(today(at), min(max(months, least), most)),
    )  # fmt: skip
    record(actor, "promise.made", made, at=at, due_on=made.due_on)
    return made


@transaction.atomic
def answer_promise(*, promise: Promise, outcome: Outcome, words: str, actor: Actor, at: datetime) -> Promise:
    """Was it applied? Answered once. Refusals: NotYourMove, NoSuchThing, MoveNotAllowed, NotYet."""
    policies.require_own(actor, promise)
    held = Promise.objects.select_for_update(of=("self",)).get(pk=promise.pk, hromada_id=actor.hromada_code)
    if held.outcome:
        raise MoveNotAllowed(state=held.get_outcome_display())
    if today(at) < held.due_on:
        raise NotYet(moment=f"{held.due_on:%d.%m.%Y}")
    held.outcome, held.words, held.answered_at = outcome, short(words, 1000), at
    held.save(update_fields=["outcome", "words", "answered_at"])
    record(actor, "promise.answered", held, at=at, outcome=outcome)
    return held


def _admitted(event: Event) -> QuerySet[Participant]:
    return Participant.objects.filter(
        delegation__event=event, organisation_id=event.organisation_id, delegation__state=State.CONFIRMED
    )


def _keep_scans(event: Event, scans: Sequence[ScanFacts], *, known: set[str], at: datetime) -> list[ScanFacts]:
    """Readings not taken before; a clock that runs ahead is not believed."""
    taken = set(Scan.objects.filter(scan_id__in=[one.scan_id for one in scans]).values_list("scan_id", flat=True))
    fresh = {one.scan_id: one for one in scans if one.scan_id not in taken}
    Scan.objects.bulk_create(
        Scan(
            scan_id=one.scan_id, event=event, session_id=one.session, code=one.code[:40], device=one.device[:40],
            at=min(one.at, at), recorded_at=at, is_known=one.code in known,
        )
        for one in fresh.values()
    )  # fmt: skip
    return list(fresh.values())


def _attend(people: dict[str, Participant], scans: Sequence[ScanFacts], *, at: datetime) -> tuple[int, int]:
    """(people who came by these readings, readings of people already there)."""
    wanted: dict[tuple[int, int | None], datetime] = {}
    by_pk = {one.pk: one for one in people.values()}
    read = [one for one in scans if one.code in people]
    for one in read:
        key = people[one.code].pk, one.session
        wanted[key] = min(wanted.get(key, at), one.at)
    there = {
        (one.participant_id, one.session_id): one
        for one in Attendance.objects.filter(participant_id__in=by_pk)
    }  # fmt: skip
    for key, moment in wanted.items():
        if key in there and moment < there[key].at:
            Attendance.objects.filter(pk=there[key].pk).update(at=moment)
    fresh = [key for key in wanted if key not in there]
    Attendance.objects.bulk_create(
        Attendance(**by_pk[pk].sides, participant_id=pk, session_id=session, at=wanted[pk, session])
        for pk, session in fresh
    )
    Participant.objects.filter(pk__in={pk for pk, _session in wanted}).update(state=State.ATTENDED)
    return len(fresh), len(read) - len(fresh)
