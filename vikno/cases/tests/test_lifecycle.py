"""The lifecycle walked at random against its table: by values here, and through the services against the database."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from vikno.cases import guarding, rules, services
from vikno.cases.actions import ACTIONS, actions_for, barred_for
from vikno.cases.enums import FINAL, NOTES, CaseState, HearingResponse, HearingWay, Outcome, Step
from vikno.cases.models import Case, Decision, Hearing, StatusChange
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.common.errors import Refusal

_ISSUING = (Step.ISSUED, Step.POSTED, Step.UNCLAIMED)
_MOVES = [step for step in Step if step not in rules.PAPER_MOVES and step not in NOTES]


class Lifecycle(RuleBasedStateMachine):
    """Any step in any order: the table answers, and the path that came out keeps its promises."""

    def __init__(self) -> None:
        super().__init__()
        self.state = CaseState.REGISTERED
        self.path: list[Step] = []

    @rule(step=st.sampled_from(_MOVES))
    def try_step(self, step: Step) -> None:
        reached = rules.state_after(self.state, step)
        assert (reached is not None) == (self.state in rules.states_before(step))
        if reached is None:
            assert str(guarding.ADVICE[step]).endswith(".")
            return
        self.state = reached
        self.path.append(step)

    @precondition(lambda self: rules.steps_from(self.state))
    @rule(choice=st.randoms(use_true_random=False))
    def go_on(self, choice: Any) -> None:
        """Mostly along the table, so that long paths are seen."""
        self.try_step(
            choice.choice(sorted(rules.steps_from(self.state) & set(_MOVES))) if self._onward() else Step.NOTE
        )

    def _onward(self) -> bool:
        return bool(rules.steps_from(self.state) & set(_MOVES))

    @invariant()
    def nothing_leaves_before_a_decision(self) -> None:
        for place, step in enumerate(self.path):
            if step in _ISSUING:
                assert Step.DECIDED in self.path[:place]
                assert Step.RETURNED in self.path[:place]

    @invariant()
    def a_case_is_decided_once_and_what_is_decided_is_not_withdrawn(self) -> None:
        assert self.path.count(Step.DECIDED) <= 1
        assert Step.WITHDRAWN not in self.path or Step.DECIDED not in self.path

    @invariant()
    def an_answer_follows_an_invitation(self) -> None:
        answers = self.path.count(Step.HEARD) + self.path.count(Step.UNHEARD)
        assert answers <= self.path.count(Step.INVITED)

    @invariant()
    def an_archived_case_stays_where_it_is(self) -> None:
        if Step.ARCHIVED in self.path:
            assert self.state == CaseState.ARCHIVED


TestLifecycle = Lifecycle.TestCase
TestLifecycle.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_every_state_is_reached_and_every_open_one_has_a_way_on() -> None:
    seen, queue = {CaseState.REGISTERED}, [CaseState.REGISTERED]
    while queue:
        state = queue.pop()
        for step in rules.steps_from(state):
            reached = rules.state_after(state, step)
            if reached is not None and reached not in seen:
                seen.add(reached)
                queue.append(reached)
    assert seen == set(CaseState)
    stuck = [
        state
        for state in rules.OPEN
        if not {s for s in rules.steps_from(state) if rules.state_after(state, s) != state}
    ]
    assert not stuck


def test_every_impossible_step_says_what_must_come_first() -> None:
    impossible = [(state, step) for state in CaseState for step in Step if rules.state_after(state, step) is None]
    assert impossible
    assert all(str(guarding.ADVICE[step]).strip() for _state, step in impossible)
    assert set(guarding.ADVICE) == set(Step)


def test_every_step_of_the_table_that_people_take_has_its_form() -> None:
    """The page shows the table: what is not moved by papers, by intake or by a bag has an action."""
    by_page = {action.step for action in ACTIONS}
    others = NOTES - {Step.NOTE}  # one form says who may read a remark
    assert by_page == {step for _state, step in rules.MOVES} - rules.PAPER_MOVES - {Step.FORWARDED} - others


# ---- through the services, against the database -------------------------------------------------------------------

Act = Callable[["Walk"], None]


class Walk:
    """One case, a clock that only goes forward, and any act at any moment."""

    def __init__(self, world: World, *, case: Case) -> None:
        self.world, self.case, self.at = world, case, AT

    @property
    def by(self) -> dict[str, Any]:
        return {"case": self.case, "actor": self.world.provider, "at": self.at}

    @property
    def desk(self) -> dict[str, Any]:
        return {"case": self.case, "actor": self.world.officer, "at": self.at, "point": self.world.main}

    @property
    def today(self) -> dt.date:
        return self.at.date()

    def decide(self, outcome: str, **given: Any) -> None:
        services.decide_case(**self.by, outcome=outcome, decided_on=self.today, grounds="підстава", **given)


def _step(step: Step) -> Act:
    return lambda w: services.record_step(**w.by, step=step) and None


ACTS: dict[str, Act] = {
    "forward": lambda w: services.record_step(**w.desk, step=Step.FORWARDED) and None,
    "accept": _step(Step.ACCEPTED),
    "defects": lambda w: (
        services.leave_without_motion(
            **w.by, on=w.today, defects="немає підпису", cure_by=w.today + dt.timedelta(days=6)
        )
        and None
    ),
    "cure": lambda w: services.record_cure(**w.desk, on=w.today) and None,
    "suspend": lambda w: services.suspend_case(**w.by, on=w.today, ground="court") and None,
    "resume": lambda w: services.resume_case(**w.by, on=w.today) and None,
    "extend": lambda w: services.extend_term(**w.by, on=w.today, days=3, ground="complex") and None,
    "invite": lambda w: (
        services.invite_to_hearing(
            **w.by, held_on=w.today + dt.timedelta(days=4), way=HearingWay.MEETING, place="каб. 3", about="відмова"
        )
        and None
    ),
    "heard": lambda w: (
        services.record_hearing(**w.desk, response=HearingResponse.CAME, on=w.today, words="не згодна") and None
    ),
    "silent": lambda w: services.record_hearing(**w.desk, response=HearingResponse.ABSENT, on=w.today) and None,
    "grant": lambda w: w.decide(Outcome.GRANTED),
    "refuse": lambda w: w.decide(Outcome.REFUSED),
    "refuse unheard": lambda w: w.decide(Outcome.REFUSED, unheard_ground="waived", unheard_words="заява від 1.11"),
    "leave": lambda w: w.decide(Outcome.LEFT_WITHOUT_CONSIDERATION),
    "receive": lambda w: services.receive_result(**w.desk) and None,
    "tell": lambda w: services.notify_applicant(**w.desk, proof="розмова") and None,
    "unclaimed": lambda w: services.mark_unclaimed(**w.desk) and None,
    "issue": lambda w: services.issue_result(**w.desk, identity_seen="паспорт") and None,
    "post": lambda w: services.post_result(**w.desk, address="с. Вербівка", tracking="05001") and None,
    "came back": lambda w: services.take_back_letter(**w.desk, shelf="А-1") and None,
    "archive": lambda w: services.archive_case(**w.desk, shelf="шафа 2") and None,
    "withdraw": lambda w: services.withdraw_case(**w.desk, reason="передумав") and None,
}
_LIKELY = ("forward", "accept", "receive", "tell", "refuse", "grant", "invite")


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(acts=st.lists(st.tuples(st.sampled_from([*ACTS, *_LIKELY, *_LIKELY]), st.integers(0, 70)), max_size=14))
def test_any_order_of_acts_keeps_the_promises_of_the_table(acts: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        world = worlds.build()
        walk = Walk(world, case=worlds.case_in(world))
        for name, days in acts:
            walk.at += dt.timedelta(days=days % 9 if days < 60 else days)
            _try(walk, name)
        _promises(walk.case)
        transaction.set_rollback(True)


def _try(walk: Walk, name: str) -> None:
    before = Case.objects.get(pk=walk.case.pk).state
    refusal: Refusal | None = None
    try:
        with transaction.atomic():
            ACTS[name](walk)
    except Refusal as refused:
        refusal = refused
    walk.case = Case.objects.get(pk=walk.case.pk)
    if refusal is not None:
        assert str(refusal).strip().endswith(".")
        assert "{" not in str(refusal)
        assert walk.case.state == before
        return
    last = StatusChange.objects.filter(case=walk.case).order_by("pk").last()
    assert last is not None
    assert rules.state_after(before, last.step) == last.state_after == walk.case.state


def _promises(case: Case) -> None:
    steps = list(StatusChange.objects.filter(case=case).order_by("pk").values_list("step", flat=True))
    decision = Decision.objects.filter(case=case).first()
    if set(steps) & {Step.ISSUED, Step.POSTED, Step.UNCLAIMED}:
        assert decision is not None
    if decision is not None and decision.outcome == Outcome.REFUSED:
        heard = Hearing.objects.filter(case=case).exclude(response="").exists()
        assert heard or decision.unheard_ground
        assert (decision.complain_until is not None) == (decision.told_on is not None)
    if case.state in FINAL:
        assert Step.DECIDED in steps or Step.WITHDRAWN in steps


@pytest.mark.django_db
def test_the_page_offers_what_the_table_allows_and_names_what_the_law_bars() -> None:
    world = worlds.build()
    case = worlds.case_in(world)
    services.record_step(case=case, step=Step.FORWARDED, actor=world.officer, at=AT)
    services.record_step(case=case, step=Step.ACCEPTED, actor=world.provider, at=AT)
    services.extend_term(case=case, actor=world.provider, at=AT, on=AT.date(), days=5, ground="complex")
    offered = {action.noun for action in actions_for(world.provider, case, at=AT)}
    assert offered == {"decision", "defects", "suspension", "hearing", "note"}
    barred = {one.action.noun: one.reason for one in barred_for(world.provider, case, at=AT)}
    assert list(barred) == ["extension"]
    assert "уже продовжено" in barred["extension"]
    assert {a.noun for a in actions_for(world.officer, case, at=AT)} == {"withdrawal", "note", "transfer"}
