"""A call on its way through the selection, as far as a test needs. Steps go through the services.

`under_way(of)` binds the programme; a test of a hromada binds it anew. Hromadas of the call are neighbours of `of`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tests import factories as make
from tests import for_programmes as calls
from tests import for_questionnaires
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.accounts.queries import actor_of
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now
from vikno.programmes.enums import CallState, Phase, ProposalState, Source
from vikno.programmes.models import ProgrammeCall, Proposal
from vikno.programmes.rules.files import FileAnswer, file_answer
from vikno.questionnaires.tests.samples import asked as ask
from vikno.questionnaires.tests.samples import document
from vikno.selection import services
from vikno.selection.enums import AssignmentState, DecisionState, RunState
from vikno.selection.models import (
    Anchor,
    Appeal,
    Assignment,
    CallReview,
    Conflict,
    Decision,
    NamelessFile,
    OwnResult,
    PublishedResult,
    Reviewer,
    TalkPlan,
)
from vikno.selection.services.reviewing import MarkSaid

_codes = count(50_000)
BARS = {"worked": 3, "audited": None, "consulted": 2, "family": None, "lives": None}


@dataclass
class Selection:
    """A call with its people. `experts`: actors in the order of `reviewers`."""

    call: ProgrammeCall
    review: CallReview
    lead: Actor
    proposals: list[Proposal] = field(default_factory=list)
    experts: list[Actor] = field(default_factory=list)
    reviewers: list[Reviewer] = field(default_factory=list)

    def at(self) -> datetime:
        return now()


def lead(of: str = make.OWN) -> Actor:
    """Who runs the programme of a hromada's world."""
    return make.actor(Role.PROGRAMME, of=of)


def begun(of: str = make.OWN, *, of_whom: Sequence[str] = (make.OWN, make.FOREIGN), **facts: Any) -> Selection:
    """A closed call with an eligible proposal of each hromada, terms said, nobody in the pool."""
    terms = {"needed": facts.pop("needed", 2), "spread": 2, "anchor_spread": 1, **facts.pop("terms", {})}
    asked = document(
        ask("why"), ask("who", personal=True), ask("own", audience=["applicant"]), ask("plan", "file"),
        ask("passport", "file", personal=True), ask("inner", "file", audience=["applicant"]),
    )  # fmt: skip
    hidden, with_files = facts.pop("hidden", None), facts.pop("with_files", False)
    call = calls.call(
        of, state=CallState.DRAFT, **{"questionnaire": for_questionnaires.published(of, made=asked), **facts}
    )
    if hidden is not None:
        call.phases.create(phase=Phase.REVIEW, hidden=hidden)
    calls.version(call)
    calls.put(call, CallState.CLOSED)
    ProgrammeCall.objects.filter(pk=call.pk).update(seed=calls.SEED)
    made = Selection(call=call, review=None, lead=make.actor(Role.PROGRAMME, of=of, organisation=call.organisation))  # type: ignore[arg-type]
    for code in of_whom:
        tenancy.bind(code)
        made.proposals.append(proposal(code, call, with_files=with_files))
    works_for(made)
    made.review = services.set_terms(call=call, terms=terms, bars=BARS, actor=made.lead, at=now())
    return made


def works_for(of: Selection) -> None:
    """The programme is at work: its acts are of the chain of the country."""
    tenancy.bind("")
    tenancy.bind_programme(of.call.organisation_id)


def proposal(of: str, call: ProgrammeCall, *, with_files: bool = False, **facts: Any) -> Proposal:
    """An eligible one, with a snapshot as the room of programmes writes it; with a file for each question of one."""
    made = calls.proposal(of, to=call, state=ProposalState.ELIGIBLE, **facts)
    unit = make.hromada(of)
    calls.revision(made, hromada={"code": of, "name": unit.title, "oblast": "", "oblast_name": ""}, facts=[
        {"code": "population", "value": 9000, "source": f"рішення {unit.name} ради"},
        {"code": "has_centre", "value": True},
    ], contact={"name": "Коваль Олена Петрівна", "email": "olena@hromada.example"}, answers={"answers": [
        {"code": "why", "row": 0, "value": f"{unit.name} громада хоче ближчих послуг."},
        {"code": "who", "row": 0, "value": "Секретна Особа"}, {"code": "own", "row": 0, "value": "Не для експертів"},
        *(_files(of) if with_files else ()),
    ]})  # fmt: skip
    return made


def _files(of: str) -> list[dict[str, Any]]:
    """One kept file as the answer of each question that asks for one. Bind the hromada first."""
    kept = {code: make.stored_file(of=of, name=f"{code}.png") for code in ("plan", "passport", "inner")}
    return [
        {"code": code, "row": 0, "value": FileAnswer(key=one.pk, sha256=one.sha256, name=one.original_name).line}
        for code, one in kept.items()
    ]


def file_of(made: Proposal, code: str = "plan") -> int:
    """The key of the file that answers a question, in what was submitted last."""
    told = made.revisions.order_by("-number")[0].snapshot["answers"]["answers"]
    found = file_answer(next(one["value"] for one in told if one["code"] == code))
    assert found is not None
    return found.key


def with_pool(of: str = make.OWN, *, experts: int = 3, **facts: Any) -> Selection:
    """Experts in the pool, each has declared ties to nobody."""
    made = begun(of, **facts)
    for place in range(experts):
        join(made, make.membership(Role.EXPERT, of=of, person=make.user(f"Експерт{place} Таємний{place}")))
    return made


def join(to: Selection, held: Membership, *, declares: Sequence[str] = ()) -> Reviewer:
    """One more expert, who has declared."""
    works_for(to)
    if held.organisation_id != to.call.organisation_id:  # a test that writes over names makes organisations anew
        held = make.membership(Role.EXPERT, person=held.user, organisation=to.call.organisation)
    reviewer = services.add_reviewer(
        review=to.review, membership=held, track=None, most=40, actor=to.lead, at=now()
    )  # fmt: skip
    actor = actor_of(held)
    services.declare_ties(number=to.call.number, hromadas=declares, words="", actor=actor, at=now())
    to.reviewers.append(reviewer)
    to.experts.append(actor)
    return reviewer


def anchor(to: Selection, **agreed: int) -> Anchor:
    """An invented proposal with agreed marks."""
    marks = {"motivation": 2, "premises": 1, **agreed}
    return services.add_anchor(
        review=to.review, track=to.call.tracks.first(), title="Зразок", text="Громада без центру.", agreed=marks,
        actor=to.lead, at=now(),
    )  # fmt: skip


def opened(of: str = make.OWN, **facts: Any) -> Selection:
    """Everybody has marked an anchor as agreed; files are open, nothing is given out."""
    made = with_pool(of, **facts)
    sample = anchor(made)
    for expert in made.experts:
        services.mark_anchor(anchor=sample, marks=sample.agreed, actor=expert, at=now())
    services.open_files(review=made.review, actor=made.lead, at=now())
    return made


def given(of: str = make.OWN, **facts: Any) -> Selection:
    """Proposals are with experts, who have accepted them."""
    made = opened(of, **facts)
    services.distribute_proposals(review=made.review, actor=made.lead, at=now())
    for one in held(made):
        services.accept_assignment(assignment=one, actor=expert_of(made, one), at=now())
    return made


def held(of: Selection) -> list[Assignment]:
    rows = Assignment.objects.filter(reviewer__review=of.review).exclude(state=AssignmentState.RECUSED)
    return list(rows.select_related("reviewer", "proposal").order_by("proposal__number", "pk"))


def expert_of(of: Selection, assignment: Assignment) -> Actor:
    return of.experts[[one.pk for one in of.reviewers].index(assignment.reviewer_id)]


def reviewed(of: str = make.OWN, *, marks: Sequence[int] = (3, 2), **facts: Any) -> Selection:
    """Every review submitted: the n-th proposal has the n-th mark of every criterion."""
    made = given(of, **facts)
    order = {one.pk: place for place, one in enumerate(made.proposals)}
    for one in held(made):
        mark = marks[order[one.proposal_id] % len(marks)]
        say(made, one, mark)
    return made


def say(of: Selection, assignment: Assignment, mark: int | None) -> None:
    """One expert marks every criterion alike, or abstains, and submits."""
    number, expert = assignment.proposal.number, expert_of(of, assignment)
    codes = assignment.proposal.track.criteria.filter(source=Source.REVIEWER).values_list("code", flat=True)
    said = {code: MarkSaid(mark=mark, abstained="" if mark is not None else "не маю даних") for code in codes}
    services.save_marks(number=number, said=said, comment="Обґрунтовано.", actor=expert, at=now())
    services.submit_review(number=number, actor=expert, at=now())


def decided(of: str = make.OWN, **facts: Any) -> tuple[Selection, Decision]:
    """A run is adopted; the protocol is a draft."""
    made = reviewed(of, **facts)
    return made, run(made)


def run(of: Selection, because: str = "") -> Decision:
    """From preparing to adopting."""
    facts = {"actor": of.lead, "at": now()}
    made = services.prepare_run(review=of.review, because=because, **facts)
    made = services.freeze_run(run=made, **facts)
    made = services.compute_run(run=made, **facts)
    assert made.state == RunState.COMPUTED
    return services.adopt_run(run=made, **facts)


def published(of: str = make.OWN, **facts: Any) -> tuple[Selection, Decision]:
    """Results are for everybody."""
    made, decision = decided(of, **facts)
    publish(made, decision)
    return made, decision


def publish(of: Selection, decision: Decision) -> PublishedResult:
    at = now()
    services.sign_decision(decision=decision, actor=of.lead, at=at)
    services.embargo_decision(decision=decision, publish_at=at, actor=of.lead, at=at)
    told = services.publish_decision(decision=decision, actor=of.lead, at=at)
    decision.refresh_from_db()
    assert decision.state == DecisionState.PUBLISHED
    return told


def own_result(of: str, decision: Decision) -> OwnResult:
    return OwnResult.objects.get(decision=decision, hromada_id=of)


def talk(of: Selection, *, nth: int = 0, panel: Sequence[int] | None = None, **facts: Any) -> TalkPlan:
    """A talk of the n-th proposal in a week, with the first of the pool."""
    begins = facts.pop("at", now() + timedelta(days=7))
    said = {
        "kind": "interview", "starts_at": begins, "ends_at": begins + timedelta(hours=1), "place": "Київ, зал 2",
        "link": "", "panel": [of.reviewers[0].pk] if panel is None else panel, **facts,
    }  # fmt: skip
    return services.plan_talk(
        proposal=of.proposals[nth], facts=services.TalkFacts(**said), actor=of.lead, at=now()
    )  # fmt: skip


def talk_for_world(of: Selection) -> TalkPlan:
    """The one talk of a call of the world. Another one is of one more proposal."""
    works_for(of)
    if not TalkPlan.objects.filter(proposal=of.proposals[0], cancelled_at=None).exists():
        return talk(of)
    works_for(of)
    made = neighbour(of)
    of.proposals.append(made)
    nth = len(of.proposals) - 1
    return talk(of, nth=nth, at=now() + timedelta(days=7 + nth))


# ---- for the table of rights -----------------------------------------------------------------------------------------
def for_world(of: str, expert: Membership, **facts: Any) -> Selection:
    """A call of a hromada's world under way: its expert has accepted the hromada's own proposal."""
    made = begun(of, of_whom=(of,), needed=1, **facts)
    join(made, expert)
    sample = anchor(made)
    services.mark_anchor(anchor=sample, marks=sample.agreed, actor=made.experts[0], at=now())
    services.open_files(review=made.review, actor=made.lead, at=now())
    services.distribute_proposals(review=made.review, actor=made.lead, at=now())
    services.accept_assignment(assignment=held(made)[0], actor=made.experts[0], at=now())
    services.show_experts(review=made.review, actor=made.lead, at=now())
    return made


def published_for_world(of: str, expert: Membership) -> tuple[Selection, Decision]:
    """The same to the end, with a result of the hromada."""
    made = for_world(of, expert)
    say(made, held(made)[0], 3)
    decision = run(made)
    publish(made, decision)
    return made, decision


def run_for_world(of: str, expert: Membership) -> Decision:
    """The same until the protocol is a draft."""
    made = for_world(of, expert)
    say(made, held(made)[0], 3)
    return run(made)


def conflict(of: Selection) -> Conflict:
    """One more expert, bound to the hromada of the call."""
    held_by = make.membership(Role.EXPERT, of=of.proposals[0].hromada_id)
    return join(of, held_by, declares=[of.proposals[0].hromada_id]).conflicts.get()


def neighbour(of: Selection) -> Proposal:
    """An eligible proposal of one more hromada, given out."""
    code = f"UA990100{next(_codes):011d}"
    make.hromada(code)
    tenancy.bind(code)
    made = proposal(code, of.call)
    works_for(of)
    return made


def marked(of: Proposal, code: str = "plan") -> NamelessFile:
    """The file of a proposal, opened to its experts by name."""
    tenancy.bind("")
    tenancy.bind_programme(of.organisation_id)
    boss = make.actor(Role.PROGRAMME, of=of.hromada_id, organisation=of.call.organisation)
    return services.mark_nameless(number=of.number, file=file_of(of, code), actor=boss, at=now())


def appeal(result: OwnResult) -> Appeal:
    """An objection of the hromada of a result."""
    tenancy.bind(result.hromada_id)
    return services.file_appeal(
        result=result, words="Не враховано довідки.", actor=make.actor(Role.HEAD, of=result.hromada_id), at=now()
    )
