"""Registering an application: a number unique over the country, the inventory, the first step."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from vikno.accounts.models import Organisation
from vikno.applicants.models import Applicant, Representative
from vikno.audit import services as audit
from vikno.cases import counting, policies, queries, rules
from vikno.cases.enums import CaseState, IntakeChannel, ResultChannel, Step
from vikno.cases.errors import (
    CoApplicantTwice,
    ContactMissing,
    NoPapers,
    RegimeNotOffered,
    RepresentativeExpired,
    RepresentativeNotEntitled,
    WrongApplicant,
)
from vikno.cases.giving import require_given
from vikno.cases.models import Case, CaseNumber, CasePaper, CaseTask, CoApplicant, NumberSeries
from vikno.cases.services.steps import append_step, lock_case, start_term
from vikno.cases.services.telling import tell_of_registration
from vikno.cases.services.workflow import planned_tasks, register_tasks
from vikno.catalogue.models import PublicService
from vikno.catalogue.queries import workflow_id_of
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.network.services import take_number
from vikno.notifications.enums import Channel, Language

_NEEDS_NO_CONTACT = frozenset({Channel.IN_PERSON})


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One line of the inventory: `evidence_form` is a value of catalogue EvidenceForm, `sheets` counts from 1."""

    name: str
    evidence_form: str
    sheets: int = 1
    requirement_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Together:
    """Somebody who applies together with the applicant: `role` is a PartyRole."""

    applicant: Applicant
    role: str
    representative: Representative | None = None


@dataclass(frozen=True, kw_only=True)
class OpenedCase:
    """A new case with the rows just written; the only time the code for its public page is known in plain."""

    case: Case
    access_code: str
    papers: Sequence[CasePaper]
    together: Sequence[CoApplicant]


@transaction.atomic
def open_case(
    *,
    actor: Actor,
    at: datetime,
    point: Point,
    service: PublicService,
    applicant: Applicant,
    papers: Sequence[PaperLine],
    notification_channel: str,
    contact: str = "",
    result_channel: str = ResultChannel.SAME_POINT,
    representative: Representative | None = None,
    intake_channel: str = IntakeChannel.IN_PERSON,
    provider: Organisation | None = None,
    external_number: str = "",
    notification_language: str = Language.UKRAINIAN,
    arrival: Mapping[str, str] | None = None,
    together: Sequence[Together] = (),
    regime: str = "",
) -> OpenedCase:
    """Register an application at a point where the service may be given.

    arrival: facts of the channel, names as in rules.ARRIVAL_FACTS; those of other channels are left out. regime: the
    law it is considered under, the usual one of the service unless said otherwise.

    Raises MayNotAct, NotPostedHere, ServiceNotGiven, NoServiceVersion, WrongApplicant, RepresentativeNotEntitled,
    RepresentativeExpired, CoApplicantTwice, RegimeNotOffered, NoPapers, ContactMissing, NetworkHasNoNumber,
    NumbersExhausted.
    """
    policies.require_may_open(actor)
    version, authorisation_id = require_given(
        actor=actor, point=point, service=service, on=clock.today(at), settlement_code=applicant.settlement_id or ""
    )
    _require_applicant(applicant, actor=actor)
    if representative is not None:
        require_entitled(representative, applicant=applicant, at=at)
    _require_together(together, applicant=applicant, actor=actor, at=at)
    offered = queries.regimes_of(version, on=clock.today(at))
    if regime and regime not in offered:
        raise RegimeNotOffered(service=service.name)
    if not papers:
        raise NoPapers
    if notification_channel not in _NEEDS_NO_CONTACT and not contact.strip():
        raise ContactMissing
    case = Case(
        hromada_id=actor.hromada_code, state=CaseState.REGISTERED, applicant=applicant, representative=representative,
        residence_hromada_id=applicant.settlement.hromada_id if applicant.settlement else None,
        service=service, version=version, point=point, officer_id=actor.user_id or 0,
        authorisation_id=authorisation_id, intake_channel=intake_channel, external_number=external_number.strip(),
        intake_facts=rules.arrival_facts(intake_channel, arrival or {}),
        notification_channel=notification_channel, contact=contact.strip(),
        notification_language=notification_language, result_channel=result_channel,
        registered_at=at, is_demo=applicant.is_demo, regime=regime or offered[0], workflow_id=workflow_id_of(version),
        provider=provider or queries.provider_of(version, hromada_code=actor.hromada_code, on=clock.today(at)),
    )  # fmt: skip
    start_term(case, started_at=at if counting.starts_at_registration(version, case.regime) else None)
    return _register(case, papers=papers, tasks=planned_tasks(case), together=together, actor=actor, at=at)


def _register(
    case: Case,
    *,
    papers: Sequence[PaperLine],
    tasks: list[CaseTask],
    together: Sequence[Together],
    actor: Actor,
    at: datetime,
) -> OpenedCase:
    """From here the series is locked: nothing slow, no question that could have been asked before."""
    case.number = _case_number(case.hromada_id, year=clock.today(at).year)
    CaseNumber.objects.create(number=case.number, hromada_code=case.hromada_id, given_at=at)
    code = rules.access_code(secrets.randbelow(rules.CODE_CHOICES))
    case.access_code_hash = rules.code_digest(key=settings.SECRET_KEY, number=case.number, code=code)
    case.save(force_insert=True)
    lines = CasePaper.objects.bulk_create(
        CasePaper(
            hromada_id=case.hromada_id, case=case, order=order, name=paper.name.strip(), sheets=paper.sheets,
            evidence_form=paper.evidence_form, requirement_id=paper.requirement_id,
        )
        for order, paper in enumerate(papers, start=1)
    )  # fmt: skip
    register_tasks(case, tasks, actor=actor, at=at)
    beside = CoApplicant.objects.bulk_create(
        CoApplicant(
            hromada_id=case.hromada_id, case=case, order=order, applicant=one.applicant, role=one.role,
            representative=one.representative,
        )
        for order, one in enumerate(together, start=1)
    )  # fmt: skip
    append_step(case=case, step=Step.REGISTERED, actor=actor, at=at, point=case.point)
    tell_of_registration(case, actor=actor, at=at)
    return OpenedCase(case=case, access_code=code, papers=lines, together=beside)


def _case_number(hromada_code: str, *, year: int) -> str:
    taken = take_number(NumberSeries, hromada_code=hromada_code, year=year, last=rules.LAST_IN_A_YEAR)
    return rules.case_number(year=year, network=taken.network, sequence=taken.sequence)


def _require_applicant(applicant: Applicant, *, actor: Actor) -> None:
    if applicant.hromada_id != actor.hromada_code:
        raise WrongApplicant


def _require_together(together: Sequence[Together], *, applicant: Applicant, actor: Actor, at: datetime) -> None:
    """Each once, each of this hromada, each represented by somebody entitled today."""
    seen = {applicant.pk}
    for one in together:
        _require_applicant(one.applicant, actor=actor)
        if one.applicant.pk in seen:
            raise CoApplicantTwice(person=str(one.applicant))
        seen.add(one.applicant.pk)
        if one.representative is not None:
            require_entitled(one.representative, applicant=one.applicant, at=at)


def require_entitled(representative: Representative, *, applicant: Applicant, at: datetime) -> None:
    """The representative stands for this applicant, and the document has not run out.

    Raises RepresentativeNotEntitled, RepresentativeExpired.
    """
    if representative.applicant_id != applicant.pk:
        raise RepresentativeNotEntitled
    if representative.valid_to is not None and representative.valid_to < clock.today(at):
        raise RepresentativeExpired(valid_to=f"{representative.valid_to:%d.%m.%Y}", document=str(representative))


@transaction.atomic
def renew_access_code(*, case: Case, actor: Actor, at: datetime) -> str:
    """A new code in place of a lost one; the old one stops working. Returns it in plain, once."""
    policies.require_may_record(actor, case, Step.NOTE)
    lock_case(case, actor=actor)
    code = rules.access_code(secrets.randbelow(rules.CODE_CHOICES))
    case.access_code_hash = rules.code_digest(key=settings.SECRET_KEY, number=case.number, code=code)
    case.save(update_fields=["access_code_hash"])
    audit.record(actor=actor, action="case.code_renewed", subject=case, at=at, hromada_code=case.hromada_id)
    return code
