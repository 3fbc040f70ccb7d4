"""The result: it comes back, the person is told, it is handed over against identity, or nobody takes it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.applicants.models import Applicant, Representative
from vikno.cases import policies
from vikno.cases.afterwards import complaint_of, unclaimed_from
from vikno.cases.enums import Step
from vikno.cases.errors import (
    IdentityNotChecked,
    NotOfThisCase,
    PostingUnexplained,
    ProofMissing,
    RepresentativeNotEntitled,
    ShelfMissing,
)
from vikno.cases.guarding import require_lawful, require_possible
from vikno.cases.models import Case, CoApplicant, Decision, Result, StatusChange
from vikno.cases.services.opening import require_entitled
from vikno.cases.services.steps import lock_case, record_step
from vikno.cases.services.telling import tell_of_result, tell_unclaimed
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.notifications import queries as notifications
from vikno.notifications import services as messages
from vikno.notifications.enums import Channel
from vikno.notifications.models import Message


@transaction.atomic
def receive_result(
    *, case: Case, actor: Actor, at: datetime, point: Point | None = None, shelf: str = "", note: str = ""
) -> Result:
    """The paper came back to the centre; who asked for letters is written to at once."""
    record_step(case=case, step=Step.RETURNED, actor=actor, at=at, point=point, organisation=case.provider, note=note)
    result = Result.objects.create(hromada_id=case.hromada_id, case=case, received_at=at, shelf=shelf.strip())
    if notifications.goes_by_itself(case.notification_channel, case.contact):
        notify_applicant(case=case, actor=actor, at=at, point=point)
    return result


@transaction.atomic
def notify_applicant(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    point: Point | None = None,
    channel: str = "",
    proof: str = "",
) -> Message:
    """Tell the applicant that the result is here, by their channel unless another is named.

    What has a gateway and a fitting address goes by itself. By other channels a person has told already: `proof`
    says how.
    """
    channel = channel or case.notification_channel
    goes_by_itself = notifications.goes_by_itself(channel, case.contact)
    if not goes_by_itself and not proof.strip():
        raise ProofMissing
    record_step(
        case=case, step=Step.NOTIFIED, actor=actor, at=at, point=point, note=_note(channel=channel, proof=proof)
    )
    _mark_told(case, at=at)
    _start_waiting(case, at=at)
    message = tell_of_result(case, actor=actor, at=at, channel=channel)
    if goes_by_itself:
        return message
    return messages.mark_told(message=message, actor=actor, at=at, proof=proof)


@transaction.atomic
def issue_result(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    identity_seen: str,
    point: Point | None = None,
    representative: Representative | None = None,
    co_applicant: Applicant | None = None,
) -> Result:
    """Hand the result over to the applicant, a co-applicant, or a representative entitled on the day, by a document.

    Raises CaseNotFound, MayNotAct, StepNotAllowed, IdentityNotChecked, NotOfThisCase, RepresentativeNotEntitled,
    RepresentativeExpired.
    """
    if not identity_seen.strip():
        raise IdentityNotChecked
    _require_party(case, representative=representative, co_applicant=co_applicant, at=at)
    with override("uk"):  # what is recorded does not depend on the language of a screen
        note = _("представникові") if representative else _("співзаявникові") if co_applicant else _("заявникові")
        proof = _("результат видано {whom}").format(whom=note)
    record_step(case=case, step=Step.ISSUED, actor=actor, at=at, point=point, note=note)
    _mark_told(case, at=at)
    messages.overtake(about=case, hromada_code=case.hromada_id, at=at, proof=proof)
    result = _result_of(case)
    result.issued_at, result.issued_by_id = at, actor.user_id
    result.issued_to_representative, result.issued_to_co_applicant = representative, co_applicant
    result.identity_seen = identity_seen.strip()[:100]
    result.save(
        update_fields=[
            "issued_at", "issued_by", "issued_to_representative", "issued_to_co_applicant", "identity_seen",
        ]
    )  # fmt: skip
    return result


@transaction.atomic
def mark_unclaimed(*, case: Case, actor: Actor, at: datetime, point: Point | None = None) -> StatusChange:
    """The time of waiting is over and nobody came. Raises CaseNotFound, MayNotAct, StepNotAllowed, NotYetUnclaimed."""
    policies.require_may_record(actor, case, Step.UNCLAIMED)
    lock_case(case, actor=actor)
    require_possible(case, Step.UNCLAIMED)
    require_lawful(case, Step.UNCLAIMED, actor=actor, at=at, on=clock.today(at))
    change = record_step(case=case, step=Step.UNCLAIMED, actor=actor, at=at, point=point)
    tell_unclaimed(case, actor=actor, at=at, since=clock.today(_result_of(case).received_at))
    return change


@transaction.atomic
def post_result(
    *, case: Case, actor: Actor, at: datetime, address: str, tracking: str, point: Point | None = None
) -> Result:
    """Send the result to an address by post, as asked or because nobody came.

    Raises CaseNotFound, MayNotAct, StepNotAllowed, PostingUnexplained.
    """
    if not address.strip() or not tracking.strip():
        raise PostingUnexplained
    record_step(case=case, step=Step.POSTED, actor=actor, at=at, point=point, note=f"№ {tracking.strip()}")
    _mark_told(case, at=at)
    result = _result_of(case)
    result.posted_at, result.posted_to, result.posted_number = at, address.strip()[:400], tracking.strip()[:60]
    result.save(update_fields=["posted_at", "posted_to", "posted_number"])
    return result


@transaction.atomic
def take_back_letter(
    *, case: Case, actor: Actor, at: datetime, shelf: str = "", note: str = "", point: Point | None = None
) -> Result:
    """The post brought the result back: it lies here again. Raises CaseNotFound, MayNotAct, StepNotAllowed."""
    record_step(case=case, step=Step.CAME_BACK, actor=actor, at=at, point=point, note=note)
    result = _result_of(case)
    result.shelf = shelf.strip() or result.shelf
    result.save(update_fields=["shelf"])
    return result


@transaction.atomic
def archive_case(*, case: Case, actor: Actor, at: datetime, shelf: str, point: Point | None = None) -> StatusChange:
    """Put a finished case, or a result nobody took, away for years. Raises ShelfMissing, StepNotAllowed."""
    if not shelf.strip():
        raise ShelfMissing
    step = record_step(case=case, step=Step.ARCHIVED, actor=actor, at=at, point=point, note=shelf)
    case.archive_shelf = shelf.strip()
    case.save(update_fields=["archive_shelf"])
    return step


def _require_party(
    case: Case, *, representative: Representative | None, co_applicant: Applicant | None, at: datetime
) -> None:
    """Whoever takes the result applied in this case, or stands for somebody who did, today."""
    together = CoApplicant.objects.filter(hromada_id=case.hromada_id, case=case)
    others = {one.applicant_id: one.applicant for one in together.select_related("applicant").order_by("order")}
    if co_applicant is not None and co_applicant.pk not in others:
        raise NotOfThisCase
    if representative is None:
        return
    represented = {case.applicant_id: case.applicant, **others}.get(representative.applicant_id)
    if represented is None:
        raise RepresentativeNotEntitled
    require_entitled(representative, applicant=represented, at=at)


def _mark_told(case: Case, *, at: datetime) -> None:
    """The first telling starts the time to complain; its last day and its rules are kept with the decision."""
    decision = Decision.objects.filter(hromada_id=case.hromada_id, case=case).first()
    if decision is None or decision.told_on is not None:
        return
    decision.told_on = clock.today(at)
    found = complaint_of(case, decision, told_on=decision.told_on)
    if found is not None:
        decision.complain_until = found.until
        decision.complaint = {
            "sentences": list(found.sentences), "rules": found.version, "confirmed": found.is_confirmed,
        }  # fmt: skip
    decision.save(update_fields=["told_on", "complain_until", "complaint"])


def _start_waiting(case: Case, *, at: datetime) -> None:
    """The first telling starts the time after which a result is unclaimed."""
    result = _result_of(case)
    if result.unclaimed_on is None:
        result.unclaimed_on = unclaimed_from(told_on=clock.today(at))
        result.save(update_fields=["unclaimed_on"])


def _result_of(case: Case) -> Result:
    return Result.objects.get(hromada_id=case.hromada_id, case=case)


def _note(*, channel: str, proof: str) -> str:
    with override("uk"):
        said = str(Channel(channel).label)
    return f"{said}: {proof.strip()}" if proof.strip() else said
