"""Results of a call appear at the hour that was said, all at once, once."""

import datetime as dt

import pytest

from tests import factories as make
from tests import for_selection as choose
from vikno.accounts.models import User
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.notifications.models import Message
from vikno.operations import tasks
from vikno.programmes.enums import ProposalState
from vikno.selection import queries, services
from vikno.selection.enums import DecisionState
from vikno.selection.errors import NoSuchCall
from vikno.selection.models import Decision, OwnResult, PublishedResult

pytestmark = pytest.mark.django_db(transaction=True)
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


@pytest.fixture
def waiting() -> tuple[choose.Selection, Decision]:
    """A decision that is to be published in an hour."""
    with tenancy.working_for(make.OWN):
        made, decision = choose.decided()
        services.sign_decision(decision=decision, actor=made.lead, at=now())
        hour = now() + HOUR
        return made, services.embargo_decision(decision=decision, publish_at=hour, actor=made.lead, at=now())


def the_clock_shows(moment: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.clock, "now", lambda: moment)


def published() -> list[Decision]:
    return list(Decision.objects.filter(state=DecisionState.PUBLISHED))


def test_nothing_before_the_hour_and_everything_at_it_once(
    waiting: tuple[choose.Selection, Decision], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, decision = waiting
    hour = decision.publish_at or now()
    the_clock_shows(hour - dt.timedelta(seconds=1), monkeypatch)
    tasks.publish_decisions(0)
    with pytest.raises(NoSuchCall):
        queries.published_call(made.call.number)
    the_clock_shows(hour, monkeypatch)
    tasks.publish_decisions(0)
    tasks.publish_decisions(0)
    (told,) = published()
    assert (told.published_at, told.published_by_name, told.is_late) == (hour, "Система", False)
    assert PublishedResult.objects.get().published_at == hour
    for proposal in made.proposals:
        with tenancy.working_for(proposal.hromada_id):
            assert OwnResult.objects.get().published_at == hour
            assert Message.objects.filter(about_id=str(proposal.pk)).get().created_at == hour


def test_an_hour_that_was_missed_is_made_up_for_and_marked(
    waiting: tuple[choose.Selection, Decision], monkeypatch: pytest.MonkeyPatch
) -> None:
    hour = waiting[1].publish_at or now()
    the_clock_shows(hour + 9 * HOUR, monkeypatch)
    tasks.publish_decisions(0)
    (told,) = published()
    assert (told.is_late, told.publish_at) == (True, hour)
    assert queries.published_call(told.call.number).decision.is_late


def test_a_person_moves_the_hour_or_does_not_wait(
    waiting: tuple[choose.Selection, Decision], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, decision = waiting
    hour = decision.publish_at or now()
    with tenancy.working_for_programme(made.call.organisation_id):
        services.embargo_decision(decision=decision, publish_at=hour + HOUR, actor=made.lead, at=now())
    the_clock_shows(hour + MINUTE, monkeypatch)
    tasks.publish_decisions(0)
    assert published() == []
    at = hour + 2 * MINUTE
    with tenancy.working_for_programme(made.call.organisation_id):
        services.publish_now(decision=decision, actor=made.lead, at=at)
    tasks.publish_decisions(0)
    (told,) = published()
    assert (told.publish_at, told.published_at, told.published_by_name) == (at, at, made.lead.name)


def test_a_decision_that_does_not_stand_is_held_back_and_said_once(
    waiting: tuple[choose.Selection, Decision], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, decision = waiting
    User.objects.filter(pk=made.lead.user_id).update(email="lead@programme.example")
    with tenancy.working_for_programme(made.call.organisation_id):
        type(made.proposals[0]).objects.filter(pk=made.proposals[0].pk).update(state=ProposalState.WITHDRAWN)
    at = (decision.publish_at or now()) + MINUTE
    for later in range(3):
        the_clock_shows(at + later * MINUTE, monkeypatch)
        tasks.publish_decisions(0)
    decision.refresh_from_db()
    assert (decision.state, decision.held_back_at) == (DecisionState.EMBARGOED, at)
    assert PublishedResult.objects.count() == 0
    with tenancy.working_for(make.FOREIGN):
        assert OwnResult.objects.count() == Message.objects.count() == 0
    with tenancy.working_for(""):
        letter = Message.objects.get(about_type="selection.decision")
        assert letter.recipient == "lead@programme.example"
        assert made.proposals[0].number in letter.body


def test_half_of_it_is_never_seen(waiting: tuple[choose.Selection, Decision], monkeypatch: pytest.MonkeyPatch) -> None:
    """The last step breaks: no list, no result and no letter is left of it, and the next minute does it all."""
    _made, decision = waiting
    at = (decision.publish_at or now()) + MINUTE
    the_clock_shows(at, monkeypatch)
    with monkeypatch.context() as broken:
        broken.setattr("vikno.selection.services.publishing.record", _breaks)
        with pytest.raises(OSError, match="power"):
            tasks.publish_decisions(0)
    assert (published(), PublishedResult.objects.count()) == ([], 0)
    with tenancy.working_for(make.FOREIGN):
        assert OwnResult.objects.count() == Message.objects.count() == 0
    tasks.publish_decisions(0)
    assert published() == [decision]


def _breaks(*args: object, **facts: object) -> None:
    raise OSError("no power")
