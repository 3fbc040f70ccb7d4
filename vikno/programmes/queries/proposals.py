"""Proposals as their hromada and the programme see them, what they lack, what was found of their conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vikno.assessments import queries as assessments
from vikno.common.actors import Actor
from vikno.programmes import conditions, facts, policies
from vikno.programmes.errors import NoSuchPart, NoSuchProposal
from vikno.programmes.facts import FactShown
from vikno.programmes.models import (
    ClarificationRequest,
    EligibilityCheck,
    ProgrammeCall,
    Proposal,
    ProposalRevision,
    Receipt,
    TypedFact,
)
from vikno.programmes.queries.calls import version_in_force
from vikno.questionnaires import queries as questionnaires
from vikno.questionnaires.engine import Audience, Question, Value


def own_proposals(actor: Actor) -> QuerySet[Proposal]:
    """A hromada's, the newest first. Raises MayNotApply."""
    policies.require_may_apply(actor)
    return policies.visible_proposals(actor).order_by("-pk")


def received_proposals(actor: Actor, call: ProgrammeCall) -> QuerySet[Proposal]:
    """What was submitted to a programme's call. Raises MayNotRun."""
    policies.require_may_run(actor)
    return policies.visible_proposals(actor).filter(call=call).order_by("number")


def proposal_of(actor: Actor, pk: int) -> Proposal:
    """One that the actor may see. Raises NoSuchProposal."""
    found = policies.visible_proposals(actor).filter(pk=pk).first()
    if found is None:
        raise NoSuchProposal
    return found


def receipt_of(actor: Actor, proposal: Proposal, pk: int) -> Receipt:
    """Raises NoSuchPart."""
    rows = Receipt.objects.filter(revision__proposal=proposal, hromada_id=proposal.hromada_id)
    found = rows.select_related("revision").filter(pk=pk).first()
    if found is None:
        raise NoSuchPart
    return found


def receipts_of(proposal: Proposal) -> QuerySet[Receipt]:
    return Receipt.objects.filter(revision__proposal=proposal).select_related("revision").order_by("-pk")


def revision_of(proposal: Proposal) -> ProposalRevision | None:
    """The newest; None of a draft."""
    return proposal.revisions.select_related("version").order_by("-number").first()


def open_request(proposal: Proposal) -> ClarificationRequest | None:
    """What the hromada has still to answer."""
    return proposal.requests.filter(revision=None).first()


def typed_of(proposal: Proposal) -> dict[str, TypedFact]:
    """The newest of each fact that people typed."""
    return {row.code: row for row in proposal.typed.order_by("code", "-pk").distinct("code")}


def typed_by_hromada(hromada: str) -> dict[str, TypedFact]:
    """The newest of each fact that people of a hromada typed into any proposal."""
    rows = TypedFact.objects.filter(hromada_id=hromada).order_by("code", "-pk").distinct("code")
    return {row.code: row for row in rows}


def facts_of(proposal: Proposal, *, at: datetime) -> dict[str, FactShown]:
    """What records say now, with what was typed into the proposal. The hromada must be bound."""
    return facts.with_typed(facts.known_of(proposal.hromada_id, at=at), typed_of(proposal))


def facts_of_hromada(hromada: str, *, at: datetime) -> dict[str, FactShown]:
    """The same before there is a proposal."""
    return facts.with_typed(facts.known_of(hromada, at=at), typed_by_hromada(hromada))


def fit_of_track(call: ProgrammeCall, track: str, hromada: str, *, at: datetime) -> list[conditions.Fitting]:
    """Every condition of a track for a bound hromada."""
    return conditions.fittings(version_in_force(call).rules, track, facts_of_hromada(hromada, at=at))


def fit_of_proposal(proposal: Proposal, *, at: datetime) -> list[conditions.Fitting]:
    """Every condition for a proposal as it stands, under the rules in force."""
    rules = version_in_force(proposal.call).rules
    return conditions.fittings(rules, proposal.track.code, facts_of(proposal, at=at))


def facts_asked(proposal: Proposal) -> list[str]:
    """Typed facts that conditions, advantages or criteria of the track read: those must be said."""
    rules = version_in_force(proposal.call).rules
    read: set[str] = set()
    for kind in ("eligibility", "advantages"):
        for one in conditions.rules_for(rules, proposal.track.code, kind):
            read |= conditions.facts_read(one["predicate"])
    for track in rules["tracks"]:
        if track["code"] == proposal.track.code:
            read |= {one["fact"] for one in track["criteria"] if one["fact"]}
    return [kind.code for kind in facts.TYPED if kind.code in read]


@dataclass(frozen=True, kw_only=True)
class Lack:
    """One thing that a proposal lacks, and the page where it is written: contacts, typed or answers."""

    said: str
    page: str


def lacks_of(proposal: Proposal, *, at: datetime) -> list[Lack]:
    """What a proposal lacks before it can be submitted."""
    told = []
    if not proposal.contact_name.strip():
        told.append(Lack(said=_("назвіть контактну особу"), page="contacts"))
    if not (proposal.contact_email.strip() or proposal.contact_phone.strip()):
        told.append(Lack(said=_("дайте пошту або телефон контактної особи"), page="contacts"))
    typed = typed_of(proposal)
    for code in facts_asked(proposal):
        if code not in typed or typed[code].value is None:
            told.append(Lack(said=str(facts.FACTS[code].sentence), page="typed"))
    return [*told, *(Lack(said=one, page="answers") for one in _unanswered(proposal))]


def missing_of(proposal: Proposal, *, at: datetime) -> list[str]:
    """The same in sentences."""
    return [one.said for one in lacks_of(proposal, at=at)]


def _unanswered(proposal: Proposal) -> list[str]:
    """Questions of the call that must be answered, or are answered wrongly, by their labels."""
    if proposal.response is None:
        return []
    found = questionnaires.evaluation_of(proposal.response, Audience.APPLICANT)
    document = questionnaires.document_of(proposal.response.version)
    codes = dict.fromkeys(code for code, _row in (*found.missing, *found.errors))
    asked = {code: document.question(code) for code in codes}
    return [_label(one) if one else code for code, one in asked.items()]


def annex_for(proposal: Proposal) -> dict[str, Any] | None:
    """The newest self-assessment of the hromada: handed in to this programme, else its own; None: there is none."""
    found = assessments.latest_submitted(proposal.hromada_id, organisation=proposal.organisation_id)
    found = found or assessments.latest_submitted(proposal.hromada_id)
    return assessments.annex_of(found) if found is not None else None


def checks_of(proposal: Proposal) -> dict[str, EligibilityCheck]:
    """The newest check of each condition."""
    rows = proposal.checks.select_related("revision").order_by("rule", "-pk").distinct("rule")
    return {row.rule: row for row in rows}


def values_in(revision: ProposalRevision) -> Mapping[str, Value]:
    """Facts as they were submitted, for conditions."""
    told = {one["code"]: one["value"] for one in revision.snapshot.get("facts") or []}
    return {code: _value(told.get(code)) for code in facts.FACTS}


def _value(value: object) -> Value:
    if isinstance(value, bool | str) or value is None:
        return value
    return Decimal(str(value))


def _label(question: Question) -> str:
    """In the language in force, else in Ukrainian."""
    return question.labels.get(get_language() or "uk") or question.labels.get("uk", question.code)
