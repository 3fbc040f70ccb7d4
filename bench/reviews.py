"""The second half of a large call: the pool, conflicts, marks, the run, the protocol, the hour of publication.

Everything goes through the services. Experts mark with a spread: most agree within a mark, a tenth of proposals is read
differently by one of them and has to be discussed.
"""

from typing import Final

from django.db.models import QuerySet

from bench.proposals import DAY, Campaign
from vikno.accounts.models import Membership
from vikno.common.actors import Actor
from vikno.programmes.enums import Source
from vikno.programmes.models import ProgrammeCall, Proposal, Track
from vikno.selection import queries, services
from vikno.selection.enums import AssignmentState, Outcome, TalkKind
from vikno.selection.models import Assignment, CallReview, Decision, DecisionLine, Reviewer
from vikno.selection.services.reviewing import MarkSaid
from vikno.territories.models import Unit

TIES: Final = 2
BARS: Final = {"worked": 3, "audited": None, "consulted": 2, "family": None, "lives": None}
SWAPS: Final = 3
_TERMS: Final = {"needed": 3, "spread": 1, "anchor_spread": 1, "need_fact": "population", "shows_hromadas": False}


def choose(made: Campaign) -> Decision:
    """From the terms of the review to a list that everybody reads."""
    review = gather(made)
    calibrate(made, review)
    give_out(made, review)
    mark_all(made, review)
    settle(made, review)
    decision = rank(made, review)
    depart(made, decision)
    publish(made, decision)
    return decision


def gather(made: Campaign) -> CallReview:
    """Terms, the pool, what binds experts to hromadas: some by record, some as they say themselves."""
    made.at += DAY
    codes = [one.hromada_code for one in made.leaders]
    with made.timed("the pool with its ties"), made.works():
        call = ProgrammeCall.objects.get(pk=made.call.pk)
        terms = {**_TERMS, "needed": made.scale.needed}
        review = services.set_terms(call=call, terms=terms, bars=BARS, **made.hand())
        for place, expert in enumerate(made.experts):
            held = Membership.objects.get(pk=expert.membership_id)
            reviewer = services.add_reviewer(review=review, membership=held, track=None, most=40, **made.hand())
            for code in made.dice.sample(codes, min(TIES, 1 + len(codes) // 50)):
                services.add_tie(
                    reviewer=reviewer, hromada=Unit.objects.get(pk=code), kind="audited", since=None, until=None,
                    source="звіт про аудит", **made.hand(),
                )  # fmt: skip
            own = [made.dice.choice(codes)] if place % 3 == 0 else []
            services.declare_ties(number=call.number, hromadas=own, words="", actor=expert, at=made.at)
    return review


def calibrate(made: Campaign, review: CallReview) -> None:
    """Two invented proposals that everybody marks first, within a mark of what was agreed."""
    made.at += DAY
    with made.timed("calibration"), made.works():
        track = Track.objects.filter(call=review.call_id).order_by("position")[0]
        agreed = dict.fromkeys(_codes(track), 2)
        for title in ("Зразок 1", "Зразок 2"):
            anchor = services.add_anchor(
                review=review, track=track, title=title, text="Громада з планом.", agreed=agreed, **made.hand()
            )
            for expert in made.experts:
                said = {code: 2 - (made.dice.random() < 0.2) for code in agreed}
                services.mark_anchor(anchor=anchor, marks=said, actor=expert, at=made.at)
        services.open_files(review=review, **made.hand())


def give_out(made: Campaign, review: CallReview) -> None:
    """Given out; then applicants are shown the experts, and some of them object."""
    made.at += DAY
    with made.timed("distribution"), made.works():
        services.distribute_proposals(review=review, **made.hand())
    with made.timed("objections of hromadas"):
        with made.works():
            services.show_experts(review=review, **made.hand())
            held = list(_living(review).order_by("proposal_id", "pk").distinct("proposal_id"))[::40]
        for one in held:
            leader = next(each for each in made.leaders if each.hromada_code == one.proposal.hromada_id)
            with made.writes(leader):
                reviewer = Reviewer.objects.select_related("review").get(pk=one.reviewer_id)
                services.object_to_expert(
                    proposal=one.proposal, reviewer=reviewer, words="Консультував сусідів.", actor=leader, at=made.at
                )


def mark_all(made: Campaign, review: CallReview) -> None:
    """Each expert accepts, marks and hands in; each in a transaction of their own press."""
    made.at += DAY
    by_user = {one.user_id: one for one in made.experts}
    worth = {key: made.dice.choice((0, 1, 2, 2, 3, 3)) for key in _keys(made, review)}
    with made.works():
        held = list(_living(review).order_by("proposal__number", "pk"))
    odd: set[int] = set()
    with made.timed("reviews accepted, marked and handed in"):
        for one in held:
            is_odd = one.proposal_id % 10 == 3 and one.proposal_id not in odd
            odd |= {one.proposal_id} if is_odd else set()
            with made.works():
                _review(made, one, by_user[one.reviewer.user_id], worth[one.proposal_id], is_odd=is_odd)
    with made.timed("talks recorded"):
        for key in worth if made.scale.talk else ():
            with made.works():
                _talk(made, key, worth[key])


def _review(made: Campaign, one: Assignment, expert: Actor, worth: int, *, is_odd: bool) -> None:
    if one.state == AssignmentState.CONFLICT_CHECK:
        services.accept_assignment(assignment=one, actor=expert, at=made.at)
    level = 3 - worth if is_odd and worth in (0, 3) else worth
    codes = _codes(one.proposal.track)
    said = {code: MarkSaid(mark=min(3, max(0, level + made.dice.choice((0, 0, 0, -1))))) for code in codes}
    services.hand_in_review(
        number=one.proposal.number, said=said, comment="За планом і людьми.", actor=expert, at=made.at
    )


def _talk(made: Campaign, key: int, worth: int) -> None:
    of = Proposal.objects.select_related("call", "track").get(pk=key)
    services.record_talk(
        proposal=of, kind=TalkKind.INTERVIEW, held_on=made.at.date(), who="двоє експертів", words="Є плани.",
        marks={"talk": worth}, **made.hand(),
    )  # fmt: skip


def settle(made: Campaign, review: CallReview) -> None:
    """Marks that lie apart are discussed, each."""
    made.at += DAY
    with made.timed("disagreements discussed"), made.works():
        for one in queries.disagreements_of(review):
            services.settle_spread(
                proposal=one.proposal, criterion=one.criterion, words="Прочитали разом.", **made.hand()
            )


def rank(made: Campaign, review: CallReview) -> Decision:
    """Prepared, frozen, computed, adopted."""
    made.at += DAY
    with made.works():
        run = services.prepare_run(review=review, **made.hand())
    with made.timed("inputs frozen"), made.works():
        run = services.freeze_run(run=run, **made.hand())
    with made.timed("run computed"), made.works():
        run = services.compute_run(run=run, **made.hand())
    with made.timed("run adopted, computed again"), made.works():
        return services.adopt_run(run=run, **made.hand())


def depart(made: Campaign, decision: Decision) -> None:
    """The commission gives a few places to the first of the reserve of the same direction, with reasons; and signs."""
    made.at += DAY
    with made.timed("deviations and the signature"), made.works():
        for track in Track.objects.filter(call=made.call).order_by("position")[:SWAPS]:
            lines = DecisionLine.objects.select_related("decision__call").filter(
                decision=decision, entry__track=track.code
            )
            out = lines.filter(outcome=Outcome.SELECTED).order_by("-entry__position").first()
            into = lines.filter(outcome=Outcome.RESERVE).order_by("entry__position").first()
            if out is None or into is None:
                continue
            said = {"reason": "Громада вже має таку підтримку.", **made.hand()}
            services.deviate_line(line=out, outcome=Outcome.RESERVE, **said)
            services.deviate_line(line=into, outcome=Outcome.SELECTED, **said)
        services.sign_decision(decision=decision, **made.hand())


def publish(made: Campaign, decision: Decision) -> None:
    """The hour is said, the clock publishes."""
    with made.works():
        services.embargo_decision(decision=decision, publish_at=made.at + DAY, **made.hand())
    made.at += DAY
    with made.timed("list, results and letters published"), made.works():
        services.publish_due(organisation_id=made.organisation, at=made.at)
    decision.refresh_from_db()


def _living(review: CallReview) -> QuerySet[Assignment]:
    states = (AssignmentState.CONFLICT_CHECK, AssignmentState.ACCEPTED)
    rows = Assignment.objects.filter(reviewer__review=review, state__in=states)
    return rows.select_related("reviewer", "proposal__track")


def _keys(made: Campaign, review: CallReview) -> list[int]:
    with made.works():
        return list(queries.proposals_in(review).values_list("pk", flat=True))


def _codes(track: Track) -> list[str]:
    return list(track.criteria.filter(source=Source.REVIEWER).order_by("position").values_list("code", flat=True))
