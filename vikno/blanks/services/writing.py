"""One line of the book: checked, written, and its numbers put where they lie now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Max, Q

from vikno.audit import services as audit
from vikno.blanks import rules
from vikno.blanks.enums import Act, Spot
from vikno.blanks.errors import DayAhead, HappenedEarlier, NumbersElsewhere, NumbersKnown, TooManyNumbers
from vikno.blanks.models import Lot, Movement
from vikno.blanks.queries import BlankKind
from vikno.blanks.rules import Account, Span
from vikno.common.actors import Actor
from vikno.common.clock import today

_CUSTOMARY = Account(Spot.OUTSIDE)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What happened to numbers of one kind and series. `facts` are further columns of the line."""

    kind: BlankKind
    series: str
    spans: Sequence[Span]
    act: Act
    origin: Account
    target: Account
    on: date
    facts: dict[str, Any] = field(default_factory=dict)


def lock(hromada_code: str) -> None:
    """One hand at a time in the book of a hromada, to the end of the transaction.

    Acts are few (tens a day), and one lock for all leaves nothing to wait for in a circle.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"blanks:{hromada_code}"])


def write(entry: Entry, *, actor: Actor, at: datetime) -> list[Movement]:
    """Write an act down, a line for each span. The caller has locked the book and checked who asks.

    Refusals: TooManyNumbers, DayAhead, HappenedEarlier, NumbersKnown, NumbersElsewhere.
    """
    if rules.size(entry.spans) > rules.MOST_AT_ONCE:
        raise TooManyNumbers(most=rules.MOST_AT_ONCE)
    _require_day(entry, actor=actor, at=at)
    _move_lots(entry, hromada_code=actor.hromada_code)
    return [_write_line(entry, span, actor=actor, at=at) for span in entry.spans]


def _require_day(entry: Entry, *, actor: Actor, at: datetime) -> None:
    if entry.on > today(at):
        raise DayAhead
    last = max(filter(None, (_last_day(entry, span, actor) for span in entry.spans)), default=None)
    if last is not None and entry.on < last:
        raise HappenedEarlier(day=f"{last:%d.%m.%Y}")


def _last_day(entry: Entry, span: Span, actor: Actor) -> date | None:
    touching = Movement.objects.filter(
        hromada_id=actor.hromada_code, kind=entry.kind.code, series=entry.series, first__lte=span.last,
        last__gte=span.first,
    )  # fmt: skip
    day: date | None = touching.aggregate(day=Max("happened_on"))["day"]
    return day


def _move_lots(entry: Entry, *, hromada_code: str) -> None:
    """Numbers leave the lots of the origin and join those of the target."""
    ours = Lot.objects.filter(hromada_id=hromada_code, kind=entry.kind.code, series=entry.series)
    touched: list[Lot] = []
    for span in entry.spans:
        touched += ours.filter(first__lte=span.last, last__gte=span.first).order_by("first")
    if entry.origin == _CUSTOMARY:
        _require_new(entry, touched)
    else:
        _require_here(entry, touched)
    touched_ids = {lot.pk for lot in touched}
    left = rules.cut([lot.span for lot in ours.filter(pk__in=touched_ids).order_by("first")], entry.spans)
    ours.filter(pk__in=touched_ids).delete()
    for span in left:
        _put(span, entry, entry.origin, hromada_code=hromada_code)
    if entry.target != _CUSTOMARY:
        _join_neighbours(entry, hromada_code=hromada_code)


def _require_new(entry: Entry, known: Sequence[Lot]) -> None:
    if known:
        both = rules.overlap(entry.spans, [lot.span for lot in known])
        raise NumbersKnown(numbers=rules.spans_shown(both, width=entry.kind.digits))


def _require_here(entry: Entry, touched: Sequence[Lot]) -> None:
    here = [lot.span for lot in touched if lot.account == entry.origin]
    elsewhere = rules.cut(entry.spans, here)
    if elsewhere:
        raise NumbersElsewhere(numbers=rules.spans_shown(elsewhere, width=entry.kind.digits))


def _join_neighbours(entry: Entry, *, hromada_code: str) -> None:
    """Lots of one account that touch become one, so that a year of single uses stays a few rows."""
    target = entry.target
    whose = Q(holder_id=target.holder) if target.holder else Q(holder__isnull=True)
    same = Lot.objects.filter(
        whose, hromada_id=hromada_code, kind=entry.kind.code, series=entry.series, spot=target.spot
    )
    for span in entry.spans:
        beside = list(same.filter(first__lte=span.last + 1, last__gte=max(0, span.first - 1)).order_by("first"))
        whole = rules.merged([span, *(lot.span for lot in beside)])[0]
        same.filter(pk__in=[lot.pk for lot in beside]).delete()
        _put(whole, entry, target, hromada_code=hromada_code)


def _put(span: Span, entry: Entry, account: Account, *, hromada_code: str) -> None:
    Lot.objects.create(
        hromada_id=hromada_code, kind=entry.kind.code, series=entry.series, first=span.first, last=span.last,
        spot=account.spot, holder_id=account.holder or None,
    )  # fmt: skip


def _write_line(entry: Entry, span: Span, *, actor: Actor, at: datetime) -> Movement:
    movement = Movement.objects.create(
        hromada_id=actor.hromada_code, kind=entry.kind.code, series=entry.series, first=span.first, last=span.last,
        act=entry.act, from_spot=entry.origin.spot, from_holder_id=entry.origin.holder or None,
        to_spot=entry.target.spot, to_holder_id=entry.target.holder or None, happened_on=entry.on, recorded_at=at,
        recorded_by_id=actor.user_id, recorded_by_name=actor.name[:200], attempt=_attempt(entry, span, actor),
        **entry.facts,
    )  # fmt: skip
    audit.record(
        actor=actor, action=f"blanks.{entry.act}", subject=movement, at=at, hromada_code=actor.hromada_code,
        facts={
            "kind": entry.kind.code, "series": entry.series, "first": span.first, "last": span.last,
            "from": f"{entry.origin.spot}:{entry.origin.holder}", "to": f"{entry.target.spot}:{entry.target.holder}",
            "reverses": getattr(entry.facts.get("reverses"), "pk", None),
        },
    )  # fmt: skip
    return movement


def _attempt(entry: Entry, span: Span, actor: Actor) -> int:
    """How often a receipt or a use of these numbers was taken back before."""
    if entry.act not in (Act.RECEIVED, Act.USED) or entry.facts.get("reverses") is not None:
        return 0
    before = Movement.objects.filter(
        hromada_id=actor.hromada_code, kind=entry.kind.code, series=entry.series, act=entry.act,
        reverses__isnull=True, reversal__isnull=False, first__lte=span.last, last__gte=span.first,
    )  # fmt: skip
    last: int | None = before.aggregate(last=Max("attempt"))["last"]
    return 0 if last is None else last + 1
