"""Figures of an event that was held, each with its n: for its programme, and for whoever received the visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Avg, Count, Q, QuerySet

from vikno.common.actors import Actor
from vikno.events import beside, policies
from vikno.events.enums import State
from vikno.events.models import Event, Participant, Promise, SurveyAnswer, SurveyInvite
from vikno.events.queries.line import seeing_line

# Fewer answers than this could be guessed to be somebody's.
FEWEST_ANSWERS: Final = 5


@dataclass(frozen=True, kw_only=True)
class Report:
    """Figures of an event. `useful`, `will_use` (per cent of `answered`) are None below five answers."""

    seats: int
    came: int
    missed: int
    hromadas: int
    oblasts: int
    certificates: int
    invited: int
    answered: int
    useful: float | None
    will_use: int | None
    will_use_n: int | None
    promises: int
    applied: int
    asked_again: int
    taken: beside.Taken
    quotes: Sequence[str]


def report_of(event: Event, *, actor: Actor) -> Report:
    """For the programme. So many queries whatever there is."""
    people = policies.visible(actor, Participant.objects.filter(delegation__event=event))
    return _counted(event, people, policies.visible(actor, Promise.objects.filter(delegation__event=event)))


@transaction.atomic
def visit_report(event: Event, *, actor: Actor) -> Report:
    """The same for whoever received the visit: numbers and words given for printing, never a person or a code.

    Refusals: NoSuchThing.
    """
    policies.require_may_tell_of_visit(actor, event)
    with seeing_line(event):
        ours = {"delegation__event": event, "organisation_id": event.organisation_id}
        return _counted(event, Participant.objects.filter(**ours), Promise.objects.filter(**ours))


def _counted(event: Event, people: QuerySet[Participant], promised: QuerySet[Promise]) -> Report:
    there = people.order_by().filter(delegation__state=State.CONFIRMED).exclude(state=State.CANCELLED)
    counted = there.aggregate(
        seats=Count("pk"), came=Count("pk", filter=Q(state=State.ATTENDED)),
        missed=Count("pk", filter=Q(state=State.NO_SHOW)), hromadas=Count("hromada", distinct=True),
        oblasts=Count("hromada__oblast", distinct=True), certificates=Count("certificate"),
    )  # fmt: skip
    invites = SurveyInvite.objects.filter(event=event, organisation_id=event.organisation_id)
    answers = SurveyAnswer.objects.filter(event=event)
    said = answers.aggregate(n=Count("pk"), useful=Avg("useful"), use=Count("pk", filter=Q(will_use=True)))
    kept = promised.order_by().aggregate(
        n=Count("pk"), again=Count("pk", filter=~Q(outcome="")), applied=Count("pk", filter=Q(outcome="applied"))
    )
    is_enough = said["n"] >= FEWEST_ANSWERS
    return Report(
        **counted, invited=invites.count(), answered=said["n"],
        useful=round(said["useful"], 1) if is_enough else None,
        will_use=round(100 * said["use"] / said["n"]) if is_enough else None,
        will_use_n=said["use"] if is_enough else None,
        promises=kept["n"], applied=kept["applied"], asked_again=kept["again"],
        taken=beside.taken_at(event.pk),
        quotes=list(answers.filter(may_quote=True).exclude(quote="").values_list("quote", flat=True))
        if is_enough
        else [],
    )  # fmt: skip
