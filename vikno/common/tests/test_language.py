"""The site opens in Ukrainian, whatever the browser speaks."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_english_browser_gets_ukrainian_first(client: Client) -> None:
    response = client.get("/gallery/", headers={"accept-language": "en-GB,en"})
    assert response["Content-Language"] == "uk"
    assert "Складники інтерфейсу" in response.text


def test_a_chosen_language_stays(client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "en", "next": "/gallery/"})
    response = client.get("/gallery/")
    assert response["Content-Language"] == "en"
    assert "cookie" in response["Vary"].lower()


def test_an_unknown_choice_is_ukrainian(client: Client) -> None:
    client.cookies["django_language"] = "xx"
    assert client.get("/gallery/")["Content-Language"] == "uk"
