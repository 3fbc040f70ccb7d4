"""The head's board: each number is the length of the list it leads to."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import visitors
from vikno.cases.enums import CaseState
from vikno.cases.models import Case
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.common import clock
from vikno.desk.tests.conftest import SignIn
from vikno.feedback.models import Complaint

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r'href="(/cases/\?[^"]*)">(\d+)</a>')


def laid(world: World) -> None:
    today = clock.today()
    for facts in (
        {"due_on": today}, {"due_on": today - dt.timedelta(days=2)}, {"due_on": today - dt.timedelta(days=3)},
        {"state": CaseState.NOTIFIED}, {"state": CaseState.UNCLAIMED},
        {"state": CaseState.WITHOUT_MOTION, "term_explanation": {"cure_by": "2026-01-01"}},
        {"state": CaseState.ISSUED},
    ):  # fmt: skip
        Case.objects.filter(pk=worlds.case_in(world).pk).update(**facts)
    worlds.case_in(world, point=world.remote, actor=world.remote_officer)


def test_each_number_is_the_length_of_its_list(world: World, sign_in: SignIn) -> None:
    laid(world)
    head = sign_in(world.head)
    page = head.get("/desk/board/").content.decode().split("<main")[1]
    numbers = NUMBER.findall(page)
    assert len(numbers) == 10  # seven of the main office, one of the remote point, two people
    for address, count in numbers:
        shown = head.get(address.replace("&amp;", "&")).content.decode().split("<main")[1]
        assert shown.count('<td class="c-nowrap"><a') == int(count), address


def test_the_board_costs_the_same_however_many_points(world: World, sign_in: SignIn) -> None:
    head, spent = sign_in(world.head), []
    laid(world)
    head.get("/desk/board/")
    for name in ("ВРМ Нове", "ВРМ Старе"):
        with CaptureQueriesContext(connection) as seen:
            head.get("/desk/board/")
        spent.append(len(seen))
        point = worlds.point(world.centre, "remote", name, world.village)
        Case.objects.filter(pk=Case.objects.order_by("pk")[0].pk).update(point=point)
    assert spent[0] == spent[1]


def test_complaints_whose_day_has_passed_stand_on_top(world: World, sign_in: SignIn) -> None:
    head = sign_in(world.head)
    said = "без відповіді, а день минув"
    assert said not in head.get("/desk/board/").content.decode()
    for due_on in (clock.today(), clock.today() - dt.timedelta(days=1), clock.today() - dt.timedelta(days=9)):
        complaint = visitors.complaint(of=world.head.hromada_code)
        Complaint.objects.filter(pk=complaint.pk).update(due_on=due_on)
    assert f"2 скарги {said}" in head.get("/desk/board/").content.decode()
