"""Complaints: a number, a day by the law on citizens' appeals, somebody who answers, an answer to the person."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vikno.accounts.models import User
from vikno.audit import services as audit
from vikno.cases.queries import appeal_deadline, most_appeal_extension
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.text import clean
from vikno.feedback import policies, rules
from vikno.feedback.enums import ComplaintState, ComplaintStep, Way
from vikno.feedback.errors import (
    AlreadyExtended,
    ContactMissing,
    ExtensionTooLong,
    NoSuchComplaint,
    StepNotPossible,
    TooManyAnswers,
    WordsMissing,
)
from vikno.feedback.models import Complaint, ComplaintEvent
from vikno.feedback.tags import limits
from vikno.network.models import Point
from vikno.notifications.enums import NEEDS_A_PERSON, Channel
from vikno.notifications.models import Message
from vikno.notifications.queries import messages_about
from vikno.notifications.services import mark_told, tell

_MINUTE: Final = dt.timedelta(minutes=1)
# Two complaints at once must not take one number.
_NUMBER_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
# A short message and a call only say that the answer is there; a letter carries it.
_CARRIES_ANSWER: Final = frozenset({Channel.EMAIL, Channel.POST})


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a person complains of, and where to answer."""

    text: str
    name: str = ""
    channel: str = Channel.IN_PERSON
    contact: str = ""
    way: str = Way.SITE
    is_short: bool = False


@transaction.atomic
def register_complaint(*, told: Told, point: Point | None, actor: Actor, at: dt.datetime) -> Complaint:
    """Somebody at a desk writes a complaint down. Raises NotYourDesk, WordsMissing, ContactMissing."""
    policies.require_may_register(actor)
    return _registered(told, point, hromada_code=actor.hromada_code, actor=actor, at=at)


@transaction.atomic
def complain_on_site(*, told: Told, point: Point, at: dt.datetime) -> Complaint:
    """A person complains themselves. Bind the point's hromada first. Raises TooManyAnswers and as above."""
    lately = Complaint.objects.filter(point=point, way=Way.SITE, received_at__gt=at - _MINUTE, received_at__lte=at)
    if lately.count() >= limits().complaints_a_minute:
        raise TooManyAnswers
    return _registered(
        told, point, hromada_code=str(point.hromada_id), actor=Actor.system(str(point.hromada_id)), at=at
    )


@transaction.atomic
def assign_complaint(*, number: int, to: User, actor: Actor, at: dt.datetime) -> Complaint:
    """Somebody answers for it from now."""
    policies.require_may_manage(actor)
    complaint = _for_step(number, ComplaintStep.ASSIGNED, actor)
    complaint.assigned_to, complaint.state = to, ComplaintState.ASSIGNED
    complaint.save(update_fields=["assigned_to", "state"])
    _note(complaint, ComplaintStep.ASSIGNED, actor, at, note=str(to))
    return complaint


@transaction.atomic
def extend_complaint(*, number: int, days: int, actor: Actor, at: dt.datetime) -> Complaint:
    """More days, once and within the law. Raises AlreadyExtended, ExtensionTooLong."""
    policies.require_may_manage(actor)
    complaint = _for_step(number, ComplaintStep.EXTENDED, actor)
    if complaint.extended_on is not None:
        raise AlreadyExtended(date=f"{complaint.due_on:%d.%m.%Y}")
    received = today(complaint.received_at)
    facts: dict[str, Any] = {
        "hromada_code": actor.hromada_code, "received_on": received, "is_short": complaint.is_short,
    }  # fmt: skip
    most = most_appeal_extension(**facts)
    if not 0 < days <= most:
        raise ExtensionTooLong(days=most)
    found = appeal_deadline(**facts, extended_on=today(at), days=days)
    complaint.due_on, complaint.term = found.due_on or complaint.due_on, found.as_json()
    complaint.extended_on = today(at)
    complaint.save(update_fields=["due_on", "term", "extended_on"])
    _note(complaint, ComplaintStep.EXTENDED, actor, at, note=f"{complaint.due_on:%d.%m.%Y}")
    return complaint


@transaction.atomic
def answer_complaint(*, number: int, answer: str, actor: Actor, at: dt.datetime) -> Complaint:
    """The answer is kept and goes by the person's channel. Raises NotYourComplaint, WordsMissing, StepNotPossible."""
    complaint = _closed(number, ComplaintStep.ANSWERED, ComplaintState.ANSWERED, answer, actor, at)
    if complaint.contact or complaint.channel == Channel.IN_PERSON:
        said = _("Відповідь на ваше звернення № {number} готова. Запитайте її в ЦНАП за цим номером.")
        body = complaint.answer if complaint.channel in _CARRIES_ANSWER else said.format(number=complaint.shown_number)
        tell(
            actor=actor, at=at, hromada_code=actor.hromada_code, channel=complaint.channel,
            recipient=complaint.contact, subject=_("Відповідь на звернення № {number}").format(number=complaint),
            body=body, about=complaint,
        )  # fmt: skip
    return complaint


@transaction.atomic
def redirect_complaint(*, number: int, reason: str, actor: Actor, at: dt.datetime) -> Complaint:
    """It is for another body: sent there, the person is told where."""
    policies.require_may_manage(actor)
    return _closed(number, ComplaintStep.REDIRECTED, ComplaintState.REDIRECTED, reason, actor, at)


@transaction.atomic
def leave_complaint(*, number: int, reason: str, actor: Actor, at: dt.datetime) -> Complaint:
    """Left without consideration (anonymous, repeated), with the reason."""
    policies.require_may_manage(actor)
    return _closed(number, ComplaintStep.LEFT, ComplaintState.LEFT, reason, actor, at)


@transaction.atomic
def record_told(*, number: int, proof: str, actor: Actor, at: dt.datetime) -> Message:
    """The answer reached the person by somebody's voice or hand; `proof` says how. Raises StepNotPossible."""
    policies.require_may_read(actor)
    complaint = Complaint.objects.filter(hromada_id=actor.hromada_code, pk=number).first()
    if complaint is None:
        raise NoSuchComplaint
    waiting = messages_about(complaint, hromada_code=actor.hromada_code).filter(told_at=None)
    message = waiting.filter(delivery__in=NEEDS_A_PERSON).first()
    if message is None:
        raise StepNotPossible
    return mark_told(message=message, actor=actor, at=at, proof=proof)


def _registered(told: Told, point: Point | None, *, hromada_code: str, actor: Actor, at: dt.datetime) -> Complaint:
    text = told.text.replace("\x00", "").strip()
    if not text:
        raise WordsMissing
    if told.channel != Channel.IN_PERSON and not told.contact.strip():
        raise ContactMissing
    day = today(at)
    found = appeal_deadline(hromada_code=hromada_code, received_on=day, is_short=told.is_short)
    complaint = Complaint.objects.create(
        hromada_id=hromada_code, year=day.year, number=_next_number(hromada_code, day.year), point=point, way=told.way,
        received_at=at, name=clean(told.name)[:200], channel=told.channel, contact=clean(told.contact)[:254],
        text=text[:4000], is_short=told.is_short, due_on=found.due_on or day, term=found.as_json(),
    )  # fmt: skip
    _note(complaint, ComplaintStep.REGISTERED, actor, at)
    return complaint


def _next_number(hromada_code: str, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER_LOCK, [f"complaint {hromada_code} {year}"])
    last = Complaint.objects.filter(hromada_id=hromada_code, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _closed(
    number: int, step: ComplaintStep, state: ComplaintState, words: str, actor: Actor, at: dt.datetime
) -> Complaint:
    complaint = _for_step(number, step, actor)
    policies.require_may_answer(actor, complaint)
    words = words.replace("\x00", "").strip()
    if not words:
        raise WordsMissing
    complaint.state, complaint.answer, complaint.closed_at = state, words, at
    complaint.save(update_fields=["state", "answer", "closed_at"])
    _note(complaint, step, actor, at)
    return complaint


def _for_step(number: int, step: ComplaintStep, actor: Actor) -> Complaint:
    own = Complaint.objects.select_for_update().filter(hromada_id=actor.hromada_code)
    complaint = own.filter(pk=number).first()
    if complaint is None:
        raise NoSuchComplaint
    if not rules.may_move(complaint.state, step):
        raise StepNotPossible
    return complaint


def _note(complaint: Complaint, step: ComplaintStep, actor: Actor, at: dt.datetime, *, note: str = "") -> None:
    """A line of the complaint's history, and one of the journal: neither repeats anybody's words."""
    ComplaintEvent.objects.create(
        hromada_id=complaint.hromada_id, complaint=complaint, step=step, at=at, by_name=actor.name, note=note
    )
    audit.record(
        actor=actor, action=f"complaint.{step}", subject=complaint, at=at, hromada_code=actor.hromada_code,
        facts={"number": complaint.shown_number, "due_on": complaint.due_on.isoformat()},
    )  # fmt: skip
