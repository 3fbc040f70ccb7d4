"""Screens of letters, messages and their words."""

import pytest
from django.test import Client

from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import AT, World
from vikno.correspondence.enums import LetterState
from vikno.correspondence.models import Letter
from vikno.correspondence.tests.conftest import Browse
from vikno.correspondence.tests.test_deciding import letter_in
from vikno.notifications.enums import Channel, Delivery
from vikno.notifications.models import Message, Wording
from vikno.notifications.services import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world: World, browse: Browse) -> Client:
    return browse(world.officer)


@pytest.fixture
def head(world: World, browse: Browse) -> Client:
    return browse(world.head)


def message_in(world: World, delivery: str, *, channel: str = Channel.SMS) -> Message:
    case = worlds.case_in(world)
    made = tell(
        actor=world.officer, at=AT, hromada_code=worlds.HOME, channel=channel, recipient="+380501234567",
        subject="", body="Справа готова.", about=case,
    )  # fmt: skip
    Message.objects.filter(pk=made.pk).update(delivery=delivery, trouble="HTTP 503")
    return made


def test_letters_are_decided_one_after_another_by_digits(world: World, officer: Client) -> None:
    case = worlds.case_in(world)
    first, second = letter_in(world, f"До справи {case.number_shown}"), letter_in(world, "Без номера")
    assert officer.get("/mail/letters/next/").url == f"/mail/letters/{first.pk}/"  # type: ignore[attr-defined]
    page = officer.get(f"/mail/letters/{first.pk}/").content.decode()
    assert 'data-key="1"' in page
    assert "номер справи в темі" in page
    skipped = officer.get("/mail/letters/next/", {"after": first.pk})
    assert skipped.url == f"/mail/letters/{second.pk}/"  # type: ignore[attr-defined]
    officer.post(f"/mail/letters/{first.pk}/case/", {"number": case.number})
    officer.post(f"/mail/letters/{second.pk}/rejection/", {"reason": "спам"})
    assert "Усі листи розглянуто" in officer.get("/mail/letters/next/").content.decode()
    undone = officer.post("/mail/letters/undo/")
    assert undone.url == f"/mail/letters/{second.pk}/"  # type: ignore[attr-defined]
    assert [*Letter.objects.order_by("pk").values_list("state", flat=True)] == [
        LetterState.ATTACHED, LetterState.WAITING,
    ]  # fmt: skip


def test_a_wrong_number_stays_in_its_field(world: World, officer: Client) -> None:
    letter = letter_in(world)
    page = officer.post(f"/mail/letters/{letter.pk}/case/", {"number": "26-0417-999999-9"}).content.decode()
    assert 'value="26-0417-999999-9"' in page
    assert "Справи з таким номером немає" in page


def test_a_new_application_leads_to_intake(world: World, officer: Client) -> None:
    letter = letter_in(world)
    assert officer.post(f"/mail/letters/{letter.pk}/application/").url == "/desk/intake/"  # type: ignore[attr-defined]
    page = officer.get(f"/mail/letters/{letter.pk}/").content.decode()
    assert "нова заява" in page
    officer.post(f"/mail/letters/{letter.pk}/return/")
    assert Letter.objects.get().state == LetterState.WAITING


def test_nothing_in_a_letter_becomes_markup(world: World, officer: Client) -> None:
    letter = letter_in(
        world, "<script>alert(1)</script>", text="<img src=x onerror=alert(2)>", sender='"<b>x" <a@b.ua>'
    )  # fmt: skip
    page = officer.get(f"/mail/letters/{letter.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>x" not in page


def test_what_needs_a_person_is_listed_and_done(world: World, officer: Client) -> None:
    message = message_in(world, Delivery.UNSURE)
    page = officer.get("/mail/messages/").content.decode()
    assert "невідомо, чи дійшло" in page
    assert "шлюз просить зачекати" in page
    assert "нікому не надсилаються" in page  # a demo without gateways says so
    number = worlds.Case.objects.get().number
    address = f"/mail/case/{number}/messages/{message.pk}/"
    empty = officer.post(f"{address}told/", {"proof": ""})
    assert empty.status_code == 200
    assert officer.post(f"{address}told/", {"proof": "подзвонили о 10:15"}).status_code == 302
    assert Message.objects.get().proof == "подзвонили о 10:15"
    assert "подзвонили о 10:15" in officer.get(f"/desk/case/{number}/beside/").content.decode()


def test_one_more_try(world: World, officer: Client) -> None:
    message = message_in(world, Delivery.FAILED)
    number = worlds.Case.objects.get().number
    assert "Надіслати ще раз" in officer.get(f"/mail/case/{number}/").content.decode()
    officer.post(f"/mail/case/{number}/messages/{message.pk}/again/")
    assert Message.objects.get().delivery == Delivery.QUEUED


def test_a_message_of_another_case_is_not_found_here(world: World, officer: Client) -> None:
    message = message_in(world, Delivery.FAILED)
    other = worlds.case_in(world, applicant=worlds.applicant(worlds.HOME, family_name="Інша"))
    answer = officer.post(f"/mail/case/{other.number}/messages/{message.pk}/told/", {"proof": "так"})
    assert answer.status_code == 404
    assert Message.objects.get().delivery == Delivery.FAILED


def test_the_head_writes_words_after_a_look_at_them(world: World, head: Client) -> None:
    address = "/mail/wordings/result_ready/short/uk/"
    typed = {"body": "Справа {number}: чекаємо вас."}
    page = head.post(address, {**typed, "act": "preview"}).content.decode()
    assert "Справа 26-0417-000123-5: чекаємо вас." in page
    assert Wording.objects.count() == 0
    refused = head.post(address, {"body": "Пані {name}, ваша справа"}).content.decode()
    assert "У фігурних дужках можна лише" in refused
    assert "Пані {name}" in refused
    assert head.post(address, typed).status_code == 302
    assert "редакція 1" in head.get("/mail/wordings/").content.decode()
    assert head.get("/mail/wordings/result_ready/short/pl/").status_code == 404


@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_page_opens_in_both_languages(world: World, head: Client, language: str) -> None:
    head.cookies["django_language"] = language
    letter, message = letter_in(world), message_in(world, Delivery.BY_HAND)
    case = worlds.Case.objects.get(pk=int(message.about_id))
    pages = (
        "letters/", f"letters/{letter.pk}/", "messages/", "messages/?delivery=sent", f"case/{case.number}/",
        f"case/{case.number}/panel/", "wordings/", "wordings/registered/letter/en/",
    )  # fmt: skip
    assert {page: head.get(f"/mail/{page}").status_code for page in pages} == dict.fromkeys(pages, 200)


def test_an_undo_is_offered_to_whoever_has_decided_something(world: World, officer: Client) -> None:
    undo = "/mail/letters/undo/"
    assert undo not in officer.get("/mail/letters/next/").content.decode()
    letter = letter_in(world)
    page = f"/mail/letters/{letter.pk}/"
    assert undo not in officer.get(page).content.decode()
    officer.post(f"{page}rejection/", {"reason": "реклама"})
    assert undo in officer.get("/mail/letters/next/").content.decode()
    officer.post(undo)
    assert undo not in officer.get(page).content.decode()
