"""The first page, the answers of the find field, the page of a person."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from vikno.accounts.enums import DESK_ROLES
from vikno.applicants import queries as applicants
from vikno.applicants.models import Applicant
from vikno.applicants.policies import may_merge
from vikno.applicants.queries import FoundBy
from vikno.applicants.services import facts_of
from vikno.cases import queries as cases
from vikno.cases.duty import duty_point, points_of_duty
from vikno.cases.models import Case
from vikno.cases.shown import case_rows
from vikno.common import clock, identifiers
from vikno.common.actors import Actor
from vikno.common.components import Candidate
from vikno.common.editions import Difference
from vikno.continuity import queries as interruptions
from vikno.desk.finding import Answer
from vikno.desk.forms import EntityForm, PersonForm
from vikno.desk.policies import may_read_trail
from vikno.desk.queries import bag_counts
from vikno.desk.shown.intake import open_drafts
from vikno.payments.models import Bill
from vikno.payments.rules import bill_number_formatted

LATEST = 8


def home_facts(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Work at the point of duty, one's own unfinished and latest cases."""
    points, point = points_of_duty(request), duty_point(request)
    today = clock.today()
    mine = cases.CaseFilters(officer_id=actor.user_id)
    return {
        "points": [Candidate(p.name, note=str(p.settlement or ""), value=str(p.pk)) for p in points],
        "point": point,
        "bags": bag_counts(actor, point) if point else None,
        "counts": cases.work_counts(actor, point_ids=[point.pk] if point else None, today=today),
        "rows": case_rows(list(cases.visible_cases(actor, mine)[:LATEST])),
        "drafts": open_drafts(actor),
        "given_to_me": cases.transfers_to(actor).count(),
        "interruptions": interruptions.in_force(actor.hromada_code, at=clock.now()),
        "today": today,
    }


def address_of(answer: Answer, *, actor: Actor) -> str:
    """Where the only answer is; "" when there is a choice or nothing."""
    match answer.only:
        case Case() as case:
            return reverse("cases:case", args=[case.number])
        case Applicant() as person:
            return reverse("desk:person", args=[person.pk])
        case Bill() as bill:
            return reverse("payments:bill", args=[bill.number])
    return reverse("consignments:bag", args=[answer.bag_number]) if answer.bag_number else ""


def find_facts(answer: Answer, text: str, *, actor: Actor) -> dict[str, Any]:
    """What may be meant, to choose by click or digit."""
    found = [
        Candidate(
            case.number_shown, note=f"{case.applicant} · {case.service} · {case.get_state_display()}",
            url=reverse("cases:case", args=[case.number]),
        )
        for case in answer.cases
    ]  # fmt: skip
    found += [candidate_of(person, url=reverse("desk:person", args=[person.pk])) for person in answer.people]
    found += [
        Candidate(
            _("рахунок {number}").format(number=bill_number_formatted(bill.number)),
            note=f"{bill.service} · {bill.issued_on:%d.%m.%Y}",
            url=reverse("payments:bill", args=[bill.number]),
        )
        for bill in answer.bills
    ]
    return {
        "find_text": text,
        "answer": answer,
        "candidates": found,
        "is_alike": answer.by == FoundBy.ALIKE,
        "is_desk": actor.role in DESK_ROLES,
    }


def candidate_of(person: Applicant, *, url: str = "") -> Candidate:
    """A person in a list: numbers masked."""
    born = f"{person.born_on:%d.%m.%Y}" if person.born_on else ""
    phone = identifiers.phone_formatted(person.phone)
    place = person.settlement.name if person.settlement else ""
    note = " · ".join(filter(None, (born, place, phone, person.masked_rnokpp)))
    return Candidate(str(person), note=note, url=url, name="applicant", value=str(person.pk))


def person_facts(applicant: Applicant, *, actor: Actor) -> dict[str, Any]:
    """A person in full, what is odd about them, who acts for them, what they asked for."""
    today = clock.today()
    labels = PersonForm.base_fields
    odd = applicants.oddities_of(facts_of(applicant), today=today)
    return {
        "person": applicant,
        "phone": identifiers.phone_formatted(applicant.phone),
        "may_read_trail": may_read_trail(actor),
        "doubles": [candidate_of(one) for one in _doubles(applicant, actor=actor)],
        "merges": list(applicants.merges_of(applicant)) if may_merge(actor) else [],
        "oddities": [(labels[o.field].label if o.field in labels else "", o.message) for o in odd],
        "representatives": list(applicants.representatives_of(applicant, on=today)),
        "rows": case_rows(list(cases.cases_of(actor, applicant)[:50])),
    }


def differences(mine: applicants.ApplicantFacts, theirs: Applicant) -> list[Difference]:
    """What I typed and what is kept now, for fields that differ."""
    kept, typed = asdict(facts_of(theirs)), asdict(applicants.tidied(mine))
    return [
        Difference(
            label=field_label(name),
            mine=value_text(typed[name]),
            theirs=value_text(kept[name]),
        )
        for name in kept
        if typed[name] != kept[name]
    ]


def _doubles(applicant: Applicant, *, actor: Actor) -> list[Applicant]:
    """Records that may be of the same person, for those who may join them."""
    return applicants.possible_duplicates(actor, facts_of(applicant), besides=applicant.pk) if may_merge(actor) else []


def field_label(name: str) -> str:
    """A fact of an applicant as the form calls it."""
    labels = {**EntityForm.base_fields, **PersonForm.base_fields}
    return str(labels[name].label) if name in labels else _("Населений пункт")


def value_text(value: Any) -> str:
    """A fact as a person reads it."""
    if isinstance(value, bool):
        return _("так") if value else ""
    if hasattr(value, "strftime"):
        return f"{value:%d.%m.%Y}"
    return str(value if value is not None else "")
