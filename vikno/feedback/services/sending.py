"""Links that go by themselves: who agreed, whether the hromada sends them, and the sending itself."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from vikno.audit import services as audit
from vikno.cases.enums import Step
from vikno.cases.models import Case, StatusChange
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.feedback import policies, queries
from vikno.feedback.errors import NotByItself, NotYourDesk
from vikno.feedback.models import Agreement, Invitation, SendingRule
from vikno.feedback.services.posters import invite
from vikno.feedback.tags import limits
from vikno.notifications.queries import goes_by_itself

_AT_ONCE: Final = 200


@transaction.atomic
def agree(*, case: Case, actor: Actor, at: dt.datetime) -> Agreement:
    """The person agrees to a link after the visit by the channel of the case; said again, nothing more.

    Refusals: NotYourDesk, NotByItself where messages of that channel wait for a person.
    """
    _require_own(case, actor)
    if not goes_by_itself(case.notification_channel, case.contact):
        raise NotByItself
    facts = {
        "hromada_id": case.hromada_id, "channel": case.notification_channel, "agreed_at": at,
        "noted_by_name": actor.name,
    }  # fmt: skip
    agreement, is_new = Agreement.objects.get_or_create(case=case, defaults=facts)
    if is_new:
        _record("feedback.agreed", case, actor=actor, at=at)
    return agreement


@transaction.atomic
def withdraw_agreement(*, case: Case, actor: Actor, at: dt.datetime) -> None:
    """The person thought better of it: nothing of the agreement stays. What was sent is not taken back. NotYourDesk."""
    _require_own(case, actor)
    gone, _rows = Agreement.objects.filter(hromada_id=case.hromada_id, case=case, settled_at=None).delete()
    if gone:
        _record("feedback.agreement_withdrawn", case, actor=actor, at=at)


@transaction.atomic
def set_sending(*, is_on: bool, valid_from: dt.date, actor: Actor, at: dt.datetime) -> SendingRule:
    """Links go by themselves, or do not, from a day on; older rows stay. Refusals: NotYourDesk."""
    policies.require_may_manage(actor)
    row = SendingRule.objects.create(
        hromada_id=actor.hromada_code, is_on=is_on, valid_from=valid_from, recorded_at=at, recorded_by_name=actor.name
    )
    audit.record(
        actor=actor, action="feedback.sending_set", subject=row, at=at, hromada_code=actor.hromada_code,
        facts={"is_on": is_on, "from": valid_from.isoformat()},
    )  # fmt: skip
    return row


@transaction.atomic
def send_links(*, hromada_code: str, at: dt.datetime) -> int:
    """Links of visits whose result was handed over lately, to whoever agreed, once each; how many went.

    Not by night. A result that was handed over many days ago is asked about no more.
    """
    hour = at.astimezone(clock.KYIV).hour
    is_day = limits().sent_from_hour <= hour < limits().sent_until_hour
    if not is_day or not queries.links_go_by_themselves(hromada_code, on=clock.today(at)):
        return 0
    since = at - dt.timedelta(days=limits().sent_within_days)
    handed = StatusChange.objects.filter(case=OuterRef("case"), step=Step.ISSUED, happened_at__gte=since)
    rows = Agreement.objects.select_for_update(of=("self",), skip_locked=True).filter(
        Exists(handed), hromada_id=hromada_code, settled_at=None
    )
    due = list(rows.select_related("case__point").order_by("agreed_at", "pk")[:_AT_ONCE])
    return sum(_sent(agreement, at=at) for agreement in due)


def _sent(agreement: Agreement, *, at: dt.datetime) -> bool:
    """One agreement is settled; whether its link went. Another channel than the agreed one is not used."""
    case = agreement.case
    is_given = Invitation.objects.filter(hromada_id=agreement.hromada_id, case=case).exists()
    may_go = case.notification_channel == agreement.channel and goes_by_itself(agreement.channel, case.contact)
    if may_go and not is_given:
        invite(point=case.point, case=case, send=True, actor=Actor.system(agreement.hromada_id), at=at)
    agreement.settled_at = at
    agreement.save(update_fields=["settled_at"])
    return may_go and not is_given


def _require_own(case: Case, actor: Actor) -> None:
    policies.require_may_register(actor)
    if case.hromada_id != actor.hromada_code:
        raise NotYourDesk


def _record(action: str, case: Case, *, actor: Actor, at: dt.datetime) -> None:
    audit.record(
        actor=actor, action=action, subject=case, at=at, hromada_code=case.hromada_id, facts={"number": case.number}
    )
