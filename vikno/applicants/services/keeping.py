"""Adding and correcting applicants. Oddities warn and never stop."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from vikno.applicants import policies, rules
from vikno.applicants.enums import ApplicantKind
from vikno.applicants.errors import (
    ApplicantNotFound,
    ChangedMeanwhile,
    DocumentMissing,
    NameMissing,
    RepresentsThemselves,
    UnknownSettlement,
)
from vikno.applicants.models import Applicant, Merge, Representative, Surname
from vikno.applicants.rules import ApplicantFacts
from vikno.audit import services as audit
from vikno.audit.places import NOWHERE, Place
from vikno.common.actors import Actor
from vikno.common.text import fold, sort_key
from vikno.territories.models import Unit


@transaction.atomic
def add_applicant(*, actor: Actor, at: datetime, facts: ApplicantFacts, is_demo: bool = False) -> Applicant:
    """Write down a new person or entity of the actor's hromada. Raises MayNotAct, NameMissing, UnknownSettlement."""
    policies.require_may_keep(actor)
    applicant = Applicant(hromada_id=actor.hromada_code, created_at=at, is_demo=is_demo)
    apply_facts(applicant, facts)
    applicant.save(force_insert=True)
    audit.record(
        actor=actor, action="applicant.added", subject=applicant, at=at, hromada_code=actor.hromada_code,
        facts={"kind": applicant.kind},
    )  # fmt: skip
    return applicant


@transaction.atomic
def edit_applicant(
    *, actor: Actor, at: datetime, applicant: Applicant, version: int, facts: ApplicantFacts
) -> Applicant:
    """Correct a person's facts as they were at `version`; ChangedMeanwhile carries what somebody else saved."""
    policies.require_may_keep(actor)
    kept = (
        Applicant.objects.select_for_update(of=("self",)).filter(pk=applicant.pk, hromada_id=actor.hromada_code).first()
    )
    if kept is None or kept.merged_into_id is not None:
        raise ApplicantNotFound
    if kept.version != version:
        raise ChangedMeanwhile(theirs=kept)
    before = asdict(facts_of(kept))
    apply_facts(kept, facts)
    kept.version += 1
    kept.save()
    after = asdict(facts_of(kept))
    audit.record(
        actor=actor, action="applicant.corrected", subject=kept, at=at, hromada_code=actor.hromada_code,
        facts={"fields": sorted(name for name in after if after[name] != before[name])},
    )  # fmt: skip
    return kept


def apply_facts(applicant: Applicant, facts: ApplicantFacts) -> None:
    """Set what is said and the keys made of it; the caller saves. Raises NameMissing, UnknownSettlement."""
    facts = rules.tidy(facts)
    said: dict[str, Any] = asdict(facts)
    settlement_code = said.pop("settlement_code")
    if not rules.has_name(facts):
        raise NameMissing
    for field, value in said.items():
        setattr(applicant, field, value)
    applicant.settlement = _settlement(settlement_code)
    applicant.search_key, applicant.sort_key = rules.name_key(facts), sort_key(rules.full_name(facts))
    applicant.address_key = rules.address_key(facts.street_address)
    applicant.surname = _surname(facts, hromada_code=applicant.hromada_id)


def _settlement(code: str) -> Unit | None:
    if not code:
        return None
    found = Unit.objects.filter(pk=code).first()
    if found is None:
        raise UnknownSettlement
    return found


def _surname(facts: ApplicantFacts, *, hromada_code: str) -> Surname | None:
    key = fold(facts.family_name)
    if facts.kind == ApplicantKind.LEGAL_ENTITY or not key:
        return None
    return Surname.objects.get_or_create(hromada_id=hromada_code, key=key)[0]


def facts_of(applicant: Applicant) -> ApplicantFacts:
    """An applicant's facts in the shape a form and a comparison want."""
    names = [name for name in ApplicantFacts.__dataclass_fields__ if name != "settlement_code"]
    return ApplicantFacts(
        settlement_code=applicant.settlement_id or "", **{name: getattr(applicant, name) for name in names}
    )


@transaction.atomic
def add_representative(
    *,
    actor: Actor,
    at: datetime,
    applicant: Applicant,
    person: Applicant,
    ground: str,
    document: str,
    valid_to: date | None = None,
) -> Representative:
    """Write down who acts for an applicant, on which ground, by which document, until when."""
    policies.require_may_keep(actor)
    if {applicant.hromada_id, person.hromada_id} != {actor.hromada_code}:
        raise ApplicantNotFound
    if applicant.pk == person.pk:
        raise RepresentsThemselves
    if not document.strip():
        raise DocumentMissing
    made = Representative.objects.create(
        hromada_id=actor.hromada_code, applicant=applicant, person=person, ground=ground,
        document=document.strip(), valid_to=valid_to, created_at=at,
    )  # fmt: skip
    audit.record(
        actor=actor, action="applicant.represented", subject=applicant, at=at, hromada_code=actor.hromada_code,
        facts={"representative": made.pk, "ground": ground},
    )  # fmt: skip
    return made


@transaction.atomic(savepoint=False)
def record_look(*, actor: Actor, at: datetime, applicant: Applicant, place: Place = NOWHERE) -> None:
    """Every look at a person's full record leaves a trace: who, when, from which page."""
    audit.record_look(
        actor=actor, action="applicant.viewed", subject=applicant, at=at, hromada_code=actor.hromada_code, place=place
    )


@transaction.atomic
def forget_applicant(*, applicant: Applicant, act_number: str, actor: Actor, at: datetime) -> None:
    """Empty everything about a person whose last case was destroyed; the row stays for what points to it.

    Call it from the composition that holds an approved act: the right is checked there.
    """
    person = Applicant.objects.select_for_update(of=("self",)).get(pk=applicant.pk, hromada_id=applicant.hromada_id)
    surname = person.surname
    for name in _PERSONAL:
        setattr(person, name, "")
    person.entity_name = person.family_name = _GONE
    person.search_key = person.sort_key = ""
    person.surname = person.settlement = person.born_on = None
    person.has_no_rnokpp = False
    person.version += 1
    person.save()
    grounds = Representative.objects.filter(hromada_id=person.hromada_id)
    (grounds.filter(applicant=person) | grounds.filter(person=person)).update(document=_GONE)
    joined = Merge.objects.filter(hromada_id=person.hromada_id, kept=person)
    joined.update(before={})  # what the record said before a merge was about the same person
    for merge in joined.filter(undone_at__isnull=True).select_related("gone").order_by("pk"):
        forget_applicant(applicant=merge.gone, act_number=act_number, actor=actor, at=at)
    if surname is not None and not surname.applicants.exists():
        surname.delete()
    audit.record(
        actor=actor, action="applicant.destroyed", subject=person, at=at, hromada_code=person.hromada_id,
        facts={"act": act_number},
    )  # fmt: skip


_GONE = "знищено"
_PERSONAL = (
    "given_name", "patronymic", "rnokpp", "unzr", "edrpou", "identity_kind", "identity_number", "phone", "email",
    "street_address",
)  # fmt: skip
