"""Those who apply together and what is given at once, as the forms and templates want them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.http import QueryDict

from vikno.applicants import queries as applicants
from vikno.applicants.models import Applicant
from vikno.cases import queries as cases
from vikno.cases.enums import PartyRole, TermRegime
from vikno.cases.services import PaperLine
from vikno.catalogue.enums import EvidenceForm
from vikno.common import clock
from vikno.desk import queries
from vikno.desk.checklist import papers_for
from vikno.desk.models import IntakeDraft
from vikno.desk.party_forms import PartyForm, RegimeForm

ALL_PAPERS: Final = "all_papers"  # the name of the tick


def is_given_at_once(draft: IntakeDraft, *, today: date) -> bool:
    """One service, and its card says it is given at once."""
    if draft.service is None or draft.more:
        return False
    version = cases.version_in_force(draft.service, on=today)
    return version is not None and version.is_immediate


def services_named(draft: IntakeDraft) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in queries.services_asked(draft)]


def needed_papers(lines: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """What «all of it» means, name and form: papers that everybody brings, and those that were shown today already."""
    return [(one["name"], str(EvidenceForm(one["evidence_form"]).label)) for one in lines if _is_needed(one)]


def unticked(lines: Sequence[Mapping[str, Any]], draft: IntakeDraft) -> list[dict[str, Any]]:
    """Lines for a page where the person says that papers are there; what was said before stays said."""
    is_said = bool(queries.papers_said(draft))
    return [{**one, "taken": bool(one["taken"]) and is_said} for one in lines]


def with_all_papers(asked: QueryDict, lines: Sequence[Mapping[str, Any]]) -> QueryDict:
    """What was sent; «all of it is there» ticks each needed line, beside those that were ticked one by one."""
    if ALL_PAPERS not in asked:
        return asked
    whole = asked.copy()
    for place, one in enumerate(lines):
        if _is_needed(one):
            whole[f"papers-{place}-taken"] = "on"
    return whole


def _is_needed(line: Mapping[str, Any]) -> bool:
    return bool(line["taken"] and line.get("requirement_id"))


def papers_taken(lines: Iterable[dict[str, Any]], draft: IntakeDraft) -> list[PaperLine]:
    """Ticked lines of the checklist for the one service of a draft."""
    first = draft.service_id
    assert first is not None
    said = [{**line, "of": line.get("of") or [[first, line.get("requirement_id")]]} for line in lines]
    return [PaperLine(**paper) for paper in papers_for(first, said)]  # type: ignore[arg-type]


def at_once_choices(draft: IntakeDraft, *, today: date) -> dict[str, Any]:
    """Arguments of the form of the one screen."""
    assert draft.applicant is not None
    return {
        "applicant": draft.applicant,
        "representatives": list(applicants.representatives_of(draft.applicant, on=today)),
    }


def party_forms(draft: IntakeDraft, asked: QueryDict | None, *, today: date) -> list[PartyForm]:
    """A form for everybody who applies together."""
    lines = draft.wishes.get("together", ())
    people = Applicant.objects.filter(hromada_id=draft.hromada_id).in_bulk([line["applicant_id"] for line in lines])
    return [
        PartyForm(
            asked, person=people[line["applicant_id"]],
            representatives=list(applicants.representatives_of(people[line["applicant_id"]], on=today)),
            initial={"role": line["role"], "representative": str(line["representative_id"] or "")},
        )
        for line in lines
        if line["applicant_id"] in people
    ]  # fmt: skip


def regime_form(draft: IntakeDraft, asked: QueryDict | None) -> RegimeForm:
    """Laws the service may be considered under; several services of one visit keep the usual one each."""
    version = cases.version_in_force(draft.service, on=clock.today()) if draft.service and not draft.more else None
    regimes = cases.regimes_of(version, on=clock.today()) if version else ()
    return RegimeForm(asked, regimes=regimes, initial={"regime": draft.wishes.get("regime") or next(iter(regimes), "")})


def parties_said(draft: IntakeDraft) -> dict[str, Any]:
    """For the check: «Петренко Іван, співвласник», and the law where it is not the usual one."""
    lines = draft.wishes.get("together", ())
    people = Applicant.objects.filter(hromada_id=draft.hromada_id).in_bulk([line["applicant_id"] for line in lines])
    named = [
        f"{people[line['applicant_id']]}, {PartyRole(line['role']).label}"
        for line in lines
        if line["applicant_id"] in people
    ]
    regime = draft.wishes.get("regime", "")
    return {"parties": named, "regime_label": str(TermRegime(regime).label) if regime else ""}
