"""What every answer of the site carries, refusals, crashes and files included."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from config.paths import PROJECT
from tests import factories as make
from tests.rights.world import signed_in

pytestmark = pytest.mark.django_db


def _crash(request: object) -> HttpResponse:
    raise RuntimeError("planted")


class _WithACrash:
    from config.urls import handler500
    from config.urls import urlpatterns as _all

    urlpatterns = [path("crash/", _crash), *_all]


def assert_guarded(answer: HttpResponse) -> None:
    """The headers of ASVS 5.0 V3.4, with nothing loosened."""
    headers = answer.headers
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";") if part.strip()
    )
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    if "sandbox" not in policy:  # a file somebody brought acts in an empty room; a page of ours does not
        assert policy["base-uri"] == "'none'"
        assert policy["form-action"] == "'self'"
        assert policy["script-src"] == "'self'"
        assert policy["style-src"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    for cookie in answer.cookies.values():
        assert cookie["samesite"] == "Lax", cookie.key
        assert cookie["httponly"] or not cookie.value, cookie.key


@pytest.mark.parametrize(
    ("address", "status"),
    [("/no/such/page/", 404), ("/services/?q=%00", 400), ("/static/css/vikno.css", 200), ("/static/none.css", 404),
     ("/static/img/vikno.svg", 200)],
)  # fmt: skip
def test_refusals_and_files_are_guarded(client: Client, settings: Any, address: str, status: int) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    answer = client.get(address)
    assert answer.status_code == status
    assert_guarded(answer)
    b"".join(answer)
    answer.close()


@pytest.mark.parametrize("method", ["put", "delete", "options", "trace"])
def test_an_odd_method_is_guarded(client: Client, method: str) -> None:
    answer = getattr(client, method)("/services/")
    assert answer.status_code in (200, 403, 405)
    assert_guarded(answer)


def test_a_refused_form_is_guarded() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/status/", {})
    assert answer.status_code == 403
    assert_guarded(answer)


def test_a_crash_says_nothing_and_is_guarded(client: Client, settings: Any) -> None:
    settings.ROOT_URLCONF = _WithACrash
    client.raise_request_exception = False
    answer = client.get("/crash/")
    assert answer.status_code == 500
    assert "planted" not in answer.content.decode()
    assert_guarded(answer)


def test_a_crash_leaves_nothing_of_the_person_in_stores(settings: Any) -> None:
    settings.ROOT_URLCONF = _WithACrash
    client = signed_in(make.membership("head"))
    client.raise_request_exception = False
    assert "no-store" in client.get("/crash/").headers["Cache-Control"]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:8000@evil.example"])
def test_a_foreign_host_is_refused(client: Client, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400


@pytest.mark.parametrize("address", ["/admin/", "/.git/config", "/.env", "/static/../config/settings.py", "/debug/"])
def test_nothing_of_the_kitchen_is_served(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
@pytest.mark.parametrize("address", ["/i18n/setlang/", "/large-print/"])
def test_a_switch_leads_nowhere_outside(client: Client, address: str, back: str) -> None:
    answer = client.post(address, {"next": back, "language": "en"})
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith("//")


PRODUCTION = {
    "VIKNO_MODE": "production", "VIKNO_SECRET_KEY": "k" * 60 + "1234567890", "VIKNO_HOSTS": "cnap.example",
    "VIKNO_SITE_URL": "https://cnap.example", "VIKNO_EMAIL_URL": "smtp://localhost:25",
}  # fmt: skip


def _in_production(code: str) -> str:
    environment = {**os.environ, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_django_finds_nothing_to_warn_of_in_production() -> None:
    _in_production(
        "import django; django.setup();"
        "from django.core.management import call_command;"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )


def test_production_is_strict_about_transport() -> None:
    said = _in_production(
        "from django.conf import settings as s;"
        "print(s.DEBUG, s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_SSL_REDIRECT,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.ALLOWED_HOSTS)"
    )
    assert said.split() == [
        "False",
        "True",
        "True",
        "True",
        "True",
        "__Host-session",
        "__Host-csrf",
        "['cnap.example']",
    ]
