"""The invented staff: accounts, organisations, roles. The password is the same for all and shown on the screen."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from vikno.accounts import queries
from vikno.accounts.enums import BEYOND_HROMADAS, PROGRAMME_ROLES, OrganisationKind
from vikno.accounts.models import Membership, Organisation, User
from vikno.common.actors import Actor
from vikno.demo import people, places

_ORGANISATIONS = {
    "council": ("Вербопільська селищна рада", "Вербопільська рада", OrganisationKind.COUNCIL, ""),
    "social": ("Управління соціального захисту населення", "Соцзахист", OrganisationKind.PROVIDER, "social_protection"),
    "oblast": ("Обласна адміністрація", "ОДА", OrganisationKind.OVERSEER, ""),
    "programme": ("Програма «Відкриті двері»", "Відкриті двері", OrganisationKind.PROGRAMME, ""),
    "land": ("Відділ земельного кадастру", "Земельний кадастр", OrganisationKind.PROVIDER, "land_agency"),
}


@dataclass(frozen=True)
class Staffed:
    """Everybody of the demo by username, and the organisations by key."""

    actors: dict[str, Actor]
    users: dict[str, User]
    organisations: dict[str, Organisation]


def hire(*, at: datetime, since: date) -> Staffed:
    """Make organisations, accounts and roles that are in force since a date."""
    organisations = {
        key: Organisation.objects.create(name=name, short_name=short, kind=kind, authority_code=authority, is_demo=True)
        for key, (name, short, kind, authority) in _ORGANISATIONS.items()
    }
    password = make_password(people.PASSWORD)
    users: dict[str, User] = {}
    actors: dict[str, Actor] = {}
    for one in (*people.SIGN_INS, *people.OTHERS):
        membership = _hire(one, password=password, organisation=organisations.get(one.organisation), at=at, since=since)
        users[one.username], actors[one.username] = membership.user, queries.actor_of(membership)
    return Staffed(actors=actors, users=users, organisations=organisations)


def hire_neighbour(*, at: datetime, since: date) -> None:
    """The head of the next hromada, who must see nothing of this one. Comes last: the sign that all is loaded."""
    _hire(people.NEIGHBOUR_HEAD, password=make_password(people.PASSWORD), organisation=None, at=at, since=since)


def _hire(
    one: people.Staff, *, password: str, organisation: Organisation | None, at: datetime, since: date
) -> Membership:
    user = User.objects.create(
        username=one.username, full_name=one.full_name, password=password, is_demo=True,
        email=f"{one.username}@example.org" if one.role in PROGRAMME_ROLES else "",
    )  # fmt: skip
    return Membership.objects.create(
        user=user, role=one.role, valid_from=since, granted_at=at, hromada_code=_hromada(one), organisation=organisation
    )


def _hromada(one: people.Staff) -> str:
    if one.role in BEYOND_HROMADAS:
        return ""
    return places.NEIGHBOUR if one is people.NEIGHBOUR_HEAD else places.HROMADA
