"""An expert tries every address of the house, not of this room alone: nothing planted is found, on a page or in a log.

Names of hromadas stand on public pages of the network; beside a proposal they must not.
"""

import logging
from collections.abc import Iterator

import pytest
from django.urls import NoReverseMatch, reverse

from tests import factories as make
from tests import for_selection as choose
from tests.rights.table import Page, table
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common import tenancy
from vikno.notifications.models import Message
from vikno.selection import policies
from vikno.selection.models import Assignment, Score

pytestmark = pytest.mark.django_db

PEOPLE = ("Коваль Олена", "olena@hromada.example", "Секретна Особа", "Не для експертів", "Таємний1")
PLACES = ("Вигадівськ", "Сусідськ")
ABOUT_PROPOSALS = ("assessments", "programmes", "questionnaires", "selection", "support")


def _addresses(of: choose.Selection) -> Iterator[tuple[Page, str]]:
    """Every address of the table of rights, with numbers and keys of the call's own things."""
    keys = [one.pk for one in (*of.proposals, *Assignment.objects.order_by("pk")[:2])]
    known: dict[str, list[object]] = {
        "number": [of.call.number, *(one.number for one in of.proposals)], "pk": [*dict.fromkeys(keys)],
        "slug": [of.call.number], "track": ["create"], "kind": ["tracks"],
    }  # fmt: skip
    for page in table().values():
        names = list(page.of)
        if not names:
            yield page, reverse(page.name)
        elif names[0] in known and len(names) == 1:
            for value in known[names[0]]:
                yield page, _address(page, {names[0]: value})


def _address(page: Page, parts: dict[str, object]) -> str:
    try:
        return reverse(page.name, kwargs=parts)
    except NoReverseMatch:  # a number that the shape of the address does not take
        return ""


@pytest.mark.slow
def test_an_expert_finds_no_person_anywhere_and_no_place_beside_a_proposal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = choose.given(experts=2)
    expert = signed_in(Membership.objects.get(pk=made.experts[0].membership_id))
    tried, found = 0, []
    with caplog.at_level(logging.DEBUG):
        for page, address in _addresses(made):
            if not address or page.is_for_programs or page.name == "accounts:logout":
                continue
            answer = expert.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            secrets = PEOPLE + (PLACES if page.name.split(":")[0] in ABOUT_PROPOSALS else ())
            if page.name == "selection:declaration":  # every hromada of the call by the alphabet, no number beside it
                secrets = PEOPLE
                assert not any(one.number.encode() in body for one in made.proposals)
            found += [(address, secret) for secret in secrets if secret.encode() in body]
            tried += 1
    assert found == []
    assert tried > 250
    assert not [secret for secret in PEOPLE if secret in caplog.text]


def test_no_letter_to_an_expert_names_an_applicant() -> None:
    made = choose.given(experts=2)
    names = {one.user.full_name for one in made.reviewers} | {
        one.user.email for one in made.reviewers if one.user.email
    }
    for code in ("", *(one.hromada_id for one in made.proposals)):
        tenancy.bind(code)
        for letter in Message.objects.filter(recipient__in=names):
            assert not [secret for secret in PEOPLE + PLACES if secret in letter.subject + letter.body]


def test_an_expert_reads_what_was_asked_for_experts_and_nothing_about_a_person() -> None:
    made = choose.given(experts=2)
    seen = policies.access_proposal(made.experts[0], made.proposals[0].number)
    assert [one["code"] for one in seen.values["answers"]] == ["why"]
    assert "хоче ближчих послуг" in seen.values["answers"][0]["value"]


# ---- the next step ---------------------------------------------------------------------------------------------------
def test_a_review_is_handed_in_with_what_stands_on_the_page() -> None:
    """Nothing typed is left behind, and half a review is refused with everything still in its fields."""
    made = choose.given(experts=2)
    one = choose.held(made)[0]
    place = [each.pk for each in made.reviewers].index(one.reviewer_id)
    expert = signed_in(Membership.objects.get(pk=made.experts[place].membership_id))
    address = reverse("selection:submission", args=[one.proposal.number])
    half = expert.post(address, {"motivation": "3", "comment": "Є план."}).content.decode()
    assert "Є план." in half
    assert not Score.objects.filter(assignment=one).exists()
    said = {"motivation": "3", "premises": "2", "comment": "Є план."}
    assert expert.post(address, said).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.comment) == ("submitted", "Є план.")
    assert sorted(Score.objects.filter(assignment=one).values_list("mark", flat=True)) == [2, 3]


def test_a_refusal_names_gaps_in_words_and_leads_to_them() -> None:
    made = choose.reviewed(marks=(3, 1))
    refused = made.proposals[1]
    annex = {
        "assessment": 77, "questions": [{"code": "A1", "title": ["Чи є план?", "Is there a plan?"]}],
        "gaps": [{"code": "A1", "level": 0, "below": 2, "advice": ["Ухвалити план.", "Adopt a plan."]}],
    }  # fmt: skip
    type(refused).objects.filter(pk=refused.pk).update(assessment=annex)
    decision = choose.run(made)
    choose.publish(made, decision)
    client = signed_in(make.membership(Role.HEAD, of=refused.hromada_id))
    tenancy.bind(refused.hromada_id)
    result = choose.own_result(refused.hromada_id, decision)
    page = client.get(reverse("selection:result", args=[result.pk])).content.decode()
    for words in ("Чи є план?", "Ухвалити план.", reverse("assessments:results", args=[77]) + "#gap-A1"):
        assert words in page
