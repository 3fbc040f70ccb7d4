"""The queue of addresses that a person must place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from vikno.network.enums import Evidence, PlacementState
from vikno.network.models import PlacementTask
from vikno.territories.models import Unit
from vikno.territories.queries import with_surroundings

_OPEN = (PlacementState.WAITING, PlacementState.SKIPPED)


@dataclass(frozen=True, slots=True)
class CandidateShown:
    """A ranked candidate with its place in words and what speaks for it."""

    key: int  # 1–9, the digit that chooses it
    unit: Unit
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the queue is."""

    done: int
    waiting: int
    skipped: int

    @property
    def total(self) -> int:
        return self.done + self.waiting + self.skipped

    @property
    def number(self) -> int:
        """The task on the screen, counted from one."""
        return min(self.done + 1, self.total)


def placement(task_id: int) -> PlacementTask | None:
    return _tasks().filter(pk=task_id).first()


def next_placement(*, after: int = 0) -> PlacementTask | None:
    """The next task: those not looked at, then those put off; `after` a task's id the queue goes round."""
    waiting = _tasks().filter(state__in=_OPEN)
    put_off = Case(When(state=PlacementState.SKIPPED, then=Value(1)), default=Value(0), output_field=IntegerField())
    ordered = waiting.annotate(put_off=put_off).order_by("put_off", "settled_at", "pk")
    return ordered.filter(Q(pk__gt=after), put_off=0).first() or ordered.first()


def placements_waiting() -> QuerySet[PlacementTask]:
    """All that wait, in the order of the register."""
    return _tasks().filter(state__in=_OPEN).order_by("pk")


def placement_progress() -> Progress:
    states = list(PlacementTask.objects.order_by("pk").values_list("state", flat=True))
    return Progress(
        done=states.count(PlacementState.SETTLED),
        waiting=states.count(PlacementState.WAITING),
        skipped=states.count(PlacementState.SKIPPED),
    )


def candidates_of(task: PlacementTask) -> list[CandidateShown]:
    """Candidates in their order, those whose unit is gone left out, in one query."""
    codes = [candidate["code"] for candidate in task.candidates]
    units = {u.pk: u for u in with_surroundings(Unit.objects.filter(pk__in=codes, removed_on=None).order_by("pk"))}
    living = [candidate for candidate in task.candidates if candidate["code"] in units]
    return [
        CandidateShown(key, units[candidate["code"]], tuple(_in_words(candidate["why"])))
        for key, candidate in enumerate(living[:9], start=1)
    ]


def _in_words(why: Iterable[str]) -> list[str]:
    return [str(Evidence(word).label) for word in why if word in Evidence.values]


def _tasks() -> QuerySet[PlacementTask]:
    return PlacementTask.objects.select_related("point__hromada", "point__centre", "chosen")
