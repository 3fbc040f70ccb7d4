"""The pages as people press them: a call made by a programme, a proposal sent by a hromada, everybody reading."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories as make
from tests import for_programmes as given
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.common.forms import moment_typed
from vikno.programmes import queries, shown
from vikno.programmes.enums import CallState
from vikno.programmes.models import CallDocument, Clarification, Programme, ProgrammeCall, Proposal, Receipt

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def manager() -> Client:
    tenancy.bind(make.OWN)
    tenancy.bind_programme(make.programme_organisation().pk)
    make.centre()
    return signed_in(make.membership(Role.PROGRAMME))


@pytest.fixture
def leader() -> Client:
    return signed_in(make.membership(Role.LEADER, position="Голова громади"))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def send(client: Client, address: str, said: dict[str, Any] | None = None) -> str:
    answer = client.post(address, said or {}, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def own() -> None:
    tenancy.bind(make.OWN)
    tenancy.bind_programme(make.programme_organisation().pk)


def test_a_call_is_made_on_its_pages_and_approved(manager: Client) -> None:
    about = {"title": "Програма „Відкриті двері“", "code": "doors", "currency": "UAH", "starts_on": "01.02.2026"}
    assert "не раніше" in send(manager, "/programmes/work/programmes/new/", about | {"ends_on": "01.01.2026"})
    assert "Програму додано" in send(manager, "/programmes/work/programmes/new/", about)
    assert "уже є" in send(manager, "/programmes/work/programmes/new/", about)
    programme = Programme.objects.get()
    assert "Конкурсів ще немає" in page(manager, "/programmes/work/")
    wrong = send(manager, "/programmes/work/new/", {"programme": programme.pk, "number": "перший", "title": "Разом"})
    assert "Уведіть номер так" in wrong
    send(manager, "/programmes/work/new/", {"programme": programme.pk, "number": "2026-01", "title": "Разом"})
    call = ProgrammeCall.objects.get()
    at, root = now(), f"/programmes/work/{call.pk}/"
    assert "додайте хоча б один напрям" in page(manager, root)
    said = {
        "title": "Разом", "summary": "Про послуги", "opens_at": moment_typed(at + DAY), "quota": "2",
        "closes_at": moment_typed(at + 9 * DAY), "questions_until": moment_typed(at + 8 * DAY),
        "results_on": f"{at + 40 * DAY:%d.%m.%Y}", "limit_per_hromada": "1", "outage_hours": "24",
        "who_may_submit": ["leader"], "positions": "Голова громади",
    }  # fmt: skip
    assert "Такої години того дня немає" in send(manager, f"{root}facts/", said | {"opens_at": "28.03.2027 03:30"})
    assert "Збережено" in send(manager, f"{root}facts/", said)
    track = {
        "code": "mobile", "title": "Мобільний ЦНАП", "places": "2", "unused_order": "0", "threshold": "50",
        "stages": ["review", "facts"], "position": "1",
    }  # fmt: skip
    assert "Додано" in send(manager, f"{root}parts/tracks/", track)
    assert "Такий запис уже є" in send(manager, f"{root}parts/tracks/", track)
    mobile = call.tracks.get()
    criterion = {
        "track": mobile.pk, "code": "people", "title": "Населення", "weight": "40", "source": "fact",
        "fact": "population", "bands": "0–4999 | 20\n5000+ | 100", "position": "1",
    }  # fmt: skip
    assert "Не зрозуміло рядок" in send(manager, f"{root}parts/criteria/", criterion | {"bands": "багато"})
    assert ">40<" in send(manager, f"{root}parts/criteria/", criterion)  # the sum of weights so far
    scale = {"source": "reviewer", "fact": "", "bands": "", "anchors": "0 | немає\n3 | є повністю | whole"}
    send(manager, f"{root}parts/criteria/", criterion | scale | {"code": "will", "title": "Мотивація", "weight": "60"})
    rule = {"code": "centre", "sentence": "У громаді є ЦНАП.", "predicate": "${has_centre} and", "position": "1"}
    assert "Умову не зрозуміло" in send(manager, f"{root}parts/eligibility/", rule)
    send(manager, f"{root}parts/eligibility/", rule | {"predicate": "${has_centre}"})
    pdf = SimpleUploadedFile("Форма.pdf", b"%PDF-1.7 text", content_type="application/pdf")
    send(manager, f"{root}parts/documents/", {"title": "Форма", "file": pdf})
    program = SimpleUploadedFile("Форма.pdf", b"<script>", content_type="application/pdf")
    assert "Додайте файл PDF" in send(manager, f"{root}parts/documents/", {"title": "Інше", "file": program})
    assert "пообіцяйте зерно" in page(manager, root)
    send(manager, f"{root}seed/")
    assert "Усе є" in page(manager, root)
    assert "заморожено" in send(manager, f"{root}move/approve/")
    assert "Правила вже затверджено" in send(manager, f"{root}parts/tracks/", track | {"code": "new"})
    call.refresh_from_db()
    assert (call.state, call.versions.count()) == (CallState.APPROVED, 1)


def test_everybody_reads_the_frozen_rules_and_nobody_a_draft(manager: Client, client: Client) -> None:
    draft = given.call(state=CallState.DRAFT, title="Чернетка таємна")
    given.eligibility(draft, "centre", "${has_centre}", "У громаді є ЦНАП.", sentence_en="There is a centre.")
    given.region(draft, "front", ["UA59000000000057109"])
    given.version(draft)
    address = f"/programmes/call/{draft.number}/"
    assert client.get(address).status_code == 404
    call = given.put(draft, CallState.OPEN)
    file = given.document(call)
    shown = page(client, address)
    for words in ("У громаді є ЦНАП.", "Прифронтові області", given.SEED_SHA256, "Мотивація", "за Києвом"):
        assert words in shown
    assert given.SEED not in shown
    assert call.title in page(client, "/programmes/")
    version = queries.version_in_force(call)
    kept = client.get(f"{address}version-{version.number}.json")
    assert hashlib.sha256(kept.content).hexdigest() == version.sha256
    given_file = client.get(f"{address}documents/{file.pk}/")
    assert given_file.content == b"%PDF-1.7 nothing"
    assert "attachment" in given_file.headers["Content-Disposition"]
    ProgrammeCall.objects.filter(pk=call.pk).update(amending="Спроба")
    call.tracks.update(title="Ще не правило")
    CallDocument.objects.filter(pk=file.pk).update(title="Ще не документ")
    assert "Ще не " not in page(client, address)
    client.cookies["django_language"] = "en"
    assert "There is a centre." in page(client, address)


def test_a_hromada_sends_a_proposal_on_its_pages(manager: Client, leader: Client) -> None:
    call = given.call(state=CallState.DRAFT, who_may_submit=["leader"])
    given.eligibility(call, "audit", "${was_audited}", "Центр проходив аудит.")
    mobile = given.track(call, "mobile", title="Мобільний ЦНАП")
    given.eligibility(call, "suitcase", "${has_suitcase}", "Потрібна валіза.", track=mobile)
    given.version(call)
    given.put(call, CallState.OPEN)
    listed = page(leader, "/programmes/ours/")
    assert "не підходить" in listed
    assert "Потрібна валіза." in listed
    about = f"/programmes/ours/calls/{call.pk}/"
    assert "Запитати програму" in page(leader, about)
    assert "Питання надіслано" in send(leader, about, {"words": "Чи можна разом із сусідами?"})
    assert "не відповідає умові" in send(leader, f"{about}start/mobile/")
    assert "Заявку почато" in send(leader, f"{about}start/create/")
    own()
    made = Proposal.objects.get()
    root = f"/programmes/ours/{made.pk}/"
    assert "Центр проходив аудит" in page(leader, root)
    wrong = send(leader, f"{root}typed/", {"was_audited-value": "yes", "was_audited-source": ""})
    assert "Напишіть, звідки це відомо" in wrong
    send(leader, f"{root}typed/", {"was_audited-value": "yes", "was_audited-source": "Звіт"})
    send(leader, f"{root}contacts/", {"contact_name": "Олена", "contact_phone": "+380441234567"})
    head = signed_in(make.membership(Role.HEAD))
    assert "Подати заявку може лише" in send(head, f"{root}submission/")
    assert "Заявку подано" in send(leader, f"{root}submission/")
    own()
    receipt = Receipt.objects.get()
    told = page(leader, f"{root}receipts/{receipt.pk}/")
    assert told.count(receipt.sha256) == 2
    assert leader.get(f"{root}receipts/{receipt.pk}/paper/").content.startswith(b"%PDF")
    assert "Заявку вже подано" in send(leader, f"{root}contacts/", {"contact_name": "Інша"})
    before = page(manager, f"/programmes/work/{call.pk}/proposals/")
    assert "Вигадівська" not in before
    assert manager.get(f"/programmes/received/{made.pk}/").status_code == 404
    own()
    given.put(call, CallState.CLOSED)
    assert "Вигадівська" in page(manager, f"/programmes/work/{call.pk}/proposals/")
    assert manager.get(f"/programmes/work/{call.pk}/proposals/table/").content.startswith(b"PK")
    there = f"/programmes/received/{made.pk}/"
    assert "Звіт" in page(manager, there)
    assert "Спершу вирішіть їх" in send(manager, f"{there}admission/")
    send(manager, f"{there}checks/")
    asked = {"words": "Додайте дату", "due_at": moment_typed(now() + 3 * DAY)}
    assert "Громаді надіслано лист" in send(manager, f"{there}request/", asked)
    assert "Додайте дату" in page(leader, root)
    assert "Уточнення подано" in send(leader, f"{root}clarification/", {"answer": "12 березня"})
    assert "12 березня" in page(manager, there)
    send(manager, f"{there}checks/")
    send(manager, f"{there}checks/audit/", {"audit-fit": "pass", "audit-note": "Звіт бачили"})
    assert "Заявку допущено" in send(manager, f"{there}admission/")
    assert "Заявку відкликано" in send(leader, f"{root}withdrawal/", {"reason": "Передумали"})


def test_a_question_is_answered_for_everybody_without_a_name(manager: Client, client: Client) -> None:
    call = given.call()
    asked = given.question(call, words="Ми з Вигадівської, чи можна?")
    root = f"/programmes/work/{call.pk}/questions/"
    assert "Вигадівська" in page(manager, root)
    page(manager, f"{root}{asked.pk}/")
    send(manager, f"{root}{asked.pk}/", {"words": "Чи можна без приміщення?", "answer": "Так, можна."})
    assert Clarification.objects.get().answer == "Так, можна."
    public = page(client, f"/programmes/call/{call.number}/")
    assert "Так, можна." in public
    assert "Вигадівськ" not in public


def test_rules_are_changed_extended_and_cancelled_on_their_pages(manager: Client) -> None:
    call = given.call(state=CallState.DRAFT, summary="Про послуги")
    given.version(call)
    given.put(call, CallState.OPEN)
    root = f"/programmes/work/{call.pk}/"
    send(manager, f"{root}amendment/", {"reason": "Помилка в назві"})
    track = call.tracks.get()
    form = {
        "code": track.code, "title": "Виправлена назва", "places": "3", "unused_order": "0", "threshold": "50",
        "stages": ["review"], "position": "1",
    }  # fmt: skip
    send(manager, f"{root}parts/tracks/{track.pk}/", form)
    assert "Виправлена назва" in page(manager, f"{root}difference/1/0/")
    assert "Нову версію оприлюднено" in send(manager, f"{root}amendment/end/")
    assert "Виправлена назва" in page(manager, f"{root}difference/1/2/")
    later = moment_typed(now() + 30 * DAY)
    assert "Строк продовжено" in send(manager, f"{root}extension/", {"closes_at": later, "reason": "Просили громади"})
    page(manager, f"{root}extension/")
    outage = {"words": "Не було світла", "source": "Оператор", "began_at": later, "ended_at": "01.01.2020 10:00"}
    assert "Кінець має бути пізніше" in send(manager, f"{root}outage/", outage)
    assert "Конкурс скасовано" in send(manager, f"{root}cancellation/", {"reason": "Донор відмовився"})
    call.refresh_from_db()
    assert (call.state, call.versions.count()) == (CallState.CANCELLED, 3)


def test_questions_of_the_call_are_answered_and_submitted(leader: Client) -> None:
    own()
    make.centre()
    made = given.asked_proposal()
    address = f"/programmes/ours/{made.pk}/answers/"
    assert "Питання конкурсу" in page(leader, f"/programmes/ours/{made.pk}/")
    page(leader, address)
    assert made.response is not None


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (None, 5_999, "до 5999"),
        (6_000, 9_999, "6000–9999"),
        (10_000, None, "10000 і більше"),
        (None, None, "будь-скільки"),
    ],
)
def test_a_band_that_is_open_is_said_in_words(least: int | None, most: int | None, said: str) -> None:
    assert shown.span_of({"least": least, "most": most, "score": 10}) == said


def test_a_chosen_hromada_says_whether_it_takes_part(client: Client) -> None:
    tenancy.bind(make.OWN)
    call = given.call(state=CallState.PUBLISHED)
    chosen = given.proposal(to=call, state="selected")
    client.force_login(make.membership(Role.LEADER).user)
    page = f"/programmes/ours/{chosen.pk}/"
    assert "Підтвердити участь" in client.get(page).content.decode()
    empty = client.post(f"{page}declining/", {"declining-reason": ""})
    assert "Заповніть це поле" in empty.content.decode()
    said = client.post(f"{page}participation/", follow=True).content.decode()
    assert "Участь підтверджено" in said
    chosen.refresh_from_db()
    assert chosen.state == "confirmed"
    assert "Підтвердити участь" not in said
