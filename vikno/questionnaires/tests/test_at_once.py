"""Several people at the same moment: a version is published once, an answer is one line, drafts are not doubled."""

import pytest

from tests import factories as make
from tests import for_questionnaires as given
from tests.at_once import all_at_once, kinds
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.questionnaires import services
from vikno.questionnaires.models import Answer, QuestionnaireVersion

pytestmark = pytest.mark.django_db(transaction=True)
AT = make.MOMENT


def test_a_version_is_published_once_and_followed_by_one_draft() -> None:
    with tenancy.working_for(""):
        version = given.drafted()
    call = {"actor": Actor.system(), "at": AT}
    results = all_at_once(lambda place: services.publish_version(version=version, **call), people=3, of="")
    assert kinds(results) == {"done": 1, "WrongMove": 2}
    results = all_at_once(
        lambda place: services.start_version(questionnaire=version.questionnaire, **call), people=3, of=""
    )  # fmt: skip
    assert kinds(results) == {"done": 1, "DraftExists": 2}
    assert QuestionnaireVersion.objects.count() == 2


def test_one_answer_sent_three_times_is_one_line() -> None:
    with tenancy.working_for(make.OWN):
        response, head = given.response(), make.actor(Role.HEAD)
    results = all_at_once(
        lambda place: services.save_answers(response=response, answers={("ramp", 0): "yes"}, actor=head, at=AT),
        people=3, of=make.OWN,
    )  # fmt: skip
    assert kinds(results) == {"done": 3}
    with tenancy.working_for(make.OWN):
        assert Answer.objects.count() == 1
