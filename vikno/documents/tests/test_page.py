"""The page of a document: who gets it, with which headers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from vikno.accounts.enums import Role
from vikno.documents import services
from vikno.documents.models import GeneratedDocument
from vikno.documents.tests.conftest import THEIRS

SignIn = Callable[..., Client]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.STAROSTA, Role.HEAD])
def test_the_desk_opens_it_in_the_window(document: GeneratedDocument, signed_in: SignIn, role: str) -> None:
    answer = signed_in(role).get(f"/documents/{document.pk}/")
    assert answer.status_code == 200
    assert answer.content == services.reprint(document)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="inventory-{document.pk}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


def test_it_can_be_saved_as_a_file(document: GeneratedDocument, signed_in: SignIn) -> None:
    answer = signed_in(Role.OFFICER).get(f"/documents/{document.pk}/?save")
    assert answer["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("role", "code"), [(Role.OFFICER, THEIRS), (Role.COURIER, None), (Role.PROVIDER, None), (Role.STEWARD, None)]
)
def test_others_get_the_answer_of_an_unknown_address(
    document: GeneratedDocument, signed_in: SignIn, role: str, code: str | None
) -> None:
    browser = signed_in(role, **({"hromada_code": code} if code else {}))
    theirs = browser.get(f"/documents/{document.pk}/")
    unknown = browser.get("/documents/99999999/")
    assert (theirs.status_code, theirs.content) == (404, unknown.content)


def test_a_stranger_is_sent_to_sign_in(document: GeneratedDocument, client: Client, settings: Any) -> None:
    settings.LOGIN_URL = "/enter/"
    answer = client.get(f"/documents/{document.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/enter/?next=/documents/{document.pk}/")
