"""A memorandum by its services: who moves it, what is frozen, what an amendment changes, what strangers see."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests import factories as make
from tests import for_programmes as calls
from tests import for_support as given
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.clock import now, today
from vikno.support import errors, queries, services
from vikno.support.enums import MemorandumMove, MilestoneMove
from vikno.support.frozen import digest
from vikno.support.models import Memorandum, MemorandumVersion, Milestone

pytestmark = pytest.mark.usefixtures("sides")


def move(one: Memorandum, name: str, role: str = Role.PROGRAMME, *, of: str = make.OWN, words: str = "") -> None:
    services.move_memorandum(
        memorandum=one, move=MemorandumMove(name), actor=given.actor(role, of=of), at=now(), words=words
    )
    one.refresh_from_db()


def test_from_the_first_words_to_force() -> None:
    one = given.memorandum(needs_council=True)
    assert f"№ {one.number}" in one.text
    assert "Відкрити два ВРМ" in one.text
    given.milestone(on=one)
    move(one, "agree", Role.LEADER)
    with pytest.raises(errors.MoveNotAllowed):
        move(one, "sign_for_hromada", Role.LEADER)
    with pytest.raises(errors.WordsMissing):
        move(one, "approve", Role.LEADER)
    move(one, "approve", Role.LEADER, words="Рішення № 12 від 01.05.2026")
    move(one, "sign_for_hromada", Role.LEADER)
    move(one, "sign_for_programme")
    assert not one.is_in_force(today())
    move(one, "enforce")
    assert one.is_in_force(today())
    version = one.versions.get()
    assert version.sha256 == digest(version.snapshot)
    assert version.snapshot["milestones"][0]["deliverables"] == ["Фото залу", "Акт ремонту"]
    signed = [step.sha256 for step in one.steps.all() if step.move.startswith("sign")]
    assert signed == [version.sha256] * 2


def test_the_other_side_does_not_move_for_one() -> None:
    one = given.memorandum()
    for role in (Role.PROGRAMME, Role.HEAD, Role.EXPERT):
        with pytest.raises(errors.NotYourMove):
            move(one, "agree", role)
    with pytest.raises(errors.NoSuchThing):
        move(one, "agree", Role.LEADER, of=make.FOREIGN)
    with pytest.raises(errors.NoSuchThing):
        move(one, "agree", Role.OFFICER)
    one.refresh_from_db()
    assert (one.state, one.steps.count()) == ("drafting", 0)


def test_agreed_words_are_not_edited() -> None:
    one = given.memorandum()
    write = {"title": "Нова", "goal": "", "text": "Інше", "actor": given.actor(Role.PROGRAMME), "at": now()}
    services.write_text(memorandum=one, **write)
    move(one, "agree", Role.LEADER)
    with pytest.raises(errors.TextFrozen):
        services.write_text(memorandum=one, **write)
    with pytest.raises(DatabaseError, match="no version holds"), transaction.atomic():
        Memorandum.objects.filter(pk=one.pk).update(text="Потай")
    with pytest.raises(DatabaseError, match=r"permission denied"), transaction.atomic():
        MemorandumVersion.objects.update(text="Потай")
    move(one, "reopen", words="Додаємо етап")
    services.write_text(memorandum=one, **write)


def test_one_memorandum_of_a_programme_and_a_hromada() -> None:
    one = given.memorandum()
    facts = services.MemorandumFacts(
        hromada_code=make.OWN, number="інший", title="Другий", goal="", starts_on=today(), ends_on=today()
    )
    call = {"programme": one.programme, "actor": given.actor(Role.PROGRAMME), "at": now()}
    with pytest.raises(errors.AlreadyAgreed, match=r".*"):
        services.draft_memorandum(facts=facts, **call)
    with pytest.raises(errors.NoSuchThing):
        services.draft_memorandum(facts=facts, **{**call, "actor": given.actor(Role.PROGRAMME, of=make.FOREIGN)})
    with pytest.raises(errors.NotYourMove):
        services.draft_memorandum(facts=facts, **{**call, "actor": given.actor(Role.EXPERT)})


def test_the_end_is_said_and_not_before_its_day() -> None:
    one = given.memorandum(in_force=True)
    with pytest.raises(errors.NotOverYet):
        move(one, "expire")
    with pytest.raises(errors.WordsMissing):
        move(one, "terminate")
    over = given.memorandum(in_force=True, ends_on=today() - timedelta(days=1))
    assert not over.is_in_force(today())
    move(over, "expire")
    assert over.state == "expired"


def test_an_amendment_is_in_force_with_the_second_signature() -> None:
    change = given.amendment()
    one, words = change.memorandum, change.memorandum.text
    services.sign_amendment(amendment=change, actor=given.actor(Role.PROGRAMME), at=now())
    with pytest.raises(errors.AlreadySigned):
        services.sign_amendment(amendment=change, actor=given.actor(Role.PROGRAMME), at=now())
    with pytest.raises(errors.NotYourMove):
        services.sign_amendment(amendment=change, actor=given.actor(Role.HEAD), at=now())
    one.refresh_from_db()
    assert one.text == words
    services.sign_amendment(amendment=change, actor=given.actor(Role.LEADER), at=now())
    one.refresh_from_db()
    assert (one.text, one.ends_on) == (change.text, change.ends_on)
    assert [each.number for each in one.versions.all()] == [2, 1]
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        type(change).objects.filter(pk=change.pk).update(text="Потай")


def test_a_second_open_amendment_waits() -> None:
    change = given.amendment()
    with pytest.raises(errors.AmendmentOpen):
        services.propose_amendment(
            memorandum=change.memorandum, reason="Ще", text="Ще", ends_on=change.ends_on,
            actor=given.actor(Role.PROGRAMME), at=now(),
        )  # fmt: skip


def test_a_milestone_is_reported_with_a_proof_and_accepted() -> None:
    one = given.milestone()
    head, boss = given.actor(Role.HEAD), given.actor(Role.PROGRAMME)
    call = {"milestone": one, "at": now()}
    with pytest.raises(errors.ProofMissing):
        services.move_milestone(move=MilestoneMove.REPORT, actor=head, words="Готово", **call)
    with pytest.raises(errors.NotYourMove):
        services.move_milestone(move=MilestoneMove.REPORT, actor=boss, words="Готово", **call)
    done = [one.deliverables.all()[0].pk]
    services.move_milestone(
        move=MilestoneMove.REPORT, actor=head, words="Готово", proof=make.stored_file(), done=done, **call
    )
    assert [each.is_done for each in one.deliverables.all()] == [True, False]
    with pytest.raises(errors.WordsMissing):
        services.move_milestone(move=MilestoneMove.RETURN, actor=boss, **call)
    services.move_milestone(move=MilestoneMove.RETURN, actor=boss, words="Де фото?", **call)
    services.move_milestone(move=MilestoneMove.REPORT, actor=head, words="Ось", proof=make.stored_file(), **call)
    services.move_milestone(move=MilestoneMove.ACCEPT, actor=boss, **call)
    with pytest.raises(errors.MoveNotAllowed):
        services.move_milestone(move=MilestoneMove.RETURN, actor=boss, words="Пізно", **call)
    one.refresh_from_db()
    assert (one.state, one.steps.count()) == ("accepted", 4)


def test_a_milestone_is_cancelled_only_by_a_signed_amendment() -> None:
    change = given.amendment()
    one = given.milestone(on=change.memorandum)
    call = {"milestone": one, "amendment": change, "actor": given.actor(Role.PROGRAMME), "at": now()}
    with pytest.raises(errors.AmendmentMissing):
        services.cancel_milestone(**call)
    with pytest.raises(DatabaseError, match="milestone_cancelled_by_amendment"), transaction.atomic():
        Milestone.objects.filter(pk=one.pk).update(state="cancelled")
    for role in (Role.LEADER, Role.PROGRAMME):
        services.sign_amendment(amendment=change, actor=given.actor(role), at=now())
    change.refresh_from_db()
    services.cancel_milestone(**call)
    one.refresh_from_db()
    assert (one.state, one.cancelled_by_id) == ("cancelled", change.pk)


def test_a_programme_reads_the_proof_and_the_hromada_sees_who() -> None:
    step = given.reported().steps.get()
    boss = given.actor(Role.PROGRAMME)
    tenancy.bind("")
    file, content = services.proof_of(row=step, actor=boss, at=now())
    assert (file.sha256, tenancy.bound()) != ("", "x")
    assert content
    assert tenancy.bound() == ""
    with pytest.raises(errors.NoSuchThing):
        services.proof_of(row=step, actor=given.actor(Role.PROGRAMME, of=make.FOREIGN), at=now())
    tenancy.bind(make.OWN)
    read = JournalEntry.objects.filter(hromada_code=make.OWN, action="file.read").order_by("-sequence")[0]
    assert (read.actor_id, read.actor_role) == (boss.user_id, Role.PROGRAMME)


def test_strangers_see_no_row_even_without_a_filter() -> None:
    given.reported(), given.amendment()
    for hromada, programme in ((make.FOREIGN, None), ("", make.programme_organisation(make.FOREIGN).pk), ("", None)):
        tenancy.bind(hromada)
        tenancy.bind_programme(programme)
        for kind in (Memorandum, Milestone, MemorandumVersion):
            assert not kind.objects.exists(), (hromada, kind)
    tenancy.bind("")
    tenancy.bind_programme(make.programme_organisation(make.OWN).pk)
    assert Memorandum.objects.count() == 2


def test_the_first_lock_alone_hides_foreign_rows() -> None:
    """Both sides are bound here, so the policy of the database shows every row: only the filter stands between."""
    made = given.reported()
    for role in (Role.PROGRAMME, Role.EXPERT, Role.HEAD, Role.LEADER):
        stranger = given.actor(role, of=make.FOREIGN)
        assert not queries.memoranda_of(stranger).exists()
        assert not queries.milestones_of(stranger, on=today()).exists()
        with pytest.raises(errors.NoSuchThing):
            queries.memorandum_of(stranger, made.memorandum_id)
    assert not queries.memoranda_of(given.actor(Role.OFFICER)).exists()


def test_a_chosen_proposal_leads_to_one_memorandum() -> None:
    call = calls.call()
    won = calls.proposal(to=call, state="selected")
    lost = calls.proposal(state="not_selected")
    said = {"hromada_code": make.OWN, "title": "М", "goal": "", "starts_on": today(), "ends_on": today()}
    make_one = {"programme": call.programme, "actor": given.actor(Role.PROGRAMME), "at": now()}
    for number in (lost.number, "2020-99-0001"):
        with pytest.raises(errors.ProposalNotChosen):
            services.draft_memorandum(
                facts=services.MemorandumFacts(number="1", proposal_number=number, **said), **make_one
            )
    made = services.draft_memorandum(
        facts=services.MemorandumFacts(number="1", proposal_number=won.number, **said), **make_one
    )
    assert made.proposal == won
    Memorandum.objects.filter(pk=made.pk).update(state="terminated")
    with pytest.raises(errors.ProposalNotChosen):
        services.draft_memorandum(
            facts=services.MemorandumFacts(number="2", proposal_number=won.number, **said), **make_one
        )
