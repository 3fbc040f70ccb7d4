"""What people decide about letters: every decision with its trace, every one taken back, strangers change nothing."""

import datetime as dt

import pytest

from vikno.audit.models import JournalEntry
from vikno.cases.models import StatusChange
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.correspondence import errors, queries, services
from vikno.correspondence.enums import LetterState
from vikno.correspondence.models import Letter
from vikno.correspondence.reading import read_letter
from vikno.correspondence.services import Place
from vikno.correspondence.tests.mail_server import written

pytestmark = pytest.mark.django_db


def letter_in(world: World, subject: str = "Питання", *, at: dt.datetime = AT, **given: str) -> Letter:
    place = Place(mailbox="cnap@mail.example/INBOX", uid_validity=1, uid=Letter.objects.count() + 1)
    system = worlds.Actor.system(world.officer.hromada_code)
    letter = services.take_letter(read=read_letter(written(subject, **given)), place=place, actor=system, at=at)  # type: ignore[arg-type]
    assert letter is not None
    return letter


def test_a_letter_is_attached_to_a_case_and_the_sheet_says_so(world: World) -> None:
    case = worlds.case_in(world)
    letter = letter_in(world, f"До справи {case.number}")
    assert [found for found, _why in queries.candidates(world.officer, letter)] == [case]
    services.attach_letter(letter=letter, case=case, actor=world.officer, at=AT)
    letter.refresh_from_db()
    assert (letter.state, letter.case, letter.decided_by_name) == (LetterState.ATTACHED, case, world.officer.name)
    assert StatusChange.objects.filter(case=case, note__contains="лист").count() == 1
    assert JournalEntry.objects.filter(action="letter.attached").get().facts == {"case": case.number}
    with pytest.raises(errors.AlreadyDecided):
        services.reject_letter(letter=letter, actor=world.head, at=AT, reason="спам")


def test_a_decision_is_taken_back_and_both_stay_in_the_history(world: World) -> None:
    case, letter = worlds.case_in(world), letter_in(world)
    services.attach_letter(letter=letter, case=case, actor=world.officer, at=AT)
    assert services.undo_last(actor=world.officer, at=AT) == letter
    letter.refresh_from_db()
    assert (letter.state, letter.case, letter.decided_at) == (LetterState.WAITING, None, None)
    assert [s.note for s in StatusChange.objects.filter(case=case, step="note").order_by("pk")] == [
        "Долучено лист електронною поштою", "Долучення листа скасовано",
    ]  # fmt: skip
    with pytest.raises(errors.NothingToUndo):
        services.undo_last(actor=world.officer, at=AT)


def test_spam_keeps_its_reason_and_stays(world: World) -> None:
    letter = letter_in(world)
    with pytest.raises(errors.ReasonMissing):
        services.reject_letter(letter=letter, actor=world.officer, at=AT, reason=" ")
    services.reject_letter(letter=letter, actor=world.officer, at=AT, reason="спам")
    assert Letter.objects.get().reason == "спам"
    assert list(queries.letters(world.head, state=LetterState.REJECTED)) == [letter]


def test_a_new_application_is_attached_to_the_case_made_of_it(world: World) -> None:
    letter = letter_in(world)
    services.take_as_application(letter=letter, actor=world.officer, at=AT)
    assert Letter.objects.get().state == LetterState.TAKEN
    services.attach_letter(letter=letter, case=worlds.case_in(world), actor=world.officer, at=AT)
    assert Letter.objects.get().state == LetterState.ATTACHED


def test_the_queue_goes_by_age_and_round_past_a_skipped_one(world: World) -> None:
    first, second, third = (
        letter_in(world, f"N{n}", at=AT + dt.timedelta(minutes=n)) for n in range(3)
    )  # fmt: skip
    assert queries.next_letter(world.officer) == first
    assert queries.next_letter(world.officer, after=first) == second
    assert queries.next_letter(world.officer, after=third) == first
    services.reject_letter(letter=second, actor=world.officer, at=AT, reason="спам")
    assert queries.next_letter(world.officer, after=first) == third


def test_a_known_address_suggests_open_cases_and_never_attaches(world: World) -> None:
    worlds.applicant(worlds.HOME, family_name="Петренко", email="Maria@Example.com")
    by_contact = worlds.case_in(world, notification_channel="email", contact="maria@example.com")
    letter = letter_in(world)
    assert [found for found, _why in queries.candidates(world.officer, letter)] == [by_contact]
    assert letter.state == LetterState.WAITING


def test_a_number_of_a_foreign_case_is_no_candidate(world: World) -> None:
    neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    foreign = worlds.case_in(neighbour)
    worlds.tenancy.bind(worlds.HOME)
    letter = letter_in(world, f"До справи {foreign.number}")
    assert queries.candidates(world.officer, letter) == []


def test_strangers_decide_nothing(world: World) -> None:
    letter, case = letter_in(world), worlds.case_in(world)
    neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    worlds.tenancy.bind(worlds.HOME)
    for actor, refusal in (
        (world.courier, errors.MayNotRead), (world.provider, errors.MayNotRead), (world.starosta, errors.MayNotRead),
        (neighbour.head, errors.LetterNotFound),
    ):  # fmt: skip
        with pytest.raises(refusal):
            services.attach_letter(letter=letter, case=case, actor=actor, at=AT)
    letter.refresh_from_db()
    assert letter.state == LetterState.WAITING
