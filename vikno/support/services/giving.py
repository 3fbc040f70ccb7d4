"""A package of 360Giving on its way in: offered, brought in whole or dropped, undone while nothing hangs on it."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vikno.common.actors import Actor
from vikno.programmes.models import Programme
from vikno.support import policies, queries, rules
from vikno.support.enums import DayOrder, PackageMove, PackageState
from vikno.support.errors import (
    DaysSaidOtherwise,
    GrantsBuiltUpon,
    GrantsWrong,
    MoveNotAllowed,
    NoSuchThing,
    NothingToBring,
    PackageRefused,
    PackageThere,
    WordsMissing,
)
from vikno.support.giving import read_package
from vikno.support.judging import MOST_GRANTS, JudgedGrant, days_of
from vikno.support.models import BroughtGrant, GrantPackage, Memorandum
from vikno.support.services.common import record, short


@transaction.atomic
def offer_package(
    *, programme: Programme, file_name: str, content: bytes, actor: Actor, at: datetime
) -> GrantPackage:  # fmt: skip
    """Keep a file to be looked at; nothing of it is brought in. Refusals: NotYourMove, NoSuchThing, PackageRefused,
    PackageThere.
    """
    _require_own(actor, programme.organisation_id)
    package = read_package(content)
    if not package.grants or len(package.grants) > MOST_GRANTS:
        raise PackageRefused(reason=_("грантів має бути від 1 до {most}.").format(most=MOST_GRANTS))
    sha256 = hashlib.sha256(content).hexdigest()
    live = GrantPackage.objects.filter(organisation_id=programme.organisation_id, sha256=sha256)
    if live.filter(state__in=(PackageState.OFFERED, PackageState.BROUGHT)).exists():
        raise PackageThere
    made = GrantPackage.objects.create(
        organisation_id=programme.organisation_id, programme=programme, file_name=short(file_name, 200),
        content=content.decode(), sha256=sha256, offered_at=at, offered_by_name=actor.name,
    )  # fmt: skip
    record(actor, "grants.offered", made, at=at, sha256=sha256, grants=len(package.grants))
    return made


@transaction.atomic
def say_day_order(*, package: GrantPackage, order: DayOrder, actor: Actor, at: datetime) -> GrantPackage:
    """Say once for a package how its days are read; the file stays as it came. Refusals: NotYourMove, NoSuchThing,
    MoveNotAllowed.
    """
    held = _held(package, PackageMove.BRING, actor)
    held.day_order, held.days_said_at, held.days_said_by_name = order, at, actor.name
    held.save(update_fields=["day_order", "days_said_at", "days_said_by_name"])
    proposed = days_of(queries.judged_package(actor, held)).proposed
    record(actor, "grants.days_said", held, at=at, sha256=held.sha256, order=order.value, proposed=proposed or "")
    return held


@transaction.atomic
def bring_package(*, package: GrantPackage, actor: Actor, at: datetime, day_order: str = "") -> int:
    """Every grant of it that is not here yet; how many. `day_order`: as whoever presses saw the days read. Refusals:
    NotYourMove, NoSuchThing, MoveNotAllowed, DaysSaidOtherwise, GrantsWrong, NothingToBring.
    """
    held = _held(package, PackageMove.BRING, actor)
    if held.day_order != day_order:
        raise DaysSaidOtherwise
    told = queries.judged_package(actor, held)
    wrong = sum(1 for one in told if one.faults)
    if wrong:
        raise GrantsWrong(wrong=wrong, count=len(told))
    new = [one for one in told if not one.is_known]
    if not new:
        raise NothingToBring
    BroughtGrant.objects.bulk_create(_grant(held, one) for one in new)
    held.brought_at, held.brought_by_name = at, actor.name
    held.save(update_fields=["state", "brought_at", "brought_by_name"])
    record(actor, "grants.brought", held, at=at, sha256=held.sha256, grants=len(new), passed_over=len(told) - len(new),
           day_order=held.day_order)  # fmt: skip
    return len(new)


@transaction.atomic
def drop_package(*, package: GrantPackage, actor: Actor, at: datetime, words: str) -> GrantPackage:
    """Nothing is made of it. Refusals: NotYourMove, NoSuchThing, MoveNotAllowed, WordsMissing."""
    held = _ended(_held(package, PackageMove.DROP, actor), words, actor=actor, at=at)
    record(actor, "grants.dropped", held, at=at, sha256=held.sha256)
    return held


@transaction.atomic
def undo_package(*, package: GrantPackage, actor: Actor, at: datetime, words: str) -> GrantPackage:
    """Its grants leave; the file and who did what stay. Refusals: NotYourMove, NoSuchThing, MoveNotAllowed,
    WordsMissing, GrantsBuiltUpon.
    """
    held = _held(package, PackageMove.UNDO, actor)
    rows = list(BroughtGrant.objects.select_for_update(of=("self",)).filter(package=held))
    built = sum(1 for one in rows if one.memorandum_id)
    if built:
        raise GrantsBuiltUpon(count=built)
    _ended(held, words, actor=actor, at=at)
    BroughtGrant.objects.filter(package=held).delete()
    record(actor, "grants.undone", held, at=at, sha256=held.sha256, grants=len(rows))
    return held


@transaction.atomic
def link_grant(*, grant: BroughtGrant, memorandum: Memorandum | None, actor: Actor, at: datetime) -> BroughtGrant:
    """Say which memorandum a grant pays for; None takes it back. Refusals: NotYourMove, NoSuchThing."""
    _require_own(actor, grant.organisation_id)
    if memorandum is not None and memorandum.organisation_id != grant.organisation_id:
        raise NoSuchThing
    rows = BroughtGrant.objects.select_for_update(of=("self",)).filter(organisation_id=grant.organisation_id)
    found = rows.filter(pk=grant.pk).first()
    if found is None:
        raise NoSuchThing
    found.memorandum = memorandum
    found.save(update_fields=["memorandum"])
    record(actor, "grants.linked", found, at=at, key=found.key, memorandum=memorandum.number if memorandum else "")
    return found


def _require_own(actor: Actor, organisation_id: int) -> None:
    if policies.of_programme(actor) != organisation_id:
        raise NoSuchThing


def _held(package: GrantPackage, move: PackageMove, actor: Actor) -> GrantPackage:
    """The package as it is now, in the state that the table of moves leads to."""
    _require_own(actor, package.organisation_id)
    rows = GrantPackage.objects.select_for_update(of=("self",)).filter(pk=package.pk)
    held = rows.filter(organisation_id=package.organisation_id).first()
    if held is None:
        raise NoSuchThing
    after = rules.PACKAGE_MOVES.get((held.state, move))
    if after is None:
        raise MoveNotAllowed(state=held.get_state_display())
    held.state = after
    return held


def _ended(held: GrantPackage, words: str, *, actor: Actor, at: datetime) -> GrantPackage:
    if not short(words):
        raise WordsMissing
    held.ended_at, held.ended_by_name = at, actor.name
    held.ended_because = short(words, 300)
    held.save(update_fields=["state", "ended_at", "ended_by_name", "ended_because"])
    return held


def _grant(package: GrantPackage, one: JudgedGrant) -> BroughtGrant:
    if one.amount is None or one.awarded_on is None:
        raise ValueError("a grant with faults is never kept")
    return BroughtGrant(
        organisation_id=package.organisation_id, package=package, row=one.row, key=one.key, title=short(one.title),
        amount=one.amount, currency=one.currency, awarded_on=one.awarded_on,
        recipient=short(one.recipient, 300), funder=short(one.funder, 300), about_id=one.hromada or None,
    )  # fmt: skip
