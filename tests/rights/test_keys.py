"""The calls of the API against the same table: by which key, whose, and what a refused call leaves behind."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.api.world import Program, program
from tests.held import held
from tests.rights.changes import Watch
from tests.rights.table import Page, table
from tests.rights.world import World
from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.accounts.rules import SCOPES_OF_ROLE

pytestmark = pytest.mark.django_db
CALLS = [page for page in table().values() if page.is_for_programs]
BY_TENANT = [page for page in CALLS if page.tenant]
READ = [page for page in CALLS if not page.post]
# What says nothing of the thing asked for: the length follows the body, the moment follows the clock.
USES = ("accounts_keyuse",)


def name(page: Page) -> str:
    return page.name


@pytest.fixture(scope="module")
def programs(whole_world: World, django_db_blocker: Any) -> Iterator[dict[str, dict[str, Program]]]:
    """A program in every role of both hromadas, made once."""
    with held(django_db_blocker):
        yield {code: {role: program(role, of=code) for role in SCOPES_OF_ROLE} for code in (make.OWN, make.FOREIGN)}


@pytest.fixture
def world(lent_world: World) -> World:
    return lent_world


@pytest.fixture
def keys(programs: dict[str, dict[str, Program]], db: None) -> dict[str, dict[str, Program]]:
    return programs


def call(one: Program, page: Page, parts: dict[str, object]) -> HttpResponse:
    path = reverse(page.name, kwargs=parts).removeprefix("/api/v1")
    if page.name == "api:case_file":
        return one.attach(path, SimpleUploadedFile("скан.png", b"not a picture"))
    return one.post(path, page.data) if page.post else one.get(path)


@pytest.mark.parametrize("page", CALLS, ids=name)
def test_a_scope_opens_and_its_absence_closes(world: World, keys: Any, page: Page) -> None:
    parts = world.parts(page.of)
    watch_for = []
    for role, scopes in SCOPES_OF_ROLE.items():
        answer = call(keys[make.OWN][role], page, parts)
        if page.scope in scopes:
            assert answer.status_code in (200, 201, 403, 404, 409), (role, answer.content)
            assert answer.json().get("code") != "accounts.scope_missing", role
            watch_for.append(answer.status_code)
        else:
            assert (answer.status_code, answer.json()["code"]) == (403, "accounts.scope_missing"), role
    if not page.post:
        assert 200 in watch_for


@pytest.mark.parametrize("page", CALLS, ids=name)
def test_no_key_and_a_dead_key_are_strangers(world: World, keys: Any, page: Page) -> None:
    parts = world.parts(page.of)
    dead = keys[make.OWN]["officer"]
    User.objects.filter(pk=dead.user_id).update(is_active=False)
    without = Program(key=dead.key, secret="vikno_unknown", client=Client())
    assert (call(dead, page, parts).status_code, call(without, page, parts).status_code) == (401, 401)
    assert call(dead, page, parts).content == call(without, page, parts).content


@pytest.mark.parametrize("page", BY_TENANT, ids=name)
def test_a_foreign_thing_is_answered_as_an_unknown_one(world: World, keys: Any, page: Page) -> None:
    own, unknown = world.parts(page.of), world.parts(page.of, hromada=None)
    for role, scopes in SCOPES_OF_ROLE.items():
        if page.scope not in scopes or role == Role.STEWARD:
            continue
        stranger = keys[make.FOREIGN][role]
        watch = Watch(besides=USES)
        foreign, absent = call(stranger, page, own), call(stranger, page, unknown)
        assert (foreign.status_code, absent.status_code) == (404, 404), role
        assert foreign.content == absent.content, role
        assert dict(foreign.headers) == dict(absent.headers), role
        assert watch.changed() == set(), role


@pytest.mark.parametrize("page", CALLS, ids=name)
def test_a_call_without_its_scope_changes_nothing(world: World, keys: Any, page: Page) -> None:
    address = reverse(page.name, kwargs=world.parts(page.of))
    poor = [one for role, one in keys[make.OWN].items() if page.scope not in SCOPES_OF_ROLE[role]]
    watch = Watch(besides=USES)
    for one in poor:
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(one.client, method)(
                address, page.data, content_type="application/json", headers=one.headers
            )
            assert answer.status_code in (403, 405), (method, answer.status_code)
    assert watch.changed() == set()


@pytest.mark.parametrize("page", READ, ids=name)
def test_reading_twice_changes_nothing(world: World, keys: Any, page: Page) -> None:
    reader = next(one for role, one in keys[make.OWN].items() if page.scope in SCOPES_OF_ROLE[role])
    parts = world.parts(page.of)
    watch = Watch(besides=(*USES, *page.writes))
    for _ in range(2):
        assert call(reader, page, parts).status_code == 200
    assert watch.changed() == set()


@pytest.mark.parametrize("page", CALLS, ids=name)
def test_a_method_cannot_be_smuggled(world: World, keys: Any, page: Page) -> None:
    one = next(one for role, one in keys[make.OWN].items() if page.scope in SCOPES_OF_ROLE[role])
    address = reverse(page.name, kwargs=world.parts(page.of))
    watch = Watch(besides=(*USES, *page.writes))
    for header in ("X-HTTP-Method-Override", "X-Method-Override"):
        headers = {**one.headers, header: "POST", "Idempotency-Key": "11111111-1111-4111-8111-111111111111"}
        answer = one.client.get(address, {"_method": "POST"}, headers=headers)
        assert answer.status_code in (200, 404, 405), answer.status_code
    assert watch.changed() == set()


@pytest.mark.parametrize("page", CALLS, ids=name)
def test_an_answer_is_guarded_and_not_stored(world: World, keys: Any, page: Page) -> None:
    for one in keys[make.OWN].values():
        answer = call(one, page, world.parts(page.of))
        assert "no-store" in answer.headers["Cache-Control"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert not answer.cookies
