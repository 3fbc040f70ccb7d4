"""From the body of a call to one call of a service."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import override

from vikno.applicants import policies as applicants_policies
from vikno.applicants import queries as applicants_queries
from vikno.applicants.enums import IdentityDocument
from vikno.applicants.errors import ApplicantNotFound
from vikno.applicants.models import Applicant, Representative
from vikno.applicants.services import ApplicantFacts, add_applicant
from vikno.cases import queries, services
from vikno.cases.api import shapes
from vikno.cases.enums import HearingResponse, Step
from vikno.cases.errors import ApplicantMissing, ScanNotFound, ServiceUnknown
from vikno.cases.giving import require_posted
from vikno.cases.models import Case, CaseScan
from vikno.catalogue.queries import service_by_code
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.rows import the_one
from vikno.common.text import fold
from vikno.documents.enums import FileSource
from vikno.network import queries as network
from vikno.network.errors import NoSuchPoint
from vikno.network.models import Point


def register(said: shapes.NewCase, *, actor: Actor, at: datetime) -> services.OpenedCase:
    """Open a case and keep its опис, as the desk does."""
    service = service_by_code(said.service)
    if service is None:
        raise ServiceUnknown
    opened = services.open_case(
        actor=actor, at=at, point=_own_point(said.point_id, actor=actor), service=service,
        applicant=_applicant(said, actor=actor, at=at),
        papers=[services.PaperLine(**paper.model_dump()) for paper in said.papers],
        notification_channel=said.notification_channel.value, contact=said.contact,
        result_channel=said.result_channel.value, intake_channel=said.intake_channel.value,
        external_number=said.external_number,
    )  # fmt: skip
    services.keep_inventory(opened=opened, actor=actor, at=at)
    return opened


def _applicant(said: shapes.NewCase, *, actor: Actor, at: datetime) -> Applicant:
    if said.applicant_id is not None:
        return applicants_policies.access_applicant(actor, said.applicant_id)
    if said.applicant is None:
        raise ApplicantMissing
    given = said.applicant.model_dump(exclude={"kind", "identity_kind"})
    facts = ApplicantFacts(
        **given, kind=said.applicant.kind.value,
        identity_kind=said.applicant.identity_kind.value if said.applicant.identity_kind else "",
    )  # fmt: skip
    return _known(facts, actor=actor) or add_applicant(actor=actor, at=at, facts=facts)


def _known(facts: ApplicantFacts, *, actor: Actor) -> Applicant | None:
    """The same РНОКПП and the same name: the same person. Anything less is for a person to decide."""
    if not facts.rnokpp:
        return None
    name = fold(" ".join(filter(None, (facts.family_name, facts.given_name, facts.patronymic))))
    alike = applicants_queries.possible_duplicates(actor, facts)
    return next((one for one in alike if one.rnokpp == facts.rnokpp and fold(str(one)) == name), None)


def _own_point(point_id: int, *, actor: Actor) -> Point:
    """A point of the key's hromada; whether the key works there is asked by the service."""
    point = the_one(network.points_of_hromada(actor.hromada_code).filter(pk=point_id))
    if point is None:
        raise NoSuchPoint
    return point


def duty_point(point_id: int | None, *, actor: Actor, at: datetime) -> Point | None:
    """Where the act happens: the named point if the key works there, else the only one it has."""
    if point_id is not None:
        point = _own_point(point_id, actor=actor)
        require_posted(actor, point, on=clock.today(at))
        return point
    posted = list(network.posted_points(actor, clock.today(at))[:2])
    return posted[0] if len(posted) == 1 else None


def _accept(*, case: Case, actor: Actor, at: datetime, point: Point | None, note: str) -> None:
    services.record_step(
        case=case, step=Step.ACCEPTED, actor=actor, at=at, point=point, organisation=case.provider, note=note
    )


def _issue(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    point: Point | None,
    identity_kind: str,
    identity_ending: str,
    representative_id: int | None,
) -> None:
    with override("uk"):  # what is recorded does not depend on the language of a screen
        kind = str(IdentityDocument(identity_kind).label)
    services.issue_result(
        case=case, actor=actor, at=at, point=point, identity_seen=f"{kind}, …{identity_ending}",
        representative=_representative(representative_id, case=case, at=at),
    )  # fmt: skip


def _representative(pk: int | None, *, case: Case, at: datetime) -> Representative | None:
    if pk is None:
        return None
    found = applicants_queries.representatives_of(case.applicant, on=clock.today(at)).filter(pk=pk).first()
    if found is None:
        raise ApplicantNotFound
    return found


def _silence(*, case: Case, actor: Actor, at: datetime, point: Point | None, on: date, words: str) -> None:
    services.record_hearing(
        case=case, actor=actor, at=at, point=point, response=HearingResponse.ABSENT, on=on, words=words
    )


def attach(upload: UploadedFile, *, paper: int | None, case: Case, actor: Actor, at: datetime) -> CaseScan:
    """Take a file in and lay it into a case, beside a line of its опис when its order is given."""
    line = queries.papers_of(case).filter(order=paper).first() if paper is not None else None
    if paper is not None and line is None:
        raise ScanNotFound
    return services.keep_scan(
        case=case, stream=upload, name=upload.name or "", declared_size=upload.size, source=FileSource.API,
        actor=actor, at=at, paper=line,
    )  # fmt: skip


# The noun of an address: the shape of what is said, and the service it calls.
ACTS: Mapping[str, tuple[type[shapes.Move], Callable[..., Any]]] = {
    "acceptance": (shapes.Acceptance, _accept),
    "cure": (shapes.Cure, services.record_cure),
    "resumption": (shapes.Resumption, services.resume_case),
    "decision": (shapes.NewDecision, services.decide_case),
    "hearing": (shapes.Invitation, services.invite_to_hearing),
    "hearing-response": (shapes.HearingSaid, services.record_hearing),
    "hearing-absence": (shapes.HearingSilence, _silence),
    "defects": (shapes.Defects, services.leave_without_motion),
    "suspension": (shapes.Suspension, services.suspend_case),
    "extension": (shapes.Extension, services.extend_term),
    "result": (shapes.NewResult, services.receive_result),
    "notification": (shapes.Notification, services.notify_applicant),
    "issue": (shapes.Issue, _issue),
    "unclaimed": (shapes.Unclaimed, services.mark_unclaimed),
    "posting": (shapes.Posting, services.post_result),
    "letter-back": (shapes.LetterBack, services.take_back_letter),
    "archive": (shapes.Archive, services.archive_case),
    "transfer": (shapes.Transfer, services.hand_over_case),
    "withdrawal": (shapes.Withdrawal, services.withdraw_case),
    "note": (shapes.Note, services.add_note),
}


def perform(noun: str, said: shapes.Move, *, case: Case, actor: Actor, at: datetime) -> None:
    """Carry out one act on a case. `said` is named in full, so nothing else reaches the service."""
    _shape, call = ACTS[noun]
    facts = said.model_dump(mode="python", exclude={"point_id"})
    plain = {name: getattr(value, "value", value) for name, value in facts.items()}
    call(case=case, actor=actor, at=at, point=duty_point(said.point_id, actor=actor, at=at), **plain)
