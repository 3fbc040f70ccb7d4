"""The demo's self-assessment stands where a head would have it: last year's closed, this year's begun."""

import pytest

from tests import factories as make
from tests import for_assessments as its
from vikno.assessments import queries
from vikno.assessments.models import Assessment, RoadmapItem
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.demo import maturity

pytestmark = pytest.mark.django_db


def test_the_demo_tells_of_two_years() -> None:
    make.hromada(make.OWN)
    tenancy.bind(make.OWN)
    make.point(of=make.OWN)
    head = its.head()
    maturity.tell(head=head, at=now())
    assert list(Assessment.objects.order_by("pk").values_list("state", flat=True)) == ["locked", "in_progress"]
    assert all(Assessment.objects.values_list("is_demo", flat=True))
    assert sorted(RoadmapItem.objects.values_list("state", flat=True)) == ["done", "in_progress", "proposed"]
    assert [line.question.code for line in queries.orphans_of(make.OWN, at=now()).gaps] == ["G3"]
