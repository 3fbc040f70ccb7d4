"""Questions of an event: asked at registration, judged by the server, read by two sides, closed with the seats."""

import io
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from python_calamine import CalamineWorkbook

from tests import factories as make
from tests import for_events as given
from tests import for_questionnaires
from tests.for_events import ANSWERS
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.events import errors, services
from vikno.events.enums import PoolKind, State
from vikno.events.forms import ChangeForm, EventForm
from vikno.events.models import Delegation, Event
from vikno.events.queries.answers import answers_in, versions_to_ask
from vikno.events.tests.test_pages import browse, page, send
from vikno.questionnaires import queries as questionnaires
from vikno.questionnaires import services as of_questionnaires
from vikno.questionnaires.errors import AnswersMissing, ResponseLocked
from vikno.questionnaires.models import Answer, Response
from vikno.questionnaires.tests.samples import asked, document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]


def texts(one: Delegation) -> list[str]:
    return [row.text for row in answers_in(one)]


def test_answers_are_given_with_the_request_and_closed_with_the_seats() -> None:
    one = given.register(given.asking(), 2)
    assert one.state == State.CONFIRMED
    assert texts(one) == ["Так", "2", "без риби"]
    assert one.response is not None
    assert one.response.locked_at
    with pytest.raises(errors.AnswersClosed):
        services.change_answers(delegation=one, answers=ANSWERS, actor=given.actor(Role.HEAD), at=now())
    with pytest.raises(ResponseLocked):
        of_questionnaires.save_answers(
            response=one.response, answers={("lodging", 0): "no"}, actor=given.actor(Role.HEAD), at=now()
        )


def test_the_server_decides_what_is_missing_wrong_and_not_asked() -> None:
    event = given.asking()
    for said in ({}, {("lodging", 0): "yes"}, {("lodging", 0): "yes", ("nights", 0): "99"}):
        with pytest.raises(AnswersMissing), transaction.atomic():
            given.register(event, answers=said)
    assert not Delegation.objects.exists()
    assert not Response.objects.exists(), "a refused registration leaves nothing"
    one = given.register(event, answers={("lodging", 0): "no", ("nights", 0): "5"})
    assert texts(one) == ["Ні"]


def test_who_waits_answers_otherwise_until_the_seats_are_confirmed() -> None:
    one, head = given.answered(is_waiting=True), given.actor(Role.HEAD)
    assert one.state == State.WAITLISTED
    hand: dict[str, Any] = {"delegation": one, "actor": head, "at": now()}
    services.change_answers(answers={("nights", 0): "3"}, **hand)
    assert texts(one) == ["Так", "3", "без риби"]
    for wrong in (None, "99"):
        with pytest.raises(AnswersMissing), transaction.atomic():
            services.change_answers(answers={("nights", 0): wrong}, **hand)
    one.refresh_from_db()
    assert texts(one) == ["Так", "3", "без риби"]
    first = Delegation.objects.exclude(pk=one.pk).get()
    services.cancel_delegation(delegation=first, words="", actor=given.actor(Role.PROGRAMME), at=now())
    services.change_answers(answers={("nights", 0): "1"}, **hand)
    services.accept_offer(**hand)
    with pytest.raises(errors.AnswersClosed):
        services.change_answers(answers={("nights", 0): "2"}, **hand)


def test_seats_a_programme_confirms_close_the_answers_too() -> None:
    where = given.draft(questionnaire=for_questionnaires.published(made=given.lodging()))
    given.pool(where, PoolKind.RESERVE, seats=4)
    services.open_event(event=where, actor=given.actor(Role.PROGRAMME), at=now())
    one = given.register(where, kind=PoolKind.RESERVE)
    assert one.state == State.REQUESTED
    tenancy.bind("")
    services.approve_delegation(delegation=one, actor=given.actor(Role.PROGRAMME), at=now())
    one.refresh_from_db()
    assert one.state == State.CONFIRMED
    assert Response.objects.get(pk=one.response_id).locked_at


def test_an_event_without_questions_is_as_before() -> None:
    one = given.register(given.event())
    assert one.response is None
    assert browse(Role.HEAD).get(f"/learning/delegations/{one.pk}/answers/").status_code == 404
    for page_of in ("answers/", "answers.xlsx"):
        assert browse(Role.PROGRAMME).get(f"/learning/work/{one.event_id}/{page_of}").status_code == 404


def test_only_published_ones_without_files_are_asked_and_an_open_event_keeps_its_own() -> None:
    boss = given.actor(Role.PROGRAMME)
    draft, paper = for_questionnaires.drafted(), document(asked("plan", "file"))
    filed = for_questionnaires.published(made=paper)
    foreign = for_questionnaires.published(given.OTHERS[0])
    assert not {draft, filed, foreign} & set(versions_to_ask(boss))
    for version, refusal in ((draft, errors.NoSuchThing), (foreign, errors.NoSuchThing), (filed, errors.FilesAsked)):
        with pytest.raises(refusal), transaction.atomic():
            given.draft(questionnaire=version)
    event = given.asking()
    other = for_questionnaires.published(made=given.lodging())
    kept = EventForm.kept(event) | {"host": None, "questionnaire": other}
    with pytest.raises(errors.QuestionsStand):
        services.change_event(event=event, facts=services.EventFacts(**kept), actor=boss, at=now())
    with pytest.raises(DatabaseError, match="questions of an opened event stand"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(questionnaire=other)
    form = ChangeForm(event=event, hosts=[], versions=versions_to_ask(boss, event))
    assert "questionnaire" not in form.fields
    plain = given.draft()
    made = services.EventFacts(**(EventForm.kept(plain) | {"host": None, "questionnaire": other}))
    assert services.change_event(event=plain, facts=made, actor=boss, at=now()).questionnaire == other


def test_a_questionnaire_that_was_retired_stops_the_registration() -> None:
    event = given.asking()
    assert event.questionnaire is not None
    with for_questionnaires.nationally():
        of_questionnaires.retire_version(version=event.questionnaire, actor=given.actor(Role.PROGRAMME), at=now())
    event.refresh_from_db()
    with pytest.raises(errors.QuestionsRetired):
        given.register(event)


def test_the_database_refuses_what_must_never_be() -> None:
    asks, plain = given.asking(), given.event()
    one = given.answered(is_waiting=True)
    said: dict[str, Any] = {
        "hromada_id": make.OWN, "organisation_id": asks.organisation_id, "size": 1, "asked_at": now(), "contact": "",
    }  # fmt: skip
    for where, response in ((asks, None), (asks, one.response), (plain, one.response)):
        with pytest.raises(DatabaseError, match="answers what its event asks"), transaction.atomic():
            Delegation.objects.create(event=where, pool=where.pools.get(), response=response, **said)
    with pytest.raises(DatabaseError, match="closed before seats"), transaction.atomic():
        Delegation.objects.filter(pk=one.pk).update(state=State.CONFIRMED)
    with pytest.raises(DatabaseError, match="a delegation is whole"), transaction.atomic():
        Delegation.objects.filter(pk=one.pk).update(response=None)


def test_answers_are_seen_by_two_sides_and_by_nobody_else() -> None:
    one = given.answered()
    for hromada, programme, there in (
        (make.OWN, "", 3), ("", make.OWN, 3), (given.OTHERS[0], given.OTHERS[0], 0), ("", "", 0),
    ):  # fmt: skip
        tenancy.bind(hromada)
        tenancy.bind_programme(make.programme_organisation(programme).pk if programme else None)
        assert Answer.objects.count() == there, (hromada, programme)
        assert Response.objects.count() == bool(there)
    with given.bound():
        own, boss = browse(Role.HEAD), browse(Role.PROGRAMME)
        at = f"/learning/delegations/{one.pk}/answers/"
        for reader in (own, boss):
            assert "без риби" in page(reader, at)
        for stranger in (browse(Role.HEAD, given.OTHERS[0]), browse(Role.PROGRAMME, given.OTHERS[0])):
            assert stranger.get(at).status_code == 404
        assert browse(Role.EXPERT).get(at).status_code == 404
        for address in (f"/learning/e/{one.event.number}/", "/learning/"):
            assert "без риби" not in page(Client(), address)


def test_a_registration_is_filled_on_one_page_without_a_script() -> None:
    event, head = given.asking(), browse(Role.HEAD)
    at = f"/learning/ours/{event.pk}/"
    assert "Питання nights" not in page(head, at)
    typed = {"pool": event.pools.get().pk, "contact": "0 44", "name_1": "Перша Людина", "post_1": "head",
             "q-0-lodging": "yes", "q-0-lodging-shown": "1"}  # fmt: skip
    again = send(head, at, typed | {"refresh": "1"})
    assert "Питання nights" in again
    assert "Перша Людина" in again
    assert "Виправте, щоб продовжити" not in again
    assert "Дайте відповідь" in send(head, at, typed | {"q-0-nights": ""})
    assert "не відповідає умові" in send(head, at, typed | {"q-0-nights": "99"})
    both = send(head, at, {**typed, "name_1": "", "q-0-lodging": "", "q-0-nights": "99"})
    assert both.count("govuk-error-summary__title") == 2, "people and questions are told of at once"
    assert not Delegation.objects.exists()
    meals = {"q-0-nights": "2", "q-1-meal": "сир", "q-2-meal": "=1+1"}
    assert "Відповіді делегації" in send(head, at, typed | meals)
    one = Delegation.objects.get()
    assert texts(one) == ["Так", "2", "сир", "=1+1"]
    shown = page(head, f"/learning/delegations/{one.pk}/answers/")
    assert "Відповіді закрито" in shown
    assert "Змінити відповіді" not in shown


def test_who_waits_changes_answers_on_its_page_and_two_windows_see_each_other() -> None:
    one, head = given.answered(is_waiting=True), browse(Role.HEAD)
    at = f"/learning/delegations/{one.pk}/answers/"
    assert "Змінити відповіді" in page(head, at)
    opened = questionnaires.revision_of(questionnaires.standing(one.response))  # type: ignore[arg-type]
    usual = {"revision": str(opened), "q-0-lodging": "yes", "q-0-lodging-shown": "1", "q-1-meal": "без риби"}
    assert "Відповіді збережено" in send(head, f"{at}change/", usual | {"q-0-nights": "3"})
    assert "змінив хтось інший" in send(head, f"{at}change/", usual | {"q-0-nights": "4"})
    assert texts(one) == ["Так", "3", "без риби"]
    assert "Дайте відповідь" in send(head, f"{at}change/", {"q-0-nights": "", "q-0-lodging": "yes"})


def test_organisers_read_a_list_and_a_table() -> None:
    event, boss = given.asking(), browse(Role.PROGRAMME)
    at = f"/learning/work/{event.pk}/"
    assert "Відповідей ще немає" in page(boss, f"{at}answers/")
    own = given.register(event, 2)
    given.register(event, of=given.OTHERS[0], answers={("lodging", 0): "no", ("meal", 2): "=SUM(A1)"})
    gone = given.register(event, of=given.OTHERS[1])
    services.cancel_delegation(delegation=gone, words="", actor=given.actor(Role.PROGRAMME), at=now())
    assert "Відповіді громад" in page(boss, at)
    assert f"/learning/delegations/{own.pk}/answers/" in page(boss, f"{at}answers/")
    read = CalamineWorkbook.from_filelike(io.BytesIO(boss.get(f"{at}answers.xlsx").content))
    head, *rows = read.get_sheet_by_index(0).to_python()
    assert head[4:] == ["Питання lodging", "Питання nights", "Питання meal (1)", "Питання meal (2)"]
    assert sorted(row[4:] for row in rows) == [["Ні", "", "", "=SUM(A1)"], ["Так", "2", "без риби", ""]]
