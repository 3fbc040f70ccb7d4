"""Reading what people said: counts for everybody, words and complaints for the centre."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from vikno.accounts.models import User
from vikno.cases.models import Case
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.feedback import policies, rules
from vikno.feedback.errors import LinkUsed, NoSuchComplaint, NoSuchPoster
from vikno.feedback.links import digest_of, token_of_ticket
from vikno.feedback.models import ActionTaken, Agreement, Answer, Complaint, Invitation, Poster, SendingRule
from vikno.feedback.rules import Summary
from vikno.feedback.tags import limits
from vikno.network import queries as network
from vikno.network.models import Point
from vikno.notifications.models import Message
from vikno.notifications.queries import messages_about
from vikno.queue.models import Ticket


@dataclass(frozen=True)
class Voice:
    """What the public sees of a point: counts, never words. `summary` None: too few answers to show."""

    summary: Summary | None
    actions: tuple[ActionTaken, ...]


@contextmanager
def bound_to(point: Point) -> Iterator[None]:
    """The point's hromada is bound for a stranger's request, and the former binding put back."""
    with tenancy.standing_in(str(point.hromada_id or "")):
        yield


def poster_point(point_id: int) -> Point:
    """A point people speak of. Raises NoSuchPoster, as for a poster that was taken off."""
    point = network.point(point_id)
    if point is None or not point.hromada_id:
        raise NoSuchPoster
    return point


def poster_hangs(point: Point, key: str) -> bool:
    """Whether this key belongs to a sheet that still hangs there. Bind the point's hromada first."""
    return Poster.objects.filter(point=point, key=key, ended_at=None).exists()


def why_link_is_closed(point: Point, digest: str, *, on: dt.date) -> str:
    """Why a link given after a visit may not be answered; "" while it may. Bind the point's hromada first."""
    given = Invitation.objects.filter(point=point, digest=digest).first()
    if given is not None and given.used_at is not None:
        return str(LinkUsed())
    return "" if given is not None and given.valid_until >= on else str(NoSuchPoster())


def why_ticket_is_closed(ticket: Ticket, *, on: dt.date) -> str:
    """Why whoever was served by a ticket may not answer; "" while they may: once, as long as by a link."""
    given = Invitation.objects.filter(point_id=ticket.point_id, digest=digest_of(token_of_ticket(ticket))).first()
    if given is not None and given.used_at is not None:
        return str(LinkUsed())
    return "" if ticket.day + dt.timedelta(days=limits().invitation_days) >= on else str(NoSuchPoster())


def links_go_by_themselves(hromada_code: str, *, on: dt.date) -> bool:
    """Whether the hromada sends links to whoever agreed; it does until its head says otherwise."""
    rows = SendingRule.objects.filter(hromada_id=hromada_code, valid_from__lte=on).order_by("-valid_from", "-pk")
    found = rows.values_list("is_on", flat=True).first()
    return True if found is None else found


def sending_rules_of(actor: Actor) -> QuerySet[SendingRule]:
    """What the head said, the newest first. Raises NotYourDesk."""
    policies.require_may_manage(actor)
    return SendingRule.objects.filter(hromada_id=actor.hromada_code).order_by("-valid_from", "-pk")


def agreement_of(case: Case) -> Agreement | None:
    """Whether whoever applied agreed to a link after the visit."""
    return Agreement.objects.filter(hromada_id=case.hromada_id, case=case).first()


def voice_of(point: Point, *, since: dt.datetime) -> Voice:
    """Counts and actions of a point for its public page. Bind the point's hromada first."""
    answers = Answer.objects.filter(point=point, answered_at__gte=since)
    rows = list(answers.order_by("pk").values_list("score", "tags"))
    enough = len(rows) >= limits().least_shown
    summary = rules.summary_of([score for score, _tags in rows], [tags for _score, tags in rows]) if enough else None
    actions = ActionTaken.objects.filter(point=point, withdrawn_at=None).order_by("-done_on", "-pk")
    return Voice(summary=summary, actions=tuple(actions[:50]))


def answers_of(
    actor: Actor, *, since: dt.datetime, until: dt.datetime, point_id: int | None = None
) -> QuerySet[Answer]:
    """Answers of the hromada in a period, the newest first. Raises NotYourDesk."""
    policies.require_may_read(actor)
    found = Answer.objects.filter(hromada_id=actor.hromada_code, answered_at__gte=since, answered_at__lt=until)
    if point_id:
        found = found.filter(point_id=point_id)
    return found.select_related("point").order_by("-answered_at", "-pk")


def summary(answers: QuerySet[Answer]) -> Summary:
    """Counts of answers that were found."""
    rows = list(answers.values_list("score", "tags"))
    return rules.summary_of([score for score, _tags in rows], [tags for _score, tags in rows])


def posters_of(actor: Actor) -> QuerySet[Poster]:
    """Sheets that hang, by point. Raises NotYourDesk."""
    policies.require_may_manage(actor)
    found = Poster.objects.filter(hromada_id=actor.hromada_code, ended_at=None).select_related("point")
    return found.order_by("point__sort_key", "place", "pk")


def complaints_of(actor: Actor) -> QuerySet[Complaint]:
    """The register of a hromada, the newest first. Raises NotYourDesk."""
    policies.require_may_read(actor)
    found = Complaint.objects.filter(hromada_id=actor.hromada_code).select_related("point", "assigned_to")
    return found.order_by("-received_at", "-pk")


def open_complaints(actor: Actor) -> QuerySet[Complaint]:
    """Those that wait for an answer, the nearest day first."""
    return complaints_of(actor).filter(state__in=rules.OPEN_STATES).order_by("due_on", "pk")


def overdue_complaints(actor: Actor, *, on: dt.date) -> QuerySet[Complaint]:
    """Those whose day has passed without an answer."""
    return open_complaints(actor).filter(due_on__lt=on)


def complaint_of(actor: Actor, pk: int) -> Complaint:
    """One complaint with its history. Raises NoSuchComplaint, as for a foreign one."""
    found = complaints_of(actor).filter(pk=pk).prefetch_related("events").first()
    if found is None:
        raise NoSuchComplaint
    return found


def told_of(complaint: Complaint) -> QuerySet[Message]:
    """What was sent to the person about it, the newest first."""
    return messages_about(complaint, hromada_code=complaint.hromada_id)


def who_may_answer(actor: Actor, *, on: dt.date) -> QuerySet[User]:
    """Colleagues of the hromada to whom a complaint may be given."""
    ids = network.colleagues(actor.hromada_code, on).filter(role__in=policies.READERS).values("user_id")
    return User.objects.filter(pk__in=ids).order_by("full_name", "pk")


def actions_of(actor: Actor) -> QuerySet[ActionTaken]:
    """What was published and still stands. Raises NotYourDesk."""
    policies.require_may_manage(actor)
    found = ActionTaken.objects.filter(hromada_id=actor.hromada_code, withdrawn_at=None).select_related("point")
    return found.order_by("-done_on", "-pk")


def points_to_speak_of(actor: Actor) -> QuerySet[Point]:
    """Points of the actor's hromada."""
    return network.points_of_hromada(actor.hromada_code)


def answers_by_point(answers: QuerySet[Answer]) -> list[tuple[str, int]]:
    """How many answers each point has, the most first."""
    rows = answers.order_by().values_list("point__name").annotate(n=Count("pk")).order_by("-n", "point__name")
    return list(rows)
