"""One link pressed by several hands at the same moment: one answer, the rest are told that it was given."""

import pytest

from tests.at_once import all_at_once, kinds
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT
from vikno.common import tenancy
from vikno.feedback import services
from vikno.feedback.models import Answer
from vikno.feedback.tests.test_answers import token_of

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6


def test_a_link_takes_one_answer_of_all_who_press_at_once() -> None:
    home = worlds.HOME
    with tenancy.working_for(home):
        world = worlds.build()
        link = services.invite(point=world.main, case=None, send=False, actor=world.officer, at=AT)

    def answer(place: int) -> object:
        score = place % 5 + 1
        return services.answer_by_link(
            point=world.main, token=token_of(link), score=score, ticked=[], words="", at=AT
        )  # fmt: skip

    results = all_at_once(answer, people=PEOPLE, of=home)
    assert kinds(results) == {"done": 1, "LinkUsed": PEOPLE - 1}
    with tenancy.working_for(home):
        assert Answer.objects.count() == 1
