"""Files as answers: kind by content, size, antivirus as everywhere; a programme reads what was submitted alone."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories as make
from tests import for_programmes as given
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.clock import now
from vikno.documents.errors import AntivirusAway, FileInfected, FileTooLarge, KindNotTaken
from vikno.documents.models import StoredFile
from vikno.documents.tests.clamd import clamd_at
from vikno.documents.tests.hostile import EICAR
from vikno.programmes import queries, services
from vikno.programmes.enums import CallState
from vikno.programmes.errors import NoSuchPart
from vikno.programmes.models import CallDocument, ProgrammeCall, Proposal
from vikno.programmes.rules.files import FileAnswer, file_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Proposal:
    tenancy.bind(make.OWN)
    make.centre()
    return given.filed_proposal()


def test_a_file_is_kept_with_its_hash_and_goes_with_the_revision(draft: Proposal) -> None:
    assert queries.missing_of(draft, at=now())
    told = given.with_file(draft)
    kept = StoredFile.objects.get(pk=told.key)
    assert (told.sha256, told.name) == (kept.sha256, "план робіт.png")
    leader = make.actor(Role.LEADER)
    receipt = services.submit_proposal(proposal=draft, actor=leader, at=now())
    (answer,) = receipt.revision.snapshot["answers"]["answers"]
    assert file_answer(answer["value"]) == told


def test_what_is_no_paper_or_picture_is_refused_by_its_bytes(draft: Proposal) -> None:
    with pytest.raises(KindNotTaken):
        given.with_file(draft, content=b"MZ\x90 a program", name="plan.pdf")
    leader = make.actor(Role.LEADER)
    huge = services.Upload(stream=io.BytesIO(b"%PDF"), name="a.pdf", size=10**9)
    with pytest.raises(FileTooLarge):
        services.answer_with_files(
            proposal=draft, answers={}, uploads={("plan", 0): huge}, actor=leader, at=now()
        )  # fmt: skip


def test_a_programme_reads_what_was_submitted_and_nothing_before(draft: Proposal) -> None:
    told = given.with_file(draft)
    leader, manager = make.actor(Role.LEADER), make.actor(Role.PROGRAMME)
    assert services.give_answer_file(proposal=draft, file=told.key, actor=leader, at=now())[0]
    with pytest.raises(NoSuchPart):
        services.give_answer_file(proposal=draft, file=told.key, actor=manager, at=now())
    services.submit_proposal(proposal=draft, actor=leader, at=now())
    tenancy.bind("")
    tenancy.bind_programme(draft.organisation_id)
    content, _file = services.give_answer_file(proposal=draft, file=told.key, actor=manager, at=now())
    assert content.startswith(b"\x89PNG")
    assert tenancy.bound() == ""
    tenancy.bind(make.OWN)
    assert JournalEntry.objects.filter(hromada_code=make.OWN, action="file.read", actor_role="programme").exists()
    with pytest.raises(NoSuchPart):
        services.give_answer_file(proposal=draft, file=told.key + 1, actor=leader, at=now())


def test_on_the_pages(draft: Proposal) -> None:
    client = signed_in(make.membership(Role.LEADER))
    address = reverse("programmes:answers", args=[draft.pk])
    field = "q-plan-0"
    page = client.get(address).content.decode()
    name = page.partition('type="file"')[2].partition('name="')[2].partition('"')[0] or field
    refused = client.post(address, {name: SimpleUploadedFile("план.pdf", b"MZ not a paper")}).content.decode()
    assert "govuk-error" in refused
    sent = client.post(address, {name: SimpleUploadedFile("план.png", given.picture())}, follow=True)
    assert sent.status_code == 200
    page = client.get(address).content.decode()
    assert "план.png" in page
    told = given.file_of(draft)
    answer = client.get(reverse("programmes:answer_file", args=[draft.pk, told.key]))
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("text", ["", "так", "12 короткий", "x" * 90, 7, None])
def test_other_answers_are_no_files(text: object) -> None:
    assert file_answer(text) is None


def test_a_long_name_still_fits_an_answer() -> None:
    one = FileAnswer(key=10**11, sha256="a" * 64, name="н" * 400)
    assert len(one.line) <= 200
    assert file_answer(one.line) is not None


def added(made: ProgrammeCall, content: bytes) -> CallDocument:
    manager = make.actor(Role.PROGRAMME)
    return services.add_document(
        call=made,
        title="Форма",
        title_en="",
        file_name="forma.pdf",
        content=b"%PDF-1.7 " + content,
        actor=manager,
        at=now(),
    )


def test_a_document_of_a_call_is_looked_through_before_everybody_may_take_it(
    settings: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = given.call(state=CallState.DRAFT)
    tenancy.bind_programme(made.organisation_id)
    place = tmp_path_factory.mktemp("av") / "s"
    settings.CLAMD = f"unix:{place}"
    with clamd_at(place) as clamd:
        assert added(made, b"a form").pk
        with pytest.raises(FileInfected, match="Eicar-Test-Signature"):
            added(made, EICAR)
        clamd.manner = "silent"
        with pytest.raises(AntivirusAway, match=r"forma\.pdf"):
            added(made, b"another")
    assert made.documents.count() == 1


def test_where_no_antivirus_is_named_a_document_of_a_call_is_taken() -> None:
    made = given.call(state=CallState.DRAFT)
    tenancy.bind_programme(made.organisation_id)
    assert added(made, EICAR).pk
