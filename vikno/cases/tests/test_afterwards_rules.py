"""Hearing, complaints, unclaimed results, separate duties: rows of law as values, a lawyer's example a line."""

import datetime as dt

import pytest

from vikno.cases import duties, law, rules
from vikno.cases.calendars import working_calendar
from vikno.cases.enums import HearingWay, Outcome, TermRegime
from vikno.cases.rules import Heard, Verdict

DAY = dt.date(2026, 11, 16)


def rule(**given: object) -> rules.HearingRule | None:
    facts = {"regime": TermRegime.SERVICE, "service": "01234", "is_immediate": False, "rows": law.hearing_rules()}
    return rules.hearing_rule(DAY, **{**facts, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "heard", "ground", "verdict"),
    [
        (Outcome.GRANTED, Heard.NOT_ASKED, "", Verdict.FREE),
        (Outcome.GRANTED, Heard.INVITED, "", Verdict.FREE),
        (Outcome.REFUSED, Heard.NOT_ASKED, "", Verdict.NOT_HEARD),
        (Outcome.REFUSED, Heard.INVITED, "", Verdict.STILL_HEARD),
        (Outcome.REFUSED, Heard.DONE, "", Verdict.FREE),
        (Outcome.REFUSED, Heard.NOT_ASKED, "danger", Verdict.EXCEPTED),
        (Outcome.REFUSED, Heard.INVITED, "danger", Verdict.EXCEPTED),
        (Outcome.REFUSED, Heard.NOT_ASKED, "no such", Verdict.UNKNOWN_GROUND),
        (Outcome.LEFT_WITHOUT_CONSIDERATION, Heard.NOT_ASKED, "", Verdict.FREE),
    ],
)
def test_who_is_heard_before_what(outcome: str, heard: Heard, ground: str, verdict: Verdict) -> None:
    assert rules.hearing_verdict(rule=rule(), outcome=outcome, heard=heard, ground=ground) == verdict


def test_what_is_given_at_once_is_refused_at_once() -> None:
    row = rule(is_immediate=True)
    assert row is not None
    assert not row.is_required
    free = rules.hearing_verdict(rule=row, outcome=Outcome.REFUSED, heard=Heard.NOT_ASKED, ground="")
    assert free == Verdict.FREE


@pytest.mark.parametrize("regime", [TermRegime.APPEAL, TermRegime.INFORMATION])
def test_other_regimes_borrow_no_hearing(regime: str) -> None:
    assert rule(regime=regime) is None


def test_a_row_that_names_a_service_goes_first() -> None:
    own = rules.HearingRule(
        regime=TermRegime.SERVICE, version="v", source="s", starts_on=DAY, services=frozenset({"01234"}),
        is_required=False,
    )  # fmt: skip
    rows = (*law.hearing_rules(), own)
    assert rule(rows=rows) is own
    assert rule(rows=rows, service="00001") is not own
    assert (
        rules.hearing_rule(
            DAY - dt.timedelta(days=1), regime=TermRegime.SERVICE, service="01234", is_immediate=False, rows=rows
        )
        is not own
    )


def test_no_hearing_before_the_law_was_in_force() -> None:
    before = rules.hearing_rule(
        dt.date(2023, 12, 14), regime=TermRegime.SERVICE, service="1", is_immediate=False, rows=law.hearing_rules()
    )
    assert before is None


def test_silence_in_writing_is_known_a_day_later() -> None:
    assert rules.absence_from(held_on=DAY, way=HearingWay.MEETING) == DAY
    assert rules.absence_from(held_on=DAY, way=HearingWay.WRITING) == dt.date(2026, 11, 17)


@pytest.mark.parametrize(
    ("regime", "told_on", "until"),
    [
        (TermRegime.SERVICE, dt.date(2026, 11, 16), dt.date(2026, 12, 16)),
        (TermRegime.SERVICE, dt.date(2026, 11, 12), dt.date(2026, 12, 14)),  # 12.12 is a Saturday
        (TermRegime.PROCEDURE, dt.date(2026, 11, 13), dt.date(2026, 12, 14)),  # 13.12 is a Sunday
        (TermRegime.SERVICE, dt.date(2028, 1, 31), dt.date(2028, 3, 1)),  # a leap year
        (TermRegime.APPEAL, dt.date(2026, 10, 30), dt.date(2026, 11, 30)),
        (TermRegime.APPEAL, dt.date(2027, 1, 31), dt.date(2027, 3, 1)),  # 28.02.2027 is a Sunday
        (TermRegime.INFORMATION, dt.date(2026, 11, 16), None),
    ],
)
def test_until_when_a_refusal_may_be_complained_of(regime: str, told_on: dt.date, until: dt.date | None) -> None:
    row = rules.complaint_rule(told_on, regime=regime, outcome=Outcome.REFUSED, rows=law.complaint_rules())
    assert row is not None
    found = rules.complaint(rule=row, told_on=told_on, provider="УСЗН", calendar=working_calendar())
    assert found.until == until
    assert any("УСЗН" in sentence for sentence in found.sentences)
    assert found.sentences[-1].startswith("Підстава: ")
    assert not found.is_confirmed
    if until:
        assert f"до {until:%d.%m.%Y} включно" in found.sentences[0]


def test_before_the_applicant_is_told_the_term_is_said_in_days() -> None:
    row = rules.complaint_rule(DAY, regime=TermRegime.SERVICE, outcome=Outcome.REFUSED, rows=law.complaint_rules())
    assert row is not None
    found = rules.complaint(rule=row, told_on=None, provider="УСЗН", calendar=working_calendar())
    assert found.until is None
    assert "30 календарних днів" in found.sentences[0]


def test_what_was_granted_has_no_route_of_complaint() -> None:
    assert (
        rules.complaint_rule(DAY, regime=TermRegime.SERVICE, outcome=Outcome.GRANTED, rows=law.complaint_rules())
        is None
    )


@pytest.mark.parametrize(
    ("told_on", "since"),
    [
        (dt.date(2026, 9, 15), dt.date(2026, 11, 16)),
        (dt.date(2026, 12, 31), dt.date(2027, 3, 1)),
        (dt.date(2027, 6, 30), dt.date(2027, 8, 31)),
    ],
)
def test_a_result_is_unclaimed_two_months_after_telling(told_on: dt.date, since: dt.date) -> None:
    row = law.unclaimed_on(told_on)
    assert row is not None
    assert rules.unclaimed_from(told_on=told_on, rule=row, calendar=working_calendar()) == since


def test_every_row_of_law_says_where_it_is_from() -> None:
    rows = (*law.hearing_rules(), *law.complaint_rules(), *law.unclaimed_rules(), *duties.separate_duties())
    assert all(row.source.strip() for row in rows)
    versions = [row.version for row in (*law.hearing_rules(), *law.complaint_rules(), *law.unclaimed_rules())]
    assert len(versions) == len(set(versions))


def test_duties_are_kept_apart_for_services_that_demand_it() -> None:
    rows = duties.separate_duties()
    asked = {"day": DAY, "rows": rows}
    assert rules.must_be_apart(rules.REGISTER_DECIDE, service="X", group="permits", **asked)  # type: ignore[arg-type]
    assert not rules.must_be_apart(rules.REGISTER_DECIDE, service="X", group="social", **asked)  # type: ignore[arg-type]
    assert not rules.must_be_apart("other", service="X", group="permits", **asked)  # type: ignore[arg-type]
