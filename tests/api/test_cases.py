"""Cases through the API: registered once, read with a trace, moved by the same services as pages."""

import datetime as dt
import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import factories as make
from tests.api.world import Place, place, program
from vikno.accounts.enums import Role
from vikno.accounts.models import Receipt
from vikno.applicants.models import Applicant
from vikno.audit.models import JournalEntry
from vikno.cases import queries
from vikno.cases.actions import BY_NOUN
from vikno.cases.api.acts import ACTS
from vikno.cases.models import Case, CaseScan, StatusChange
from vikno.common import clock, tenancy
from vikno.documents.models import GeneratedDocument

pytestmark = pytest.mark.django_db
_PNG = io.BytesIO()
Image.new("1", (4, 4), 1).save(_PNG, "PNG")
PICTURE = _PNG.getvalue()


@pytest.fixture(autouse=True)
def _bound(here: Place) -> None:
    tenancy.bind(make.OWN)


def test_a_case_is_registered_with_its_inventory_and_code(here: Place) -> None:
    answer = here.officer.post("/cases", here.application())
    assert answer.status_code == 201, answer.content
    said = answer.json()
    case = Case.objects.get(number=said["number"])
    assert (case.officer_id, case.point, case.state) == (here.officer.user_id, here.point, "registered")
    assert GeneratedDocument.objects.filter(pk=case.inventory_id).exists()
    assert queries.public_status(said["number"], said["access_code"]) is not None


def test_the_same_operation_has_one_effect_and_one_answer(here: Place) -> None:
    operation, said = str(uuid4()), here.application()
    first = here.officer.post("/cases", said, operation=operation)
    again = here.officer.post("/cases", dict(reversed(said.items())), operation=operation.upper())
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert (first.headers.get("Idempotent-Replayed"), again.headers["Idempotent-Replayed"]) == (None, "true")
    assert Case.objects.count() == 1
    assert StatusChange.objects.count() == 1


def test_the_same_operation_with_another_payload_is_refused(here: Place) -> None:
    operation = str(uuid4())
    here.officer.post("/cases", here.application(), operation=operation)
    answer = here.officer.post("/cases", here.application(contact="+380509999999"), operation=operation)
    assert (answer.status_code, answer.json()["code"]) == (422, "accounts.operation_reused")
    assert Case.objects.count() == 1


def test_an_operation_of_another_program_is_refused(here: Place) -> None:
    operation, said = str(uuid4()), here.application()
    here.officer.post("/cases", said, operation=operation)
    answer = program(at=here.point).post("/cases", said, operation=operation)
    assert (answer.status_code, answer.json()["code"]) == (422, "accounts.operation_reused")


def test_a_refused_operation_leaves_its_id_free(here: Place) -> None:
    operation = str(uuid4())
    refused = here.officer.post("/cases", here.application(contact=""), operation=operation)
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.contact_missing")
    assert not Receipt.objects.exists()
    assert not Applicant.objects.exists()
    assert here.officer.post("/cases", here.application(), operation=operation).status_code == 201


def test_a_kept_answer_says_nothing_to_whoever_reads_the_table(here: Place) -> None:
    said = here.officer.post("/cases", here.application()).json()
    kept = Receipt.objects.get().answer
    assert said["access_code"] not in kept
    assert said["number"] not in kept


def test_a_change_without_an_operation_is_refused(here: Place) -> None:
    answer = here.officer.client.post(
        "/api/v1/cases", here.application(), content_type="application/json", headers=here.officer.headers
    )
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_a_case_read_leaves_a_trace_and_a_list_says_no_names(here: Place) -> None:
    number = here.opened()
    said = here.officer.get(f"/cases/{number}").json()
    assert said["applicant"]["name"] == "Незабудько"
    assert [step["step"] for step in said["steps"]] == ["registered"]
    look = JournalEntry.objects.get(action="case.viewed")
    assert (look.actor_id, look.facts) == (here.officer.user_id, {"page": "api:case"})
    assert "Незабудько" not in here.officer.get("/cases").content.decode()


def test_pages_follow_one_another_without_gaps(here: Place) -> None:
    numbers = [here.opened() for _ in range(5)]
    seen, after = [], None
    while True:
        page = here.officer.get("/cases", limit=2, **({"after": after} if after else {})).json()
        seen += [row["number"] for row in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == numbers[::-1]


@pytest.mark.parametrize("cursor", ["AAAA", "W10", "WzEsMl0", "bnVsbA", "x" * 400])
def test_a_broken_cursor_is_refused(here: Place, cursor: str) -> None:
    for path in ("/cases", "/points", "/services"):
        answer = here.officer.get(path, after=cursor)
        assert (answer.status_code, answer.json()["code"]) == (404, "api.cursor")


def test_a_case_goes_its_way_to_the_hands_of_the_applicant(here: Place) -> None:
    number = here.opened()
    registered_at = here.officer.get(f"/cases/{number}").json()["registered_at"]
    registered = clock.today(dt.datetime.fromisoformat(registered_at)).isoformat()
    acts = [
        ("decision", {"outcome": "granted", "decided_on": registered}, "decided"),
        ("result", {"shelf": "А-1"}, "result_received"),
        ("notification", {"channel": "phone", "proof": "розмова"}, "notified"),
        ("issue", {"identity_kind": "id_card", "identity_ending": "1234"}, "issued"),
    ]
    for noun, said, state in acts:
        answer = here.officer.post(f"/cases/{number}/{noun}", said)
        assert (answer.status_code, answer.json().get("state")) == (201, state), answer.content
    late = here.officer.post(f"/cases/{number}/withdrawal", {"reason": "пізно"})
    assert (late.status_code, late.json()["code"]) == (409, "cases.step_not_allowed")


def test_a_foreign_case_is_answered_as_an_unknown_one(here: Place) -> None:
    number, stranger = here.opened(), place(of=make.FOREIGN).officer
    known, unknown = (stranger.get(f"/cases/{one}") for one in (number, "2604179999997"))
    assert (known.status_code, known.content) == (404, unknown.content)
    for noun, said in (("note", {"text": "чуже"}), ("withdrawal", {"reason": "чуже"})):
        known, unknown = (stranger.post(f"/cases/{one}/{noun}", said) for one in (number, "2604179999997"))
        assert (known.status_code, known.content) == (404, unknown.content)
    assert stranger.get("/cases").json()["items"] == []
    tenancy.bind(make.OWN)
    assert StatusChange.objects.count() == 1


def test_the_same_person_is_not_written_down_twice(here: Place) -> None:
    who = {"family_name": "Незабудько", "given_name": "Мар'яна", "rnokpp": "3184710691"}
    for _ in range(2):
        assert here.officer.post("/cases", here.application(applicant=who)).status_code == 201
    assert here.officer.post("/cases", here.application(applicant=who | {"family_name": "Інша"})).status_code == 201
    assert Applicant.objects.count() == 2


def test_a_program_without_a_posting_gets_a_refusal(here: Place) -> None:
    answer = program().post("/cases", here.application())
    assert (answer.status_code, answer.json()["code"]) == (403, "cases.not_posted_here")


def test_a_provider_reads_only_what_was_handed_to_it(here: Place) -> None:
    number, provider = here.opened(), program(Role.PROVIDER)
    assert provider.get(f"/cases/{number}").status_code == 404
    assert provider.post("/cases", here.application()).status_code == 403
    own = make.case(provider=provider.key.membership.organisation, officer=make.user())
    assert provider.get(f"/cases/{own.number}").status_code == 200
    assert provider.post(f"/cases/{own.number}/acceptance", {"note": "прийнято"}).json()["state"] == "accepted"


def test_every_act_of_the_pages_is_a_call_and_no_other() -> None:
    assert set(ACTS) == set(BY_NOUN)


class TestFiles:
    @pytest.fixture(autouse=True)
    def _folder(self, settings: Any, tmp_path: Path) -> None:
        settings.MEDIA_ROOT = tmp_path

    def test_a_scan_is_laid_into_a_case_once(self, here: Place) -> None:
        number, operation = here.opened(), str(uuid4())
        sent = [SimpleUploadedFile("паспорт.png", PICTURE) for _ in range(2)]
        first, again = (
            here.officer.attach(f"/cases/{number}/files", one, operation=operation, paper=1) for one in sent
        )
        assert (first.status_code, again.content) == (201, first.content), first.content
        assert again.headers["Idempotent-Replayed"] == "true"
        scan = CaseScan.objects.get()
        assert (scan.case.number, scan.paper.order, scan.file.source) == (number, 1, "api")  # type: ignore[union-attr]

    def test_what_is_no_scan_is_refused(self, here: Place) -> None:
        number = here.opened()
        answer = here.officer.attach(f"/cases/{number}/files", SimpleUploadedFile("x.png", b"<svg onload=alert(1)>"))
        assert (answer.status_code, answer.json()["code"]) == (409, "documents.kind_not_taken")
        absent = here.officer.attach(f"/cases/{number}/files", SimpleUploadedFile("x.png", PICTURE), paper=9)
        assert absent.status_code == 404
        assert not CaseScan.objects.exists()

    def test_nothing_is_laid_into_a_foreign_case(self, here: Place) -> None:
        number, stranger = here.opened(), place(of=make.FOREIGN).officer
        answer = stranger.attach(f"/cases/{number}/files", SimpleUploadedFile("x.png", PICTURE))
        assert (answer.status_code, answer.json()["code"]) == (404, "cases.not_found")
