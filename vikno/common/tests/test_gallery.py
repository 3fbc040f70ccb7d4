"""The gallery shows every component, so a change of looks is a change one can see."""

import re

import pytest
from django.test import Client

from vikno.common.gallery.sections import SECTIONS
from vikno.common.templatetags import vikno as library

# No look of their own.
PLUMBING = {"resilient_static", "error_target", "map_scripts", "edition", "opened_with", "size_words", "rail_lines"}

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["/gallery/", "/gallery/?frame=desk"])
def gallery(request, client: Client) -> str:
    response = client.get(request.param)
    assert response.status_code == 200
    return response.content.decode()


def test_every_component_is_shown():
    calls = " ".join(call for _, _, calls in SECTIONS for call in calls)
    offered = {*library.register.tags, *library.register.filters} - PLUMBING
    shown = set(re.findall(r"{%\s*(\w+)", calls)) | set(re.findall(r"\|(\w+)", calls))
    assert offered - shown == set()


def test_every_kind_of_status_is_shown():
    calls = " ".join(call for _, _, calls in SECTIONS for call in calls)
    from vikno.common.components import NOTICE_SIGNS, STATUS_KINDS

    for kind in (*STATUS_KINDS[1:], *NOTICE_SIGNS):
        assert f'kind="{kind}"' in calls


def test_both_frames_render(gallery):
    assert gallery.count("<h1") >= 1
    assert 'href="#main"' in gallery
    assert 'id="main"' in gallery


def test_ids_are_unique(gallery):
    ids = re.findall(r'\sid="([^"]+)"', gallery)
    assert sorted(ids) == sorted(set(ids))


def test_gallery_speaks_english(client: Client):
    client.cookies["django_language"] = "en"
    page = client.get("/gallery/").content.decode()
    assert '<html class="govuk-template" lang="en">' in page
    assert "Components of the interface" in page
    assert "Fill in this field." in page


def test_large_letters_are_switched_on_and_off(client: Client):
    answer = client.post("/large-print/", {"next": "/gallery/"})
    assert (answer.status_code, answer.url) == (302, "/gallery/")
    assert "c-large-print" in client.get("/gallery/").content.decode()
    client.post("/large-print/", {"next": "/gallery/"})
    assert "c-large-print" not in client.get("/gallery/").content.decode()


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_the_switch_never_leads_out(client: Client, back):
    assert client.post("/large-print/", {"next": back}).url == "/"


def test_the_switch_changes_nothing_on_get(client: Client):
    assert client.get("/large-print/").status_code == 405
