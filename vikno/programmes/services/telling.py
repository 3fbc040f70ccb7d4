"""Letters to hromadas. A programme writes a notice; a job that works for each hromada in turn tells it."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import override

from vikno.accounts import queries as accounts
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.notifications import services as notifications
from vikno.notifications.enums import Channel
from vikno.programmes import letters
from vikno.programmes.enums import ProposalState
from vikno.programmes.models import CallNotice, ProgrammeCall, Proposal, ToldNotice

_OVER = (ProposalState.EXPIRED, ProposalState.WITHDRAWN)


def notify(call: ProgrammeCall, event: str, *, at: datetime, **values: str) -> CallNotice:
    """Everybody who has begun a proposal is to be told of an event."""
    told = {"number": call.number, "title": call.title, **values}
    letters.written(event, letters.APPLICANT, told)  # a wrong place is found here and not in the job
    return CallNotice.objects.create(call=call, event=event, values=told, at=at)


def tell_applicant(proposal: Proposal, event: str, /, *, actor: Actor, at: datetime, **values: str) -> None:
    """One letter of a call to the contact of a proposal. The hromada must be bound."""
    subject, body = letters.written(event, letters.APPLICANT, values, language=proposal.contact_language)
    write_to_applicant(proposal, subject, body, actor=actor, at=at)


def write_to_applicant(
    proposal: Proposal, subject: str, body: str, /, *, actor: Actor, at: datetime,
    enclosed: notifications.Enclosed | None = None,
) -> None:  # fmt: skip
    """One letter to the contact of a proposal, in the language they chose; without an address a person tells them.

    The hromada must be bound.
    """
    notifications.tell(
        actor=actor, at=at, hromada_code=proposal.hromada_id,
        channel=Channel.EMAIL if proposal.contact_email else Channel.IN_PERSON,
        recipient=proposal.contact_email or proposal.contact_name or proposal.started_by_name,
        subject=subject, body=body, about=proposal, language=proposal.contact_language, enclosed=enclosed,
    )  # fmt: skip


def write_to_programme(
    organisation_id: int, letter: Callable[[], tuple[str, str]], /, *, about: Model, actor: Actor, at: datetime
) -> int:
    """One letter to each who runs the programme and has an address; how many.

    `letter` gives its subject and body in the language in force: that of each reader. They are rows of the chain of
    the country, whoever is bound: no hromada reads letters to a programme.
    """
    people = list(accounts.managers_of(organisation_id, on=today(at)).exclude(email=""))
    with tenancy.standing_in(""):
        for one in people:
            with override(one.letters_in):
                subject, body = letter()
            notifications.tell(
                actor=actor, at=at, hromada_code="", channel=Channel.EMAIL, recipient=one.email, subject=subject,
                body=body, about=about, language=one.letters_in,
            )  # fmt: skip
    return len(people)


@transaction.atomic
def tell_notice(*, notice: CallNotice, hromada_code: str, at: datetime) -> int:
    """Tell a notice to those of a bound hromada who have not heard of it; how many."""
    rows = Proposal.objects.filter(call_id=notice.call_id, hromada_id=hromada_code).exclude(state__in=_OVER)
    heard = ToldNotice.objects.filter(notice=notice, hromada_id=hromada_code).values("proposal_id")
    waiting = list(rows.exclude(pk__in=heard).order_by("pk"))
    for proposal in waiting:
        ToldNotice.objects.create(notice=notice, proposal=proposal, hromada_id=hromada_code, at=at)
        tell_applicant(proposal, notice.event, actor=Actor.system(hromada_code), at=at, **notice.values)
    return len(waiting)


def notices_to_tell() -> list[CallNotice]:
    """Those that have not been to every hromada yet, the oldest first."""
    return list(CallNotice.objects.filter(told_at=None).order_by("pk"))


def close_notice(*, notice: CallNotice, at: datetime) -> None:
    """Every hromada has been asked."""
    CallNotice.objects.filter(pk=notice.pk, told_at=None).update(told_at=at)
