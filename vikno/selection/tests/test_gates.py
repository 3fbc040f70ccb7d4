"""The gate of conflicts and of anonymity: secrets are planted, every page is opened, none is found."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import Error
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests import for_selection as choose
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.notifications.models import Message
from vikno.programmes.models import Criterion
from vikno.selection import policies, services
from vikno.selection.enums import AssignmentState, ConflictKind
from vikno.selection.errors import (
    AlreadyThere,
    DeclareFirst,
    ExpertsNotShown,
    MayNotRun,
    NoSuchProposal,
    NoSuchRow,
    NotCalibrated,
    ReasonMissing,
)
from vikno.selection.models import Assignment, Conflict, DecisionLine, RankingRun, Score
from vikno.selection.services.reviewing import MarkSaid

pytestmark = pytest.mark.django_db


def _client(of: choose.Selection, place: int) -> Client:
    return signed_in(Membership.objects.get(pk=of.experts[place].membership_id))


def _pages(of: choose.Selection) -> Iterator[str]:
    """Every address an expert may try, by their own and by others' numbers."""
    number = of.call.number
    yield from (reverse("selection:queue"), reverse("selection:declaration", args=[number]))
    yield reverse("selection:anchors", args=[number])
    yield from (reverse("selection:anchor", args=[one.pk]) for one in of.review.anchors.all())
    yield from (reverse("selection:review", args=[one.number]) for one in of.proposals)
    yield from (reverse("selection:recusal", args=[pk]) for pk in Assignment.objects.values_list("pk", flat=True))


# ---- conflicts -------------------------------------------------------------------------------------------------------
def test_who_audited_the_centre_finds_nothing_on_any_route() -> None:
    made = choose.given(experts=2)
    barred, proposal = made.reviewers[0], made.proposals[0]
    assert policies.access_proposal(made.experts[0], proposal.number).number == proposal.number
    mine = Assignment.objects.get(reviewer=barred, proposal=proposal)
    services.add_tie(
        reviewer=barred, hromada=proposal.hromada, kind="audited", since=None, until=None, source="звіт аудиту 2024",
        actor=made.lead, at=now(),
    )  # fmt: skip
    mine.refresh_from_db()
    assert mine.state == AssignmentState.RECUSED
    with pytest.raises(NoSuchProposal):
        policies.access_proposal(made.experts[0], proposal.number)
    client = _client(made, 0)
    for name, args in (
        ("review", [proposal.number]), ("submission", [proposal.number]), ("recusal", [mine.pk]),
        ("acceptance", [mine.pk]),
    ):  # fmt: skip
        address = reverse(f"selection:{name}", args=args)
        unknown = reverse(f"selection:{name}", args=["1999-01-0001" if name in ("review", "submission") else 987654])
        told, other = client.post(address), client.post(unknown)
        assert (told.status_code, told.content) == (404, other.content)
    assert proposal.number not in client.get(reverse("selection:queue")).content.decode()


def test_a_conflict_that_is_lifted_opens_the_gate_and_is_not_found_again() -> None:
    made = choose.with_pool(experts=1)
    services.declare_ties(
        number=made.call.number, hromadas=[make.OWN], words="Жив там.", actor=made.experts[0], at=now()
    )
    conflict = Conflict.objects.get()
    assert (conflict.kind, conflict.proposal_id) == (ConflictKind.DECLARED, made.proposals[0].pk)
    with pytest.raises(ReasonMissing):
        services.lift_conflict(conflict=conflict, reason=" ", actor=made.lead, at=now())
    with pytest.raises(MayNotRun):
        services.lift_conflict(conflict=conflict, reason="Так", actor=made.experts[0], at=now())
    services.lift_conflict(conflict=conflict, reason="Виїхав десять років тому.", actor=made.lead, at=now())
    services.distribute_proposals(review=made.review, actor=made.lead, at=now())
    assert Conflict.objects.filter(lifted_at=None).count() == 0
    assert Assignment.objects.filter(proposal=made.proposals[0]).count() == 1


def test_an_expert_who_recuses_is_replaced_at_once() -> None:
    made = choose.opened(experts=3)
    services.distribute_proposals(review=made.review, actor=made.lead, at=now())
    first = choose.held(made)[0]
    expert = choose.expert_of(made, first)
    with pytest.raises(ReasonMissing):
        services.recuse(assignment=first, reason="", actor=expert, at=now())
    services.recuse(assignment=first, reason="Там працює сестра.", actor=expert, at=now())
    living = [one for one in choose.held(made) if one.proposal_id == first.proposal_id]
    assert len(living) == 2
    assert first.reviewer_id not in {one.reviewer_id for one in living}


def test_a_hromada_objects_to_a_shown_expert() -> None:
    made = choose.given(experts=3)
    first = choose.held(made)[0]
    tenancy.bind(first.proposal.hromada_id)
    head = make.actor(Role.HEAD, of=first.proposal.hromada_id)
    facts = {"proposal": first.proposal, "reviewer": first.reviewer, "actor": head, "at": now()}
    with pytest.raises(ExpertsNotShown):
        services.object_to_expert(words="Судиться з громадою.", **facts)
    choose.works_for(made)
    services.show_experts(review=made.review, actor=made.lead, at=now())
    tenancy.bind(first.proposal.hromada_id)
    first.reviewer.review.refresh_from_db()
    with pytest.raises(ReasonMissing):
        services.object_to_expert(words=" ", **facts)
    services.object_to_expert(words="Судиться з громадою.", **facts)
    with pytest.raises(AlreadyThere):
        services.object_to_expert(words="Судиться з громадою.", **facts)
    first.refresh_from_db()
    assert first.state == AssignmentState.RECUSED
    stranger = make.actor(Role.HEAD, of=make.FOREIGN if first.proposal.hromada_id == make.OWN else make.OWN)
    with pytest.raises(NoSuchRow):
        services.object_to_expert(words="І я проти.", **{**facts, "actor": stranger})


def test_what_is_late_goes_to_others() -> None:
    made = choose.given(experts=3)
    later = now() + timedelta(days=30)
    assert services.expire_assignments(review=made.review, actor=made.lead, at=later) == 4
    states = Assignment.objects.values_list("state", flat=True)
    assert sorted(states) == ["conflict_check"] * 2 + ["expired"] * 4


# ---- before a file opens ---------------------------------------------------------------------------------------------
def test_no_file_opens_before_the_declaration_the_anchors_and_the_acceptance() -> None:
    made = choose.with_pool(experts=2)
    sample = choose.anchor(made)
    services.distribute_proposals(review=made.review, actor=made.lead, at=now())
    with pytest.raises(NotCalibrated):
        services.open_files(review=made.review, actor=made.lead, at=now())
    one = choose.held(made)[0]
    expert = choose.expert_of(made, one)
    with pytest.raises(Exception, match="Файли ще закриті"):
        services.accept_assignment(assignment=one, actor=expert, at=now())
    for each in made.experts:
        services.mark_anchor(anchor=sample, marks=sample.agreed, actor=each, at=now())
    services.open_files(review=made.review, actor=made.lead, at=now())
    with pytest.raises(NoSuchProposal):
        policies.access_proposal(expert, one.proposal.number)
    services.accept_assignment(assignment=one, actor=expert, at=now())
    assert policies.access_proposal(expert, one.proposal.number).values["facts"]


def test_who_has_not_declared_is_given_nothing() -> None:
    made = choose.begun()
    held = make.membership(Role.EXPERT)
    services.add_reviewer(review=made.review, membership=held, track=None, most=9, actor=made.lead, at=now())
    assert services.distribute_proposals(review=made.review, actor=made.lead, at=now()) == 0
    assert DeclareFirst.code


# ---- planted secrets -------------------------------------------------------------------------------------------------
SECRETS_OF_APPLICANTS = ("Вигадівськ", "Сусідськ", "Коваль", "olena@hromada.example")


def test_an_expert_finds_no_name_on_any_page_but_the_list_to_declare_by() -> None:
    made = choose.given(experts=2)
    client = _client(made, 0)
    opened = 0
    for address in _pages(made):
        answer = client.get(address)
        body = answer.content.decode()
        found = [secret for secret in SECRETS_OF_APPLICANTS if secret in body]
        if address == reverse("selection:declaration", args=[made.call.number]):
            assert found == ["Вигадівськ", "Сусідськ"]
            assert not any(one.number in body for one in made.proposals)
            continue
        assert found == [], address
        opened += answer.status_code == 200
        assert "Таємний1" not in body, address  # another expert
    assert opened >= 6


def test_a_hromada_finds_no_expert_and_no_neighbour_in_its_result_and_letter() -> None:
    _made, decision = choose.published(experts=2, marks=(3, 1))
    client = signed_in(make.membership(Role.HEAD, of=make.FOREIGN))
    tenancy.bind(make.FOREIGN)
    result = choose.own_result(make.FOREIGN, decision)
    secrets = ("Таємний0", "Таємний1", "Вигадівськ", "Обґрунтовано")
    addresses = [reverse("selection:results"), reverse("selection:result", args=[result.pk])]
    tenancy.bind(make.FOREIGN)
    letters = [one.subject + one.body for one in Message.objects.all()]
    for told in [*(client.get(address).content.decode() for address in addresses), *letters]:
        assert not [secret for secret in secrets if secret in told]
        assert "Таємний" not in told
    assert letters


def test_everybody_finds_no_expert_and_nobody_who_was_not_chosen() -> None:
    made, _decision = choose.published(experts=2, marks=(3, 1))
    for name in ("published", "published_file", "published_table"):
        answer = Client().get(reverse(f"selection:{name}", args=[made.call.number]))
        assert answer.status_code == 200
        if name != "published_table":
            told = answer.content.decode()
            assert made.proposals[1].number in told
            for secret in ("Таємний", "Сусідськ", "Коваль", "olena@", "Обґрунтовано"):
                assert secret not in told, (name, secret)


# ---- what the database forbids ---------------------------------------------------------------------------------------
def _refused(act: object) -> None:
    with pytest.raises((IntegrityError, Error)), transaction.atomic():
        act()  # type: ignore[operator]


def test_the_database_takes_no_mark_without_an_accepted_assignment_or_under_a_conflict() -> None:
    made = choose.opened(experts=2)
    services.distribute_proposals(review=made.review, actor=made.lead, at=now())
    one = choose.held(made)[0]
    criterion = Criterion.objects.filter(track=one.proposal.track).first()
    facts = {"assignment": one, "criterion": criterion, "mark": 3, "at": now()}
    _refused(lambda: Score.objects.create(**facts))
    expert = choose.expert_of(made, one)
    services.accept_assignment(assignment=one, actor=expert, at=now())
    said = {criterion.code: MarkSaid(mark=2)}
    services.save_marks(number=one.proposal.number, said=said, comment="", actor=expert, at=now())
    Conflict.objects.create(
        reviewer=one.reviewer, proposal=one.proposal, kind="objected", words="x", at=now(), by_name="Хтось"
    )
    _refused(lambda: Score.objects.filter(assignment=one).update(mark=0))
    _refused(lambda: Assignment.objects.filter(pk=one.pk).update(state="submitted"))


def test_the_database_keeps_runs_and_protocols_as_they_were() -> None:
    made, decision = choose.decided(marks=(3, 1))
    run = RankingRun.objects.filter(pk=decision.run_id)
    _refused(lambda: run.update(inputs="{}"))
    _refused(lambda: run.update(output="{}"))
    _refused(lambda: run.update(cost_of_fairness=9))
    made.call.refresh_from_db()
    lines = DecisionLine.objects.filter(decision=decision)
    type(made.call).objects.filter(pk=made.call.pk).update(amending="правимо квоту")
    type(made.call).objects.filter(pk=made.call.pk).update(quota=1)
    _refused(lambda: lines.filter(by_run="not_selected").update(outcome="selected", reason="бо так"))
    _refused(lambda: lines.filter(by_run="not_selected").update(outcome="reserve"))
    services.sign_decision(decision=decision, actor=made.lead, at=now())
    _refused(lambda: lines.update(reason="пізніше"))


def test_a_conflict_closes_the_file_whatever_the_assignment_says() -> None:
    made = choose.given(experts=2)
    one = choose.held(made)[0]
    expert = choose.expert_of(made, one)
    assert policies.access_proposal(expert, one.proposal.number)
    Conflict.objects.create(
        reviewer=one.reviewer, proposal=one.proposal, kind="rule", words="x", at=now(), by_name="Хтось"
    )
    with pytest.raises(NoSuchProposal):
        policies.access_proposal(expert, one.proposal.number)
    assert one.pk not in {each.pk for each in policies.own_assignments(expert)}
