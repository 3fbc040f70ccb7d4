"""A memorandum in force is changed by an amendment that both sides sign."""

from datetime import date, datetime

from django.db import transaction

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.support import policies
from vikno.support.enums import MemorandumState
from vikno.support.errors import (
    AlreadySigned,
    AmendmentOpen,
    MoveNotAllowed,
    PeriodWrong,
    WordsMissing,
)
from vikno.support.frozen import digest
from vikno.support.models import Amendment, Memorandum
from vikno.support.services.common import held, record, short
from vikno.support.services.memoranda import freeze


@transaction.atomic
def propose_amendment(
    *, memorandum: Memorandum, reason: str, text: str, ends_on: date, actor: Actor, at: datetime
) -> Amendment:
    """New words or a new end, for both sides to sign. Refusals: NoSuchThing, NotYourMove, MoveNotAllowed,
    AmendmentOpen, WordsMissing, PeriodWrong.
    """
    policies.require_may_run(actor, memorandum)
    one = held(memorandum)
    _require_proposable(one, reason, ends_on)
    said = {
        "number": one.amendments.count() + 1, "reason": short(reason), "ends_on": ends_on,
        "text": text.replace("\r\n", "\n").strip(),
    }  # fmt: skip
    made = Amendment.objects.create(
        **one.sides, memorandum=one, **said, sha256=digest({**said, "ends_on": ends_on.isoformat()}), proposed_at=at,
        proposed_by_name=actor.name,
    )  # fmt: skip
    record(actor, "memorandum.amendment_proposed", one, at=at, number=made.number, sha256=made.sha256)
    return made


@transaction.atomic
def sign_amendment(*, amendment: Amendment, actor: Actor, at: datetime) -> Amendment:
    """One side signs; with the second it is in force. Refusals: NoSuchThing, NotYourMove, AlreadySigned."""
    if actor.role == Role.LEADER:
        policies.require_may_move(actor, amendment, Role.LEADER)
        side = "hromada"
    else:
        policies.require_may_run(actor, amendment)
        side = "programme"
    memorandum = held(amendment.memorandum)
    one = held(amendment)
    if getattr(one, f"{side}_signed_at") is not None:
        raise AlreadySigned
    setattr(one, f"{side}_signed_at", at)
    setattr(one, f"{side}_signed_by_name", actor.name)
    one.save(update_fields=[f"{side}_signed_at", f"{side}_signed_by_name"])
    if one.is_signed:
        _adopt(memorandum, one, actor=actor, at=at)
    record(actor, "memorandum.amendment_signed", memorandum, at=at, number=one.number, side=side)
    return one


def _adopt(memorandum: Memorandum, amendment: Amendment, *, actor: Actor, at: datetime) -> None:
    """The version is made first: the database takes no words that no version holds."""
    memorandum.text, memorandum.ends_on = amendment.text, amendment.ends_on
    freeze(memorandum, actor=actor, at=at)
    memorandum.save(update_fields=["text", "ends_on"])


def _require_proposable(one: Memorandum, reason: str, ends_on: date) -> None:
    if one.state != MemorandumState.IN_FORCE:
        raise MoveNotAllowed(state=one.get_state_display())
    if any(not each.is_signed for each in one.amendments.all()):
        raise AmendmentOpen
    if not short(reason):
        raise WordsMissing
    if ends_on < one.starts_on:
        raise PeriodWrong
