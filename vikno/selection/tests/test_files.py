"""A file of a proposal: its expert opens it where the call hides nothing; every other way it is not there."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import factories as make
from tests import for_programmes as calls
from tests import for_selection as choose
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now
from vikno.programmes.enums import Hidden
from vikno.selection import policies, services
from vikno.selection.errors import (
    AlreadyThere,
    MayNotReview,
    MayNotRun,
    NoSuchProposal,
    NoSuchRow,
    NothingToMark,
    ReasonMissing,
)
from vikno.selection.models import Assignment, NamelessFile

pytestmark = pytest.mark.django_db


def given(**facts: Any) -> choose.Selection:
    return choose.given(**{"experts": 2, "hidden": [], "with_files": True, **facts})


def opens(made: choose.Selection, file: int | None = None, *, by: Actor | None = None, nth: int = 0) -> bytes:
    proposal = made.proposals[nth]
    wanted = choose.file_of(proposal) if file is None else file
    return services.read_file(number=proposal.number, file=wanted, actor=by or made.experts[0], at=now())[0]


def address(made: choose.Selection, file: int) -> str:
    return reverse("selection:proposal_file", args=[made.proposals[0].number, file])


def journal(code: str) -> list[JournalEntry]:
    tenancy.bind(code)
    return list(JournalEntry.objects.filter(hromada_code=code, action__contains="read").order_by("pk"))


def test_its_expert_opens_it_and_the_trace_is_nameless_to_the_hromada_and_named_to_the_programme() -> None:
    made = given()
    assert opens(made).startswith(b"\x89PNG")
    assert tenancy.bound() == ""
    (of_vault,) = journal(made.proposals[0].hromada_id)
    assert (of_vault.action, of_vault.actor_role, of_vault.actor_id) == ("file.read", Role.EXPERT, None)
    everything = str({one.attname: getattr(of_vault, one.attname) for one in JournalEntry._meta.concrete_fields})
    assert "Таємний" not in everything
    (of_programme,) = journal("")
    assert (of_programme.action, of_programme.actor_id) == ("selection.file_read", made.experts[0].user_id)


@pytest.mark.parametrize("hidden", [None, [Hidden.HROMADA], [Hidden.OBLAST], [Hidden.PEOPLE], [Hidden.ANSWERS]])
def test_what_a_call_hides_may_stand_in_the_file(hidden: list[str] | None) -> None:
    """A call that says nothing hides who applies."""
    made = given(hidden=hidden)
    with pytest.raises(NoSuchProposal):
        opens(made)
    client = signed_in(Membership.objects.get(pk=made.experts[0].membership_id))
    page = client.get(reverse("selection:review", args=[made.proposals[0].number])).content.decode()
    assert "/files/" not in page
    assert journal(made.proposals[0].hromada_id) == []


@pytest.mark.parametrize("hidden", [None, [Hidden.PEOPLE], [Hidden.OBLAST, Hidden.HROMADA]])
def test_a_file_that_somebody_has_read_and_found_without_names_is_opened_by_name(hidden: list[str] | None) -> None:
    made = given(hidden=hidden)
    client = signed_in(Membership.objects.get(pk=made.experts[0].membership_id))
    page = reverse("selection:review", args=[made.proposals[0].number])
    closed = client.get(page).content.decode()
    assert "Файл закрито: етап приховує" in closed
    assert "plan.png" not in closed
    choose.works_for(made)
    mark = choose.marked(made.proposals[0])
    choose.works_for(made)
    assert opens(made).startswith(b"\x89PNG")
    for code in ("passport", "inner"):
        with pytest.raises(NoSuchProposal):
            opens(made, choose.file_of(made.proposals[0], code))
    with pytest.raises(NoSuchProposal):  # the other one was marked by nobody
        opens(made, nth=1)
    shown = client.get(page).content.decode()
    assert address(made, mark.file) in shown
    assert "plan.png" not in shown
    answer = client.get(address(made, mark.file))
    assert "plan" not in answer.headers["Content-Disposition"]
    choose.works_for(made)
    services.unmark_nameless(mark=mark, reason="На печатці назва ради.", actor=made.lead, at=now())
    choose.works_for(made)
    with pytest.raises(NoSuchProposal):
        opens(made)
    gone, unknown = client.get(address(made, mark.file)), client.get(address(made, 999_999))
    assert (gone.status_code, gone.content) == (404, unknown.content)
    tenancy.bind("")
    told = list(JournalEntry.objects.filter(action__startswith="selection.file_mark").order_by("pk"))
    assert [one.action for one in told] == ["selection.file_marked_nameless", "selection.file_mark_revoked"]
    assert told[1].actor_id == made.lead.user_id


def test_a_mark_is_a_decision_of_the_programme_alone_and_is_made_once() -> None:
    made = given(hidden=None)
    said = {"number": made.proposals[0].number, "file": choose.file_of(made.proposals[0]), "at": now()}
    for by in (made.experts[0], make.actor(Role.HEAD), make.actor(Role.PROGRAMME, of=make.FOREIGN)):
        with pytest.raises((MayNotRun, NoSuchRow, NoSuchProposal)):
            services.mark_nameless(**said, actor=by)
    for code in ("passport", "inner"):
        with pytest.raises(NoSuchRow):
            services.mark_nameless(
                **{**said, "file": choose.file_of(made.proposals[0], code)}, actor=made.lead
            )  # fmt: skip
    mark = services.mark_nameless(**said, actor=made.lead)
    with pytest.raises(AlreadyThere):
        services.mark_nameless(**said, actor=made.lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        NamelessFile.objects.create(
            proposal=mark.proposal, file=mark.file, marked_at=now(), marked_by_name="Хтось"
        )  # fmt: skip
    with pytest.raises(ReasonMissing):
        services.unmark_nameless(mark=mark, reason=" ", actor=made.lead, at=now())
    services.unmark_nameless(mark=mark, reason="Є підпис.", actor=made.lead, at=now())
    with pytest.raises(NoSuchRow):
        services.unmark_nameless(mark=mark, reason="Є підпис.", actor=made.lead, at=now())
    assert services.mark_nameless(**said, actor=made.lead).pk != mark.pk


@pytest.mark.parametrize("hidden", [[], [Hidden.ANSWERS], [Hidden.ANSWERS, Hidden.HROMADA]])
def test_where_a_mark_would_change_nothing_it_is_refused(hidden: list[str]) -> None:
    made = given(hidden=hidden)
    with pytest.raises(NothingToMark):
        choose.marked(made.proposals[0])


def test_a_mark_opens_nothing_where_all_answers_are_hidden() -> None:
    made = given(hidden=[Hidden.ANSWERS])
    NamelessFile.objects.create(
        proposal=made.proposals[0], file=choose.file_of(made.proposals[0]), marked_at=now(), marked_by_name="Хтось"
    )
    with pytest.raises(NoSuchProposal):
        opens(made)
    client = signed_in(Membership.objects.get(pk=made.experts[0].membership_id))
    page = client.get(reverse("selection:review", args=[made.proposals[0].number])).content.decode()
    assert "відповіді й файли приховано" in page


def test_the_programme_marks_on_a_page_that_warns() -> None:
    made = given(hidden=None)
    of, file = made.proposals[0], choose.file_of(made.proposals[0])
    boss = signed_in(Membership.objects.get(pk=made.lead.membership_id))
    page, mark = reverse("selection:proposal", args=[of.number]), reverse("selection:nameless", args=[of.number, file])
    assert mark in boss.get(page).content.decode()
    assert "назад не забрати" in boss.get(mark).content.decode()
    boss.post(mark, {})
    assert not NamelessFile.objects.exists()
    assert made.lead.name in boss.post(mark, {"is_nameless": "on"}, follow=True).content.decode()
    kept = NamelessFile.objects.get()
    back = reverse("selection:nameless_revocation", args=[kept.pk])
    assert mark in boss.post(back, {"reason": "Є печатка."}, follow=True).content.decode()
    assert boss.get(back).status_code == 404


@pytest.mark.parametrize("hidden", [Hidden.FACTS, Hidden.ASSESSMENT])
def test_what_stands_in_no_file_closes_none(hidden: str) -> None:
    assert opens(given(hidden=[hidden]))


@pytest.mark.parametrize("code", ["passport", "inner"])
def test_a_file_about_a_person_or_for_others_is_not_there(code: str) -> None:
    made = given()
    with pytest.raises(NoSuchProposal):
        opens(made, choose.file_of(made.proposals[0], code))


def test_a_file_of_another_proposal_or_of_an_earlier_revision_is_not_there() -> None:
    made = given()
    with pytest.raises(NoSuchProposal):
        opens(made, choose.file_of(made.proposals[1]))
    before = choose.file_of(made.proposals[0])
    tenancy.bind(made.proposals[0].hromada_id)
    calls.revision(made.proposals[0], answers={"answers": []})
    choose.works_for(made)
    with pytest.raises(NoSuchProposal):
        opens(made, before)
    tenancy.bind(make.OWN)
    loose = make.stored_file(of=make.OWN)
    choose.works_for(made)
    with pytest.raises(NoSuchProposal):
        opens(made, loose.pk)


def test_nobody_opens_it_before_they_have_accepted() -> None:
    made = choose.opened(experts=2, hidden=[], with_files=True)
    services.distribute_proposals(review=made.review, actor=made.lead, at=now())
    with pytest.raises(NoSuchProposal):
        opens(made)
    mine = Assignment.objects.get(reviewer=made.reviewers[0], proposal=made.proposals[0])
    services.accept_assignment(assignment=mine, actor=made.experts[0], at=now())
    assert opens(made)


def test_a_conflict_closes_it_and_looks_like_a_number_that_is_not_there() -> None:
    made = given()
    file, client = (
        choose.file_of(made.proposals[0]),
        signed_in(Membership.objects.get(pk=made.experts[0].membership_id)),
    )
    shown = client.get(address(made, file))
    assert (shown.status_code, shown.headers["Content-Disposition"].partition(";")[0]) == (200, "attachment")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    page = client.get(reverse("selection:review", args=[made.proposals[0].number])).content.decode()
    assert address(made, file) in page
    choose.works_for(made)
    own = made.proposals[0].hromada_id
    services.declare_ties(number=made.call.number, hromadas=[own], words="сестра", actor=made.experts[0], at=now())
    closed, unknown = client.get(address(made, file)), client.get(address(made, 999_999))
    assert (closed.status_code, closed.content) == (404, unknown.content)


def test_nobody_else_has_such_a_page() -> None:
    made = given()
    file = choose.file_of(made.proposals[0])
    stranger = make.membership(Role.EXPERT, organisation=made.call.organisation)
    assert signed_in(stranger).get(address(made, file)).status_code == 404
    for role in (Role.HEAD, Role.LEADER, Role.PROGRAMME):
        member = make.membership(role, **({"organisation": made.call.organisation} if role == Role.PROGRAMME else {}))
        assert signed_in(member).get(address(made, file)).status_code == 404
    with pytest.raises(MayNotReview):
        policies.access_file(made.lead, made.proposals[0].number, file)
