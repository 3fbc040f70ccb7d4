"""Who answers for the blanks of a hromada."""

from datetime import date, datetime

from django.db import transaction

from vikno.accounts.models import User
from vikno.audit import services as audit
from vikno.blanks import policies
from vikno.blanks.errors import AlreadyKeeper, BlankNotFound, DocumentMissing, HolderUnknown, KeeperPeriodWrong
from vikno.blanks.models import Keeper
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.text import clean


@transaction.atomic
def appoint_keeper(*, user: User, order: str, valid_from: date, actor: Actor, at: datetime) -> Keeper:
    """Make an officer answer for the blanks, by an order. Refusals: NotKeeper, HolderUnknown, DocumentMissing,
    AlreadyKeeper.
    """
    policies.require_may_appoint(actor)
    people = policies.holders(actor.hromada_code, on=today(at))
    if not people.filter(user_id=user.pk, role__in=policies.KEEPER_ROLES).exists():
        raise HolderUnknown
    if not clean(order):
        raise DocumentMissing
    if Keeper.objects.filter(hromada_id=actor.hromada_code, user=user, valid_to__isnull=True).exists():
        raise AlreadyKeeper
    keeper = Keeper.objects.create(
        hromada_id=actor.hromada_code, user=user, order=clean(order)[:200], valid_from=valid_from, recorded_at=at,
        recorded_by_id=actor.user_id,
    )  # fmt: skip
    _record(keeper, "appointed", actor=actor, at=at)
    return keeper


@transaction.atomic
def end_keeper(*, keeper: Keeper, valid_to: date, actor: Actor, at: datetime) -> Keeper:
    """The person no longer answers after a day; ended a second time nothing happens.

    Refusals: NotKeeper, BlankNotFound, KeeperPeriodWrong.
    """
    policies.require_may_appoint(actor)
    now = Keeper.objects.select_for_update().filter(pk=keeper.pk, hromada_id=actor.hromada_code).first()
    if now is None:
        raise BlankNotFound
    if now.valid_to is not None:
        return now
    if valid_to < now.valid_from:
        raise KeeperPeriodWrong
    now.valid_to = valid_to
    now.save(update_fields=["valid_to"])
    _record(now, "ended", actor=actor, at=at)
    return now


def _record(keeper: Keeper, what: str, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor, action=f"blanks.keeper_{what}", subject=keeper, at=at, hromada_code=keeper.hromada_id,
        facts={"user": keeper.user_id, "order": keeper.order},
    )  # fmt: skip
