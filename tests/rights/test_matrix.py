"""The table against the site: who gets in, who is sent away, and what a refused request leaves behind."""

import re
import zlib
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from tests import factories as make
from tests.rights.changes import Watch
from tests.rights.table import KEY, ROLES, SIGNED_IN, Page, a_quarter, names_of_addresses, table
from tests.rights.world import World, signed_in
from vikno.accounts.models import User
from vikno.common import clock

pytestmark = pytest.mark.django_db
TABLE = table()
PAGES = list(TABLE.values())
GUARDED = [page for page in PAGES if not page.is_public]
BY_TENANT = [page for page in PAGES if page.tenant]
READ = [page for page in PAGES if not page.post and not page.ends]
FORM = "application/x-www-form-urlencoded"
# What differs between two drawings of the same page.
_FLEETING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken": "[^"]*"')


def name(page: Page) -> str:
    return page.name


@pytest.fixture
def world(lent_world: World) -> World:
    return lent_world


def ask(client: Client, page: Page, parts: dict[str, object], **more: object) -> HttpResponse:
    address = reverse(page.name, kwargs=parts)
    if page.post:
        return client.post(address, page.data, **more)  # type: ignore[return-value]
    return client.get(address, **more)  # type: ignore[return-value]


def is_refused(answer: HttpResponse, page: Page) -> bool:
    """How a stranger is sent away: a person to sign in, a program to its key."""
    return answer.status_code == 401 if page.is_for_programs else is_sign_in(answer)


def is_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")


def test_every_address_is_in_the_table_and_every_line_has_an_address() -> None:
    assert names_of_addresses() == set(TABLE)


def test_the_table_names_known_roles() -> None:
    for page in GUARDED:
        if page.who not in (SIGNED_IN, KEY):
            assert set(page.who) <= set(ROLES), page.name


def some(roles: list[str], page: Page, few: int) -> list[str]:
    """A few of the roles that are let in or refused, others for each page: the guard asks who is let in.

    Every role at every page is asked by the slow twins of these tests.
    """
    start = zlib.crc32(page.name.encode()) % max(len(roles), 1)
    return sorted((roles[start:] + roles[:start])[:few], key=ROLES.index)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_each_role_gets_what_the_table_says(world: World, page: Page) -> None:
    let_in = [role for role in ROLES if page.lets_in(role)]
    refused = [role for role in ROLES if role not in let_in]
    assert_told_by_the_table(world, page, some(let_in, page, 2) + some(refused, page, 2))


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_role_gets_what_the_table_says(world: World, page: Page) -> None:
    assert_told_by_the_table(world, page, ROLES)


def assert_told_by_the_table(world: World, page: Page, roles: list[str]) -> None:
    parts = world.parts(page.of)
    for role in roles:
        answer = ask(world.client(role), page, parts)
        if page.lets_in(role):
            assert answer.status_code in page.seen, (role, answer.status_code)
            assert not is_sign_in(answer), role
        else:
            assert answer.status_code == (401 if page.is_for_programs else 404), (role, answer.status_code)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_stranger_is_asked_to_sign_in(world: World, page: Page) -> None:
    answer = ask(Client(), page, world.parts(page.of))
    assert answer.status_code in page.seen if page.is_public else is_refused(answer, page)


@pytest.mark.parametrize("page", a_quarter(GUARDED))
def test_a_disabled_person_is_a_stranger(world: World, page: Page) -> None:
    held = world.people[make.OWN]["head"]
    client = signed_in(held)
    User.objects.filter(pk=held.user.pk).update(is_active=False)
    assert is_refused(ask(client, page, world.parts(page.of)), page)


@pytest.mark.parametrize("page", BY_TENANT, ids=name)
def test_a_foreign_thing_looks_like_an_unknown_one(world: World, page: Page) -> None:
    for role in filter(page.lets_in, ROLES):
        client = world.client(role, of=make.FOREIGN)
        foreign = ask(client, page, world.parts(page.of))
        unknown = ask(client, page, world.parts(page.of, hromada=None))
        assert (foreign.status_code, unknown.status_code) == (404, 404), role
        assert _FLEETING.sub(b"", foreign.content) == _FLEETING.sub(b"", unknown.content), role
        assert dict(foreign.headers) == dict(unknown.headers), role


@pytest.mark.parametrize("page", a_quarter([page for page in PAGES if not page.tokenless]))
def test_a_post_without_its_token_is_refused(world: World, page: Page) -> None:
    """The token is asked for before anybody looks who came: two roles say as much as seven."""
    address = reverse(page.name, kwargs=world.parts(page.of))
    let_in = [role for role in ROLES if page.lets_in(role)][:2]
    clients = {role: world.client(role, enforce_csrf_checks=True) for role in let_in}
    watch = Watch()
    for role, client in clients.items():
        assert client.post(address, page.data).status_code == 403, role
        foreign_origin = client.post(address, page.data, headers={"Origin": "https://evil.example"})
        assert foreign_origin.status_code == 403, role
    assert watch.changed() == set()


@pytest.mark.parametrize("page", GUARDED, ids=name)
def test_an_unsafe_request_of_a_wrong_role_changes_nothing(world: World, page: Page) -> None:
    refused = some([role for role in ROLES if not page.lets_in(role)], page, 2)
    foreign = some([role for role in ROLES if page.lets_in(role)], page, 2)
    assert_changed_by_nobody(world, page, refused, foreign + refused[:1])


@pytest.mark.slow
@pytest.mark.parametrize("page", GUARDED, ids=name)
def test_an_unsafe_request_of_any_wrong_role_changes_nothing(world: World, page: Page) -> None:
    assert_changed_by_nobody(world, page, [role for role in ROLES if not page.lets_in(role)], ROLES)


def assert_changed_by_nobody(world: World, page: Page, refused: list[str], foreign: list[str]) -> None:
    """`refused`: roles of the own hromada that may not; `foreign`: roles of another one, for a tenant's thing."""
    if page.ends:
        pytest.skip("the page of one's own session")
    address = reverse(page.name, kwargs=world.parts(page.of))
    strangers = [Client(), *(world.client(role) for role in refused)]
    if page.tenant:
        strangers += [world.client(role, of=make.FOREIGN) for role in foreign]
    watch = Watch()
    for client in strangers:
        # The other methods take the same way in: one of each group of strangers tries them.
        others = (client.put, client.patch, client.delete) if client in (strangers[0], strangers[-1]) else ()
        for method in (client.post, *others):
            answer = method(address, urlencode(page.data), content_type=FORM)
            assert answer.status_code in (302, 401, 403, 404, 405), answer.status_code
    assert watch.changed() == set()


@pytest.mark.parametrize("page", a_quarter(READ))
def test_reading_twice_changes_nothing(world: World, page: Page) -> None:
    parts = world.parts(page.of)
    for role in [role for role in ROLES if page.lets_in(role)][:2]:
        client = world.client(role)
        watch = Watch(besides=page.writes)
        ask(client, page, parts)
        ask(client, page, parts)
        assert watch.changed() == set(), role


def test_however_long_the_tests_take_no_desk_locks(world: World) -> None:
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        assert world.client("officer").get(reverse("desk:home")).status_code == 200


def test_the_watch_sees_a_change(world: World) -> None:
    watch = Watch()
    make.membership("officer")
    assert watch.changed() == {"accounts_user", "accounts_membership"}
