"""A service given at once: registered, decided and handed over in one transaction, the same rows as in three visits."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from vikno.applicants.models import Applicant, Representative
from vikno.cases.enums import IntakeChannel, Outcome, ResultChannel, TermRegime
from vikno.cases.errors import NotGivenAtOnce
from vikno.cases.services.deciding import decide_case
from vikno.cases.services.opening import OpenedCase, PaperLine, Together, open_case
from vikno.cases.services.prints import keep_inventory
from vikno.cases.services.results import issue_result, receive_result
from vikno.catalogue.models import PublicService
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.network.models import Point
from vikno.notifications.enums import Channel


@transaction.atomic
def serve_at_once(
    *,
    actor: Actor,
    at: datetime,
    point: Point,
    service: PublicService,
    applicant: Applicant,
    papers: Sequence[PaperLine],
    identity_seen: str,
    outcome: str = Outcome.GRANTED,
    number: str = "",
    grounds: str = "",
    representative: Representative | None = None,
    together: Sequence[Together] = (),
    external_number: str = "",
) -> OpenedCase:
    """Register, decide and hand over what the card says is given at once; a refusal is handed over too.

    The person stands at the desk, so nobody is told by other ways. Raises NotGivenAtOnce and whatever opening,
    deciding and handing over may raise; then nothing of it is left.
    """
    opened = open_case(
        actor=actor, at=at, point=point, service=service, applicant=applicant, papers=papers,
        notification_channel=Channel.IN_PERSON, result_channel=ResultChannel.SAME_POINT,
        representative=representative, together=together, external_number=external_number,
        intake_channel=IntakeChannel.REPRESENTATIVE if representative else IntakeChannel.IN_PERSON,
        regime=TermRegime.SERVICE,
    )  # fmt: skip
    case = opened.case
    if not case.is_immediate:
        raise NotGivenAtOnce(service=service.name)
    keep_inventory(opened=opened, actor=actor, at=at)
    decide_case(
        case=case, actor=actor, at=at, outcome=outcome, decided_on=clock.today(at), number=number, grounds=grounds,
        point=point,
    )  # fmt: skip
    receive_result(case=case, actor=actor, at=at, point=point)
    issue_result(case=case, actor=actor, at=at, point=point, identity_seen=identity_seen, representative=representative)
    return opened
