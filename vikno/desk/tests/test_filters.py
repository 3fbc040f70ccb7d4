"""Filters kept under a name: whose, for whom, pinned with counts."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vikno.cases.models import Case
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.common import tenancy
from vikno.desk import filters
from vikno.desk.errors import FilterNameTaken, FilterNotFound, MayNotShareFilter
from vikno.desk.models import SavedFilter
from vikno.desk.tests.conftest import SignIn

pytestmark = pytest.mark.django_db


def kept(world: World, name: str = "Прострочені", **more: object) -> SavedFilter:
    given = {"actor": world.officer, "is_shared": False, "is_pinned": True, "said": {"work": "overdue"}, **more}
    return filters.keep_filter(at=AT, name=name, **given)  # type: ignore[arg-type]


def test_a_list_is_kept_pinned_and_counted(world: World, officer: Client) -> None:
    worlds.case_in(world)
    late = worlds.case_in(world)
    Case.objects.filter(pk=late.pk).update(due_on=dt.date(2026, 1, 1))
    form = officer.get("/desk/filters/", {"work": "overdue", "text": "Іваненко", "mark": "a1.1"}).content.decode()
    assert "Іваненко" not in form.split("<main")[1]
    answer = officer.post("/desk/filters/?work=overdue&text=Іваненко", {"name": " Моє  термінове ", "is_pinned": "on"})
    assert answer.url == "/cases/?work=overdue"
    assert SavedFilter.objects.get().query == "work=overdue"
    page = officer.get("/cases/", {"work": "overdue"}).content.decode()
    rail = page.split('id="rail-list"')[1].split("</nav>")[0]
    assert 'href="/cases/?work=overdue" aria-current="page"' in rail
    assert "Моє термінове" in rail
    assert '<span class="c-count">1</span>' in rail


def test_the_rail_asks_the_same_however_many_are_pinned(world: World) -> None:
    spent = []
    for n in range(3):
        kept(world, f"Фільтр {n}", said={"work": "open", "point": "all"})
        with CaptureQueriesContext(connection) as seen:
            lines = filters.pinned_to(world.officer, duty_id=world.main.pk, today=AT.date())
        spent.append(len(seen))
    assert spent == [2, 2, 2]
    assert [line.name for line in lines] == ["Фільтр 0", "Фільтр 1", "Фільтр 2"]


def test_my_point_is_that_of_whoever_looks(world: World) -> None:
    worlds.case_in(world)
    kept(world, actor=world.head, is_shared=True, said={"work": "open"})
    counts = [
        filters.pinned_to(world.officer, duty_id=point.pk, today=AT.date())[0].count
        for point in (world.main, world.remote)
    ]
    assert counts == [1, 0]


def test_only_the_head_shares_and_only_the_owner_removes(world: World, sign_in: SignIn) -> None:
    with pytest.raises(MayNotShareFilter):
        kept(world, is_shared=True)
    with pytest.raises(FilterNotFound):
        kept(world, actor=world.provider)
    shared, own = kept(world, "Спільний", actor=world.head, is_shared=True), kept(world, "Мій")
    with pytest.raises(FilterNameTaken):
        kept(world, "Мій")
    officer, colleague = sign_in(world.officer), sign_in(world.remote_officer)
    assert "Мій" not in colleague.get("/desk/filters/").content.decode()
    assert "Спільний" in colleague.get("/desk/filters/").content.decode()
    assert officer.post(f"/desk/filters/{shared.pk}/removal/").status_code == 404
    assert colleague.post(f"/desk/filters/{own.pk}/removal/").status_code == 404
    assert officer.post(f"/desk/filters/{own.pk}/removal/").status_code == 302
    assert list(SavedFilter.objects.values_list("name", flat=True)) == ["Спільний"]


def test_a_name_taken_keeps_what_was_typed(world: World, officer: Client) -> None:
    kept(world, "Мій")
    page = officer.post("/desk/filters/?work=mine", {"name": "Мій"}).content.decode()
    assert "У вас уже є фільтр «Мій»" in page
    assert 'value="Мій"' in page


def test_a_neighbour_sees_no_filter(world: World, sign_in: SignIn) -> None:
    mine = kept(world, actor=world.head, is_shared=True)
    neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    client = sign_in(neighbour.head)
    assert "Прострочені" not in client.get("/desk/filters/").content.decode()
    assert client.post(f"/desk/filters/{mine.pk}/removal/").status_code == 404
    tenancy.bind(worlds.HOME)
    assert SavedFilter.objects.count() == 1
