"""How proposals of the demo are read: admitted, marked by experts, ranked, decided. All through services."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from vikno.accounts.models import Membership
from vikno.demo import places
from vikno.demo.cast import Cast
from vikno.programmes import services
from vikno.programmes.enums import Source
from vikno.programmes.models import ProgrammeCall
from vikno.programmes.queries import received_proposals
from vikno.selection import services as selection
from vikno.selection.enums import AssignmentState
from vikno.selection.models import Assignment, CallReview
from vikno.selection.services.reviewing import MarkSaid

_DAY: Final = timedelta(days=1)


def review(call: ProgrammeCall, cast: Cast, *, seed: int, since: datetime) -> None:
    """Checked, read by experts (one of them audited a hromada and never meets its proposal), ranked, decided, told."""
    terms = {"needed": 2, "shows_hromadas": True}
    said = begin(call, cast, terms=terms, audited=places.FURTHER[0].hromada, at=since)
    calibrate(said, call, cast, at=since + _DAY)
    selection.distribute_proposals(review=said, actor=cast.manager, at=since + 2 * _DAY)
    _mark(said, cast, seed=seed, at=since + 6 * _DAY)
    _decide(said, cast, at=since + 14 * _DAY)


def begin(
    call: ProgrammeCall, cast: Cast, *, terms: Mapping[str, Any], audited: str = "", at: datetime
) -> CallReview:  # fmt: skip
    """Closed, checked and admitted; every expert has joined and declared. `audited`: by the second of them."""
    hand = {"actor": cast.manager, "at": at}
    services.close_call(call=call, **hand)
    for proposal in received_proposals(cast.manager, call):
        services.check_eligibility(proposal=proposal, **hand)
        services.admit_proposal(proposal=proposal, **hand)
    bars = {"worked": 3, "family": None} | ({"audited": 3} if audited else {})
    said = selection.set_terms(call=call, terms={"spread": 2, "anchor_spread": 1, **terms}, bars=bars, **hand)
    for place, expert in enumerate(cast.experts):
        member = Membership.objects.get(pk=expert.membership_id)
        selection.add_reviewer(review=said, membership=member, track=None, most=40, **hand)
        bound_to = [audited] if audited and place == 1 else []
        words = "торік проводив аудит" if bound_to else ""
        selection.declare_ties(number=call.number, hromadas=bound_to, words=words, actor=expert, at=at)
    return said


def calibrate(said: CallReview, call: ProgrammeCall, cast: Cast, *, at: datetime) -> None:
    """An anchor of each track, marked by everybody as agreed; then files are open."""
    for track in call.tracks.order_by("position"):
        codes = track.criteria.filter(source=Source.REVIEWER).order_by("position").values_list("code", flat=True)
        agreed = dict.fromkeys(codes, 2)
        text = "Громада має приміщення і план на рік. Людей шукатиме після рішення."
        anchor = selection.add_anchor(
            review=said, track=track, title=f"Зразок: {track.title}", text=text, agreed=agreed, actor=cast.manager,
            at=at,
        )  # fmt: skip
        for expert in cast.experts:
            selection.mark_anchor(anchor=anchor, marks=agreed, actor=expert, at=at)
    selection.open_files(review=said, actor=cast.manager, at=at)


def _mark(said: CallReview, cast: Cast, *, seed: int, at: datetime) -> None:
    """Each proposal has a worth of its own, which experts see within one mark."""
    dice = random.Random(f"{seed}-marks")
    worth: dict[int, int] = {}
    given = Assignment.objects.filter(reviewer__review=said).exclude(state=AssignmentState.RECUSED)
    for one in given.select_related("reviewer", "proposal__track").order_by("proposal__number", "pk"):
        own = one.proposal.hromada_id == places.HROMADA
        level = worth.setdefault(one.proposal_id, 3 if own else dice.choice((1, 2, 2, 3)))
        expert = next(each for each in cast.experts if each.user_id == one.reviewer.user_id)
        selection.accept_assignment(assignment=one, actor=expert, at=at)
        codes = one.proposal.track.criteria.filter(source=Source.REVIEWER).values_list("code", flat=True)
        marks = {code: MarkSaid(mark=max(level - (dice.random() < 0.3), 0), abstained="") for code in codes}
        hand = {"number": one.proposal.number, "actor": expert, "at": at}
        selection.save_marks(said=marks, comment="За планом і людьми.", **hand)
        selection.submit_review(**hand)


def _decide(said: CallReview, cast: Cast, *, at: datetime) -> None:
    hand = {"actor": cast.manager, "at": at}
    run = selection.prepare_run(review=said, because="", **hand)
    decision = selection.adopt_run(run=selection.compute_run(run=selection.freeze_run(run=run, **hand), **hand), **hand)
    selection.sign_decision(decision=decision, **hand)
    selection.embargo_decision(decision=decision, publish_at=at + _DAY, **hand)
    selection.publish_decision(decision=decision, actor=cast.manager, at=at + _DAY + timedelta(minutes=1))
