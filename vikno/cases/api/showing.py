"""From rows to what is said."""

from datetime import date

from vikno.cases import queries, rules, services
from vikno.cases.api import shapes
from vikno.cases.models import Case, CaseScan


def row(case: Case, *, today: date) -> shapes.CaseRow:
    """A line of the list. Fetch `service` beforehand."""
    return shapes.CaseRow(**_line(case, today=today))


def whole(case: Case, *, today: date) -> shapes.CaseShown:
    """Everything the page of a case says, without numbers of documents and without phones of the person."""
    decision, result = getattr(case, "decision", None), getattr(case, "result", None)
    return shapes.CaseShown(
        **_line(case, today=today),
        applicant=shapes.ApplicantShown(id=case.applicant_id, kind=case.applicant.kind, name=str(case.applicant)),
        provider=str(case.provider) if case.provider else None,
        intake_channel=case.intake_channel, notification_channel=case.notification_channel, contact=case.contact,
        result_channel=case.result_channel, external_number=case.external_number,
        term=case.term_explanation.get("sentence", ""),
        papers=[shapes.PaperShown.model_validate(paper) for paper in queries.papers_of(case)],
        steps=[
            shapes.StepShown(
                step=step.step, state_after=step.state_after, happened_at=step.happened_at,
                recorded_at=step.recorded_at, role=step.actor_role, point_id=step.point_id, note=step.note,
            )
            for step in queries.steps_of(case)
        ],
        decision=shapes.DecisionShown.model_validate(decision) if decision else None,
        result=shapes.ResultShown.model_validate(result) if result else None,
    )  # fmt: skip


def opened(made: services.OpenedCase) -> shapes.CaseOpened:
    """A new case with its code."""
    case = made.case
    return shapes.CaseOpened(
        number=case.number, state=case.state, due_on=case.due_on, version=case.version_number,
        access_code=made.access_code,
    )  # fmt: skip


def moved(case: Case) -> shapes.CaseMoved:
    """Where a case stands after an act."""
    return shapes.CaseMoved(number=case.number, state=case.state, due_on=case.due_on, version=case.version_number)


def file(scan: CaseScan) -> shapes.FileKept:
    """A file laid into a case."""
    kept = scan.file
    return shapes.FileKept(id=kept.pk, name=kept.original_name, state=kept.state, sha256=kept.sha256)


def _line(case: Case, *, today: date) -> dict[str, object]:
    return {
        "number": case.number,
        "state": case.state,
        "service": case.service.code,
        "point_id": case.point_id,
        "registered_at": case.registered_at,
        "due_on": case.due_on,
        "is_overdue": rules.is_overdue(state=case.state, due_on=case.due_on, today=today),
        "version": case.version_number,
    }
