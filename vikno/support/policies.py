"""Who may do what: the programme its own, the leader signs for the hromada, the head keeps and reports."""

from django.db import models

from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.programmes.enums import ProposalState
from vikno.support.errors import NoSuchThing, NotYourMove
from vikno.support.models import Shared

STAFF_OF_PROGRAMME = (Role.EXPERT, Role.PROGRAMME)
CHOSEN = (ProposalState.SELECTED, ProposalState.CONFIRMED)  # of these a memorandum is made
OF_HROMADA = (Role.HEAD, Role.LEADER)
EVERYBODY = (Role.HEAD, Role.LEADER, Role.PROGRAMME)


def visible[Row: Shared](actor: Actor, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """Rows of the actor's side: a programme's organisation or a hromada; nobody else sees any."""
    if actor.role in STAFF_OF_PROGRAMME and actor.organisation_id:
        return rows.filter(organisation_id=actor.organisation_id)
    if actor.role in OF_HROMADA and actor.hromada_code:
        return rows.filter(hromada_id=actor.hromada_code)
    return rows.none()


def of_programme(actor: Actor) -> int:
    """The organisation whose own tables the actor keeps. Refusals: NotYourMove."""
    if actor.role != Role.PROGRAMME or not actor.organisation_id:
        raise NotYourMove
    return actor.organisation_id


def require_may_run(actor: Actor, row: Shared) -> None:
    """The manager of the programme the row belongs to."""
    _require(actor, row, Role.PROGRAMME)


def require_may_record(actor: Actor, row: Shared) -> None:
    """Whoever gives the support: managers and experts of the programme."""
    _require(actor, row, *STAFF_OF_PROGRAMME)


def require_may_keep(actor: Actor, row: Shared) -> None:
    """The head of the hromada's centre."""
    _require(actor, row, Role.HEAD)


def require_may_answer(actor: Actor, row: Shared) -> None:
    """Head or leader of the hromada."""
    _require(actor, row, *OF_HROMADA)


def require_may_move(actor: Actor, row: Shared, role: Role) -> None:
    """Whoever's move it is by the table of moves."""
    _require(actor, row, role)


def _require(actor: Actor, row: Shared, *roles: str) -> None:
    """A stranger is told that there is no such thing; the other side, that the move is not theirs."""
    ours = row.organisation_id == actor.organisation_id and actor.role in STAFF_OF_PROGRAMME
    theirs = row.hromada_id == actor.hromada_code and actor.role in OF_HROMADA
    if not (ours or theirs):
        raise NoSuchThing
    if actor.role not in roles:
        raise NotYourMove
