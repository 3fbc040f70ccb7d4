"""Three presses at one moment: one assessment is begun, one hand-in is kept, a gap is taken up once."""

import pytest

from tests import factories as make
from tests import for_assessments as its
from tests.at_once import all_at_once, kinds
from vikno.assessments import services
from vikno.assessments.models import Assessment, FrameworkVersion, RoadmapItem, Submission
from vikno.common import tenancy
from vikno.common.clock import now

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_is_done_once_and_the_others_are_told() -> None:
    with tenancy.working_for(make.OWN):
        make.hromada(make.OWN)
        head = its.head()
    results = all_at_once(lambda place: services.begin(actor=head, at=now()), people=3, of=make.OWN)
    assert kinds(results) == {"done": 1, "AlreadyBegun": 2}
    assert FrameworkVersion.objects.count() == 1
    with tenancy.working_for(make.OWN):
        row = its.answered(Assessment.objects.get(), but={"A2": 0})
    results = all_at_once(
        lambda place: services.hand_in(assessment=row.pk, actor=head, at=now()), people=3, of=make.OWN
    )  # fmt: skip
    assert kinds(results) == {"done": 1, "MoveRefused": 2}
    results = all_at_once(
        lambda place: services.take_up(assessment=row.pk, question="A2", actor=head, at=now()), people=3, of=make.OWN
    )  # fmt: skip
    assert kinds(results) == {"done": 1, "ItemAlreadyThere": 2}
    with tenancy.working_for(make.OWN):
        assert (Submission.objects.count(), RoadmapItem.objects.count()) == (1, 1)
