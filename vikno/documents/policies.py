"""Who may make and see printed forms."""

from vikno.accounts.enums import DESK_ROLES, Role
from vikno.common.actors import Actor
from vikno.documents.errors import DocumentNotFound, MayNotDestroy, MayNotKeep, MayNotKeepFiles
from vikno.documents.models import GeneratedDocument

# Couriers and providers act on bags and cases, and these print their forms.
_KEEPERS = DESK_ROLES | {Role.COURIER, Role.PROVIDER, "system"}
# Forms name people. A courier's manifest and a provider's packet are given by the room that knows whose they are.
READERS = DESK_ROLES


def may_keep(actor: Actor, *, hromada_code: str) -> bool:
    """Whether an actor's work makes forms of a hromada."""
    return actor.role in _KEEPERS and actor.hromada_code == hromada_code != ""


def require_may_keep(actor: Actor, *, hromada_code: str) -> None:
    if not may_keep(actor, hromada_code=hromada_code):
        raise MayNotKeep


def may_read(actor: Actor, document: GeneratedDocument) -> bool:
    """Whether an actor may open a form by its own address: desk roles of its hromada."""
    return actor.role in READERS and actor.hromada_code == document.hromada_id


def require_may_read(actor: Actor, document: GeneratedDocument) -> None:
    if not may_read(actor, document):
        raise DocumentNotFound


# A mailbox and a scanner's folder bring files as the system; a leader brings what proves a self-assessment.
_FILE_KEEPERS = DESK_ROLES | {Role.PROVIDER, Role.LEADER, "system"}


def may_keep_files(actor: Actor, *, hromada_code: str) -> bool:
    """Whether an actor takes files in for a hromada."""
    return actor.role in _FILE_KEEPERS and actor.hromada_code == hromada_code != ""


def require_may_keep_files(actor: Actor, *, hromada_code: str) -> None:
    if not may_keep_files(actor, hromada_code=hromada_code):
        raise MayNotKeepFiles


def may_request_destruction(actor: Actor) -> bool:
    """Who keeps the archive of a centre: administrators and the head."""
    return actor.role in (Role.OFFICER, Role.HEAD) and bool(actor.hromada_code) and actor.user_id is not None


def require_may_request_destruction(actor: Actor) -> None:
    if not may_request_destruction(actor):
        raise MayNotDestroy


def may_govern_retention(actor: Actor) -> bool:
    """Periods, holds and approval are the head's."""
    return actor.role == Role.HEAD and bool(actor.hromada_code) and actor.user_id is not None


def require_may_govern_retention(actor: Actor) -> None:
    if not may_govern_retention(actor):
        raise MayNotDestroy
