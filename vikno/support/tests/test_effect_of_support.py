"""The effect page reads real re-assessments: supported against reserve of one type, with n, and never as a proof."""

import datetime as dt

import pytest
from django.test import Client

from tests import factories as make
from tests import for_assessments as its
from tests import for_selection as choose
from tests import for_support
from tests.rights.world import signed_in
from vikno.accounts.models import Membership
from vikno.assessments import services as assessments
from vikno.assessments.models import Assessment, Submission
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now, today
from vikno.selection import services as selection
from vikno.selection.enums import Outcome
from vikno.selection.models import OwnResult
from vikno.support import effect, queries

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def assessed(code: str, *, level: int, made: choose.Selection) -> None:
    """Once more, to the programme of the call."""
    tenancy.bind("")
    tenancy.bind_programme(made.call.organisation_id)
    at = now()
    campaign = assessments.open_round(
        title="Кампанія", opens_at=at - DAY, closes_at=at + DAY, hromadas=[code], actor=made.lead, at=at
    )
    tenancy.bind(code)
    row = Assessment.objects.get(round=campaign, hromada_id=code)
    assessments.prefill(assessment=row.pk, actor=Actor.system(code), at=now())
    row.refresh_from_db()
    its.answered(row, level=level)
    assessments.hand_in(assessment=row.pk, actor=its.head(code), at=now())


@pytest.fixture
def world() -> choose.Selection:
    """The own hromada was chosen and has a memorandum, the neighbour is in the reserve; both assessed twice."""
    made = choose.reviewed(marks=(3, 2))
    for code in (make.OWN, make.FOREIGN):
        assessed(code, level=1, made=made)
    choose.works_for(made)
    decision = choose.run(made)
    second = decision.lines.get(entry__proposal=made.proposals[1])
    selection.deviate_line(line=second, outcome=Outcome.RESERVE, reason="Місць забракне.", actor=made.lead, at=now())
    choose.publish(made, decision)
    assert dict(OwnResult.objects.values_list("hromada_id", "outcome")) == {
        make.OWN: Outcome.SELECTED, make.FOREIGN: Outcome.RESERVE
    }  # fmt: skip
    with for_support.bound():
        for_support.memorandum(in_force=True)
    assessed(make.OWN, level=3, made=made)
    assessed(make.FOREIGN, level=2, made=made)
    choose.works_for(made)
    return made


def test_supported_and_reserve_are_told_apart_with_their_change(world: choose.Selection) -> None:
    supported, reserve = queries.effect_pairs(world.lead, on=today())
    assert [one.hromada for one in supported] == [make.OWN]
    assert [one.hromada for one in reserve] == [make.FOREIGN]
    assert supported[0].change > reserve[0].change > 0
    (row,) = effect.compare(supported, reserve)
    assert (row.supported.n, row.reserve.n, row.difference) == (1, 1, None)


def test_the_page_shows_n_and_warns(world: choose.Selection) -> None:
    client = signed_in(Membership.objects.get(pk=world.lead.membership_id))
    page = client.get("/support/effect/").content.decode()
    assert "не доказ причини" in page
    assert "менше ніж 5 громад" in page
    assert "+66,7" in page
    assert "тип невідомий" in page


def test_whoever_was_assessed_once_is_left_out(world: choose.Selection) -> None:
    newest = Submission.objects.filter(organisation_id=world.call.organisation_id, hromada_id=make.FOREIGN)
    last = newest.order_by("-pk").values_list("assessment_id", flat=True)[0]
    tenancy.bind(make.FOREIGN)
    Assessment.objects.filter(pk=last).update(state="in_progress")
    choose.works_for(world)
    _supported, reserve = queries.effect_pairs(world.lead, on=today())
    assert reserve == []


def test_another_programme_reads_none_of_it(world: choose.Selection) -> None:
    other = choose.lead(make.FOREIGN)
    tenancy.bind_programme(other.organisation_id)
    assert queries.effect_pairs(other, on=today()) == ([], [])
    assert Client().get("/support/effect/").status_code == 302
