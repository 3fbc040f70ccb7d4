"""The pages of the protocol as a programme presses them."""

import datetime as dt
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests import for_selection as choose
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common.clock import KYIV, now
from vikno.programmes.enums import ProposalState
from vikno.selection import services
from vikno.selection.enums import DecisionState
from vikno.selection.models import Assignment

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def signed_in_for(made: choose.Selection) -> Client:
    """Who runs the programme of a selection, at their desk."""
    return signed_in(Membership.objects.get(pk=made.lead.membership_id))


def send(client: Client, address: str, said: dict[str, str] | None = None) -> str:
    return client.post(address, said or {}, follow=True).content.decode()


def hour(moment: dt.datetime) -> dict[str, str]:
    return {"day": f"{moment.astimezone(KYIV):%d.%m.%Y}", "hour": f"{moment.astimezone(KYIV):%H:%M}"}


def test_the_page_says_the_hour_and_lets_it_be_moved() -> None:
    made, decision = choose.decided()
    client, root = signed_in_for(made), f"/selection/decisions/{decision.pk}/"
    assert "Призначити годину" in send(client, f"{root}signature/")
    first, later = (now() + DAY).replace(hour=10, minute=0), (now() + 2 * DAY).replace(hour=11, minute=0)
    told = send(client, f"{root}embargo/", hour(first))
    assert f"Буде оприлюднено {first.astimezone(KYIV):%d.%m.%Y %H:%M}" in told
    assert "Перенести годину" in told
    assert f"{later.astimezone(KYIV):%d.%m.%Y %H:%M}" in send(client, f"{root}embargo/", hour(later))
    assert "Ця година вже минула" in send(client, f"{root}embargo/", hour(now() - DAY))
    told = send(client, f"{root}publication/")
    assert "Оприлюднено. Листи громадам записано." in told
    assert "Пізніше призначеної години" not in told
    decision.refresh_from_db()
    assert (decision.state, decision.published_at) == (DecisionState.PUBLISHED, decision.publish_at)


def test_the_page_says_why_it_cannot_be_published() -> None:
    made, decision = choose.decided()
    services.sign_decision(decision=decision, actor=made.lead, at=now())
    gone = made.proposals[0]
    type(gone).objects.filter(pk=gone.pk).update(state=ProposalState.WITHDRAWN)
    page = signed_in_for(made).get(f"/selection/decisions/{decision.pk}/").content.decode()
    assert "Оприлюднити не можна" in page
    assert f"відкликано заявки: {gone.number}" in page


def test_everybody_reads_that_it_was_late() -> None:
    made, decision = choose.decided()
    at = now()
    services.sign_decision(decision=decision, actor=made.lead, at=at)
    services.embargo_decision(decision=decision, publish_at=at, actor=made.lead, at=at)
    services.publish_decision(decision=decision, actor=made.lead, at=at + dt.timedelta(hours=9))
    page = Client().get(f"/selection/published/{made.call.number}/").content.decode()
    assert "Обіцяли раніше" in page


def test_a_proposal_leads_to_the_experts_once_they_are_shown() -> None:
    """The way there stands on the page of the proposal; before they are shown there is none."""
    made = choose.with_pool()
    client, number = signed_in(make.membership(Role.HEAD)), made.proposals[0]
    page = reverse("programmes:our_proposal", args=[number.pk])
    experts = reverse("selection:experts", args=[number.number])
    assert experts not in client.get(page).content.decode()
    choose.works_for(made)
    services.show_experts(review=made.review, actor=made.lead, at=now())
    assert experts in client.get(page).content.decode()


def test_what_is_still_to_be_marked_stands_before_what_is_done() -> None:
    made = choose.given()
    busiest = Counter(choose.expert_of(made, one).membership_id for one in choose.held(made)).most_common(1)[0][0]
    client = signed_in(Membership.objects.get(pk=busiest))

    def listed() -> list[Assignment]:
        rows = client.get(reverse("selection:queue")).context["page"].object_list
        return [one for one, _kind, _is_open in rows]

    first, *others = listed()
    assert others
    choose.say(made, first, 3)
    assert listed() == [*others, first]
