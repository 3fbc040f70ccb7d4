"""Pages given out to everybody: only what is the same for all, for a few seconds; large letters by a link."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.catalogue.models import MissedQuestion, PublicService
from vikno.common.shared_pages import shelf

pytestmark = pytest.mark.django_db
LIST = "/services/"


@pytest.fixture(autouse=True)
def shared(settings: Any) -> Iterator[None]:
    settings.SHARED_PAGE_SECONDS = 5
    shelf.empty()
    yield
    shelf.empty()


def text(client: Client, address: str, **headers: Any) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_second_stranger_gets_the_same_page_without_a_query(client: Client, django_assert_num_queries: Any) -> None:
    make.service("Субсидія")
    first = client.get(LIST)
    with django_assert_num_queries(0):
        second = Client().get(LIST)
    assert second.content == first.content
    assert second.headers["Cache-Control"] == "no-cache"
    assert {"Cookie", "Accept-Encoding"} <= {part.strip() for part in second.headers["Vary"].split(",")}
    assert "Content-Security-Policy" in second.headers
    assert not second.cookies


def test_an_unchanged_page_is_not_sent_again(client: Client) -> None:
    mark = client.get(LIST).headers["ETag"]
    assert client.get(LIST, headers={"If-None-Match": mark}).status_code == 304
    shelf.empty()
    packed = {"If-None-Match": mark, "Accept-Encoding": "gzip"}
    assert client.get(LIST, headers=packed).status_code == 304
    make.service("Нова послуга")
    shelf.empty()
    assert client.get(LIST, headers={"If-None-Match": mark}).status_code == 200


def test_languages_and_letters_are_kept_apart(client: Client) -> None:
    assert 'lang="uk"' in text(client, LIST)
    english = Client()
    english.get(LIST, {"lang": "en"})
    assert '<html class="govuk-template" lang="en">' in text(english, LIST)
    large = Client()
    large.get(LIST, {"large": "1"})
    assert "c-large-print" in text(large, LIST)
    assert "c-large-print" not in text(client, LIST)


def test_whoever_is_signed_in_gets_a_page_of_their_own(client: Client) -> None:
    text(client, LIST)
    client.force_login(
        make.membership(Role.OFFICER).user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    answer = client.get(LIST)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_with_a_token_is_never_shared(client: Client, django_assert_num_queries: Any) -> None:
    first, second = (Client().get("/status/").cookies["csrftoken"].value for _ in range(2))
    assert first != second


def test_each_question_without_an_answer_is_counted(client: Client) -> None:
    for _ in range(3):
        client.get(LIST, {"q": "морозиво"})
    assert MissedQuestion.objects.get().asked == 3


def test_packed_and_plain_are_kept_apart(client: Client) -> None:
    for number in range(30):
        make.service(f"Послуга {number}")
    assert "Послуга 7" in text(client, LIST)
    packed = client.get(LIST, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Послуга 7" in text(Client(), LIST)


def test_large_letters_by_a_link_are_remembered_and_taken_back(client: Client) -> None:
    page = text(client, "/?large=1")
    assert "c-large-print" in page
    assert "large=0" in page
    assert "c-large-print" in text(client, reverse("portal:about"))
    assert "c-large-print" not in text(client, "/?large=0")
    assert "c-large-print" not in text(client, "/")
    assert "c-large-print" not in text(client, "/?large=yes")


def test_a_switch_keeps_the_question(client: Client) -> None:
    make.service("Субсидія")
    page = text(client, "/services/?q=субсидія")
    assert "&amp;large=1" in page
    assert "&amp;lang=en" in page
    assert PublicService.objects.count() == 1
