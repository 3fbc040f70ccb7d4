"""Who may change the catalogue. Reading it is everybody's right."""

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.catalogue.errors import MayNotEditCatalogue, MayNotPublish
from vikno.common.actors import Actor


def may_edit(actor: Actor) -> bool:
    """Details of services and drafts of versions."""
    return actor.is_system or actor.role in (Role.STEWARD, Role.HEAD)


def may_publish(actor: Actor) -> bool:
    """What every hromada of the installation will see: the steward's, or the head's where there is one hromada."""
    if actor.is_system or actor.role == Role.STEWARD:
        return True
    return actor.role == Role.HEAD and _is_only_hromada(actor.hromada_code)


def may_import(actor: Actor) -> bool:
    """A file changes many services at once: the same right as publishing."""
    return may_publish(actor)


def require_may_edit(actor: Actor) -> None:
    if not may_edit(actor):
        raise MayNotEditCatalogue


def require_may_publish(actor: Actor) -> None:
    require_may_edit(actor)
    if not may_publish(actor):
        raise MayNotPublish


def require_may_import(actor: Actor) -> None:
    require_may_publish(actor)


def _is_only_hromada(code: str) -> bool:
    others = Membership.objects.exclude(hromada_code__in=("", code))
    return bool(code) and not others.exists()
