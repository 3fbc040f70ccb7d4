"""Answers: provenance stays, wrong ones are named, a locked response says the same for ever."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, ProgrammingError

from tests import factories as make
from tests import for_questionnaires as given
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.questionnaires import queries, services
from vikno.questionnaires.engine import Audience
from vikno.questionnaires.enums import Source
from vikno.questionnaires.errors import (
    AnswersMissing,
    NoSuchResponse,
    NotPublished,
    ResponseLocked,
    ResponseSubmitted,
)
from vikno.questionnaires.models import Answer, Response
from vikno.questionnaires.services import Proposal
from vikno.questionnaires.tests.samples import asked, document, yes_no

pytestmark = pytest.mark.django_db
AT = make.MOMENT
REFERENCE = {"metric": "requested", "period": "2025", "version": 3}


@pytest.fixture(autouse=True)
def _at_home(db: None) -> None:
    tenancy.bind(make.OWN)


def _save(response: Response, **said: Any) -> services.Saved:
    answers = {(code, 0): value for code, value in said.items()}
    return services.save_answers(response=response, answers=answers, actor=make.actor(Role.HEAD), at=AT)


def _proposal(code: str, value: Any, **facts: Any) -> Proposal:
    return Proposal(
        **{"code": code, "value": value, "source": Source.OPERATIONAL, "reference": REFERENCE, "as_of": AT} | facts
    )


def _propose(response: Response, *proposals: Proposal) -> services.Saved:
    return services.propose_answers(response=response, proposals=proposals, actor=Actor.system(make.OWN), at=AT)


def test_only_what_changed_is_written() -> None:
    response = given.response()
    assert _save(response, ramp="yes", width="120").changed == (("ramp", 0), ("width", 0))
    assert _save(response, ramp="yes", width=120).changed == ()
    assert _save(response, ramp="yes", width=None).changed == (("width", 0),)
    assert queries.answers_of(response) == {("ramp", 0): "yes"}
    assert [one.value for one in queries.history_of(response, "width")] == [None, 120]


def test_wrong_answers_are_refused_one_by_one() -> None:
    found = _save(given.response(), ramp="yes", width="широко", gone="x", total=5)
    assert found.changed == (("ramp", 0),)
    assert found.refused == {
        ("width", 0): "integer_wanted", ("gone", 0): "unknown_question", ("total", 0): "unknown_question",
    }  # fmt: skip
    response = given.response()
    assert _save(response, ramp="yes", width=900).refused == {("width", 0): "constraint"}
    services.save_answers(
        response=response, answers={("years", 1): 2, ("years", 0): 2}, actor=Actor.system(make.OWN), at=AT
    )
    assert queries.answers_of(response) == {("ramp", 0): "yes", ("years", 1): 2}


def test_an_answer_to_what_is_not_asked_is_passed_over() -> None:
    response = given.response()
    assert _save(response, ramp="no", width=100).changed == (("ramp", 0),)


def test_an_audience_answers_its_own_questions() -> None:
    response = given.response()
    said = services.save_answers(
        response=response, answers={("note", 0): "x"}, actor=Actor.system(make.OWN), at=AT, audience=Audience.APPLICANT
    )
    assert said.refused == {("note", 0): "unknown_question"}


def test_a_proposal_never_stands_over_what_a_person_said() -> None:
    response = given.response()
    _save(response, ramp="yes")
    assert _propose(response, _proposal("ramp", "no"), _proposal("width", 90)).refused == {("ramp", 0): "answered"}
    assert queries.answers_of(response) == {("ramp", 0): "yes", ("width", 0): 90}


def test_where_an_answer_comes_from_is_kept_after_it_was_changed() -> None:
    response = given.response()
    _propose(response, _proposal("ramp", "no"))
    services.save_answers(
        response=response, answers={("ramp", 0): "yes"}, reasons={("ramp", 0): "Пандус збудовано в лютому"},
        actor=make.actor(Role.HEAD), at=AT,
    )  # fmt: skip
    line = queries.standing(response)[("ramp", 0)]
    assert (line.value, line.source, line.proposed, line.source_reference) == ("yes", "user", "no", REFERENCE)
    assert (line.as_of, line.reason) == (AT, "Пандус збудовано в лютому")


def test_the_same_proposal_twice_is_one_line_and_a_newer_one_another() -> None:
    response = given.response()
    _propose(response, _proposal("ramp", "no"))
    assert _propose(response, _proposal("ramp", "no")).changed == ()
    assert _propose(response, _proposal("ramp", "no", as_of=AT + timedelta(days=1))).changed == (("ramp", 0),)
    assert _propose(response, _proposal("ramp", "можливо")).refused == {("ramp", 0): "not_a_choice"}


def test_policies_of_a_proposal() -> None:
    made = document(yes_no("locked", prefill_policy="lock"), yes_no("compared", prefill_policy="compare"), asked("b"))
    response = given.response(version=given.published(made=made))
    _propose(response, _proposal("locked", "yes"), _proposal("compared", "yes"))
    assert queries.answers_of(response) == {("locked", 0): "yes"}
    assert queries.standing(response)[("compared", 0)].proposed == "yes"
    assert _save(response, locked="no", compared="no").refused == {("locked", 0): "read_only"}


def test_a_response_is_submitted_whole_and_returned() -> None:
    response = given.response()
    with pytest.raises(AnswersMissing):
        services.submit_response(response=response, actor=make.actor(Role.HEAD), at=AT)
    _save(response, ramp="no")
    services.submit_response(response=response, actor=make.actor(Role.HEAD), at=AT)
    with pytest.raises(ResponseSubmitted):
        _save(response, ramp="yes")
    given.seen_by_programme()
    services.return_response(response=response, actor=given.editor(), at=AT)
    tenancy.bind(make.OWN)
    tenancy.bind_programme(None)
    assert _save(response, ramp="yes").changed


def test_a_locked_response_says_the_same_after_three_new_versions() -> None:
    response = given.submitted(ramp="yes", width=120)
    sha256 = services.lock_response(response=response, actor=make.actor(Role.HEAD), at=AT)
    before = json.dumps(Response.objects.get(pk=response.pk).snapshot, sort_keys=True)
    for number in range(3):
        tenancy.bind("")
        draft = services.start_version(questionnaire=response.version.questionnaire, actor=Actor.system(), at=AT)
        made = document(yes_no("ramp", labels={"uk": f"Інакше {number}"}), asked("new"))
        services.edit_document(version=draft, document=made, actor=Actor.system(), at=AT)
        services.publish_version(version=draft, actor=Actor.system(), at=AT)
    tenancy.bind(make.OWN)
    kept = Response.objects.select_related("version__questionnaire").get(pk=response.pk)
    assert json.dumps(kept.snapshot, sort_keys=True) == before
    assert json.dumps(queries.snapshot_of(kept), sort_keys=True) == before
    assert kept.sha256 == sha256 == queries.sha256_of(kept.snapshot or {})


def test_the_database_keeps_what_was_locked_and_answered() -> None:
    response = given.submitted()
    services.lock_response(response=response, actor=make.actor(Role.HEAD), at=AT)
    with pytest.raises(ResponseLocked):
        services.return_response(response=response, actor=make.actor(Role.HEAD), at=AT)
    owned = {"response": response, "hromada_id": make.OWN, "organisation_id": response.organisation_id}
    with pytest.raises(DatabaseError), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(is_submitted=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.create(**owned, code="ramp", value="yes", source="user", by_name="Хтось", at=AT)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Answer.objects.update(value="yes")


def test_a_programme_sees_a_response_once_it_was_submitted() -> None:
    draft, sent = given.response(), given.submitted()
    given.seen_by_programme()
    assert set(Response.objects.all()) == {sent}
    assert set(Answer.objects.values_list("response_id", flat=True)) == {sent.pk}
    assert queries.response_for(given.editor(), sent.pk) == sent
    with pytest.raises(NoSuchResponse):
        queries.response_for(given.editor(), draft.pk)
    given.seen_by_programme(make.FOREIGN)
    assert not Response.objects.exists()
    assert not Answer.objects.exists()
    tenancy.bind(make.FOREIGN)
    tenancy.bind_programme(None)
    assert not Response.objects.exists()


def test_a_returned_response_is_hidden_by_the_query() -> None:
    """The policy of rows still shows it to whoever returned it: the query is the lock that hides it."""
    response = given.submitted()
    given.seen_by_programme()
    services.return_response(response=response, actor=given.editor(), at=AT)
    assert Response.objects.filter(pk=response.pk).exists()
    with pytest.raises(NoSuchResponse):
        queries.response_for(given.editor(), response.pk)


def test_a_stranger_changes_nothing() -> None:
    response = given.submitted()
    neighbour, programme = make.actor(Role.HEAD, of=make.FOREIGN), given.editor(make.FOREIGN)
    for actor in (neighbour, programme):
        for refused in (services.submit_response, services.return_response, services.lock_response):
            with pytest.raises(NoSuchResponse):
                refused(response=response, actor=actor, at=AT)
        with pytest.raises(NoSuchResponse):
            services.save_answers(response=response, answers={("ramp", 0): "yes"}, actor=actor, at=AT)
    with pytest.raises(NoSuchResponse):  # it reads what it was given and does not answer in its place
        services.save_answers(response=response, answers={("ramp", 0): "yes"}, actor=given.editor(), at=AT)
    assert queries.answers_of(response) == {("ramp", 0): "no"}


def test_only_a_published_version_is_answered() -> None:
    with pytest.raises(NotPublished):
        given.response(version=given.drafted())


def test_a_programme_answers_for_itself() -> None:
    programme, own = given.editor(), make.programme_organisation()
    given.seen_by_programme()
    response = services.start_response(
        version=given.published(), hromada_code=None, organisation_id=own.pk, actor=programme, at=AT
    )
    services.save_answers(response=response, answers={("ramp", 0): "no"}, actor=programme, at=AT)
    assert queries.answers_of(response) == {("ramp", 0): "no"}
    tenancy.bind(make.OWN)
    tenancy.bind_programme(None)
    assert not Response.objects.exists()
