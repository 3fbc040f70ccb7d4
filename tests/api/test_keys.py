"""Keys: who issues them, what they open, and that they end at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from tests import factories as make
from tests.api.world import Place, Program, program
from tests.rights.world import signed_in
from vikno.accounts import rules, services
from vikno.accounts.enums import Role, Scope
from vikno.accounts.errors import (
    KeyRevoked,
    KeysNotIssued,
    KeyTermOutOfBounds,
    NoScopes,
    OrganisationMissing,
    ProgramHasNoPassword,
    ScopesBeyondRole,
)
from vikno.accounts.models import ApiKey, KeyUse, User
from vikno.audit.models import JournalEntry
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.common.errors import Refusal

pytestmark = pytest.mark.django_db


def _issue(actor: Actor, **facts: object) -> tuple[ApiKey, str]:
    given = {
        "name": "Термінал", "holder": "device", "role": Role.OFFICER, "scopes": [Scope.CASES_READ],
        "expires_on": clock.today() + timedelta(days=10), **facts,
    }  # fmt: skip
    return services.issue_key(actor=actor, at=clock.now(), **given)  # type: ignore[arg-type]


@pytest.fixture
def head() -> Actor:
    tenancy.bind(make.OWN)
    return make.actor(Role.HEAD)


def test_only_a_digest_of_a_key_is_kept(head: Actor) -> None:
    key, secret = _issue(head)
    with connection.cursor() as cursor:
        cursor.execute("SELECT k::text, u::text FROM accounts_apikey k, accounts_user u WHERE u.is_program")
        assert secret not in str(cursor.fetchall())
    assert len(secret) >= 40
    assert secret not in str(list(JournalEntry.objects.values_list("facts", flat=True)))
    assert JournalEntry.objects.get(action="key.issued").subject_id == str(key.pk)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.STAROSTA, Role.COURIER, Role.PROVIDER])
def test_others_issue_no_keys(role: str) -> None:
    tenancy.bind(make.OWN)
    with pytest.raises(KeysNotIssued):
        _issue(make.actor(role))


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"scopes": []}, NoScopes), ({"scopes": [Scope.POINTS_WRITE]}, ScopesBeyondRole),
        ({"role": Role.STEWARD}, KeysNotIssued), ({"role": Role.COURIER}, KeysNotIssued),
        ({"expires_on": clock.today()}, KeyTermOutOfBounds),
        ({"expires_on": clock.today() + timedelta(days=367)}, KeyTermOutOfBounds),
        ({"role": Role.PROVIDER}, OrganisationMissing),
    ],
)  # fmt: skip
def test_a_key_beyond_bounds_is_refused(head: Actor, facts: dict[str, object], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        _issue(head, **facts)
    assert not User.objects.filter(is_program=True).exists()


def test_a_program_is_no_person(head: Actor) -> None:
    key, _secret = _issue(head)
    held = key.membership
    assert not held.user.has_usable_password()
    people = signed_in(make.membership(Role.HEAD))
    assert people.get(f"/accounts/people/{held.user_id}/").status_code == 404
    assert people.post(f"/accounts/people/{held.user_id}/password/").status_code == 404
    with pytest.raises(ProgramHasNoPassword):
        services.reset_password(actor=head, at=clock.now(), user_id=held.user_id, hromada_code=make.OWN)
    with pytest.raises(ProgramHasNoPassword):
        services.grant_role(
            actor=head, at=clock.now(), user_id=held.user_id, role=Role.HEAD, hromada_code=make.OWN,
            valid_from=clock.today(),
        )  # fmt: skip


def _revoked(one: Program) -> None:
    services.revoke_key(actor=Actor.system(make.OWN), at=clock.now(), key_id=one.key.pk)


def _expired(one: Program) -> None:
    ApiKey.objects.update(issued_at=clock.now() - timedelta(days=2), expires_at=clock.now())


def _without_its_role(one: Program) -> None:
    services.end_membership(actor=Actor.system(make.OWN), at=clock.now(), membership_id=one.key.membership_id)


def _disabled(one: Program) -> None:
    User.objects.filter(pk=one.user_id).update(is_active=False)


@pytest.mark.parametrize("end", [_revoked, _expired, _without_its_role, _disabled])
def test_a_key_ends_at_once(here: Place, end: object) -> None:
    assert here.officer.get("/points").status_code == 200
    tenancy.bind(make.OWN)
    end(here.officer)  # type: ignore[operator]
    answer = here.officer.get("/points")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="vikno"')
    unknown = Program(key=here.officer.key, secret="vikno_" + "x" * 43).get("/points")
    assert unknown.content == answer.content


def test_a_key_is_revoked_once(here: Place) -> None:
    tenancy.bind(make.OWN)
    _revoked(here.officer)
    with pytest.raises(KeyRevoked):
        _revoked(here.officer)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic dTpw", "Bearer vikno_\x7f", "Bearer " + "я" * 20])
def test_no_key_opens_nothing(here: Place, header: str) -> None:
    answer = Client().get("/api/v1/points", headers={"Authorization": header})
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")


def test_a_session_opens_nothing_below_the_api(here: Place) -> None:
    answer = signed_in(make.membership(Role.HEAD)).get("/api/v1/points")
    assert answer.status_code == 401


@pytest.mark.parametrize("missing", list(Scope))
def test_each_scope_opens_its_own_calls(here: Place, missing: str) -> None:
    role = Role.STEWARD if missing == Scope.SERVICES_WRITE else Role.HEAD
    one = program(role, scopes=[s for s in rules.SCOPES_OF_ROLE[role] if s != missing] or [Scope.POINTS_READ])
    calls = {
        Scope.CASES_READ: lambda: one.get("/cases"),
        Scope.CASES_WRITE: lambda: one.post("/cases", here.application()),
        Scope.POINTS_READ: lambda: one.get("/points"),
        Scope.POINTS_WRITE: lambda: one.post("/points/1/status", {}),
        Scope.SERVICES_READ: lambda: one.get("/services"),
        Scope.SERVICES_WRITE: lambda: one.post("/services", {}),
    }
    answer = calls[Scope(missing)]()
    assert (answer.status_code, answer.json()["code"]) == (403, "accounts.scope_missing")


def test_every_use_is_counted_and_too_many_are_refused(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "CALLS_A_MINUTE", 2)
    KeyUse.objects.all().delete()
    answers = [here.officer.get("/points") for _ in range(4)]
    uses = list(KeyUse.objects.values_list("calls", flat=True))
    assert sum(uses) == 4
    if len(uses) == 1:  # the minute did not turn meanwhile
        assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
        assert answers[-1].headers["Retry-After"] == "60"


class TestPages:
    def test_a_head_issues_a_key_sees_it_once_and_revokes_it(self, here: Place) -> None:
        browser = signed_in(make.membership(Role.HEAD))
        until = f"{clock.today() + timedelta(days=20):%d.%m.%Y}"
        said = {
            "name": "Каса", "holder": "device", "role": "officer", "scopes": ["points:read"], "expires_on": until,
        }  # fmt: skip
        shown = browser.post("/accounts/keys/new/", said)
        secret = shown.context["secret"]
        assert secret in shown.content.decode()
        assert "no-store" in shown.headers["Cache-Control"]
        key = shown.context["key"]
        caller = Program(key=key, secret=secret)
        assert caller.get("/points").status_code == 200
        assert secret not in browser.get("/accounts/keys/").content.decode()
        assert browser.post(f"/accounts/keys/{key.pk}/revocation/").status_code == 302
        assert caller.get("/points").status_code == 401

    def test_what_does_not_fit_is_said_beside_the_form(self, here: Place) -> None:
        browser = signed_in(make.membership(Role.HEAD))
        shown = browser.post(
            "/accounts/keys/new/",
            {
                "name": "Каса",
                "holder": "device",
                "role": "officer",
                "scopes": ["points:write"],
                "expires_on": "1.1.2020",
            },
        )
        assert "не дає права" in shown.content.decode()
        shown = browser.post("/accounts/keys/new/", {"role": "provider", "scopes": ["points:read"]})
        assert "Оберіть організацію" in shown.content.decode()
