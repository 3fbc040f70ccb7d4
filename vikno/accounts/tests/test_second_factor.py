"""The second step of the way in: codes once, secrets unreadable, none skips it."""

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests import factories as make
from vikno.accounts.models import Membership

pytestmark = pytest.mark.django_db
TOTP = "/accounts/2fa/totp/activate/"


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def held() -> Membership:
    return make.membership("officer")


@pytest.fixture
def secret(client: Client, held: Membership) -> str:
    """Of a person who has just switched the app on and signed out."""
    client.post("/accounts/login/", {"login": held.user.username, "password": make.PASSWORD})
    assert client.get(TOTP)["Location"].startswith("/accounts/reauthenticate/"), "fresh proof is asked for"
    client.post("/accounts/reauthenticate/", {"password": make.PASSWORD, "next": TOTP})
    page = client.get(TOTP).content.decode()
    found = page.split("<code>")[1].split("<")[0]
    assert client.post(TOTP, {"code": _code(found)})["Location"] == "/accounts/2fa/recovery-codes/"
    client.post("/accounts/logout/")
    return found


def _password(client: Client, held: Membership) -> object:
    return client.post("/accounts/login/", {"login": held.user.username, "password": make.PASSWORD})


def test_the_password_alone_opens_nothing(client: Client, held: Membership, secret: str) -> None:
    answer = _password(client, held)
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")  # type: ignore[index]
    assert client.get("/desk/").status_code in (200, 302)
    assert "_auth_user_id" not in client.session
    assert client.get("/accounts/2fa/").status_code == 302


def test_the_code_opens(client: Client, held: Membership, secret: str) -> None:
    with time_machine.travel(time.time() + 90, tick=False):
        _password(client, held)
        assert "Код" in client.get("/accounts/2fa/authenticate/").content.decode()
        assert client.post("/accounts/2fa/authenticate/", {"code": _code(secret)})["Location"] == "/desk/"
    assert "_auth_user_id" in client.session


def test_a_code_opens_once(client: Client, held: Membership, secret: str) -> None:
    with time_machine.travel(time.time() + 90, tick=False):
        code = _code(secret)
        _password(client, held)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        client.post("/accounts/logout/")
        _password(client, held)
        page = client.post("/accounts/2fa/authenticate/", {"code": code}).content.decode()
    assert "Код не підходить" in page
    assert "_auth_user_id" not in client.session


def test_a_phone_half_a_minute_late_still_opens(client: Client, held: Membership, secret: str) -> None:
    now = time.time() + 90
    with time_machine.travel(now - 30, tick=False):
        late = _code(secret)
    with time_machine.travel(now, tick=False):
        _password(client, held)
        assert client.post("/accounts/2fa/authenticate/", {"code": late}).status_code == 302


def test_a_recovery_code_opens_once(client: Client, held: Membership, secret: str) -> None:
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for outcome in (302, 200):
        _password(client, held)
        assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == outcome
        client.post("/accounts/logout/")


def test_secrets_are_unreadable_in_the_database(secret: str) -> None:
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert Authenticator.objects.get(type="totp").wrap().instance.data["secret"] != secret


def test_a_new_password_from_the_head_does_not_skip_the_second_step(
    client: Client, held: Membership, secret: str
) -> None:
    head = Client()
    head.force_login(make.membership("head").user)
    page = head.post(f"/accounts/people/{held.user_id}/password/").content.decode()
    password = page.split('<code class="c-code">')[1].split("<")[0]
    answer = client.post("/accounts/login/", {"login": held.user.username, "password": password})
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")


def test_every_page_of_security_is_drawn(client: Client, held: Membership, secret: str) -> None:
    with time_machine.travel(time.time() + 90, tick=False):
        _password(client, held)
        client.post("/accounts/2fa/authenticate/", {"code": _code(secret)})
        client.post("/accounts/reauthenticate/", {"password": make.PASSWORD})
        assert client.get("/accounts/2fa/keys/add/").status_code == 200
        key = Authenticator.objects.create(user=held.user, type="webauthn", data={"name": "на зв'язці"})
        pages = ("", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "recovery-codes/download/",
                 "keys/", f"keys/{key.pk}/edit/", f"keys/{key.pk}/remove/", "reauthenticate/")  # fmt: skip
        for page in pages:
            assert client.get(f"/accounts/2fa/{page}").status_code == 200, page
