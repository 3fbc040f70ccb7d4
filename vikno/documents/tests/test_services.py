"""Kept once, printed again the same, changed by nobody."""

import datetime as dt
import hashlib

import pytest
from django.db import transaction
from django.db.utils import InternalError, ProgrammingError

from vikno.accounts.enums import Role
from vikno.audit import queries as audit
from vikno.common import tenancy, typeset
from vikno.documents import services
from vikno.documents.enums import DocumentKind
from vikno.documents.errors import DocumentNotFound, MayNotKeep, ReprintDiffers
from vikno.documents.models import GeneratedDocument
from vikno.documents.papers import form_of
from vikno.documents.tests import samples
from vikno.documents.tests.conftest import OURS, THEIRS, actor
from vikno.documents.tests.reading import pages_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", samples.PAPERS)
def test_a_kept_form_prints_again_byte_for_byte(hromada: str, name: str) -> None:
    kept = services.keep_form(
        paper=samples.PAPERS[name], actor=actor(Role.OFFICER), at=samples.AT, hromada_code=hromada
    )
    first = services.reprint(kept)
    read_back = GeneratedDocument.objects.get(pk=kept.pk)  # jsonb forgets the order of keys
    assert services.reprint(read_back) == first


def test_a_kept_form_remembers_kind_title_typesetter_and_maker(document: GeneratedDocument) -> None:
    assert document.kind == DocumentKind.INVENTORY
    assert document.title == "Опис вхідного пакета документів 26-0417-000001-7"
    assert document.engine == typeset.engine()
    assert document.made_at == samples.AT
    assert len(document.pdf_sha256) == 64


def test_keeping_is_recorded_without_names(document: GeneratedDocument) -> None:
    entry = audit.entries_about(document, hromada_code=OURS).get()
    assert entry.action == "document.kept"
    assert entry.facts == {"kind": "inventory", "sha256": document.pdf_sha256}


def test_the_picture_of_the_code_is_not_kept(document: GeneratedDocument) -> None:
    assert "qr" not in document.data
    assert document.data["number"] == samples.INVENTORY.number


def test_changed_data_are_noticed(document: GeneratedDocument) -> None:
    document.data["sheets_total"] = 4
    with pytest.raises(ReprintDiffers) as refusal:
        services.reprint(document)
    assert "копію" in str(refusal.value)


def test_another_typesetter_is_named(document: GeneratedDocument, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "engine", lambda: "typst 9.9.9")  # it goes into the file, so bytes differ
    monkeypatch.setattr(typeset, "render_pdf", lambda *_, **__: b"%PDF other")
    with pytest.raises(ReprintDiffers, match=r"Тоді: typst \d.*тепер: typst 9\.9\.9"):
        services.reprint(document)


def test_a_copy_from_the_same_data_says_it_is_a_copy(document: GeneratedDocument) -> None:
    pages = pages_of(services.copy_of(document))
    assert all("Копіязтихсамихданих" in page for page in pages)
    assert samples.INVENTORY.access_code in pages[0]


def test_the_database_forbids_a_change(document: GeneratedDocument) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        GeneratedDocument.objects.filter(pk=document.pk).update(title="інше")


def test_a_neighbour_does_not_see_it_even_without_a_filter(document: GeneratedDocument) -> None:
    tenancy.bind(THEIRS)
    assert not GeneratedDocument.objects.filter(pk=document.pk).exists()


@pytest.mark.parametrize(
    ("role", "code"), [(Role.STEWARD, OURS), (Role.OFFICER, THEIRS), (Role.OFFICER, ""), ("stranger", OURS)]
)
def test_a_stranger_keeps_nothing(hromada: str, role: str, code: str) -> None:
    with pytest.raises(MayNotKeep):
        services.keep_form(
            paper=samples.MANIFEST, actor=actor(role, hromada_code=code), at=samples.AT, hromada_code=OURS
        )
    assert not GeneratedDocument.objects.exists()


def test_a_fault_of_a_template_leaves_nothing(hromada: str) -> None:
    form = form_of(samples.MANIFEST)
    with pytest.raises(typeset.TemplateFault):
        services.keep_document(
            kind=form.kind, template=form.template, title=form.title, data={"title": "порожньо"},
            actor=actor(Role.OFFICER), at=samples.AT, hromada_code=OURS,
        )  # fmt: skip
    assert not GeneratedDocument.objects.exists()


def test_a_look_leaves_a_trace(document: GeneratedDocument) -> None:
    at = samples.AT + dt.timedelta(days=3)
    assert services.give_out(document=document, actor=actor(Role.HEAD), at=at).startswith(b"%PDF")
    actions = [entry.action for entry in audit.entries_about(document, hromada_code=OURS)]
    assert actions == ["document.kept", "document.read"]


@pytest.mark.parametrize("role", [Role.COURIER, Role.PROVIDER, Role.STEWARD])
def test_others_are_answered_as_for_an_unknown_document(document: GeneratedDocument, role: str) -> None:
    with pytest.raises(DocumentNotFound):
        services.give_out(document=document, actor=actor(role), at=samples.AT)
    assert [entry.action for entry in audit.entries_about(document, hromada_code=OURS)] == ["document.kept"]


@pytest.fixture
def laid_down(hromada: str) -> GeneratedDocument:
    return services.lay_down_form(
        paper=samples.INVENTORY, actor=actor(Role.OFFICER), at=samples.AT, hromada_code=hromada
    )


def test_a_form_laid_down_is_typeset_at_its_first_print(
    laid_down: GeneratedDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (laid_down.pdf_sha256, laid_down.engine) == ("", "")
    (entry,) = audit.entries_about(laid_down, hromada_code=OURS)
    assert set(entry.facts) == {"kind", "data_sha256"}
    first = services.reprint(laid_down)
    kept = GeneratedDocument.objects.get(pk=laid_down.pk)
    assert kept.pdf_sha256 == hashlib.sha256(first).hexdigest()
    assert kept.engine == typeset.engine()
    assert services.reprint(kept) == first
    monkeypatch.setattr(typeset, "render_pdf", lambda *_, **__: b"%PDF other")
    with pytest.raises(ReprintDiffers):
        services.reprint(kept)


def test_the_first_of_two_prints_decides(laid_down: GeneratedDocument, monkeypatch: pytest.MonkeyPatch) -> None:
    seen_before = GeneratedDocument.objects.get(pk=laid_down.pk)
    services.reprint(laid_down)
    monkeypatch.setattr(typeset, "render_pdf", lambda *_, **__: b"%PDF other")
    with pytest.raises(ReprintDiffers):
        services.reprint(seen_before)


def test_only_the_hash_of_a_form_laid_down_may_be_filled_and_once(laid_down: GeneratedDocument) -> None:
    mine = GeneratedDocument.objects.filter(pk=laid_down.pk)
    for changes in ({"title": "інше"}, {"data": {}}):
        with pytest.raises((ProgrammingError, InternalError), match=r"denied|never changed"), transaction.atomic():
            mine.update(**changes)
    services.reprint(laid_down)
    with pytest.raises((ProgrammingError, InternalError), match="never changed"), transaction.atomic():
        mine.update(pdf_sha256="0" * 64)
