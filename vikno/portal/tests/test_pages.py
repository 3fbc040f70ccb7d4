import pytest
from django.db import DatabaseError, OperationalError
from django.test import Client

pytestmark = pytest.mark.django_db
PAGES = ("/about/", "/privacy/", "/accessibility/", "/status/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["uk", "en"])
def test_a_page_of_words_is_drawn_in_both_languages(client: Client, page: str, language: str) -> None:
    client.cookies["django_language"] = language
    answer = client.get(page)
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()


def test_the_statement_of_accessibility_is_honest(client: Client) -> None:
    page = client.get("/accessibility/").content.decode()
    assert "ще не випробувано" in page
    assert "Ми не стверджуємо" in page


def test_robots_stay_out_of_pages_of_people(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    for closed in ("/accounts/", "/desk/", "/cases/", "/status/"):
        assert f"Disallow: {closed}" in text


def test_the_process_answers_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*args: object, **kwargs: object) -> None:
        raise DatabaseError("no database")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", down)
    assert client.get("/healthz").content == b"ok\n"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": False, "tables": False, "static_files": True}


def test_everything_is_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert set(answer.json().values()) == {True}


@pytest.mark.parametrize("page", [*PAGES, "/healthz", "/readyz", "/robots.txt"])
def test_a_public_page_sets_no_session(client: Client, page: str) -> None:
    client.get(page)
    assert set(client.cookies) <= {"csrftoken"}


def test_a_database_that_does_not_answer_is_said_plainly(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_slow(*args: object, **kwargs: object) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr("vikno.portal.queries.groups_on", too_slow)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "тимчасово недоступна" in answer.content.decode()
    assert "statement" not in answer.content.decode()
