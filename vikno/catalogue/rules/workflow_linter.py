"""The linter of a technological card: what makes it useless to those who work by it, or unlawful."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from vikno.catalogue.rules.findings import Finding, Severity
from vikno.catalogue.rules.workflows import EVENT_ORDER, ServiceTerm, StepLine, WorkflowContent, exceeds
from vikno.common.text import fold, mixed_script

ACTIONS: Final = ("В", "У", "П", "З")
_WHERE: Final = "workflow"
_ORDER: Final = tuple(Severity)


def lint_workflow(content: WorkflowContent, *, term: ServiceTerm, channel: str = "centre") -> list[Finding]:
    """Everything wrong with a card, errors first."""
    steps = content.steps
    if not steps:
        return [Finding(code="workflow_empty", where=_WHERE)]
    found = [
        *_lines(steps),
        *_signatures(steps, term),
        *_terms(steps, term),
        *_events(steps, channel),
    ]
    if not content.is_confirmed:
        found.append(Finding(code="workflow_unconfirmed", where=_WHERE))
    return sorted(found, key=lambda finding: _ORDER.index(finding.severity))


def _lines(steps: Sequence[StepLine]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for line, step in enumerate(steps, start=1):
        facts = {"name": step.name}
        if not step.responsible.strip():
            yield Finding(code="step_no_responsible", where=_WHERE, line=line, facts=facts)
        if step.action not in ACTIONS:
            yield Finding(code="step_unknown_action", where=_WHERE, line=line, facts=facts | {"excerpt": step.action})
        if step.days is None and step.event != "issued":
            yield Finding(code="step_no_term", where=_WHERE, line=line, facts=facts)
        if fold(step.name) in seen:
            yield Finding(code="step_twice", where=_WHERE, line=line, facts=facts)
        seen[fold(step.name)] = line
        words = [word for word in f"{step.name} {step.responsible}".split() if mixed_script(word)]
        if words:
            yield Finding(code="mixed_letters", where=_WHERE, line=line, facts={"excerpt": words[0]})


def _signatures(steps: Sequence[StepLine], term: ServiceTerm) -> Iterator[Finding]:
    """Somebody performs before somebody agrees or approves; a sitting approves."""
    actions = [step.action for step in steps]
    if "В" not in actions:
        yield Finding(code="nobody_performs", where=_WHERE)
    if term.is_collegial and "З" not in actions:
        yield Finding(code="sitting_approves_nothing", where=_WHERE)
    elif not term.is_immediate and not {"П", "З"} & set(actions):
        yield Finding(code="nobody_approves", where=_WHERE)
    performed = actions.index("В") if "В" in actions else len(actions)
    for line, step in enumerate(steps, start=1):
        if step.action in ("П", "З") and line - 1 < performed:
            yield Finding(code="approved_before_done", where=_WHERE, line=line, facts={"name": step.name})


def _terms(steps: Sequence[StepLine], term: ServiceTerm) -> Iterator[Finding]:
    extra = exceeds(steps, term)
    if extra:
        allowed = 1 if term.is_immediate else term.days
        yield Finding(code="steps_exceed_term", where=_WHERE, facts={"extra": extra, "days": allowed})


def _events(steps: Sequence[StepLine], channel: str) -> Iterator[Finding]:
    places = [(line, EVENT_ORDER.index(step.event)) for line, step in enumerate(steps, start=1) if step.event]
    for (_, before), (line, after) in pairwise(places):
        if after <= before:
            yield Finding(code="events_out_of_order", where=_WHERE, line=line, facts={"name": steps[line - 1].name})
    told = {step.event for step in steps}
    if channel == "centre":
        for event, code in (("registered", "no_intake_step"), ("issued", "no_issue_step")):
            if event not in told:
                yield Finding(code=code, where=_WHERE)
