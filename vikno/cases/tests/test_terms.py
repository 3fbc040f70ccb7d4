"""Properties of terms: whatever happens to a case, its last day behaves."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vikno.cases import rules
from vikno.cases.calendars import rules_of, term_rules, working_calendar
from vikno.cases.enums import Step, TermRegime
from vikno.catalogue.enums import StartEvent, TermUnit
from vikno.common import clock

LAW = working_calendar()
PEACE = replace(LAW, version="peace", regimes=())
SERVICE = rules_of(TermRegime.SERVICE, on=dt.date(2026, 1, 1))
REGIMES = [rules_of(regime, on=dt.date(2026, 1, 1)) for regime in TermRegime]
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1))
UNITS = st.sampled_from(TermUnit.values)
CALENDARS = st.sampled_from([LAW, PEACE])
TERMS = st.builds(rules.Term, days=st.integers(1, 90), unit=UNITS)
DAY = dt.timedelta(days=1)
# From 2026 to 2030, by the second: days of 23 and 25 hours are among them.
MOMENTS = st.integers(1_767_225_600, 1_893_456_000).map(lambda second: dt.datetime.fromtimestamp(second, tz=dt.UTC))


@st.composite
def courses(draw: st.DrawFn, *, most: int = 3) -> list[rules.TermEvent]:
    """Closed pauses and extensions one after another, from a moment after the start."""
    on = dt.date(2026, 1, 1) + DAY * draw(st.integers(0, 40))
    events = []
    for _ in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from([Step.SUSPENDED, Step.WITHOUT_MOTION, Step.EXTENDED]))
        if kind == Step.EXTENDED:
            events.append(rules.TermEvent(kind=kind, on=on, days=draw(st.integers(1, 15)), ground="complex"))
        else:
            ends_on = on + DAY * draw(st.integers(0, 40))
            end = Step.RESUMED if kind == Step.SUSPENDED else Step.CURED
            events.append(rules.TermEvent(kind=kind, on=on, until=ends_on, ground="court"))
            events.append(rules.TermEvent(kind=end, on=ends_on))
            on = ends_on
        on += DAY * draw(st.integers(0, 20))
    return events


def due(
    term: rules.Term,
    started_on: dt.date,
    events: list[rules.TermEvent] | None = None,
    *,
    calendar: rules.WorkingCalendar = LAW,
    law: rules.RuleSet = SERVICE,
) -> dt.date | None:
    found = rules.deadline(term=term, started_on=started_on, events=events or (), calendar=calendar, rules=law)
    return found.due_on


@given(DAYS, TERMS, CALENDARS)
def test_a_term_ends_on_a_working_day_after_its_start(
    on: dt.date, term: rules.Term, calendar: rules.WorkingCalendar
) -> None:
    found = due(term, on, calendar=calendar)
    assert found is not None
    assert found > on
    assert rules.is_working_day(found, calendar)


@given(DAYS, TERMS, CALENDARS)
def test_a_longer_term_and_a_later_start_never_end_earlier(
    on: dt.date, term: rules.Term, calendar: rules.WorkingCalendar
) -> None:
    found = due(term, on, calendar=calendar)
    assert found is not None
    longer = due(replace(term, days=(term.days or 0) + 1), on, calendar=calendar)
    later = due(term, on + DAY, calendar=calendar)
    assert longer is not None
    assert later is not None
    assert found <= longer
    assert found <= later


@given(TERMS, courses(), CALENDARS)
def test_pauses_and_extensions_never_shorten(
    term: rules.Term, events: list[rules.TermEvent], calendar: rules.WorkingCalendar
) -> None:
    on = dt.date(2026, 1, 1)
    found, undisturbed = due(term, on, events, calendar=calendar), due(term, on, calendar=calendar)
    assert found is not None
    assert undisturbed is not None
    assert found >= undisturbed
    assert rules.is_working_day(found, calendar)


@given(TERMS, courses(), CALENDARS)
def test_just_as_many_days_are_counted_as_the_term_has(
    term: rules.Term, events: list[rules.TermEvent], calendar: rules.WorkingCalendar
) -> None:
    """Count the days again, one by one, by another road than the engine's."""
    on = dt.date(2026, 1, 1)
    found = due(term, on, events, calendar=calendar)
    assert found is not None
    pauses = list(_paused(events))
    span = [on + DAY * n for n in range(1, (found - on).days + 1)]
    counted = [
        day
        for day in span
        if not any(start <= day < end for start, end in pauses)
        and (term.unit == TermUnit.CALENDAR_DAYS or rules.is_working_day(day, calendar))
    ]
    wanted = (term.days or 0) + sum(event.days for event in events)
    moved = [day for day in counted[wanted:-1] if rules.is_working_day(day, calendar)]
    assert len(counted) >= wanted
    assert moved == []  # nothing but days off between the last counted day and the last day of the term
    assert len(counted) == wanted or term.unit == TermUnit.CALENDAR_DAYS
    assert not any(start <= found < end for start, end in pauses)


def _paused(events: list[rules.TermEvent]) -> list[tuple[dt.date, dt.date]]:
    starts = [event.on for event in events if event.kind in (Step.SUSPENDED, Step.WITHOUT_MOTION)]
    ends = [event.on for event in events if event.kind in (Step.RESUMED, Step.CURED)]
    return list(zip(starts, ends, strict=True))


@given(TERMS, courses(), st.sampled_from([Step.SUSPENDED, Step.WITHOUT_MOTION]))
def test_a_pause_without_an_end_leaves_no_last_day(term: rules.Term, events: list[rules.TermEvent], kind: Step) -> None:
    on = dt.date(2026, 1, 1)
    before = due(term, on, events)
    assert before is not None
    last = max([on, *(event.on for event in events)])
    assume(last <= before)
    stopped = rules.TermEvent(kind=kind, on=last, until=last + DAY * 9, ground="court")
    found = rules.deadline(term=term, started_on=on, events=[*events, stopped], calendar=LAW, rules=SERVICE)
    assert found.due_on is None
    assert "До зупинення" in found.sentence


@given(DAYS, TERMS, st.lists(DAYS, max_size=4))
def test_a_sitting_never_shortens_and_never_falls_outside_the_list(
    on: dt.date, term: rules.Term, sittings: list[dt.date]
) -> None:
    plain = due(term, on)
    found = rules.deadline(
        term=replace(term, is_collegial=True), started_on=on, calendar=LAW, rules=SERVICE, sittings=sittings
    ).due_on
    assert found is not None
    assert plain is not None
    assert found >= plain
    assert found == plain or found in sittings


@given(DAYS, TERMS)
def test_silence_speaks_only_after_the_term(on: dt.date, term: rules.Term) -> None:
    found = rules.deadline(term=replace(term, has_tacit_consent=True), started_on=on, calendar=LAW, rules=SERVICE)
    assert found.due_on is not None
    assert found.tacit_on is not None
    assert found.tacit_on > found.due_on
    assert rules.is_working_day(found.tacit_on, LAW)


@given(DAYS, TERMS)
def test_closed_days_never_shorten(on: dt.date, term: rules.Term) -> None:
    closed = LAW.closed_also([rules.Closure(name="сесія", starts_on=on, ends_on=on + DAY * 20)], version="1")
    with_closure, without = due(term, on, calendar=closed), due(term, on)
    assert with_closure is not None
    assert without is not None
    assert with_closure >= without
    assert closed.version != LAW.version


@given(DAYS, TERMS, st.sampled_from(REGIMES))
def test_regimes_are_never_mixed(on: dt.date, term: rules.Term, law: rules.RuleSet) -> None:
    for regime in TermRegime:
        asked = replace(term, regime=regime)
        if regime == law.regime:
            assert due(asked, on, law=law) is not None
        else:
            with pytest.raises(rules.NotInTheseRules):
                due(asked, on, law=law)


@pytest.mark.parametrize("regime", [TermRegime.APPEAL, TermRegime.INFORMATION])
@pytest.mark.parametrize("kind", [Step.SUSPENDED, Step.WITHOUT_MOTION])
def test_an_appeal_is_neither_suspended_nor_left_without_motion(regime: TermRegime, kind: Step) -> None:
    on = dt.date(2026, 3, 2)
    with pytest.raises(rules.NotInTheseRules):
        due(
            rules.Term(days=None, regime=regime), on, [rules.TermEvent(kind=kind, on=on)],
            law=rules_of(regime, on=on),
        )  # fmt: skip


@given(MOMENTS, TERMS)
def test_the_hour_of_registration_does_not_matter(moment: dt.datetime, term: rules.Term) -> None:
    """Two moments of one day in Kyiv give one last day, also on days of 23 and 25 hours."""
    day = clock.today(moment)
    first = dt.datetime.combine(day, dt.time.min, tzinfo=clock.KYIV)
    last = dt.datetime.combine(day, dt.time.max, tzinfo=clock.KYIV)
    assert {due(term, clock.today(at)) for at in (first, last)} == {due(term, day)}
    assert clock.today(last.astimezone(dt.UTC) + dt.timedelta(seconds=1)) == day + DAY


@given(DAYS, st.integers(1, 36))
def test_months_keep_the_date_or_end_the_month(on: dt.date, months: int) -> None:
    found = rules.months_later(on, months)
    assert (found.year * 12 + found.month) - (on.year * 12 + on.month) == months
    assert found.day == on.day or (found + DAY).day == 1


@given(DAYS, TERMS, courses())
def test_every_last_day_explains_itself_in_whole_sentences(
    on: dt.date, term: rules.Term, events: list[rules.TermEvent]
) -> None:
    found = rules.deadline(term=term, started_on=dt.date(2026, 1, 1), events=events, calendar=LAW, rules=SERVICE)
    assert found.due_on is not None
    assert f"{found.due_on:%d.%m.%Y}" in found.sentences[0]
    assert all(sentence[0].isupper() or sentence[0].isdigit() for sentence in found.sentences)
    assert all(sentence.endswith(".") and ".." not in sentence for sentence in found.sentences)
    kept = found.as_json()
    assert (kept["rules"], kept["calendar"]) == (SERVICE.version, LAW.version)


@given(DAYS, TERMS, st.integers(1, 40))
def test_an_extension_is_bounded(on: dt.date, term: rules.Term, days: int) -> None:
    for law in REGIMES:
        own = replace(term, regime=law.regime)
        course = rules.course_of(started_on=on, events=(), rules=law, calendar=LAW)
        most = rules.most_extension_days(term=own, course=course, rules=law)
        assert 0 <= most <= 45
        if law.extension is None or not most:
            continue
        once = rules.TermEvent(kind=Step.EXTENDED, on=on, days=min(days, most), ground="complex")
        used = rules.course_of(started_on=on, events=[once], rules=law, calendar=LAW)
        assert rules.most_extension_days(term=own, course=used, rules=law) == 0


@given(
    today=DAYS, left=st.integers(0, 60), queue=st.integers(0, 80), per_day=st.floats(0.2, 20), wait=st.integers(0, 20)
)
def test_a_forecast_names_a_reason_exactly_when_it_is_late(
    today: dt.date, left: int, queue: int, per_day: float, wait: int
) -> None:
    ahead = rules.Ahead(trips=[today + DAY * wait], travel_days=1, queue=queue, per_day=per_day)
    due_on = today + DAY * left
    found = rules.forecast(due_on=due_on, today=today, ahead=ahead, calendar=LAW)
    assert found.expected_on is not None
    assert found.is_late == (found.expected_on > due_on) == bool(found.reasons)
    worse = rules.expected_on(today=today, ahead=replace(ahead, queue=queue + 1), calendar=LAW)
    assert worse is not None
    assert worse >= found.expected_on


def test_a_forecast_says_what_holds_the_case() -> None:
    today = dt.date(2026, 11, 16)
    closed = rules.Closure(name="ремонт", starts_on=dt.date(2026, 11, 19), ends_on=dt.date(2026, 11, 27))
    ahead = rules.Ahead(
        trips=[dt.date(2026, 11, 18)], travel_days=1, queue=11, per_day=2.5, closures=[closed],
    )  # fmt: skip
    found = rules.forecast(due_on=dt.date(2026, 11, 30), today=today, ahead=ahead, calendar=LAW)
    assert (found.expected_on, found.late_days) == (dt.date(2026, 12, 7), 7)
    assert found.reasons == (
        "Найближчий рейс кур'єра — 18.11.2026, у дорозі 1 робочий день.",
        "Не працює з 19.11.2026 до 27.11.2026 включно: ремонт.",
        "Перед цією справою в черзі суб'єкта надання ще 11, а за день він вирішує 2,5.",
    )


def test_no_trip_and_no_work_in_sight_are_reasons_too() -> None:
    today, due_on = dt.date(2026, 11, 16), dt.date(2026, 12, 16)
    no_trip = rules.forecast(due_on=due_on, today=today, ahead=rules.Ahead(trips=[]), calendar=LAW)
    assert (no_trip.expected_on, no_trip.is_late) == (None, True)
    assert no_trip.reasons == ("Жодного рейсу кур'єра до суб'єкта надання не заплановано.",)
    idle = rules.forecast(due_on=due_on, today=today, ahead=rules.Ahead(queue=3), calendar=LAW)
    assert "рішень останнім часом немає" in idle.reasons[0]
    assert not rules.forecast(due_on=None, today=today, ahead=rules.Ahead(trips=[]), calendar=LAW).is_late


def test_rows_of_law_cover_every_day_once() -> None:
    for regime in TermRegime:
        for day in (dt.date(2023, 12, 14), dt.date(2023, 12, 15), dt.date(2026, 11, 16)):
            fitting = [
                row
                for row in term_rules()
                if row.regime == regime and row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
            ]
            if regime == TermRegime.PROCEDURE and day < dt.date(2023, 12, 15):
                with pytest.raises(LookupError):
                    rules_of(regime, on=day)
            else:
                assert fitting == [rules_of(regime, on=day)]
    assert len({row.version for row in term_rules()}) == len(term_rules())
    assert all(row.default.source and row.end_source for row in term_rules())


@pytest.mark.parametrize(
    ("year", "easter"),
    [(2024, "2024-05-05"), (2025, "2025-04-20"), (2026, "2026-04-12"), (2027, "2027-05-02"), (2028, "2028-04-16")],
)
def test_easter(year: int, easter: str) -> None:
    assert rules.orthodox_easter(year) == dt.date.fromisoformat(easter)


def test_the_calendar_of_the_law_is_read_from_its_rows() -> None:
    assert LAW.version
    assert LAW.holidays[dt.date(2026, 4, 12)] == "Великдень"
    assert LAW.holidays[dt.date(2027, 6, 20)] == "Трійця"
    assert rules.regime_on(dt.date(2026, 11, 22), LAW) is not None
    assert rules.is_working_day(dt.date(2026, 8, 24), LAW)
    assert rules.why_off(dt.date(2026, 8, 24), PEACE) == "День Незалежності"
    assert rules.why_off(dt.date(2026, 4, 13), PEACE) == "вихідний за Великдень"


@pytest.mark.parametrize(("start_event", "since"), [(StartEvent.REGISTERED, "реєстрації"), ("received", "прийняв")])
def test_a_term_says_from_what_it_runs(start_event: str, since: str) -> None:
    term = rules.Term(days=3, start_event=start_event)
    assert since in rules.deadline(term=term, started_on=dt.date(2026, 3, 2), calendar=LAW, rules=SERVICE).sentence
