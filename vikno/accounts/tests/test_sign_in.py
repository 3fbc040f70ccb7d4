"""The way in and out: one answer to every wrong guess, limits, an own password first."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests import factories as make
from vikno.accounts.models import User
from vikno.audit.models import JournalEntry
from vikno.common import clock, tenancy

pytestmark = pytest.mark.django_db
LOGIN, DESK = "/accounts/login/", "/desk/"


def _enter(client: Client, person: User, password: str = make.PASSWORD, **more: str) -> object:
    return client.post(LOGIN, {"login": person.username, "password": password, **more})


def test_a_person_with_one_role_comes_to_the_desk(client: Client) -> None:
    held = make.membership("officer")
    response = _enter(client, held.user)
    assert (response.status_code, response["Location"]) == (302, DESK)  # type: ignore[attr-defined]
    tenancy.bind(make.OWN)
    assert JournalEntry.objects.get().action == "session.opened"


def test_the_session_has_a_fresh_key_after_the_entry(client: Client) -> None:
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    _enter(client, make.membership("officer").user)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_wrong_name_wrong_password_and_disabled_account_read_the_same(client: Client) -> None:
    held, disabled = make.membership("officer"), make.user(is_active=False)
    tries = [(held.user.username, "не той пароль"), ("nobody", make.PASSWORD), (disabled.username, make.PASSWORD)]
    pages = set()
    for name, password in tries:
        page = client.post(LOGIN, {"login": name, "password": password}).content.decode()
        assert "Перевірте розкладку" in page
        pages.add(page.replace(name, "NAME").split("<main", 1)[1].split("csrfmiddlewaretoken")[0])
    assert len(pages) == 1


def test_five_wrong_guesses_lock_the_name_for_a_while(client: Client) -> None:
    person = make.membership("officer").user
    for _ in range(5):
        _enter(client, person, "не той пароль")
    page = _enter(client, person).content.decode()  # type: ignore[attr-defined]
    assert "Забагато невдалих спроб" in page
    assert "_auth_user_id" not in client.session


def test_many_guesses_from_one_address_meet_a_limit(client: Client) -> None:
    answers = {client.post(LOGIN, {"login": f"guess{i}", "password": "x"}).status_code for i in range(61)}
    assert answers == {200, 429}


def test_no_page_of_registration_or_reset_exists(client: Client) -> None:
    for address in ("signup/", "password/reset/", "email/", "login/code/", "social/"):
        assert client.get(f"/accounts/{address}").status_code == 404


def test_next_leads_nowhere_outside(client: Client) -> None:
    response = _enter(client, make.membership("officer").user, next="https://evil.example/")
    assert response["Location"] == DESK  # type: ignore[index]


def test_a_temporary_password_opens_only_the_change_of_password(client: Client) -> None:
    held = make.membership("officer")
    held.user.temporary_password_until = clock.now() + timedelta(days=1)
    held.user.save()
    _enter(client, held.user)
    assert client.get(DESK)["Location"] == "/accounts/password/change/"
    own = "мій власний довгий рядок"
    client.post("/accounts/password/change/", {"oldpassword": make.PASSWORD, "password1": own, "password2": own})
    assert client.get(DESK).status_code == 200


def test_a_temporary_password_runs_out(client: Client) -> None:
    held = make.membership("officer")
    held.user.temporary_password_until = clock.now() - timedelta(minutes=1)
    held.user.save()
    assert _enter(client, held.user)["Location"] == "/accounts/password/expired/"  # type: ignore[index]
    assert "_auth_user_id" not in client.session


def test_a_short_password_is_refused(client: Client) -> None:
    held = make.membership("officer")
    client.force_login(held.user)
    page = client.post(
        "/accounts/password/change/", {"oldpassword": make.PASSWORD, "password1": "коротко", "password2": "коротко"}
    )
    assert page.status_code == 200
    held.user.refresh_from_db()
    assert held.user.check_password(make.PASSWORD)


def test_a_changed_password_ends_other_sessions(client: Client) -> None:
    held, other = make.membership("officer"), Client()
    other.force_login(held.user)
    client.force_login(held.user)
    own = "мій власний довгий рядок"
    client.post("/accounts/password/change/", {"oldpassword": make.PASSWORD, "password1": own, "password2": own})
    assert client.get("/accounts/2fa/").status_code == 200
    assert other.get("/accounts/2fa/").status_code == 302


def test_the_way_out_clears_the_browser_and_is_written_down(client: Client) -> None:
    client.force_login(make.membership("officer").user)
    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session, "a GET changes nothing"
    response = client.post("/accounts/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in client.session
    tenancy.bind(make.OWN)
    assert [e.action for e in JournalEntry.objects.all()] == ["session.closed"]


def test_pages_of_a_person_are_not_stored(client: Client) -> None:
    client.force_login(make.membership("officer").user)
    assert "no-store" in client.get("/accounts/2fa/")["Cache-Control"]
    assert "no-store" in client.get("/accounts/role/")["Cache-Control"]
