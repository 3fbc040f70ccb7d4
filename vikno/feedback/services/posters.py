"""Posters with a QR, and links given after a visit."""

import datetime as dt
import secrets
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.audit import services as audit
from vikno.cases.models import Case
from vikno.common.actors import Actor
from vikno.common.clock import KYIV, today
from vikno.common.text import clean
from vikno.feedback import policies
from vikno.feedback.errors import NotYourDesk
from vikno.feedback.links import digest_of
from vikno.feedback.models import Invitation, Poster
from vikno.feedback.tags import limits
from vikno.network.models import Point
from vikno.notifications.services import Secret, tell

_BYTES: Final = 9


@transaction.atomic
def make_poster(*, point: Point, place: str, actor: Actor, at: dt.datetime) -> Poster:
    """A new sheet for a point or a counter; each has its own key."""
    policies.require_may_manage(actor)
    _require_own(actor, point)
    poster = Poster.objects.create(
        hromada_id=actor.hromada_code, point=point, place=clean(place), key=secrets.token_urlsafe(_BYTES),
        created_at=at, created_by_name=actor.name,
    )  # fmt: skip
    _record(actor, "feedback.poster_made", poster, at)
    return poster


@transaction.atomic
def end_poster(*, poster: Poster, actor: Actor, at: dt.datetime) -> None:
    """The sheet is taken off: its address answers no more."""
    policies.require_may_manage(actor)
    if Poster.objects.filter(pk=poster.pk, hromada_id=actor.hromada_code, ended_at=None).update(ended_at=at):
        _record(actor, "feedback.poster_ended", poster, at)


@transaction.atomic
def invite(*, point: Point, case: Case | None, send: bool, actor: Actor, at: dt.datetime) -> str:
    """A link that takes one answer about a visit; with `send` and a case it also goes by the case's channel.

    Sent only where the person agreed to it: the officer says so. Returns the whole address; it is kept in a message
    that has not gone yet, sealed, and nowhere else.
    """
    policies.require_may_register(actor)
    _require_own(actor, point)
    token = secrets.token_urlsafe(_BYTES)
    given = Invitation.objects.create(
        hromada_id=actor.hromada_code, point=point, case=case, digest=digest_of(token), given_at=at,
        valid_until=today(at) + dt.timedelta(days=limits().invitation_days),
    )  # fmt: skip
    link = f"{settings.SITE_URL}{reverse('feedback:visit', args=[point.pk, token])}"
    _record(actor, "feedback.invitation_given", given, at)
    if send and case is not None and case.contact:
        _tell(case, link, good_until=given.valid_until, actor=actor, at=at)
    return link


def _tell(case: Case, link: str, *, good_until: dt.date, actor: Actor, at: dt.datetime) -> None:
    """In the language of the case. Whoever has the link answers for the visit: it is not kept once it was said."""
    language = case.notification_language
    over = dt.datetime.combine(good_until + dt.timedelta(days=1), dt.time(0), KYIV)
    with override(language):
        subject = _("Як пройшов ваш візит до ЦНАП?")
        body = _("Як пройшов ваш візит? Дві хвилини, без імені: {link}").format(link=link)
    tell(
        actor=actor, at=at, hromada_code=actor.hromada_code, channel=case.notification_channel,
        recipient=case.contact, subject=subject, body=body, about=case, language=language,
        secret=Secret(link, until=over),
    )  # fmt: skip


def _require_own(actor: Actor, point: Point) -> None:
    if point.hromada_id != actor.hromada_code:
        raise NotYourDesk


def _record(actor: Actor, action: str, subject: Poster | Invitation, at: dt.datetime) -> None:
    audit.record(
        actor=actor, action=action, subject=subject, at=at, hromada_code=actor.hromada_code,
        facts={"point": subject.point_id},
    )  # fmt: skip
