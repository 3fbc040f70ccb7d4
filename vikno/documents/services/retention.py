"""Periods of keeping, holds, and acts of destruction: what this room does itself; the desk joins it with cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction

from vikno.audit import services as audit
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.documents import acts, policies, retention, rules, storage
from vikno.documents.enums import ActState, FileState
from vikno.documents.errors import (
    ActDecided,
    AlreadyHeld,
    CommissionTooSmall,
    Held,
    NotHeld,
    NothingToDestroy,
    RuleThere,
    SamePersonDecides,
    TooShort,
)
from vikno.documents.models import (
    DestructionAct,
    DestructionItem,
    GeneratedDocument,
    Hold,
    RetentionRule,
    StoredFile,
)
from vikno.documents.papers import Letterhead
from vikno.documents.services.keeping import keep_laid_out

SMALLEST_COMMISSION = 2
_ACTS_LOCK = 0x41435453


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a line of an act says; `files` are rows of this room."""

    about_type: str
    about_id: str
    number_shown: str
    title: str
    rule: str
    keep_until: date
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Member:
    name: str
    post: str


@transaction.atomic
def add_retention_rule(
    *,
    actor: Actor,
    at: datetime,
    title: str,
    years: int | None,
    source: str,
    valid_from: date,
    service: PublicService | None = None,
    item: str = "",
    is_confirmed: bool = False,
) -> RetentionRule:
    """Write a dated line of the table. Refusals: MayNotDestroy, TooShort (below the floor of the data), RuleThere."""
    policies.require_may_govern_retention(actor)
    floor = retention.shipped()["floor"]
    if years is not None and years < floor["years"]:
        raise TooShort(years=floor["years"], source=floor["source"])
    try:
        with transaction.atomic():
            rule = RetentionRule.objects.create(
                hromada_id=actor.hromada_code, service=service, item=item, title=title, years=years, source=source,
                is_confirmed=is_confirmed, valid_from=valid_from, recorded_by_id=actor.user_id, recorded_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise RuleThere from error
    audit.record(
        actor=actor, action="retention.rule_added", subject=rule, at=at, hromada_code=actor.hromada_code,
        facts={"years": years, "service": service.code if service else "", "source": source},
    )  # fmt: skip
    return rule


@transaction.atomic
def place_hold(*, actor: Actor, at: datetime, about_type: str, about_id: str, reason: str) -> Hold:
    """Forbid destruction until the hold is lifted. Refusals: MayNotDestroy, AlreadyHeld."""
    policies.require_may_govern_retention(actor)
    known = retention.holds_on(about_type, [about_id], hromada_code=actor.hromada_code)
    if about_id in known:
        raise AlreadyHeld(reason=known[about_id].reason)
    hold = Hold.objects.create(
        hromada_id=actor.hromada_code, about_type=about_type, about_id=about_id, reason=reason.strip(), placed_at=at,
        placed_by_id=actor.user_id,
    )  # fmt: skip
    audit.record(
        actor=actor, action="retention.held", subject=hold, at=at, hromada_code=actor.hromada_code,
        facts={"about": f"{about_type}:{about_id}"},
    )  # fmt: skip
    return hold


@transaction.atomic
def lift_hold(*, actor: Actor, at: datetime, about_type: str, about_id: str) -> Hold:
    """Refusals: MayNotDestroy, NotHeld."""
    policies.require_may_govern_retention(actor)
    hold = retention.holds_on(about_type, [about_id], hromada_code=actor.hromada_code).get(about_id)
    if hold is None:
        raise NotHeld
    hold.lifted_at, hold.lifted_by_id = at, actor.user_id
    hold.save(update_fields=["lifted_at", "lifted_by_id"])
    audit.record(
        actor=actor, action="retention.released", subject=hold, at=at, hromada_code=actor.hromada_code,
        facts={"about": f"{about_type}:{about_id}"},
    )  # fmt: skip
    return hold


@transaction.atomic
def request_act(*, actor: Actor, at: datetime, lines: Sequence[Line], commission: Sequence[Member]) -> DestructionAct:
    """Draw an act up; nothing is destroyed yet.

    Refusals: MayNotDestroy, NothingToDestroy (none, or one whose time has not passed), CommissionTooSmall, Held.
    """
    policies.require_may_request_destruction(actor)
    today = clock.today(at)
    if not lines or not all(rules.is_due(line.keep_until, today=today) for line in lines):
        raise NothingToDestroy
    if len([member for member in commission if member.name.strip() and member.post.strip()]) < SMALLEST_COMMISSION:
        raise CommissionTooSmall(n=SMALLEST_COMMISSION)
    _require_free([(line.about_type, line.about_id, line.number_shown) for line in lines], actor)
    with connection.cursor() as cursor:  # numbers follow one another without a gap
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_ACTS_LOCK, actor.hromada_code])
    act = DestructionAct.objects.create(
        hromada_id=actor.hromada_code, number=_next_number(today.year, hromada_code=actor.hromada_code),
        commission=[{"name": member.name.strip(), "post": member.post.strip()} for member in commission],
        requested_by_id=actor.user_id or 0, requested_by_name=actor.name, requested_at=at,
    )  # fmt: skip
    DestructionItem.objects.bulk_create(
        DestructionItem(
            hromada_id=actor.hromada_code, act=act, about_type=line.about_type, about_id=line.about_id,
            number_shown=line.number_shown, title=line.title, rule=line.rule, keep_until=line.keep_until,
            files=[{"id": file.pk, "sha256": file.sha256, "pages": file.pages} for file in line.files],
        )
        for line in lines
    )  # fmt: skip
    _record(act, "requested", actor=actor, at=at)
    return act


@transaction.atomic
def approve_act(*, act: DestructionAct, letterhead: Letterhead, actor: Actor, at: datetime) -> DestructionAct:
    """The second person's word, and the act on paper as evidence. What the act names is destroyed by the caller, in
    the same transaction.

    Refusals: MayNotDestroy, SamePersonDecides, ActDecided, Held.
    """
    act = _open_act(act, actor)
    _require_free([(item.about_type, item.about_id, item.number_shown) for item in act.items.all()], actor)
    act.state, act.decided_by_id, act.decided_by_name, act.decided_at = (
        ActState.CARRIED_OUT, actor.user_id, actor.name, at,
    )  # fmt: skip
    act.document = keep_laid_out(
        acts.act_form(acts.act_paper(act, list(act.items.all()), letterhead=letterhead)), actor=actor, at=at,
        hromada_code=act.hromada_id,
    )  # fmt: skip
    act.save()
    _record(act, "carried_out", actor=actor, at=at)
    return act


@transaction.atomic
def reject_act(*, act: DestructionAct, actor: Actor, at: datetime) -> DestructionAct:
    """Nothing is destroyed. Refusals: MayNotDestroy, SamePersonDecides, ActDecided."""
    act = _open_act(act, actor)
    act.state, act.decided_by_id, act.decided_by_name, act.decided_at = (
        ActState.REJECTED, actor.user_id, actor.name, at,
    )  # fmt: skip
    act.save()
    _record(act, "rejected", actor=actor, at=at)
    return act


def destroy_file(*, file: StoredFile, act_number: str, at: datetime) -> None:
    """Bytes go once the transaction is kept; the row keeps the hash and the act. Inside the caller's transaction."""
    name = file.storage_name
    if file.state == FileState.DESTROYED:
        return
    file.state, file.storage_name, file.original_name = FileState.DESTROYED, "", "знищено"
    file.destroyed_at, file.destroyed_by_act, file.refusal = at, act_number, ""
    file.save()
    if name:
        transaction.on_commit(lambda: storage.destroy(name))


def destroy_forms(*, number: str, besides: int | None, act_number: str, at: datetime, hromada_code: str) -> int:
    """Empty the data of every printed form that carries a number (and of `besides`); how many.

    Hash, title and act stay; a trigger lets nothing else change.
    """
    ours = GeneratedDocument.objects.filter(hromada_id=hromada_code, destroyed_at__isnull=True)
    found = ours.filter(data__number=number) | ours.filter(pk=besides or 0)
    return found.update(data={}, destroyed_at=at, destroyed_by_act=act_number)


def _open_act(act: DestructionAct, actor: Actor) -> DestructionAct:
    policies.require_may_govern_retention(actor)
    act = DestructionAct.objects.select_for_update(of=("self",)).get(pk=act.pk, hromada_id=actor.hromada_code)
    if act.state != ActState.REQUESTED:
        raise ActDecided(number=act.number, state=ActState(act.state).label)
    if act.requested_by_id == actor.user_id:
        raise SamePersonDecides(number=act.number)
    return act


def _next_number(year: int, *, hromada_code: str) -> str:
    """One more than any act known here, also acts known only by what they destroyed, after a restoring."""
    given = {"hromada_id": hromada_code}
    acts = DestructionAct.objects.filter(number__startswith=f"{year}-", **given).values_list("number", flat=True)
    told = GeneratedDocument.objects.filter(destroyed_by_act__startswith=f"{year}-", **given)
    known = {*acts.order_by(), *told.order_by().values_list("destroyed_by_act", flat=True).distinct()}
    return rules.act_number(year, max((int(number.split("-")[1]) for number in known), default=0) + 1)


def _require_free(subjects: list[tuple[str, str, str]], actor: Actor) -> None:
    for about_type in {each[0] for each in subjects}:
        keys = [each[1] for each in subjects if each[0] == about_type]
        holds = retention.holds_on(about_type, keys, hromada_code=actor.hromada_code)
        for _type, key, number in subjects:
            if key in holds:
                raise Held(number=number, reason=holds[key].reason)


def _record(act: DestructionAct, what: str, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor, action=f"destruction.{what}", subject=act, at=at, hromada_code=act.hromada_id,
        facts={"number": act.number, "items": act.items.count()},
    )  # fmt: skip
