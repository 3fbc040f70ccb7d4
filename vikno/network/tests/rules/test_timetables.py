"""Timetables people write: read without doubt, or left as text with the reason."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vikno.network.enums import PeriodKind, TimetableReason
from vikno.network.rules.dragfill import dragged_phones, dragged_run
from vikno.network.rules.timetables import Absent, Period, Question, Timetable, parse_timetable

NAMES = ("пн", "вт", "ср", "чт", "пт", "сб", "нд")


def days(*spans: tuple[int, str, str]) -> tuple[Period, ...]:
    return tuple(
        Period(day, dt.time.fromisoformat(opens), dt.time.fromisoformat(closes)) for day, opens, closes in spans
    )


def week(opens: str, closes: str, *, last: int = 5) -> tuple[Period, ...]:
    return days(*((day, opens, closes) for day in range(1, last + 1)))


def read(text: str) -> tuple[Period, ...]:
    found = parse_timetable(text)
    assert isinstance(found, Timetable), found
    return found.periods


def question(text: str) -> Question:
    found = parse_timetable(text)
    assert isinstance(found, Question), found
    assert found.reason in TimetableReason.values
    return found


@pytest.mark.parametrize(
    "written",
    [
        "8:00-17:00",
        "08:00 - 17:00",
        "8.00-17.00",
        "8-00-17-00",
        "8-00 - 17-00",
        "08-00 17-00",
        "з 8:00 до 17:00",
        "з 8:00 - до 17:00",
        "з 8.00 до  17.00",
        "8 до 17",
        "08.00 до 17.00",
        "8:00 : 17:00",
        "8-00до 17-00",
        "8.00- 17.0",
        "8:00–17:00",
        "8:00—17:00",
        "08:00-17:00 год.",
        "8-17",
        "з 08.00 по 17.00",
    ],
)
def test_hours_in_every_spelling(written: str) -> None:
    assert read("; ".join(f"{name}: {written}" for name in NAMES[:5])) == week("08:00", "17:00")


@pytest.mark.parametrize(
    "text",
    [
        "пн-пт 8:00-17:00",
        "Пн.–Пт.: 8:00–17:00",
        "понеділок - п'ятниця: 8:00-17:00",
        "з понеділка по п'ятницю з 8 до 17",
        "будні 8:00-17:00",
        "Понеділок, вівторок, середа, четвер, п’ятниця: 08.00-17.00",
        "пн, вт, ср, чт, пт - 8:00-17:00",
        "ПН-ПТ 8:00-17:00; сб, нд - вихідні",
        "пн-чт 8:00-17:00, пт 8:00-17:00, сб: 0; нд: вих.",
        "<p>Пн - Пт: 8:00-17:00</p><br/>Сб: вихідний",
        "Прийом громадян: пн-пт з 8 до 17 без перерви",
        "пн: 8:00-17:00 вт: 8:00-17:00 ср: 8:00-17:00 чт: 8:00-17:00 пт: 8:00-17:00 сб: -",
        "пн-cр 8-17, чт-пт 8-17",
        "понеділок 8:00-17:00\nвівторок 8:00-17:00\nсереда, четвер, п`ятниця 8:00-17:00",
    ],
)
def test_days_in_every_grouping(text: str) -> None:
    assert read(text) == week("08:00", "17:00")


def test_every_day() -> None:
    assert read("щодня з 9 до 18") == week("09:00", "18:00", last=7)


@pytest.mark.parametrize(
    "off", ["-", "вих.", "вихідний", "0", "ні", "неприйомний", "не працює", "зачинено", "вихідний день"]
)
def test_a_day_off_has_no_hours(off: str) -> None:
    assert read(f"пн: 8:00-17:00; ср: {off}; пт: 9:00-13:00") == days((1, "08:00", "17:00"), (5, "09:00", "13:00"))


@pytest.mark.parametrize(
    "text",
    [
        "пн: 8:00-12:00, 13:00-17:00",
        "пн 8:00-17:00 перерва 12:00-13:00",
        "пн 8.00-17.00 (перерва 12.00-13.00)",
        "пн з 8 до 12 та з 13 до 17",
        "пн: 8-12, 13-17",
        "пн: 8:00-17:00, обід з 12:00 до 13:00",
        "пн: 08:00-12:00; 13:00-17:00",
    ],
)
def test_a_lunch_break_is_a_gap(text: str) -> None:
    assert read(text) == days((1, "08:00", "12:00"), (1, "13:00", "17:00"))


def test_a_break_said_after_the_last_day_holds_for_all() -> None:
    found = read("пн: 8:00-17:00; вт: 8:00-16:00. Перерва 12:00-12:30")
    assert found == days((1, "08:00", "12:00"), (1, "12:30", "17:00"), (2, "08:00", "12:00"), (2, "12:30", "16:00"))


def test_work_without_visitors_is_told_from_reception() -> None:
    found = read("Режим роботи: пн-вт 8:00-17:00; прийом: пн-вт 9:00-16:00")
    assert [(p.weekday, f"{p.opens:%H}-{p.closes:%H}") for p in found if p.kind == PeriodKind.RECEPTION] == [
        (1, "09-16"), (2, "09-16"),
    ]  # fmt: skip
    assert [(p.weekday, f"{p.opens:%H}-{p.closes:%H}") for p in found if p.kind == PeriodKind.WORKING] == [
        (1, "08-09"), (1, "16-17"), (2, "08-09"), (2, "16-17"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "-", "NA", "немає даних", "пн: -; вт: -; ср: -; чт: -; пт: -"])
def test_nothing_said_is_absent(text: str) -> None:
    assert parse_timetable(text) == Absent()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("8:00-17:00", "no_days"),
        ("за попереднім записом", "no_days"),
        ("пн: за попереднім записом", "hours"),
        ("пн: 800-1700", "hours"),
        ("пн: 8:00-25:00", "hours"),
        ("пн: 17:00-8:00", "hours"),
        ("пн: 8:00", "hours"),
        ("пн: 8:00-12:00-17:00", "hours"),
        ("пн: 8:3-17:00", "hours"),
        ("пн: 8:00-17:00; пн: 9:00-18:00", "day_twice"),
        ("пт-пн: 8:00-17:00", "words"),
        ("Увага! пн: 8:00-17:00", "words"),
        ("пн: 8:00-17:00 перерва 18:00-19:00", "break"),
        ("пн: 8:00-17:03", "odd_minutes"),
        ("пн: 8:00-8:30", "odd_hours"),
        ("пн: 1:00-17:00", "odd_hours"),
        ("перша пн місяця 8:00-17:00", "words"),
        ("пн: 8:00-17:00, крім свят", "hours"),
    ],
)
def test_doubt_stays_a_question(text: str, reason: str) -> None:
    assert question(text).reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "пн: 8:00-17:00; вт: 8:00-17:01; ср: 8:00-17:02; чт: 8:00-17:03; пт: 8:00-16:00",
        "пн: 8:00-17.00; вт: 8:00-17.01; ср: 8:00-17.02; чт: 8:00-17.03; пт: 8:00-16:00",
    ],
)
def test_the_drag_fill_is_caught_and_its_first_value_suggested(text: str) -> None:
    found = question(text)
    assert found.reason == "dragged"
    assert found.fragment == "17:00, 17:01, 17:02, 17:03"
    assert found.suggested == (*week("08:00", "17:00", last=4), *days((5, "08:00", "16:00")))


def test_a_drag_fill_of_two_days_is_caught() -> None:
    assert question("вт: 08:00-17:01; ср: 08:00-17:02").suggested == days((2, "08:00", "17:00"), (3, "08:00", "17:00"))


def test_a_drag_fill_of_opening_times_is_caught() -> None:
    assert question("пн: 8:00-17:00; вт: 8:01-17:00; ср: 8:02-17:00").reason == "dragged"


def test_a_drag_fill_of_whole_hours_is_caught_only_when_long() -> None:
    assert question("пн: 8-15; вт: 8-16; ср: 8-17; чт: 8-18").reason == "dragged"
    assert read("пн: 8-16; вт: 8-17; ср: 8-16") == days(
        (1, "08:00", "16:00"), (2, "08:00", "17:00"), (3, "08:00", "16:00")
    )


@pytest.mark.parametrize(
    ("values", "run"),
    [
        ([], None),
        ([1020], None),
        ([1020, 1020], None),
        ([1020, 1021], (0, 1)),
        ([960, 1020, 1021, 1022, 960], (1, 3)),
        ([480, 540, 600], None),
        ([480, 540, 600, 660], (0, 3)),
        ([1020, 1022, 1024], None),
    ],
)
def test_runs_that_grow_by_one(values: list[int], run: tuple[int, int] | None) -> None:
    assert dragged_run(values) == run


def test_phones_that_count_up_are_suspected_except_the_first() -> None:
    phones = ["(066) 000-02-07", "(066) 000-02-08", "(066) 000-02-09", "(066) 000-02-09", "", "5", "(067) 111-02-10"]
    assert dragged_phones(phones) == {1, 2}


@given(st.text(max_size=120))
def test_any_text_gives_an_answer(text: str) -> None:
    assert isinstance(parse_timetable(text), Timetable | Question | Absent)


_opens = st.integers(6 * 4, 12 * 4).map(lambda q: dt.time(q // 4, q % 4 * 15))
_closes = st.integers(14 * 4, 20 * 4).map(lambda q: dt.time(q // 4, q % 4 * 15))
_style = st.sampled_from(
    ["{0:%H:%M}-{1:%H:%M}", "{0:%H.%M} - {1:%H.%M}", "з {0:%H:%M} до {1:%H:%M}", "{0:%H-%M} {1:%H-%M}"]
)


@given(
    hours=st.lists(st.tuples(_opens, _closes), min_size=7, max_size=7),
    off=st.sets(st.integers(0, 6), max_size=6),
    style=_style,
    separator=st.sampled_from(["; ", " ", ", ", "\n", ";\xa0"]),
)
def test_written_hours_are_read_back(
    hours: list[tuple[dt.time, dt.time]], off: set[int], style: str, separator: str
) -> None:
    text = separator.join(
        f"{name}: {'вих.' if place in off else style.format(*hours[place])}" for place, name in enumerate(NAMES)
    )
    expected = tuple(Period(place + 1, *hours[place]) for place in range(7) if place not in off)
    found = parse_timetable(text)
    if isinstance(found, Question):
        assert found.reason == "dragged"
        assert any(
            dragged_run([h[e].hour * 60 + h[e].minute for n, h in enumerate(hours) if n not in off]) for e in (0, 1)
        )
    else:
        assert found == Timetable(expected)


@given(st.text(alphabet="пнвтсрчтптсбнд 0123456789:.-;,здо", max_size=80))
def test_what_is_read_is_always_in_order_and_apart(text: str) -> None:
    found = parse_timetable(text)
    if isinstance(found, Timetable):
        assert all(period.opens < period.closes for period in found.periods)
        for day in range(1, 8):
            spans = [p for p in found.periods if p.weekday == day]
            assert all(left.closes <= right.opens for left, right in pairwise(spans))
