"""The door by its pages: what a phone is given to keep, for how long, and what it is told."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests import factories as make
from tests import for_events as given
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.common.clock import now
from vikno.events import services
from vikno.events.models import Event

pytestmark = pytest.mark.django_db
OFFICER = "Незабудько Експерт Дверна"


@pytest.fixture
def door() -> tuple[Event, Client, str]:
    make.hromada()
    with given.bound():
        made = given.delegation(size=2)
    return (
        made.event,
        signed_in(make.membership(Role.EXPERT, person=make.user(OFFICER))),
        f"/learning/work/{made.event_id}/door/",
    )


def one(code: str = "0000000000", **said: Any) -> str:
    return json.dumps([{"id": str(uuid4()), "code": code, "at": now().isoformat(), "device": "a", **said}])


def test_what_a_phone_keeps_names_nobody_and_opens_nothing(door: tuple[Event, Client, str]) -> None:
    event, expert, address = door
    kept = expert.get(f"{address}?kept=1")
    page = kept.content.decode()
    assert kept.headers["X-Door"] == "yes"
    assert event.title in page
    assert "Як працює вікно" in page, "its sessions are chosen from"
    assert "csrfmiddlewaretoken" not in page
    with given.bound():
        people = [(one.code, one.name) for each in event.delegations.all() for one in each.people.all()]
    assert len(people) == 2
    for words in (OFFICER, *(word for one in people for word in one)):
        assert words not in page, words
    live = expert.get(address)
    assert OFFICER in live.content.decode()
    assert "X-Door" not in live.headers, "a page with a name and a token is never kept"
    assert "csrfmiddlewaretoken" in live.content.decode()


def test_the_worker_keeps_that_page_and_files_of_the_site_alone(door: tuple[Event, Client, str]) -> None:
    event, expert, address = door
    said = expert.get(f"{address}worker.js").content.decode()
    told = json.loads(re.search(r"self\.door = (.*);", said)[1])  # type: ignore[index]
    assert told["kept"] == f"{address}?kept=1"
    assert all(one.startswith("/static/") for one in told["files"])
    assert told["until"] == int((event.ends_at + timedelta(days=3)).timestamp() * 1000)
    assert event.title not in said


def test_nothing_is_kept_of_an_event_that_is_over_or_not_open(door: tuple[Event, Client, str]) -> None:
    event, expert, address = door
    with given.bound():
        draft = given.draft()
    assert expert.get(f"/learning/work/{draft.pk}/door/?kept=1").status_code == 404
    assert "data-worker" not in expert.get(f"/learning/work/{draft.pk}/door/").content.decode()
    assert "data-worker" in expert.get(address).content.decode()
    by = event.ends_at - now() + timedelta(days=4)
    with given.bound():
        rows = Event.objects.filter(pk=event.pk)
        rows.update(begins_at=event.begins_at - by, ends_at=event.ends_at - by, closes_at=event.closes_at - by)
    assert expert.get(f"{address}?kept=1").status_code == 404
    assert "data-worker" not in expert.get(address).content.decode()


def test_a_phone_hears_why_its_scans_are_not_taken(door: tuple[Event, Client, str]) -> None:
    event, expert, address = door
    assert expert.post(address, {"batch": one()}).json() == {"came": 0, "again": 0, "unknown": ["0000000000"]}
    assert expert.post(address, {"batch": "no"}).status_code == 400
    with given.bound():
        services.cancel_event(event=event, actor=given.actor(Role.PROGRAMME), at=now())
    refused = expert.post(address, {"batch": one()})
    assert refused.status_code == 409
    assert "скасовано" in refused.json()["refused"]
