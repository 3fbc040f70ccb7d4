"""Events invite whom a programme supports on their day: a memorandum in force, its number and last day."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests import for_support as given
from vikno.events import statuses
from vikno.support.models import Memorandum

pytestmark = pytest.mark.django_db
KEY = "memorandum"


def test_a_memorandum_in_force_on_the_day_invites(db: None) -> None:
    with given.bound():
        made = given.memorandum(in_force=True)
        organisation = made.organisation_id
        assert KEY in {one.key for one in statuses.offered(organisation)}
        (found,) = statuses.invited(organisation, KEY, on=made.ends_on)
        assert found.code == make.OWN
        assert made.number in found.reason
        assert f"{made.ends_on:%d.%m.%Y}" in found.reason
        for day in (made.starts_on - timedelta(days=1), made.ends_on + timedelta(days=1)):
            assert statuses.invited(organisation, KEY, on=day) == []
        Memorandum.objects.filter(pk=made.pk).update(state="drafting")
        assert KEY not in {one.key for one in statuses.offered(organisation)}
