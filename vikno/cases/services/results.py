"""The result: it comes back, the person is told, it is handed over against identity."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from vikno.applicants.models import Representative
from vikno.cases import rules
from vikno.cases.enums import ResultChannel, Step
from vikno.cases.errors import IdentityNotChecked, ProofMissing
from vikno.cases.models import Case, Result
from vikno.cases.printing import status_page
from vikno.cases.services.opening import require_entitled
from vikno.cases.services.steps import record_step
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.notifications import services as notifications
from vikno.notifications.enums import Channel
from vikno.notifications.models import Message


@transaction.atomic
def receive_result(
    *, case: Case, actor: Actor, at: datetime, point: Point | None = None, shelf: str = "", note: str = ""
) -> Result:
    """The paper came back to the centre; who asked for letters is written to at once."""
    record_step(case=case, step=Step.RETURNED, actor=actor, at=at, point=point, organisation=case.provider, note=note)
    result = Result.objects.create(hromada_id=case.hromada_id, case=case, received_at=at, shelf=shelf.strip())
    if case.notification_channel == Channel.EMAIL and case.contact:
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

    A letter by e-mail goes by itself. By other channels a person has told already: `proof` says how.
    """
    channel = channel or case.notification_channel
    goes_by_itself = channel == Channel.EMAIL and bool(case.contact)
    if not goes_by_itself and not proof.strip():
        raise ProofMissing
    record_step(
        case=case, step=Step.NOTIFIED, actor=actor, at=at, point=point, note=_note(channel=channel, proof=proof)
    )
    subject, body = result_letter(case)
    message = notifications.tell(
        actor=actor, at=at, hromada_code=case.hromada_id, channel=channel, recipient=case.contact or "—",
        subject=subject, body=body, about=case,
    )  # fmt: skip
    if goes_by_itself:
        return message
    return notifications.mark_told(message=message, actor=actor, at=at, proof=proof)


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


def result_letter(case: Case) -> tuple[str, str]:
    """Subject and body in Ukrainian, with no name and no word about the decision: others may read the letter."""
    number = rules.number_formatted(case.number)
    with override("uk"):
        where = ResultChannel(case.result_channel).label
        subject = _("Результат за справою {number} готовий").format(number=number)
        body = _(
            "Вітаємо!\n\nРезультат за вашою справою {number} надійшов до ЦНАП.\n"
            "Де отримати: {where}.\nВізьміть документ, що посвідчує особу, і цей номер.\n\n"
            "Перевірити справу можна за кодом із квитанції: {site}\n"
        ).format(number=number, where=where, site=status_page())
    return subject, body


def _note(*, channel: str, proof: str) -> str:
    with override("uk"):
        said = str(Channel(channel).label)
    return f"{said}: {proof.strip()}" if proof.strip() else said
