"""The small fictional hromada of cases, with blanks in the store and with a starosta."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from vikno.accounts.models import User
from vikno.blanks import queries, services
from vikno.blanks.models import Movement
from vikno.blanks.rules import Account, Span
from vikno.cases.tests.world import AT, HOME, NEIGHBOUR, World, build, case_in, member
from vikno.common.actors import Actor

__all__ = ["AT", "HOME", "NEIGHBOUR", "World", "build", "case_in", "member"]

DAY = AT.date()
COMMISSION = ("Ґалаґан Є. І., голова", "Гайовий С. Л.", "Ковалик Д. О.")


def after(days: int) -> dt.datetime:
    return AT + dt.timedelta(days=days)


def user_of(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def spans(*pairs: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(Span(first, last) for first, last in pairs)


def received(world: World, *pairs: tuple[int, int], **given: Any) -> Sequence[Movement]:
    """Blanks of birth certificates in the store."""
    facts = {
        "kind": "birth", "series": "І-АБ", "spans": spans(*(pairs or ((101, 150),))), "party": "Вигаданий відділ ДРАЦС",
        "document": "накладна № 7 від 01.11.2026", "commission": COMMISSION, "happened_on": DAY, "actor": world.head,
        "at": AT,
    }  # fmt: skip
    return services.receive_blanks(**{**facts, **given})


def issued(world: World, *pairs: tuple[int, int], to: Actor | None = None, **given: Any) -> Sequence[Movement]:
    """From the store to the starosta."""
    facts = {
        "kind": "birth", "series": "І-АБ", "spans": spans(*(pairs or ((101, 120),))),
        "holder": user_of(to or world.starosta), "document": "відомість № 1", "happened_on": DAY, "actor": world.head,
        "at": AT,
    }  # fmt: skip
    return services.issue_blanks(**{**facts, **given})


def used(world: World, number: int, **given: Any) -> Movement:
    facts = {
        "kind": "birth", "series": "І-АБ", "spans": spans((number, number)), "holder": user_of(world.starosta),
        "act_record": f"№ {number}", "happened_on": DAY, "actor": world.starosta, "at": AT,
    }  # fmt: skip
    return services.use_blank(**{**facts, **given})


def spoiled(world: World, number: int, **given: Any) -> Sequence[Movement]:
    facts = {
        "kind": "birth", "series": "І-АБ", "spans": spans((number, number)), "holder": user_of(world.starosta),
        "reason": "помилка друку", "happened_on": DAY, "actor": world.starosta, "at": AT,
    }  # fmt: skip
    return services.spoil_blanks(**{**facts, **given})


def numbers(account: Account) -> dict[tuple[str, str], tuple[Span, ...]]:
    return queries.numbers_of(HOME, account)
