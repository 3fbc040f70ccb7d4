"""Who is told of a talk. The hromada: its hour and place, never who comes. Each expert: the same of their own seat."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils import translation

from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.notifications import services as notifications
from vikno.notifications.enums import Channel
from vikno.programmes import services as programmes
from vikno.programmes.models import Proposal
from vikno.selection import calendars, letters
from vikno.selection.models import Reviewer, TalkPlan, TalkSeat

type _Writer = Callable[[TalkPlan], bytes]
type _Letter = Callable[[TalkPlan], letters.Letter]


def tell_planned(plan: TalkPlan, *, before: Iterable[Reviewer], actor: Actor, at: datetime) -> None:
    """`before`: who sat in it until now. Whoever does not any more is told that their hour is free."""
    _tell_hromada(plan, letters.talk_letter(plan), actor=actor, at=at)
    coming = {one.pk: one for one in panel_of(plan)}
    _tell_experts(plan, coming.values(), letters.seat_letter, calendars.talk_file, actor=actor, at=at)
    tell_freed(plan, [one for one in before if one.pk not in coming], actor=actor, at=at)


def tell_cancelled(plan: TalkPlan, *, before: Iterable[Reviewer], actor: Actor, at: datetime) -> None:
    """There will be none: the hromada reads why, the experts that there will be none."""
    _tell_hromada(plan, letters.talk_cancelled_letter(plan), actor=actor, at=at)
    _tell_experts(plan, before, letters.seat_cancelled_letter, calendars.freed_file, actor=actor, at=at)


def tell_freed(plan: TalkPlan, freed: Iterable[Reviewer], *, actor: Actor, at: datetime) -> None:
    """The talk goes on without them: nothing of its hour or place any more, it may be another one by now."""
    _tell_experts(plan, freed, letters.seat_freed_letter, calendars.freed_file, actor=actor, at=at)


def free_seats(reviewer: Reviewer, proposal: Proposal, *, actor: Actor, at: datetime) -> None:
    """Whoever is in a conflict comes to no talk about it; of one that is not over they are told."""
    seats = TalkSeat.objects.filter(reviewer=reviewer, plan__proposal=proposal)
    plans = [one.plan for one in seats.filter(ends_at__gt=at).select_related("plan__proposal")]
    seats.delete()
    for plan in plans:
        tell_freed(plan, [reviewer], actor=actor, at=at)


def panel_of(plan: TalkPlan) -> list[Reviewer]:
    """Who comes, in the order they were seated."""
    return [seat.reviewer for seat in plan.seats.select_related("reviewer__user").order_by("pk")]


def _tell_hromada(plan: TalkPlan, letter: letters.Letter, *, actor: Actor, at: datetime) -> None:
    with tenancy.standing_in(plan.hromada_id):
        file = _enclosed(plan, calendars.talk_file, language=plan.proposal.contact_language)
        programmes.write_to_applicant(plan.proposal, *letter, actor=actor, at=at, enclosed=file)


def _tell_experts(
    plan: TalkPlan, people: Iterable[Reviewer], letter: _Letter, file: _Writer, *, actor: Actor, at: datetime
) -> None:
    """To each in their own language. Rows of the chain of the country: no hromada reads who was written to. Without an
    address nobody is written to; the page of talks says so."""
    with tenancy.standing_in(""):
        for one in (each.user for each in people if each.user.email):
            with translation.override(one.letters_in):
                subject, body = letter(plan)
            notifications.tell(
                actor=actor, at=at, hromada_code="", channel=Channel.EMAIL, recipient=one.email, subject=subject,
                body=body, about=plan, language=one.letters_in,
                enclosed=_enclosed(plan, file, language=one.letters_in),
            )  # fmt: skip


def _enclosed(plan: TalkPlan, file: _Writer, *, language: str) -> notifications.Enclosed:
    """In the language of its letter, whoever's page is open in whichever."""
    with translation.override(language):
        body = file(plan).decode()
    method = "CANCEL" if "METHOD:CANCEL" in body else "PUBLISH"
    return notifications.Enclosed(f"talk-{plan.pk}.ics", f"text/calendar; method={method}", body)
