"""From the first proposal to a locked assessment and a confirmed item: what must hold on the way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests import factories as make
from tests import for_assessments as its
from vikno.accounts.enums import Role
from vikno.assessments import errors, framework, measured, queries, services
from vikno.assessments.measured import Proposal, Reading
from vikno.assessments.models import Assessment, Evidence, Said
from vikno.assessments.services import Answer, Finding, Paper
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bound() -> None:
    make.hromada(make.OWN)
    tenancy.bind(make.OWN)


def propose(monkeypatch: pytest.MonkeyPatch, **levels: int) -> None:
    """Records that propose these levels, and nothing else."""
    listed = measured.bands.in_force(today())

    def told(*_args: Any, **_named: Any) -> list[Proposal]:
        return [
            Proposal(
                question=code, level=level,
                reading=Reading(metric=listed["waiting"], amount=Decimal(level), n=40, since=today(), until=today()),
            )
            for code, level in levels.items()
        ]  # fmt: skip

    monkeypatch.setattr("vikno.assessments.services.beginning.proposals_of", told)


def say(row: Assessment, **answers: Answer) -> int:
    return services.answer(assessment=row.pk, answers=answers, actor=its.head(), at=now())


def line(row: Assessment, code: str, actor: Actor | None = None) -> queries.Line:
    asking = actor or its.head()
    row.refresh_from_db()
    found = queries.sheet_of(row, actor=asking, at=now()).line(code)
    assert found is not None
    return found


def test_a_new_one_is_prefilled_and_never_done(monkeypatch: pytest.MonkeyPatch) -> None:
    propose(monkeypatch, H3=2)
    row = its.assessment()
    assert row.state == "prefilled"
    sheet = queries.sheet_of(row, actor=its.head(), at=now())
    assert [one.question.code for one in sheet.lines if one.measured] == ["H3"]
    assert not [one for one in sheet.lines if one.is_answered]
    assert sheet.score("declared").value is None
    assert sheet.score("measured").known == 1
    with pytest.raises(errors.AlreadyBegun):
        services.begin(actor=its.head(), at=now())


def test_prefill_never_touches_an_answer_and_keeps_what_was_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    propose(monkeypatch, H3=2)
    row = its.assessment()
    say(row, H3=Answer(reply="answer", level=1, reason="черга на вулиці не рахується"))
    propose(monkeypatch, H3=3, H1=1)
    services.prefill(assessment=row.pk, actor=its.head(), at=now())
    told = line(row, "H3")
    assert told.declared is not None
    assert (told.declared_level, told.declared.proposed, told.measured_level) == (1, 2, 3)
    assert told.declared.reference["metric"] == "waiting"
    assert told.declared.reference["n"] == 40
    assert told.declared.as_of is not None
    assert line(row, "H1").declared is None
    assert Said.objects.filter(assessment=row, question="H3").count() == 3


def test_a_correction_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    propose(monkeypatch, H3=2)
    row = its.assessment()
    with pytest.raises(errors.ReasonMissing):
        say(row, H3=Answer(reply="answer", level=3))
    with pytest.raises(errors.ReasonMissing):
        say(row, H3=Answer(reply="na"))
    with pytest.raises(errors.NothingProposed):
        say(row, A1=Answer(reply="accept"))
    with pytest.raises(errors.LevelMissing):
        say(row, A1=Answer(reply="answer"))
    with pytest.raises(errors.NotAsked):
        say(row, Z9=Answer(reply="answer", level=1))
    assert say(row, H3=Answer(reply="accept"), A1=Answer(reply="na")) == 2
    assert say(row, H3=Answer(reply="accept"), A1=Answer(reply="na")) == 0
    row.refresh_from_db()
    assert row.state == "in_progress"
    with pytest.raises(IntegrityError), transaction.atomic():
        Said.objects.create(
            hromada_id=make.OWN, assessment=row, question="H3", source="user", reply="answer", level=3, proposed=2,
            at=now(), by_name="x",
        )  # fmt: skip


def test_only_whoever_answers_for_the_centre_assesses() -> None:
    row = its.assessment()
    for role in (Role.OFFICER, Role.STAROSTA, Role.STEWARD, Role.PROGRAMME, Role.EXPERT):
        with pytest.raises(errors.MayNotAssess):
            services.answer(assessment=row.pk, answers={}, actor=make.actor(role), at=now())
    leader = make.actor(Role.LEADER)
    assert services.answer(assessment=row.pk, answers={"A1": Answer(reply="na")}, actor=leader, at=now()) == 1
    assert not Said.objects.exclude(by_name=leader.name).filter(source="user").exists()


def test_a_stranger_finds_nothing() -> None:
    row = its.assessment()
    make.hromada(make.FOREIGN)
    with pytest.raises(errors.NoSuchAssessment):
        services.hand_in(assessment=row.pk, actor=its.head(make.FOREIGN), at=now())
    tenancy.bind(make.FOREIGN)
    assert not Assessment.objects.exists()
    assert not Said.objects.exists()


def test_it_is_handed_in_whole_and_with_its_evidence() -> None:
    row = its.assessment()
    with pytest.raises(errors.NotAnswered):
        services.hand_in(assessment=row.pk, actor=its.head(), at=now())
    its.answered(row)
    proof = Evidence.objects.filter(assessment=row).first()
    assert proof is not None
    assert proof.state == "draft"
    made = services.hand_in(assessment=row.pk, actor=its.head(), at=now())
    proof.refresh_from_db()
    assert proof.state == "submitted"
    assert made.sha256 == framework.fingerprint(made.snapshot)
    with pytest.raises(errors.MoveRefused):
        say(row, A1=Answer(reply="na"))


def test_a_lack_of_evidence_is_named() -> None:
    row = its.assessment()
    its.answered(row, level=1)
    assert not queries.sheet_of(row, actor=its.head(), at=now()).without_evidence
    say(row, A1=Answer(reply="answer", level=3, reason="план ухвалено"))
    row.refresh_from_db()
    lacking = queries.sheet_of(row, actor=its.head(), at=now()).without_evidence
    assert [one.question.code for one in lacking] == ["A1"]
    with pytest.raises(errors.NotAnswered):
        services.hand_in(assessment=row.pk, actor=its.head(), at=now())


def test_a_programme_sees_nothing_before_it_is_handed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    propose(monkeypatch, H3=2)
    campaign = its.campaign()
    row = Assessment.objects.get(round=campaign)
    services.prefill(assessment=row.pk, actor=Actor.system(make.OWN), at=now())
    say(row, H3=Answer(reply="accept"))
    its.proof(row)
    its.programme()
    assert not Said.objects.exists()
    assert not Evidence.objects.exists()
    seen = queries.access_assessment(row.pk, actor=its.programme())
    assert seen.state == "in_progress"
    with pytest.raises(errors.NoSuchAssessment):
        queries.handed_in(row.pk, actor=its.programme())
    assert queries.latest_submission(seen) is None
    tenancy.bind_programme(make.programme_organisation(make.FOREIGN).pk)
    assert not Assessment.objects.exists()


def test_verification_lowers_with_a_reason_and_three_scores_stay_apart() -> None:
    row = its.shared()
    with pytest.raises(errors.ReasonMissing):
        services.verify(assessment=row.pk, findings={"A1": Finding(level=0)}, actor=its.programme(), at=now())
    with pytest.raises(errors.MayNotVerify):
        services.verify(assessment=row.pk, findings={"A1": Finding(level=2)}, actor=its.head(), at=now())
    said = {"A1": Finding(level=0, comment="плану немає"), "B1": Finding(level=2)}
    assert services.verify(assessment=row.pk, findings=said, actor=its.programme(), at=now()) == 2
    assert services.verify(assessment=row.pk, findings=said, actor=its.programme(), at=now()) == 0
    sheet = queries.sheet_of(row, actor=its.programme(), at=now())
    told = sheet.line("A1")
    assert told is not None
    assert (told.declared_level, told.verified_level, told.is_gap) == (2, 0, True)
    assert sheet.score("verified").known == 2
    assert sheet.score("declared").known == sheet.score("declared").asked
    row.refresh_from_db()
    theirs = queries.sheet_of(row, actor=its.head(), at=now())
    assert theirs.score("verified").known == 0, "a hromada does not watch a reviewer write"
    assert (queries.annex_of(row) or {})["verified"] == []
    assert services.accept(assessment=row.pk, actor=its.programme(), at=now()) == "locked"
    row.refresh_from_db()
    assert queries.sheet_of(row, actor=its.head(), at=now()).score("verified").known == 2
    assert len((queries.annex_of(row) or {})["verified"]) == 2
    with pytest.raises(errors.MoveRefused):
        services.verify(assessment=row.pk, findings=said, actor=its.programme(), at=now())


def test_returned_is_mended_and_handed_in_again() -> None:
    row = its.shared()
    with pytest.raises(errors.ReasonMissing):
        services.send_back(assessment=row.pk, comment=" ", actor=its.programme(), at=now())
    services.send_back(assessment=row.pk, comment="Немає рішення ради", actor=its.programme(), at=now())
    say(row, A2=Answer(reply="answer", level=2, reason="відкрили два місця"))
    first = queries.sheet_of(Assessment.objects.get(pk=row.pk), actor=its.programme(), at=now()).line("A2")
    assert first is not None
    assert first.declared_level == 0, "what is being mended is not shown before it is handed in again"
    services.hand_in(assessment=row.pk, actor=its.head(), at=now())
    row.refresh_from_db()
    assert row.state == "resubmitted"
    assert line(row, "A2", its.programme()).declared_level == 2
    assert [one.to_state for one in queries.moves_of(row)][-2:] == ["returned", "resubmitted"]


def test_expired_evidence_lowers_the_verified_score_only() -> None:
    row = its.shared()
    proof = Evidence.objects.get(assessment=row, question="A1")
    services.judge_evidence(evidence=proof.pk, to="approved", comment="", actor=its.programme(), at=now())
    services.verify(assessment=row.pk, findings={"A1": Finding(level=2)}, actor=its.programme(), at=now())
    assert line(row, "A1", its.programme()).verified_level == 2
    later = now() + timedelta(days=366 * 4)
    sheet = queries.sheet_of(row, actor=its.programme(), at=later)
    told = sheet.line("A1")
    assert told is not None
    assert (told.declared_level, told.verified_level) == (2, None)


def test_rejected_evidence_says_why_and_is_revised() -> None:
    row = its.shared()
    proof = Evidence.objects.get(assessment=row, question="A1")
    with pytest.raises(errors.ReasonMissing):
        services.judge_evidence(evidence=proof.pk, to="rejected", comment="", actor=its.programme(), at=now())
    services.judge_evidence(
        evidence=proof.pk, to="rejected", comment="не той документ", actor=its.programme(), at=now()
    )
    services.send_back(assessment=row.pk, comment="замініть документ", actor=its.programme(), at=now())
    services.revise_evidence(
        evidence=proof.pk, paper=Paper(title="x", words="Рішення № 14"), actor=its.head(), at=now()
    )
    proof.refresh_from_db()
    assert proof.state == "submitted"
    assert [one.number for one in queries.revisions_of(proof)] == [2, 1]


def test_a_round_keeps_its_hours() -> None:
    at = now()
    campaign = its.campaign(opens_at=at + timedelta(days=1), closes_at=at + timedelta(days=2))
    row = Assessment.objects.get(round=campaign)
    said = {"A1": Answer(reply="na")}
    head = its.head()
    with pytest.raises(errors.RoundNotOpen):
        services.answer(assessment=row.pk, answers=said, actor=head, at=at)
    with pytest.raises(errors.RoundClosed):
        services.answer(assessment=row.pk, answers=said, actor=head, at=campaign.closes_at)
    last = campaign.closes_at - timedelta(microseconds=1)
    assert services.answer(assessment=row.pk, answers=said, actor=head, at=last) == 1
    with pytest.raises(errors.PeriodWrong):
        its.campaign(opens_at=at, closes_at=at)


def test_a_round_compares_only_inside_a_profile_and_never_a_few() -> None:
    row = its.shared()
    its.programme()
    found = queries.compared(row.round)  # type: ignore[arg-type]
    assert [(one.profile, one.kind, one.hromadas) for one in found] == [("small", "", 1)]
    assert {value for one in found for value in one.middles.values()} == {(None, None)}
    make.unit(f"{make.OWN[:9]}001{make.OWN[12:]}", name="Центр", category="C", hromada_id=make.OWN)
    assert [one.kind for one in queries.compared(row.round)] == ["village"]  # type: ignore[arg-type]
    assert queries.progress_of(row.round).handed_in == 1  # type: ignore[arg-type]


def test_the_job_prefills_a_round_and_goes_on_where_it_was() -> None:
    from vikno.assessments.tasks import prefill_round

    campaign = its.campaign(hromadas=(make.OWN, make.FOREIGN))
    rows = {one.hromada_id: one for one in queries.assessments_of(campaign)}
    services.prefill(assessment=rows[make.OWN].pk, actor=Actor.system(make.OWN), at=now())
    prefill_round(round_id=campaign.pk, organisation_id=campaign.organisation_id)
    tenancy.bind_programme(campaign.organisation_id)
    assert queries.progress_of(campaign).by_state == {"prefilled": 2}


def test_one_hromada_that_cannot_be_read_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from vikno.assessments.services import beginning
    from vikno.assessments.tasks import prefill_round

    campaign = its.campaign(hromadas=(make.OWN, make.FOREIGN))
    told = beginning.proposals_of

    def broken(model: Any, profile: str, hromada: str, **named: Any) -> list[Proposal]:
        if hromada == make.OWN:
            raise DatabaseError("records are damaged")
        return told(model, profile, hromada, **named)

    monkeypatch.setattr(beginning, "proposals_of", broken)
    with pytest.raises(ExceptionGroup) as failed:
        prefill_round(round_id=campaign.pk, organisation_id=campaign.organisation_id)
    assert failed.value.exceptions[0].__notes__ == [make.OWN]
    tenancy.bind_programme(campaign.organisation_id)
    assert queries.progress_of(campaign).by_state == {"prefilled": 1, "not_started": 1}


def test_an_expert_is_of_the_same_programme() -> None:
    row = its.shared()
    with pytest.raises(errors.NoSuchExpert):
        services.assign(assessment=row.pk, expert=its.expert(make.FOREIGN).user_id, actor=its.programme(), at=now())
    services.assign(assessment=row.pk, expert=its.expert().user_id, actor=its.programme(), at=now())
