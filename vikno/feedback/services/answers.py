"""What residents answer. Nobody is named, no address is kept, nothing of it goes to the journal or to a log."""

import datetime as dt
from collections.abc import Collection
from typing import Final

from django.db import transaction

from vikno.common import clock
from vikno.common.clock import today
from vikno.common.text import clean
from vikno.feedback.errors import LinkUsed, NoSuchPoster, ScoreMissing, TooManyAnswers
from vikno.feedback.links import digest_of, token_of_ticket
from vikno.feedback.models import Answer, Invitation, Poster
from vikno.feedback.tags import limits, tags
from vikno.network.models import Point
from vikno.queue.enums import State
from vikno.queue.models import Ticket

_MINUTE: Final = dt.timedelta(minutes=1)
_MOST_WORDS: Final = 1000


@transaction.atomic
def answer_at_poster(
    *, point: Point, key: str, score: int, ticked: Collection[str], words: str, at: dt.datetime
) -> Answer:
    """One answer from a poster. Bind the point's hromada first. Raises NoSuchPoster, TooManyAnswers, ScoreMissing."""
    poster = Poster.objects.select_for_update().filter(point=point, key=key, ended_at=None).first()
    if poster is None:
        raise NoSuchPoster
    lately = Answer.objects.filter(poster=poster, answered_at__gt=at - _MINUTE, answered_at__lte=at).count()
    if lately >= limits().poster_a_minute:
        raise TooManyAnswers
    return _answered(point, poster, score, ticked, words, at)


@transaction.atomic
def answer_by_link(
    *, point: Point, token: str, score: int, ticked: Collection[str], words: str, at: dt.datetime
) -> Answer:
    """The one answer of a visit. Bind the point's hromada first. Raises NoSuchPoster, LinkUsed, ScoreMissing."""
    given = Invitation.objects.select_for_update().filter(point=point, digest=digest_of(token)).first()
    if given is None or given.valid_until < today(at):
        raise NoSuchPoster
    if given.used_at is not None:
        raise LinkUsed
    answer = _answered(point, None, score, ticked, words, at)
    # Of the link only the day is kept: two equal moments would tie the answer to a case.
    given.used_at = at.replace(hour=0, minute=0, second=0, microsecond=0)
    given.save(update_fields=["used_at"])
    return answer


@transaction.atomic
def answer_by_ticket(*, ticket: Ticket, score: int, ticked: Collection[str], words: str, at: dt.datetime) -> Answer:
    """The one answer of whoever was served by a ticket. Bind its hromada first. NoSuchPoster, LinkUsed, ScoreMissing.

    The link is made at this moment and keeps nothing of the ticket but a keyed digest and the day.
    """
    if ticket.state != State.DONE:
        raise NoSuchPoster
    token, day = token_of_ticket(ticket), clock.midnight(ticket.day)
    last = ticket.day + dt.timedelta(days=limits().invitation_days)
    facts = {"hromada_id": ticket.hromada_id, "point_id": ticket.point_id, "given_at": day, "valid_until": last}
    Invitation.objects.get_or_create(digest=digest_of(token), defaults=facts)
    return answer_by_link(point=ticket.point, token=token, score=score, ticked=ticked, words=words, at=at)


def _answered(
    point: Point, poster: Poster | None, score: int, ticked: Collection[str], words: str, at: dt.datetime
) -> Answer:
    if score not in range(1, 6):
        raise ScoreMissing
    known = [tag.code for tag in tags() if tag.code in ticked]
    return Answer.objects.create(
        hromada_id=str(point.hromada_id), point=point, poster=poster, score=score, tags=known,
        words=clean(words)[:_MOST_WORDS], answered_at=at,
    )  # fmt: skip
