"""The left rail: what is done all day stands first under its keys, a long rest under titles."""

from itertools import groupby

import pytest
from django.urls import reverse

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.common.actors import Actor
from vikno.common.components import NavItem
from vikno.desk.navigation import GROUPS, rail_for


def rail(role: Role, path: str = "/") -> tuple[NavItem, ...]:
    return rail_for(Actor(user_id=1, membership_id=1, name="", role=role, hromada_code=make.OWN), path=path)


def test_the_first_nine_have_keys_and_no_title() -> None:
    lines = rail(Role.HEAD)
    assert [line.key for line in lines[:9]] == [str(key) for key in range(1, 10)]
    assert {line.group for line in lines[:9]} == {""}
    assert {line.key for line in lines[9:]} == {""}
    assert all(line.group for line in lines[9:])


def test_each_title_stands_once_in_the_order_of_the_list() -> None:
    titles = [title for title, _lines in groupby(line.group for line in rail(Role.HEAD)[9:])]
    assert titles == [str(title) for title, _rooms in GROUPS if str(title) in titles]
    assert len(titles) > 3


@pytest.mark.parametrize("role", list(Role))
def test_no_role_is_led_to_one_page_twice(role: Role) -> None:
    addresses = [line.url for line in rail(role)]
    assert len(addresses) == len(set(addresses))


def test_the_nearest_section_is_the_current_one() -> None:
    lines = rail(Role.HEAD, reverse("cases:journal") + "?page=2")
    assert [line.url for line in lines if line.current] == [reverse("cases:journal")]


def test_a_page_beside_the_only_section_of_its_room_stands_in_it() -> None:
    lines = rail(Role.LEADER, reverse("events:visit_report", args=[2]))
    assert [line.url for line in lines if line.current] == [reverse("events:ours")]


def test_a_page_beside_several_sections_of_its_room_stands_in_none() -> None:
    letters, messages = reverse("correspondence:letters"), reverse("correspondence:messages")
    room = letters.split("/")[1]
    assert messages.startswith(f"/{room}/")
    assert [line.url for line in rail(Role.HEAD, f"/{room}/of-neither/") if line.current] == []


def test_a_room_named_nowhere_stands_under_the_last_title() -> None:
    keys = next(line for line in rail(Role.HEAD) if line.url == reverse("accounts:keys"))
    assert keys.group == str(GROUPS[-1][0])
