"""Boring defaults: each function makes one thing, names only what matters to the test, and needs no other call.

Two invented hromadas stand for «own» and «foreign»: Вигадівська and Сусідська.
"""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from vikno.accounts.enums import OrganisationKind, Role
from vikno.accounts.models import Membership, Organisation, User
from vikno.accounts.queries import actor_of
from vikno.common.actors import Actor
from vikno.common.text import fold, sort_key
from vikno.territories.enums import Category
from vikno.territories.models import Unit

OWN = "UA99010010000000011"
FOREIGN = "UA99010030000000033"
NAMES = {OWN: "Вигадівська", FOREIGN: "Сусідська"}
PASSWORD = "дуже-довгий-пароль-для-тестів"
LONG_AGO = date(2024, 1, 1)
MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_serial = count(1)


def unit(code: str, *, name: str, category: str, **facts: Any) -> Unit:
    """A unit of the codifier, made once."""
    keys = {"search_key": fold(name), "sort_key": sort_key(name), "first_seen_on": LONG_AGO}
    return Unit.objects.get_or_create(code=code, defaults={"name": name, "category": category, **keys, **facts})[0]


def hromada(code: str = OWN) -> Unit:
    return unit(code, name=NAMES.get(code, f"Громада {code[-5:]}"), category=Category.HROMADA)


def settlement(name: str = "Лугове", *, of: str = OWN) -> Unit:
    code = f"{of[:9]}{next(_serial):03d}{next(_serial):07d}"
    return unit(code, name=name, category=Category.VILLAGE, hromada=hromada(of), parent=hromada(of))


def organisation(name: str = "Управління соціального захисту", **facts: Any) -> Organisation:
    return Organisation.objects.create(name=name, **{"kind": OrganisationKind.PROVIDER, **facts})


def user(full_name: str = "Коваль Олена Петрівна", **facts: Any) -> User:
    """Somebody without a role."""
    made = User(username=f"user{next(_serial)}", full_name=full_name)
    for name, value in facts.items():
        setattr(made, name, value)
    made.set_password(PASSWORD)
    made.save()
    return made


def membership(role: str, *, of: str = OWN, person: User | None = None, **facts: Any) -> Membership:
    """A role in force since long ago. A steward works for no hromada, a provider for an organisation."""
    if role == Role.PROVIDER:
        facts.setdefault("organisation", organisation())
    defaults = {"valid_from": LONG_AGO, "granted_at": MOMENT}
    return Membership.objects.create(
        user=person or user(), role=role, hromada_code="" if role == Role.STEWARD else of, **{**defaults, **facts}
    )


def actor(role: str, *, of: str = OWN, **facts: Any) -> Actor:
    """An actor for services, with a membership behind it."""
    return actor_of(membership(role, of=of, **facts))
