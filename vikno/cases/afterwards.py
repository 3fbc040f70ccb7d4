"""What follows the decision of a case: until when it may be complained of, when its result is unclaimed."""

from datetime import date

from vikno.cases import law, rules
from vikno.cases.calendars import working_calendar
from vikno.cases.models import Case, Decision


def complaint_of(case: Case, decision: Decision, *, told_on: date | None) -> rules.Complaint | None:
    """The route of a complaint, with its last day once the applicant is told; None for a decision in their favour."""
    rule = rules.complaint_rule(
        decision.decided_on, regime=case.regime, outcome=decision.outcome, rows=law.complaint_rules()
    )
    if rule is None:
        return None
    body = case.provider.name if case.provider else case.point.centre.name
    return rules.complaint(rule=rule, told_on=told_on, provider=body, calendar=working_calendar())


def complaint_shown(case: Case, decision: Decision) -> rules.Complaint | None:
    """The same as it was counted on the day the applicant was told: rules that changed later do not touch it."""
    kept = decision.complaint
    if not kept:
        return complaint_of(case, decision, told_on=None)
    return rules.Complaint(
        until=decision.complain_until, sentences=tuple(kept["sentences"]), version=kept["rules"],
        is_confirmed=kept["confirmed"],
    )  # fmt: skip


def unclaimed_from(*, told_on: date) -> date | None:
    """The first day on which a result counts as unclaimed."""
    rule = law.unclaimed_on(told_on)
    return rules.unclaimed_from(told_on=told_on, rule=rule, calendar=working_calendar()) if rule else None
