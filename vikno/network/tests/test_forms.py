"""Forms help to type: hours in any spelling, only states that may follow, half a thing is told."""

import datetime as dt
from typing import Any

import pytest

from vikno.common.clock import KYIV
from vikno.network.enums import AccessibilityItem, PeriodKind
from vikno.network.forms import AccessibilityForm, DetailsForm, EquipmentForm, ExceptionForm, HoursForm, StatusForm
from vikno.network.rules.timetables import Period
from vikno.network.services import Have, PeriodGiven
from vikno.network.tests import world

T8, T12, T13, T17 = (dt.time(h) for h in (8, 12, 13, 17))


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("08:00-12:00, 13:00-17:00", [(T8, T12), (T13, T17)]),
        ("8-12, 13-17", [(T8, T12), (T13, T17)]),
        ("з 8 до 17", [(T8, T17)]),
        ("8.00–17.00", [(T8, T17)]),
        ("8-00 17-00", [(T8, T17)]),
        ("", []),
        ("вихідний", []),
        ("-", []),
        ("20:00-24:00", [(dt.time(20), dt.time(23, 59))]),
    ],
)
def test_hours_are_typed_as_people_write(written: str, spans: list[tuple[dt.time, dt.time]]) -> None:
    form = HoursForm({"reception_3": written})
    assert form.is_valid(), form.errors
    assert form.periods() == [PeriodGiven(3, *span) for span in spans]


@pytest.mark.parametrize("written", ["зранку", "8:00", "17-8", "8:3-17", "8:00-12:00-17:00"])
def test_hours_that_are_not_understood_are_told(written: str) -> None:
    assert "reception_3" in HoursForm({"reception_3": written}).errors


def test_hours_are_shown_as_they_are_kept() -> None:
    periods = [Period(1, T13, T17), Period(1, T8, T12), Period(1, T17, dt.time(18), PeriodKind.WORKING)]
    form = HoursForm(periods=periods)
    assert form["reception_1"].initial == "08:00-12:00, 13:00-17:00"
    assert form["working_1"].initial == "17:00-18:00"
    assert form.has_working
    assert not HoursForm(periods=periods[:2]).has_working


def test_an_exception_is_a_day_closed_or_one_stretch() -> None:
    closed = ExceptionForm({"on": "24.12.2026", "reason": "Свято"})
    assert closed.is_valid()
    assert closed.facts() == {"on": dt.date(2026, 12, 24), "reason": "Свято", "opens": None, "closes": None}
    short = ExceptionForm({"on": "24.12.2026", "hours": "8-12", "reason": "Свято"})
    assert short.is_valid()
    assert (short.facts()["opens"], short.facts()["closes"]) == (T8, T12)
    assert "hours" in ExceptionForm({"on": "24.12.2026", "hours": "8-9, 10-11", "reason": "Свято"}).errors


def test_equipment_starts_from_what_is_there() -> None:
    form = EquipmentForm({"count_scanner": "2", "works_scanner": "on"})
    assert form.is_valid()
    assert form.equipment()["scanner"] == Have(2, works=True)
    assert form.equipment()["printer"] == Have(0, works=False)


def test_every_item_of_accessibility_is_asked() -> None:
    form = AccessibilityForm(marks={"ramp": "yes"})
    assert sorted(form.fields) == sorted(AccessibilityItem.values)
    assert (form["ramp"].initial, form["toilet"].initial) == ("yes", "unknown")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"postcode": "123"}, "postcode"),
        ({"lat": "60", "lon": "30"}, "lat"),
        ({"lat": "49"}, "lon"),
        ({"name": ""}, "name"),
        ({"staff_total": "0"}, "staff_total"),
        ({"floor_area": "-1"}, "floor_area"),
    ],
)
def test_details_that_cannot_be_are_told(given: dict[str, str], field: str) -> None:
    form = DetailsForm({"name": "ЦНАП", "kind": "main", **given})
    assert field in form.errors


@pytest.mark.django_db
@pytest.mark.usefixtures("codifier")
class TestStatusForm:
    def form(self, data: dict[str, Any] | None = None, *, before: str = "open") -> StatusForm:
        return StatusForm(data, point=world.point(), before=before, at=world.AT)

    def test_it_starts_from_now_in_kyiv(self) -> None:
        form = self.form()
        assert form["starts_on"].initial == dt.date(2026, 11, 16)
        assert form["starts_time"].initial == dt.time(10, 30)

    @pytest.mark.parametrize(
        ("before", "offered"),
        [
            ("open", {"restricted", "closed", "destroyed", "moved", "mobile"}),
            ("destroyed", {"closed", "moved", "mobile"}),
        ],
    )
    def test_only_states_that_may_follow_are_offered(self, before: str, offered: set[str]) -> None:
        assert {value for value, _ in self.form(before=before).fields["state"].choices} == offered

    def test_date_and_time_become_a_moment(self) -> None:
        form = self.form(
            {"state": "closed", "cause": "power", "starts_on": "17.11.2026", "starts_time": "08:00", "reason": "x",
             "mode": "normal"}
        )  # fmt: skip
        assert form.is_valid(), form.errors
        assert form.facts()["starts_at"] == dt.datetime(2026, 11, 17, 8, tzinfo=KYIV)
