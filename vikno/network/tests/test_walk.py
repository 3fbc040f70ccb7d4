"""The sheet that is walked through with a pencil: every item once, empty boxes where nothing is known."""

import html
import re

import pytest
from django.test import Client

from tests import factories as make
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.network import services
from vikno.network.enums import AccessibilityItem, Mark
from vikno.network.forms import AccessibilityForm
from vikno.network.models import Point
from vikno.network.walk import WALK, sheet_of

pytestmark = pytest.mark.django_db


def marked(point: Point, **marks: Mark) -> Point:
    tenancy.bind(make.OWN)
    services.set_accessibility(actor=make.actor(Role.HEAD), at=now(), point_id=point.pk, marks=marks)
    return point


def sheet(point: Point) -> tuple[Client, str]:
    head = signed_in(make.membership(Role.HEAD))
    return head, html.unescape(head.get(f"/network/points/{point.pk}/accessibility/sheet/").content.decode())


def test_every_item_stands_once_in_the_order_of_the_form() -> None:
    assert sorted(WALK) == sorted(AccessibilityItem)
    assert list(AccessibilityForm(marks={}).fields) == [one.value for one in WALK]
    assert [one.n for one in sheet_of([])] == list(range(1, len(WALK) + 1))


def test_what_is_known_is_ticked_and_what_is_not_is_empty() -> None:
    point = marked(make.point(), ramp=Mark.YES, toilet=Mark.NO)
    lines = {one.title: one for one in sheet_of(point.accessibility.all())}
    ramp, toilet, wifi = (lines[str(AccessibilityItem(one).label)] for one in ("ramp", "toilet", "wifi"))
    assert [(one.yes, one.no) for one in (ramp, toilet, wifi)] == [(True, False), (False, True), (False, False)]
    assert (ramp.checked_on is not None, wifi.checked_on) == (True, None)
    _head, shown = sheet(point)
    assert (shown.count("☑"), shown.count("☐")) == (2, 2 * len(WALK) - 2)
    assert "Хто обходив" in shown


def test_an_answer_taken_back_is_an_empty_box_again() -> None:
    point = marked(marked(make.point(), ramp=Mark.YES), ramp=Mark.UNKNOWN)
    assert not any(one.yes or one.no or one.checked_on for one in sheet_of(point.accessibility.all()))


def test_from_the_sheet_to_the_form_and_back() -> None:
    point = make.point()
    head, shown = sheet(point)
    address = f"/network/points/{point.pk}/accessibility/"
    assert f'href="{address}"' in shown
    form = head.get(address).content.decode()
    assert f"{address}sheet/" in form
    titles = [str(one.label) for one in WALK]
    places = [re.search(rf">{re.escape(title)}\s*<", form) for title in titles]
    assert [one.start() for one in places if one] == sorted(one.start() for one in places if one)
    assert all(places)
    head.post(address, {one.value: "yes" if one == "ramp" else "unknown" for one in WALK})
    assert sheet(point)[1].count("☑") == 1
