"""Blanks counted against the book: what is not there is written down as missing, what was missing is found."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from vikno.accounts.models import User
from vikno.audit import services as audit
from vikno.blanks import policies, queries, rules
from vikno.blanks.enums import Act, Spot
from vikno.blanks.errors import CommissionTooSmall
from vikno.blanks.models import Stocktaking
from vikno.blanks.rules import Account, Span, Spans
from vikno.blanks.services.papers import CountedRow, keep_stocktaking
from vikno.blanks.services.writing import Entry, lock, write
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.text import clean

Counted = Mapping[tuple[str, str], Spans]


@transaction.atomic
def take_stock(
    *, holder: User | None, counted: Counted, commission: list[str], note: str, actor: Actor, at: datetime
) -> Stocktaking:
    """Write down what a commission counted of the good blanks of a person (None: of the store) today.

    Missing numbers move to «missing»; a number found in the store that was missing comes back; others beyond the
    book stay on the sheet for a person to settle. Refusals: NotKeeper, CommissionTooSmall.
    """
    policies.require_keeper(actor)
    on = today(at)
    people = rules.commission_read("\n".join(commission))
    least = queries.rule_on(on).commission_least
    if len(people) < least:
        raise CommissionTooSmall(least=least)
    lock(actor.hromada_code)
    account = Account.of(holder.pk if holder else 0)
    rows = _rows(queries.numbers_of(actor.hromada_code, account), counted)
    paper = keep_stocktaking(
        rows=rows, place=str(holder or ""), commission=people, note=clean(note), on=on, actor=actor, at=at
    )
    taken = Stocktaking.objects.create(
        hromada_id=actor.hromada_code, holder=holder, happened_on=on, commission=people, note=clean(note)[:500],
        lines=[row.as_json for row in rows], paper=paper, recorded_at=at, recorded_by_id=actor.user_id,
        recorded_by_name=actor.name[:200],
    )  # fmt: skip
    for row in rows:
        _settle(row, account, taken=taken, on=on, actor=actor, at=at)
    audit.record(
        actor=actor, action="blanks.counted", subject=taken, at=at, hromada_code=actor.hromada_code,
        facts={"holder": taken.holder_id, "agrees": taken.agrees},
    )  # fmt: skip
    return taken


def _rows(expected: Counted, counted: Counted) -> list[CountedRow]:
    return [
        CountedRow(
            kind=queries.kind_of(kind), series=series, expected=expected.get((kind, series), ()),
            counted=rules.merged(counted.get((kind, series), ())),
        )
        for kind, series in sorted({*expected, *counted})
    ]  # fmt: skip


def _settle(row: CountedRow, account: Account, *, taken: Stocktaking, on: date, actor: Actor, at: datetime) -> None:
    given: dict[str, Any] = {"kind": row.kind, "series": row.series, "on": on}
    facts = {"stocktaking": taken, "reason": f"звірка {on:%d.%m.%Y}"}
    lost_here = Account(Spot.MISSING)
    if row.missing:
        missing = Entry(spans=row.missing, act=Act.MISSING, origin=account, target=lost_here, facts=facts, **given)
        write(missing, actor=actor, at=at)
    lost = queries.numbers_of(actor.hromada_code, lost_here, kind=row.kind.code, series=row.series)
    found: tuple[Span, ...] = rules.overlap(row.extra, lost.get((row.kind.code, row.series), ()))
    if found and account.spot == Spot.STORE:
        back = Entry(spans=found, act=Act.FOUND, origin=lost_here, target=account, facts=facts, **given)
        write(back, actor=actor, at=at)
