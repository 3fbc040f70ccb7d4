"""Bundles before the number, visits after it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from vikno.cases.enums import STATE_KINDS
from vikno.cases.giving import Given
from vikno.cases.models import Case
from vikno.catalogue.models import BundleLine, EventBundle
from vikno.common.text import fold
from vikno.desk import queries
from vikno.desk.intake import IntakeStep
from vikno.desk.models import IntakeDraft, Visit
from vikno.desk.shown.intake import steps


def bundle_facts(
    draft: IntakeDraft, bundle: EventBundle, *, offered: list[Given], yes: Collection[str] | None, today: date
) -> dict[str, Any]:
    """Questions of a bundle and its services: ticked by the answers, refused with the reason and the places to go.

    yes: codes of questions answered with yes; None until somebody has answered.
    """
    given = {one.service.pk: one for one in offered}
    lines = list(bundle.lines.all())
    places = queries.given_elsewhere([line.service for line in lines], point=draft.point, on=today)
    answered = set(draft.answers if yes is None else yes)
    chosen = set(queries.service_keys(draft)) if yes is None and draft.bundle_id == bundle.pk else None
    return {
        "draft": draft,
        "bundle": bundle,
        "questions": [{"question": one, "is_yes": one.code in answered} for one in bundle.questions.all()],
        "answers": sorted(answered),
        "rows": [_bundle_row(line, given, places, answered, chosen) for line in lines],
        "steps": steps(draft, IntakeStep.SERVICE),
    }


def _bundle_row(
    line: BundleLine, given: dict[int, Given], places: dict[int, list[str]], answered: set[str], chosen: set[int] | None
) -> dict[str, Any]:
    one = given.get(line.service_id)
    is_wanted = line.question is None or line.question.code in answered
    return {
        "service": line.service,
        "note": line.note,
        "is_wanted": is_wanted,
        "is_ticked": is_wanted if chosen is None else line.service_id in chosen,
        "is_allowed": one is not None and one.is_allowed,
        "reasons": list(one.reasons) if one else [],
        "places": places.get(line.service_id, []),
    }


def visit_facts(visit: Visit) -> dict[str, Any]:
    """One screen of a visit: its cases with numbers and codes, its papers with the cases each went to."""
    cases = queries.cases_of_visit(visit)
    return {
        "visit": visit,
        "bundle_name": visit.bundle.name if visit.bundle else "",
        "rows": [{"case": case, "kind": STATE_KINDS[case.state], "code": code_of(case)} for case in cases],
        "papers": _papers(cases),
    }


def code_of(case: Case) -> str:
    return str(case.inventory.data.get("access_code", "")) if case.inventory else ""


def _papers(cases: list[Case]) -> list[dict[str, Any]]:
    """A paper shown for several cases is one line with all their numbers."""
    found: dict[tuple[str, str, int], dict[str, Any]] = {}
    for case in cases:
        for paper in case.papers.all():
            own = paper.pk if paper.evidence_form == "original" else 0
            line = {
                "name": paper.name,
                "form": paper.get_evidence_form_display(),
                "sheets": paper.sheets,
                "numbers": [],
            }
            kept = found.setdefault((fold(paper.name), paper.evidence_form, own), line)
            kept["numbers"].append(case.number_shown)
    return list(found.values())


def together_facts(case: Case) -> dict[str, Any]:
    """The visit of a case and its other cases, for the panel beside the case."""
    visit = queries.visit_of(case)
    others = [one for one in queries.cases_of_visit(visit) if one.pk != case.pk] if visit else []
    return {"visit": visit if others else None, "together": others}
