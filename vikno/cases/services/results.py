"""The result: it comes back, the person is told, it is handed over against identity."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.applicants.models import Representative
from vikno.cases.enums import Step
from vikno.cases.errors import IdentityNotChecked, ProofMissing
from vikno.cases.models import Case, Result
from vikno.cases.services.opening import require_entitled
from vikno.cases.services.steps import record_step
from vikno.cases.services.telling import tell_of_result
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
) -> Result:
    """Hand the result over to the applicant, or to a representative entitled on the day, against a document."""
    if not identity_seen.strip():
        raise IdentityNotChecked
    if representative is not None:
        require_entitled(representative, applicant=case.applicant, at=at)
    with override("uk"):  # what is recorded does not depend on the language of a screen
        note = _("представникові") if representative else _("заявникові")
    record_step(case=case, step=Step.ISSUED, actor=actor, at=at, point=point, note=note)
    result: Result = case.result
    result.issued_at, result.issued_by_id = at, actor.user_id
    result.issued_to_representative, result.identity_seen = representative, identity_seen.strip()[:100]
    result.save(update_fields=["issued_at", "issued_by", "issued_to_representative", "identity_seen"])
    return result


def _note(*, channel: str, proof: str) -> str:
    with override("uk"):
        said = str(Channel(channel).label)
    return f"{said}: {proof.strip()}" if proof.strip() else said
