"""The first people of an installation, by the command line."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from tests import factories as make
from vikno.accounts.models import Membership, Organisation, User
from vikno.accounts.queries import actor_of
from vikno.common import tenancy

pytestmark = pytest.mark.django_db
type Terminal = Callable[..., tuple[int, str, str]]
NAME = "Перша Ганна Іванівна"


def test_the_first_head_signs_in_and_adds_the_next(terminal: Terminal) -> None:
    make.hromada(make.OWN)
    code, out, _err = terminal("add-person", "hanna", NAME, "--role", "head", "--hromada", make.OWN, "--json")
    said = json.loads(out)
    assert (code, said["username"]) == (0, "hanna")
    assert Client().login(username="hanna", password=said["password"])
    person = User.objects.get(username="hanna")
    assert person.temporary_password_until is not None
    held = Membership.objects.get(user=person)
    assert (held.role, held.hromada_code) == ("head", make.OWN)
    assert actor_of(held).hromada_code == make.OWN


def test_people_of_a_programme_share_its_organisation(terminal: Terminal) -> None:
    for name, role in (("maria", "programme"), ("ivan", "expert")):
        assert terminal("add-person", name, NAME, "--role", role, "--organisation", "Програма «Двері»")[0] == 0
    assert Organisation.objects.get().kind == "programme"
    assert {held.organisation_id for held in Membership.objects.all()} == {Organisation.objects.get().pk}
    assert terminal("add-person", "nobody", NAME, "--role", "expert")[0] == 2
    assert not User.objects.filter(username="nobody").exists()


def test_who_is_there_gets_the_role_and_keeps_the_password(terminal: Terminal) -> None:
    make.hromada(make.OWN)
    assert terminal("add-person", "hanna", NAME, "--role", "steward")[0] == 0
    before = User.objects.get().password
    code, out, _err = terminal("add-person", "Hanna", NAME, "--role", "head", "--hromada", make.OWN)
    assert (code, "пароль" in out) == (0, False)
    assert User.objects.get().password == before
    assert sorted(Membership.objects.values_list("role", flat=True)) == ["head", "steward"]


@pytest.mark.parametrize(
    "more",
    [
        ("--role", "head"), ("--role", "steward", "--hromada", make.OWN), ("--role", "head", "--hromada", "UA99"),
        ("--role", "head", "--hromada", make.OWN, "--oblast", make.OWN), ("--role", "overseer", "--oblast", make.OWN),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_changes_nothing(terminal: Terminal, more: tuple[str, ...]) -> None:
    make.hromada(make.OWN)
    assert terminal("add-person", "hanna", NAME, *more)[0] == 2
    assert not User.objects.exists()


def test_a_lost_password(terminal: Terminal) -> None:
    tenancy.bind(make.OWN)
    person = make.membership("head").user
    code, out, _err = terminal("new-password", person.username, "--json")
    assert code == 0
    assert Client().login(username=person.username, password=json.loads(out)["password"])
    assert terminal("new-password", "nobody")[0] == 2
