"""A file of a proposal: its expert opens it where the call hides nothing; every other way it is not there."""

from typing import Any

import pytest
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
from vikno.selection.errors import MayNotReview, NoSuchProposal
from vikno.selection.models import Assignment

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
