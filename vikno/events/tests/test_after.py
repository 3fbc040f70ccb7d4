"""Scans, who did not come, certificates, anonymous answers, promises and what came of them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests import for_events as given
from tests.for_events import DAY, HOUR
from vikno.accounts.enums import Role
from vikno.common.clock import midnight, now
from vikno.events import errors, services
from vikno.events.enums import EventState, Outcome, State
from vikno.events.models import Attendance, Certificate, Participant, SurveyAnswer, SurveyInvite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]


def test_a_batch_sent_twice_is_one_and_strange_codes_are_told() -> None:
    made, boss = given.delegation(size=3), given.actor(Role.PROGRAMME)
    event, at = made.event, made.event.begins_at
    strange = services.ScanFacts(scan_id=uuid4(), code="0000000000x", at=at, device="a")
    batch = [*given.scans([made], at), strange]
    first = services.check_in(event=event, scans=batch, actor=boss, at=at)
    assert (first.came, first.again, first.unknown) == (3, 0, ("0000000000x",))
    again = services.check_in(event=event, scans=batch, actor=boss, at=at + HOUR)
    assert (again.came, again.again, again.unknown) == (0, 0, ())
    ahead = given.scans([made], at + 9 * DAY, "b")
    assert services.check_in(event=event, scans=ahead, actor=boss, at=at).again == 3
    assert {one.at for one in Attendance.objects.all()} == {at}, "a clock that runs ahead is not believed"


def test_sessions_are_counted_apart() -> None:
    made, boss = given.delegation(), given.actor(Role.PROGRAMME)
    session, at = made.event.sessions.get(), made.event.begins_at
    code = made.people.get().code
    for where in (None, session.pk, 987_654_321):
        one = services.ScanFacts(scan_id=uuid4(), code=code, at=at, device="a", session=where)
        services.check_in(event=made.event, scans=[one], actor=boss, at=at)
    assert [one.session_id for one in Attendance.objects.order_by("pk")] == [None, session.pk]


def test_who_was_not_seen_did_not_come_until_a_late_phone_says_otherwise() -> None:
    made, boss = given.delegation(size=2), given.actor(Role.PROGRAMME)
    event, end = made.event, made.event.ends_at
    with pytest.raises(errors.NotYet):
        services.close_attendance(event=event, actor=boss, at=end - HOUR)
    with pytest.raises(errors.NobodyCame):
        services.close_attendance(event=event, actor=boss, at=end)
    first, late = given.scans([made], end - HOUR)
    services.check_in(event=event, scans=[first], actor=boss, at=end)
    event = services.close_attendance(event=event, actor=boss, at=end)
    assert event.state == EventState.HELD
    assert [one.state for one in made.people.all()] == [State.ATTENDED, State.NO_SHOW]
    assert services.issue_certificates(event=event, actor=boss, at=end) == 1
    services.check_in(event=event, scans=[late], actor=boss, at=end + DAY)
    assert services.issue_certificates(event=event, actor=boss, at=end) == 1
    numbers = [one.number for one in Certificate.objects.order_by("pk")]
    assert numbers == [f"{event.number}/001", f"{event.number}/002"]
    assert SurveyInvite.objects.count() == 2


def test_an_answer_is_counted_once_and_leads_to_nobody() -> None:
    invite = given.invite()
    facts = services.AnswerFacts(useful=5, will_use=True, what="Дитячий куточок", quote="Дуже корисно", may_quote=True)
    services.answer_survey(token=invite.token, facts=facts)
    with pytest.raises(errors.AlreadyAnswered):
        services.answer_survey(token=invite.token, facts=facts)
    with pytest.raises(errors.NoSuchThing):
        services.answer_survey(token="нема", facts=facts)
    assert SurveyAnswer.objects.count() == 1
    columns = {one.name for one in SurveyAnswer._meta.get_fields()}
    assert columns == {"id", "event", "useful", "will_use", "what", "quote", "may_quote"}


def test_a_promise_is_asked_about_after_three_months_and_answered_once() -> None:
    promise, head = given.promise(), given.actor(Role.HEAD)
    with pytest.raises(errors.NotYet):
        services.answer_promise(promise=promise, outcome=Outcome.APPLIED, words="", actor=head, at=now())
    due = midnight(promise.due_on)
    done = services.answer_promise(promise=promise, outcome=Outcome.APPLIED, words="Є", actor=head, at=due)
    assert done.outcome == Outcome.APPLIED
    with pytest.raises(errors.MoveNotAllowed):
        services.answer_promise(promise=promise, outcome=Outcome.NOT, words="", actor=head, at=due + timedelta(days=1))


def test_a_person_has_one_certificate() -> None:
    made = given.held(size=3)
    assert services.issue_certificates(event=made.event, actor=given.actor(Role.PROGRAMME), at=now()) == 0
    codes = set(Certificate.objects.values_list("code", flat=True))
    assert len(codes) == Participant.objects.count() == 3
