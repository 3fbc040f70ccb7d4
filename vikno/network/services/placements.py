"""A person settles where a point lies: one choice, skip, undo."""

import datetime as dt

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.network import policies
from vikno.network.enums import PlacementState
from vikno.network.errors import AlreadySettled, NoSuchPoint, NotASettlement, NothingToUndo
from vikno.network.models import Centre, PlacementTask, Point
from vikno.territories.enums import SETTLEMENTS, Category
from vikno.territories.models import Unit

_CHOOSABLE = (*SETTLEMENTS, Category.SPECIAL_CITY)


@transaction.atomic
def settle_placement(*, actor: Actor, at: dt.datetime, task_id: int, code: str) -> PlacementTask:
    """Put the point into the settlement, and under the centre of its hromada.

    Raises StewardOnly, NoSuchPoint, AlreadySettled, NotASettlement.
    """
    task = _task_for_change(actor, task_id)
    if task.state == PlacementState.SETTLED:
        raise AlreadySettled
    unit = Unit.objects.filter(pk=code, category__in=_CHOOSABLE, removed_on=None).first()
    if unit is None:
        raise NotASettlement
    point = task.point
    task.previous = _remembered(point)
    _move(point, unit)
    task.state, task.chosen = PlacementState.SETTLED, unit
    _sign(task, actor, at)
    _journal(actor, "placement.settled", task, at, settlement=unit.pk)
    return task


@transaction.atomic
def skip_placement(*, actor: Actor, at: dt.datetime, task_id: int) -> PlacementTask:
    """Leave it for later: skipped tasks come after all others."""
    task = _task_for_change(actor, task_id)
    if task.state == PlacementState.SETTLED:
        raise AlreadySettled
    task.state = PlacementState.SKIPPED
    _sign(task, actor, at)
    return task


@transaction.atomic
def undo_placement(*, actor: Actor, at: dt.datetime) -> PlacementTask:
    """Take back the actor's own last choice or skip; the next undo takes back the one before it."""
    policies.require_may_settle_placements(actor)
    done = PlacementTask.objects.select_for_update(of=("self",)).filter(settled_by_id=actor.user_id)
    task = done.exclude(settled_at=None).order_by("-settled_at", "-pk").first()
    if task is None:
        raise NothingToUndo
    was_settled = task.state == PlacementState.SETTLED
    if was_settled:
        _restore(task.point, task.previous)
    task.state, task.chosen, task.settled_by, task.settled_at, task.previous = (
        *(PlacementState.WAITING, None, None, None),
        {},
    )
    task.save()
    if was_settled:
        _journal(actor, "placement.undone", task, at)
    return task


def centre_of_hromada(hromada_code: str, *, named: str) -> Centre:
    """The hromada's centre; made with the given name where there is none."""
    found = Centre.objects.filter(hromada_id=hromada_code).order_by("pk").first()
    if found is None:
        found = Centre.objects.create(hromada_id=hromada_code, name=named)
        Centre.serves.through.objects.create(centre=found, unit_id=hromada_code)
    return found


def _task_for_change(actor: Actor, task_id: int) -> PlacementTask:
    policies.require_may_settle_placements(actor)
    tasks = PlacementTask.objects.select_for_update(of=("self",)).select_related("point__centre")
    task = tasks.filter(pk=task_id).first()
    if task is None:
        raise NoSuchPoint
    return task


def _remembered(point: Point) -> dict[str, str]:
    return {"hromada": point.hromada_id or "", "settlement": point.settlement_id or "", "centre": point.centre.name}


def _move(point: Point, unit: Unit) -> None:
    hromada = unit.hromada_id or unit.pk
    left = point.centre
    point.settlement, point.hromada_id = unit, hromada
    point.centre = centre_of_hromada(hromada, named=left.name)
    point.save(update_fields=["settlement", "hromada", "centre"])
    _drop_if_empty(left)


def _restore(point: Point, previous: dict[str, str]) -> None:
    """A point of no hromada stands under a centre of its own, so that nobody's network shows it."""
    left = point.centre
    point.settlement_id, point.hromada_id = previous["settlement"] or None, previous["hromada"] or None
    if point.hromada_id:
        point.centre = centre_of_hromada(point.hromada_id, named=previous["centre"])
    else:
        point.centre = Centre.objects.create(hromada=None, name=previous["centre"])
    point.save(update_fields=["settlement", "hromada", "centre"])
    _drop_if_empty(left)


def _drop_if_empty(centre: Centre) -> None:
    """A centre that existed only for its homeless point goes with it; a numbered one stays."""
    is_bare = centre.network_number is None and centre.operator_id is None and not centre.register_code
    if is_bare and not centre.points.exists():
        centre.serves.clear()
        centre.delete()


def _sign(task: PlacementTask, actor: Actor, at: dt.datetime) -> None:
    task.settled_by_id, task.settled_at = actor.user_id, at
    task.save()


def _journal(actor: Actor, action: str, task: PlacementTask, at: dt.datetime, **facts: str) -> None:
    audit.record(actor=actor, action=action, subject=task.point, at=at, hromada_code=actor.hromada_code, facts=facts)
