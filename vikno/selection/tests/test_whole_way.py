"""A call from the pool to the published list, step by step, as people do it."""

import json
from datetime import timedelta

import pytest

from tests import factories as make
from tests import for_selection as choose
from vikno.common import tenancy
from vikno.common.clock import now, today
from vikno.notifications.models import Message
from vikno.programmes.enums import CallState, ProposalState
from vikno.selection import papers, queries, ranking, services
from vikno.selection.enums import AppealMove, AppealState, AssignmentState, DecisionState, Outcome
from vikno.selection.errors import (
    AlreadyThere,
    IneligibleStays,
    MayNotRun,
    MoveNotAllowed,
    NoSuchCall,
    NotReady,
    ReasonMissing,
    RunReplaced,
    TooEarly,
    TooLate,
    Withdrawn,
)
from vikno.selection.models import Assignment, OwnResult, PublishedResult

pytestmark = pytest.mark.django_db


def test_a_call_goes_its_whole_way() -> None:
    made, decision = choose.decided(marks=(3, 1))
    first, second = made.proposals
    outcomes = {line.entry.number: line.outcome for line in decision.lines.select_related("entry")}
    assert outcomes == {first.number: Outcome.SELECTED, second.number: Outcome.NOT_SELECTED}
    assert OwnResult.objects.count() == Message.objects.count() == PublishedResult.objects.count() == 0
    told = choose.publish(made, decision)
    first.refresh_from_db()
    second.refresh_from_db()
    made.call.refresh_from_db()
    assert (first.state, second.state) == (ProposalState.SELECTED, ProposalState.NOT_SELECTED)
    assert made.call.state == CallState.PUBLISHED
    assert ranking.verify(told.body.encode()).is_same
    assert [row["hromada"] for row in told.rows] == [first.hromada.title, ""]
    assert set(Assignment.objects.values_list("state", flat=True)) == {AssignmentState.LOCKED}
    tenancy.bind_programme(None)
    tenancy.bind(make.FOREIGN)
    result = OwnResult.objects.get()
    assert (result.outcome, result.told["score"], result.told["threshold"]) == ("not_selected", "33.33", "50.00")
    assert result.told["chosen_score"] == "100.00"
    assert [row["code"] for row in result.told["rows"]] == ["motivation", "premises"]
    assert Message.objects.get().recipient == second.contact_email
    assert Message.objects.get().created_at == result.published_at == told.published_at


def test_nothing_is_frozen_before_everybody_has_marked() -> None:
    made = choose.given()
    first, *others = choose.held(made)
    for one in others:
        choose.say(made, one, 2)
    run = services.prepare_run(review=made.review, actor=made.lead, at=now())
    with pytest.raises(NotReady) as refused:
        services.freeze_run(run=run, actor=made.lead, at=now())
    assert first.proposal.number in str(refused.value)
    choose.say(made, first, 2)
    assert services.freeze_run(run=run, actor=made.lead, at=now()).inputs_sha256


def test_marks_that_lie_apart_are_discussed_first() -> None:
    made = choose.given(terms={"spread": 1})
    for place, one in enumerate(choose.held(made)):
        choose.say(made, one, 3 if place % 2 else 0)
    apart = queries.disagreements_of(made.review)
    assert [(one.marks, one.settled) for one in apart] == [([0, 3], None)] * 4
    run = services.prepare_run(review=made.review, actor=made.lead, at=now())
    with pytest.raises(NotReady, match="розбіжностей: 4"):
        services.freeze_run(run=run, actor=made.lead, at=now())
    for one in apart:
        with pytest.raises(ReasonMissing):
            services.settle_spread(proposal=one.proposal, criterion=one.criterion, words=" ", actor=made.lead, at=now())
        services.settle_spread(
            proposal=one.proposal, criterion=one.criterion, words="Читали по-різному.", actor=made.lead, at=now()
        )
    frozen = json.loads(services.freeze_run(run=run, actor=made.lead, at=now()).inputs)
    assert frozen["candidates"][0]["settled"] == ["motivation", "premises"]
    assert frozen["candidates"][0]["marks"] == {"motivation": [0, 3], "premises": [0, 3]}


def test_the_frozen_inputs_name_nobody() -> None:
    made, decision = choose.decided()
    for secret in ("Таємний", "Вигадівська", "Сусідська", "Коваль", "olena@"):
        assert secret not in decision.run.inputs
        assert secret not in decision.run.output
    assert made.proposals[0].number in decision.run.inputs


def test_the_commission_may_depart_from_the_run_with_a_reason() -> None:
    made, decision = choose.decided(marks=(3, 1))
    line = decision.lines.get(entry__number=made.proposals[1].number)
    facts = {"line": line, "outcome": Outcome.SELECTED, "actor": made.lead, "at": now()}
    with pytest.raises(ReasonMissing):
        services.deviate_line(reason="", **facts)
    services.deviate_line(reason="Громада приймає переселенців.", **facts)
    services.sign_decision(decision=decision, actor=made.lead, at=now())
    with pytest.raises(MoveNotAllowed):
        services.deviate_line(reason="Передумали.", **facts)
    decision.refresh_from_db()
    assert [row["reason"] for row in decision.paper["deviations"]] == ["Громада приймає переселенців."]
    assert papers.protocol_pdf(decision, by="", at=now()).startswith(b"%PDF")


def test_who_withdrew_after_the_run_is_not_chosen_by_it() -> None:
    made, decision = choose.decided(marks=(3, 2))
    gone = made.proposals[0]
    type(gone).objects.filter(pk=gone.pk).update(state=ProposalState.WITHDRAWN)
    with pytest.raises(Withdrawn, match=gone.number):
        services.sign_decision(decision=decision, actor=made.lead, at=now())
    second = choose.run(made, because="Заявку відкликано")
    assert [line.entry.number for line in second.lines.select_related("entry")] == [made.proposals[1].number]
    with pytest.raises(RunReplaced):
        services.sign_decision(decision=decision, actor=made.lead, at=now())
    choose.publish(made, second)
    assert OwnResult.objects.filter(proposal=gone).count() == 0


def test_who_does_not_meet_the_conditions_is_not_chosen_by_the_commission() -> None:
    made = choose.reviewed(marks=(3, 2))
    out = made.proposals[1]
    type(out).objects.filter(pk=out.pk).update(state=ProposalState.INELIGIBLE)
    line = choose.run(made).lines.get(entry__number=out.number)
    assert (line.entry.code, line.by_run) == ("INELIGIBLE", Outcome.NOT_SELECTED)
    with pytest.raises(IneligibleStays):
        services.deviate_line(line=line, outcome=Outcome.SELECTED, reason="Просять", actor=made.lead, at=now())


def test_nobody_hears_anything_before_the_hour() -> None:
    made, decision = choose.decided()
    hour = now() + timedelta(hours=2)
    services.sign_decision(decision=decision, actor=made.lead, at=now())
    services.embargo_decision(decision=decision, publish_at=hour, actor=made.lead, at=now())
    with pytest.raises(TooEarly):
        services.publish_decision(decision=decision, actor=made.lead, at=hour - timedelta(seconds=1))
    with pytest.raises(NoSuchCall):
        queries.published_call(made.call.number)
    services.publish_decision(decision=decision, actor=made.lead, at=hour)
    assert queries.published_call(made.call.number).published_at == hour


def test_an_upheld_appeal_asks_for_a_new_run_and_the_old_one_is_kept() -> None:
    made, decision = choose.published(marks=(3, 1))
    tenancy.bind_programme(None)
    tenancy.bind(make.FOREIGN)
    head = make.actor("head", of=make.FOREIGN)
    result = queries.own_results_of(head).get()
    with pytest.raises(TooLate):
        services.file_appeal(result=result, words="Ні", actor=head, at=now() + timedelta(days=12))
    appeal = services.file_appeal(result=result, words="Не враховано довідки.", actor=head, at=now())
    assert appeal.answer_by == today() + timedelta(days=15)
    with pytest.raises(AlreadyThere):
        services.file_appeal(result=result, words="Ще раз", actor=head, at=now())
    with pytest.raises(MayNotRun):
        services.answer_appeal(appeal=appeal, move=AppealMove.ADMIT, answer="", actor=head, at=now())
    tenancy.bind("")
    tenancy.bind_programme(made.call.organisation_id)
    facts = {"appeal": appeal, "actor": made.lead, "at": now()}
    services.answer_appeal(move=AppealMove.ADMIT, answer="", **facts)
    with pytest.raises(ReasonMissing):
        services.answer_appeal(move=AppealMove.UPHOLD, answer=" ", **facts)
    upheld = services.answer_appeal(move=AppealMove.UPHOLD, answer="Довідку враховано.", **facts)
    assert upheld.state == AppealState.UPHELD
    with pytest.raises(ReasonMissing):
        services.prepare_run(review=made.review, actor=made.lead, at=now())
    second = choose.run(made, because="Заперечення задоволено")
    choose.publish(made, second)
    decision.refresh_from_db()
    decision.run.refresh_from_db()
    assert (decision.state, decision.run.state) == (DecisionState.AMENDED, "superseded")
    assert decision.run.output_sha256
    assert queries.published_call(made.call.number).decision_id == second.pk
