"""Events invite whom a call has selected: the decision in force, published by the day of the event."""

from datetime import timedelta

import pytest

from tests import for_selection as choose
from vikno.common.clock import today
from vikno.events import statuses
from vikno.events.errors import StatusUnknown
from vikno.selection.enums import Outcome
from vikno.selection.models import OwnResult

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_selected_ones_are_named_from_the_day_of_the_result() -> None:
    made, decision = choose.published(needed=1, marks=(3, 1))
    organisation, key = made.call.organisation_id, f"selected:{made.call.number}"
    assert key in {one.key for one in statuses.offered(organisation)}
    outcomes = dict(OwnResult.objects.filter(decision=decision).values_list("hromada_id", "outcome"))
    chosen = sorted(code for code, outcome in outcomes.items() if outcome == Outcome.SELECTED)
    assert len(chosen) > 0
    found = statuses.invited(organisation, key, on=today())
    assert [one.code for one in found] == chosen
    assert made.proposals[0].number in found[0].reason
    assert statuses.invited(organisation, key, on=today() - DAY) == []


def test_another_programme_is_not_offered_the_call() -> None:
    made, _decision = choose.published()
    stranger = made.call.organisation_id + 1
    key = f"selected:{made.call.number}"
    assert key not in {one.key for one in statuses.offered(stranger)}
    with pytest.raises(StatusUnknown):
        statuses.invited(stranger, key, on=today())
