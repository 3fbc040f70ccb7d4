"""What was done after people spoke."""

from datetime import date, datetime

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.text import clean
from vikno.feedback import policies
from vikno.feedback.errors import NotYourDesk
from vikno.feedback.models import ActionTaken
from vikno.network.models import Point


@transaction.atomic
def publish_action(*, point: Point, asked: str, done: str, done_on: date, actor: Actor, at: datetime) -> ActionTaken:
    """Everybody sees it on the page of the point."""
    policies.require_may_manage(actor)
    if point.hromada_id != actor.hromada_code:
        raise NotYourDesk
    action = ActionTaken.objects.create(
        hromada_id=actor.hromada_code, point=point, asked=clean(asked), done=clean(done), done_on=done_on,
        published_at=at, published_by_name=actor.name,
    )  # fmt: skip
    _record(actor, "feedback.action_published", action, at)
    return action


@transaction.atomic
def withdraw_action(*, action: ActionTaken, actor: Actor, at: datetime) -> None:
    """Taken off the public page; the row stays."""
    policies.require_may_manage(actor)
    own = ActionTaken.objects.filter(pk=action.pk, hromada_id=actor.hromada_code, withdrawn_at=None)
    if own.update(withdrawn_at=at):
        _record(actor, "feedback.action_withdrawn", action, at)


def _record(actor: Actor, name: str, action: ActionTaken, at: datetime) -> None:
    audit.record(
        actor=actor, action=name, subject=action, at=at, hromada_code=actor.hromada_code,
        facts={"point": action.point_id},
    )  # fmt: skip
