"""Those who apply together and what is given at once, as the forms and templates want them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import QueryDict

from vikno.applicants import queries as applicants
from vikno.applicants.models import Applicant
from vikno.cases import queries as cases
from vikno.cases.enums import PartyRole, TermRegime
from vikno.cases.services import PaperLine
from vikno.common import clock
from vikno.desk import queries
from vikno.desk.checklist import papers_for
from vikno.desk.models import IntakeDraft
from vikno.desk.party_forms import PartyForm, RegimeForm


def is_given_at_once(draft: IntakeDraft, *, today: date) -> bool:
    """One service, and its card says it is given at once."""
    if draft.service is None or draft.more:
        return False
    version = cases.version_in_force(draft.service, on=today)
    return version is not None and version.is_immediate


def services_named(draft: IntakeDraft) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in queries.services_asked(draft)]


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
