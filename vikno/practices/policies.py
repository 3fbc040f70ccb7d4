"""Who writes, verifies and reads: a hromada its cards, a programme those sent to it, everybody published ones."""

from typing import Protocol

from django.db import models

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.practices import rules
from vikno.practices.errors import NoSuchThing, NotYourMove
from vikno.practices.models import Practice, Recording

OF_HROMADA = (Role.HEAD, Role.LEADER)


class Placed(Protocol):
    """A row of a hromada."""

    hromada_id: str


def visible(actor: Actor, rows: models.QuerySet[Practice]) -> models.QuerySet[Practice]:
    """Cards of the actor's side: its own, or those sent to its programme; a draft is its author's alone."""
    if actor.role in OF_HROMADA and actor.hromada_code:
        return rows.filter(hromada_id=actor.hromada_code)
    if actor.role == Role.PROGRAMME and actor.organisation_id:
        return rows.filter(organisation_id=actor.organisation_id).exclude(state="draft")
    return rows.none()


def of_hromada(actor: Actor) -> str:
    """The hromada whose cards the actor keeps. Refusals: NotYourMove."""
    if actor.role not in OF_HROMADA or not actor.hromada_code:
        raise NotYourMove
    return actor.hromada_code


def of_programme(actor: Actor) -> int:
    """The organisation whose recordings the actor keeps. Refusals: NotYourMove."""
    if actor.role != Role.PROGRAMME or not actor.organisation_id:
        raise NotYourMove
    return actor.organisation_id


def may_write(actor: Actor, practice: Practice) -> bool:
    """The author before it is sent and after it is out of date; the programme while it edits."""
    if is_author(actor, practice):
        return practice.state in rules.WRITTEN_BY_AUTHOR
    return is_asked(actor, practice) and practice.state in rules.WRITTEN_BY_PROGRAMME


def require_may_write(actor: Actor, practice: Practice) -> None:
    """A stranger is told that there is no such thing; the other side, that the move is not theirs."""
    require_side(actor, practice)
    if not may_write(actor, practice):
        raise NotYourMove


def require_side(actor: Actor, practice: Practice) -> None:
    if not (is_author(actor, practice) or is_asked(actor, practice)):
        raise NoSuchThing


def require_may_keep(actor: Actor, recording: Recording) -> None:
    if of_programme(actor) != recording.organisation_id:
        raise NoSuchThing


def is_author(actor: Actor, practice: Placed) -> bool:
    return actor.role in OF_HROMADA and practice.hromada_id == actor.hromada_code


def is_asked(actor: Actor, practice: Practice) -> bool:
    is_theirs = actor.role == Role.PROGRAMME and practice.organisation_id == actor.organisation_id
    return is_theirs and practice.state != "draft"
