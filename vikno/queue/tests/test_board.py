"""The board of a hall: numbers and windows, one look a second for everybody, nothing sent when nothing changed."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vikno.common import clock, tenancy
from vikno.network.enums import Cause, PointState
from vikno.network.services import change_status
from vikno.queue import boards
from vikno.queue.models import Ticket
from vikno.queue.tests.world import World, called, sat, ticket


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    boards.forget()
    yield
    boards.forget()


def state_of(world: World, **headers: str) -> tuple[int, dict[str, object], str]:
    answer = Client().get(reverse("queue_public:board_state", args=[world.point.pk]), headers=headers)
    body = json.loads(answer.content) if answer.content else {}
    return answer.status_code, body, answer.headers.get("ETag", "")


def test_a_stranger_sees_numbers_and_windows_and_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boards, "FRESH_SECONDS", 0.0)
    now = clock.now()
    ticket(world, at=now, note="Незабудько Марія", phone="0671234567")
    sat(world, at=now)
    called(world, at=now)
    tenancy.bind("")
    page = Client().get(reverse("queue_public:board", args=[world.point.pk])).content.decode()
    assert "П-001" in page
    assert "Незабудько" not in page
    assert "671234567" not in page
    _status, body, _tag = state_of(world)
    assert body["calls"] == [["П-001", "1", 1, 1]]


def test_what_has_not_changed_has_no_body(world: World) -> None:
    _status, _body, tag = state_of(world)
    status, body, again = state_of(world, **{"If-None-Match": tag})
    assert (status, body, again) == (304, {}, tag)
    boards.forget()
    ticket(world, at=clock.now())
    sat(world, at=clock.now())
    called(world, at=clock.now())
    status, body, other = state_of(world, **{"If-None-Match": tag})
    assert status == 200
    assert other != tag
    assert len(json.dumps(body)) < 400


def test_three_hundred_boards_cost_one_look(world: World) -> None:
    state_of(world)
    client, address = Client(), reverse("queue_public:board_state", args=[world.point.pk])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for _ in range(300):
            client.get(address)
    looks = [query for query in asked.captured_queries if "queue_call" in query["sql"]]
    assert len(looks) <= 5  # one a second, and the machine may be slow
    assert len(asked.captured_queries) <= 25


def test_a_notice_of_the_point_is_on_the_board(world: World) -> None:
    change_status(
        actor=world.head, at=clock.now(), point_id=world.point.pk, state=PointState.CLOSED, cause=Cause.ALERT,
        reason="тривога", notice="Повітряна тривога. Ідіть в укриття.", notice_en="Air alert. Go to the shelter.",
    )  # fmt: skip
    _status, body, _tag = state_of(world)
    assert (body["notice"], body["is_serving"]) == ("Повітряна тривога. Ідіть в укриття.", False)


def test_an_unknown_point_has_no_board(db: None) -> None:
    assert Client().get(reverse("queue_public:board", args=[987_654_321])).status_code == 404
    assert Client().get(reverse("queue_public:board_state", args=[987_654_321])).status_code == 404
    assert not boards._boards


def test_the_board_works_without_scripts(world: World) -> None:
    page = Client().get(reverse("queue_public:board", args=[world.point.pk])).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert not Ticket.objects.exists()
