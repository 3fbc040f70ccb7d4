"""Acts on blanks, each in the words of who answers for them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from vikno.accounts.models import User
from vikno.blanks import policies, queries, rules
from vikno.blanks.enums import Act, Spot
from vikno.blanks.errors import (
    CaseNotCivil,
    CommissionTooSmall,
    DocumentMissing,
    KindUnknown,
    NothingHeld,
    OneNumberOnly,
    PartyMissing,
    ReasonMissing,
    SameHolder,
    SeriesUnreadable,
    UseNeedsRecord,
)
from vikno.blanks.models import Movement
from vikno.blanks.queries import BlankKind
from vikno.blanks.rules import Account, Span
from vikno.blanks.services.papers import Group, keep_destruction, keep_handover
from vikno.blanks.services.writing import Entry, lock, write
from vikno.cases import queries as cases
from vikno.cases.models import Case
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.text import clean

Commission = Sequence[str]


@transaction.atomic
def receive_blanks(
    *,
    kind: str,
    series: str,
    spans: Sequence[Span],
    party: str,
    document: str,
    commission: Commission,
    happened_on: date,
    actor: Actor,
    at: datetime,
) -> list[Movement]:
    """Blanks came from outside, by a document, counted by a commission.

    Refusals: NotKeeper, PartyMissing, DocumentMissing, CommissionTooSmall, and those of `write`.
    """
    policies.require_keeper(actor)
    facts = {**_outside(party, document), "commission": _commission(commission, on=happened_on)}
    return _act(
        Act.RECEIVED, kind, series, spans, origin=Account(Spot.OUTSIDE), on=happened_on, facts=facts, actor=actor, at=at
    )


@transaction.atomic
def issue_blanks(
    *,
    kind: str,
    series: str,
    spans: Sequence[Span],
    holder: User,
    document: str,
    happened_on: date,
    actor: Actor,
    at: datetime,
) -> list[Movement]:
    """Blanks go from the store to who will use them. Refusals: NotKeeper, HolderUnknown, and those of `write`."""
    policies.require_keeper(actor)
    policies.require_holder(holder, hromada_code=actor.hromada_code, on=today(at))
    return _act(
        Act.ISSUED, kind, series, spans, origin=Account(Spot.STORE), to=holder.pk, on=happened_on,
        facts={"document": clean(document)[:300]}, actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def use_blank(
    *,
    kind: str,
    series: str,
    spans: Sequence[Span],
    holder: User,
    happened_on: date,
    actor: Actor,
    at: datetime,
    case: Case | None = None,
    act_record: str = "",
) -> Movement:
    """One blank was used, on a case or an act record. A number is used once, for ever.

    Refusals: NotHolder, OneNumberOnly, UseNeedsRecord, CaseNotCivil, CaseNotFound, and those of `write`.
    """
    policies.require_may_spend(actor, holder.pk)
    if rules.size(spans) != 1:
        raise OneNumberOnly
    if case is None and not clean(act_record):
        raise UseNeedsRecord
    if case is not None:
        cases.case_by_number(actor, case.number)
        if kind not in [each.code for each in queries.kinds_for(case.service.code)]:
            raise CaseNotCivil
    return _act(
        Act.USED, kind, series, spans, origin=Account(Spot.HOLDER, holder.pk), on=happened_on,
        facts={"case": case, "act_record": clean(act_record)[:100]}, actor=actor, at=at,
    )[0]  # fmt: skip


@transaction.atomic
def spoil_blanks(
    *,
    kind: str,
    series: str,
    spans: Sequence[Span],
    holder: User | None,
    reason: str,
    happened_on: date,
    actor: Actor,
    at: datetime,
) -> list[Movement]:
    """Blanks were spoiled and are kept until a commission destroys them. `holder` None: in the store.

    Refusals: NotHolder, NotKeeper, ReasonMissing, and those of `write`.
    """
    if holder is None:
        policies.require_keeper(actor)
    else:
        policies.require_may_spend(actor, holder.pk)
    if not clean(reason):
        raise ReasonMissing
    return _act(
        Act.SPOILED, kind, series, spans, origin=Account.of(holder.pk if holder else 0), on=happened_on,
        facts={"reason": clean(reason)[:300]}, actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def give_back(
    *,
    kind: str,
    series: str,
    spans: Sequence[Span],
    holder: User,
    happened_on: date,
    actor: Actor,
    at: datetime,
    are_spoiled: Spot = Spot.HOLDER,
) -> list[Movement]:
    """Blanks of a holder come back to the store. `are_spoiled`: `Spot.SPOILED` for spoiled ones.

    Refusals: NotKeeper, and those of `write`.
    """
    policies.require_keeper(actor)
    return _act(
        Act.GIVEN_BACK, kind, series, spans, origin=Account(are_spoiled, holder.pk), on=happened_on, facts={},
        actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def hand_over(
    *, holder: User, to: User | None, reason: str, happened_on: date, actor: Actor, at: datetime
) -> list[Movement]:
    """Everything a leaving person holds, good and spoiled, goes to another (None: to the store), by an act.

    Refusals: NotKeeper, HolderUnknown, SameHolder, ReasonMissing, NothingHeld, and those of `write`.
    """
    policies.require_keeper(actor)
    if to is not None:
        policies.require_holder(to, hromada_code=actor.hromada_code, on=today(at))
    if to == holder:
        raise SameHolder
    if not clean(reason):
        raise ReasonMissing
    lock(actor.hromada_code)
    act = Act.HANDED_OVER if to is not None else Act.GIVEN_BACK
    entries = []
    for spot in (Spot.HOLDER, Spot.SPOILED):
        origin = Account(spot, holder.pk)
        target = rules.target_of(act, origin, to=to.pk if to else 0)
        for (kind, series), spans in queries.numbers_of(actor.hromada_code, origin).items():
            if target is not None:
                entries.append(Entry(
                    kind=queries.kind_of(kind), series=series, spans=spans, act=act, origin=origin, target=target,
                    on=happened_on, facts={"reason": clean(reason)[:300]},
                ))  # fmt: skip
    if not entries:
        raise NothingHeld
    paper = keep_handover(
        groups=[Group.of(entry) for entry in entries], giver=str(holder), taker=str(to or actor.name),
        reason=clean(reason), on=happened_on, actor=actor, at=at,
    )  # fmt: skip
    return [line for entry in entries for line in write(_with(entry, paper=paper), actor=actor, at=at)]


@transaction.atomic
def return_blanks(
    *,
    kind: str,
    series: str,
    spans: Sequence[Span],
    party: str,
    document: str,
    happened_on: date,
    actor: Actor,
    at: datetime,
) -> list[Movement]:
    """Blanks go back to the civil-status office. Refusals: NotKeeper, PartyMissing, DocumentMissing, of `write`."""
    policies.require_keeper(actor)
    return _act(
        Act.RETURNED, kind, series, spans, origin=Account(Spot.STORE), on=happened_on,
        facts=_outside(party, document), actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def destroy_blanks(
    *,
    kind: str,
    series: str,
    spans: Sequence[Span],
    holder: User | None,
    commission: Commission,
    document: str,
    happened_on: date,
    actor: Actor,
    at: datetime,
) -> list[Movement]:
    """Spoiled blanks are destroyed by a commission, by an act that is kept. `holder` None: kept in the store.

    Refusals: NotKeeper, CommissionTooSmall, DocumentMissing, and those of `write`.
    """
    policies.require_keeper(actor)
    people = _commission(commission, on=happened_on)
    if not clean(document):
        raise DocumentMissing
    lock(actor.hromada_code)
    origin = Account(Spot.SPOILED, holder.pk if holder else 0)
    facts = {"commission": people, "document": clean(document)[:300]}
    entry = _entry(Act.DESTROYED, kind, series, spans, origin=origin, on=happened_on, facts=facts)
    paper = keep_destruction(
        group=Group.of(entry), commission=people, document=clean(document), on=happened_on, actor=actor, at=at
    )
    return write(_with(entry, paper=paper), actor=actor, at=at)


def _act(
    act: Act,
    kind: str,
    series: str,
    spans: Sequence[Span],
    *,
    origin: Account,
    on: date,
    facts: dict[str, Any],
    actor: Actor,
    at: datetime,
    to: int = 0,
) -> list[Movement]:
    lock(actor.hromada_code)
    return write(_entry(act, kind, series, spans, origin=origin, on=on, facts=facts, to=to), actor=actor, at=at)


def _entry(
    act: Act,
    kind: str,
    series: str,
    spans: Sequence[Span],
    *,
    origin: Account,
    on: date,
    facts: dict[str, Any],
    to: int = 0,
) -> Entry:
    known: BlankKind = queries.kind_of(kind)
    read, target = rules.series_read(series), rules.target_of(act, origin, to=to)
    if read is None:
        raise SeriesUnreadable(text=clean(series)[:40])
    if target is None:
        raise KindUnknown
    return Entry(
        kind=known, series=read, spans=rules.merged(spans), act=act, origin=origin, target=target, on=on, facts=facts
    )


def _with(entry: Entry, **facts: Any) -> Entry:
    return Entry(
        kind=entry.kind, series=entry.series, spans=entry.spans, act=entry.act, origin=entry.origin,
        target=entry.target, on=entry.on, facts={**entry.facts, **facts},
    )  # fmt: skip


def _outside(party: str, document: str) -> dict[str, str]:
    if not clean(party):
        raise PartyMissing
    if not clean(document):
        raise DocumentMissing
    return {"party": clean(party)[:300], "document": clean(document)[:300]}


def _commission(people: Commission, *, on: date) -> list[str]:
    found = rules.commission_read("\n".join(people))
    least = queries.rule_on(on).commission_least
    if len(found) < least:
        raise CommissionTooSmall(least=least)
    return found
