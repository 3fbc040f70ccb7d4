"""Letters from a real mail server: each stored once, all or nothing, and marked there only afterwards."""

import io
import ssl
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from PIL import Image

from vikno.cases.rules import number_formatted
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.common import tenancy
from vikno.correspondence import errors, importing, queries
from vikno.correspondence.enums import LetterState, Oddity, Reason
from vikno.correspondence.importing import Fetched, fetch_letters, trouble_of
from vikno.correspondence.models import Attachment, Letter
from vikno.correspondence.tests.mail_server import MailServer, behind_tls, written
from vikno.documents.models import StoredFile
from vikno.notifications.tests.gateway import certificate

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * 20_000_000)
    return out.getvalue()


def test_letters_are_taken_with_their_files_and_moved_afterwards(world: World, imap: MailServer) -> None:
    imap.put(
        written("Перший", files=(("копія.png", picture()), ("архів.zip", bomb()), ("підпис.p7s", b"0\x80"))),
        written("Other"),
    )
    assert fetch_letters(imap.mailbox(worlds.HOME)) == Fetched(taken=2, known=0, left=0)
    letter = Letter.objects.get(subject="Перший")
    assert (letter.state, letter.sender) == (LetterState.WAITING, "maria@example.com")
    kept, zipped, signed = Attachment.objects.filter(letter=letter).order_by("order")
    assert kept.file is not None
    assert kept.file.is_shown
    assert zipped.file is None
    assert "архів.zip" in zipped.refusal
    assert "лишився в листі на поштовому сервері" in zipped.refusal
    assert signed.file is None
    assert (imap.subjects("INBOX"), len(imap.subjects("Vikno"))) == ([], 2)
    assert fetch_letters(imap.mailbox(worlds.HOME)) == Fetched(taken=0, known=0, left=0)


def test_without_a_folder_letters_are_marked_as_read(world: World, imap: MailServer) -> None:
    imap.put(written("Plain"))
    assert fetch_letters(imap.mailbox(worlds.HOME, done="")).taken == 1
    assert imap.subjects("INBOX") == ["Plain"]
    assert fetch_letters(imap.mailbox(worlds.HOME, done="")) == Fetched()


def test_killed_between_the_commit_and_the_mark_a_letter_is_stored_once(
    world: World, imap: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    imap.put(written("Once", files=(("a.png", picture()),)))

    def killed(*_given: object) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(importing, "_mark", killed)
    with pytest.raises(errors.MailboxDeclined):
        fetch_letters(imap.mailbox(worlds.HOME))
    monkeypatch.undo()
    assert (Letter.objects.count(), imap.subjects("INBOX")) == (1, ["Once"])
    assert fetch_letters(imap.mailbox(worlds.HOME)) == Fetched(taken=0, known=1, left=0)
    assert (Letter.objects.count(), StoredFile.objects.count(), imap.subjects("INBOX")) == (1, 1, [])


def test_a_fault_in_the_middle_leaves_nothing_and_the_letter_on_the_server(
    world: World, imap: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    imap.put(written("Bad", files=(("a.png", picture()), ("b.png", picture()))), written("Good"))
    kept = Attachment.objects.create

    def second_fails(**given: Any) -> Attachment:
        if given["order"] == 2:
            raise RuntimeError("power")
        return kept(**given)

    monkeypatch.setattr(Attachment.objects, "create", second_fails)
    assert fetch_letters(imap.mailbox(worlds.HOME)) == Fetched(taken=1, known=0, left=1)
    monkeypatch.undo()
    assert [*Letter.objects.values_list("subject", flat=True)] == ["Good"]
    assert (StoredFile.objects.count(), imap.subjects("INBOX")) == (0, ["Bad"])
    assert fetch_letters(imap.mailbox(worlds.HOME)).taken == 1


def test_the_same_letter_delivered_twice_is_one_letter(world: World, imap: MailServer) -> None:
    letter = written("Twice", message_id="<1@example.com>")
    imap.put(letter, b"Received: by relay\r\n" + letter)
    assert fetch_letters(imap.mailbox(worlds.HOME)) == Fetched(taken=1, known=1, left=0)


def test_a_letter_that_borrows_a_number_is_not_lost(world: World, imap: MailServer) -> None:
    imap.put(written("True", message_id="<1@example.com>"), written("Forged", message_id="<1@example.com>"))
    assert fetch_letters(imap.mailbox(worlds.HOME)).taken == 2
    assert Letter.objects.get(subject="Forged").oddities == [Oddity.SAME_ID]


def test_a_huge_letter_is_told_of_and_stays_on_the_server(
    world: World, imap: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_BYTES", 5000)
    imap.put(written("Huge", text="a" * 9000))
    assert fetch_letters(imap.mailbox(worlds.HOME)).taken == 1
    letter = Letter.objects.get()
    assert (letter.subject, letter.text, letter.oddities) == ("Huge", "", [Oddity.TOO_LARGE])
    assert letter.size > 9000
    assert imap.subjects("Vikno") == ["Huge"]


def test_fifty_a_round(world: World, imap: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_LETTERS", 2)
    imap.put(*(written(f"N{n}") for n in range(3)))
    assert fetch_letters(imap.mailbox(worlds.HOME)) == Fetched(taken=2, known=0, left=1)
    assert fetch_letters(imap.mailbox(worlds.HOME)) == Fetched(taken=1, known=0, left=0)


def test_a_copy_in_pdf_leads_to_its_case_by_the_number_inside(world: World, imap: MailServer) -> None:
    case = worlds.case_in(world)
    pdf = made_pdf(number_formatted(case.number))
    imap.put(written("Копія документа", sender="noreply@diia.example", files=(("document.pdf", pdf),)))
    fetch_letters(imap.mailbox(worlds.HOME))
    (found,) = queries.candidates(world.officer, Letter.objects.get())
    assert (found[0], found[1]) == (case, (Reason.NUMBER_IN_FILE,))


def made_pdf(words: str) -> bytes:
    """A page with a line of text, as simple as PDF allows."""
    stream = f"BT /F1 12 Tf 72 720 Td (Case {words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)


def test_over_tls_with_a_certificate_that_is_known(world: World, imap: MailServer, tmp_path: Path) -> None:
    there = certificate(tmp_path)
    imap.put(written("Secret"))
    with behind_tls(imap.port, there) as port:
        mailbox = imap.mailbox(worlds.HOME, host="localhost", port=port, has_tls=True)
        assert trouble_of(mailbox) == "SSLCertVerificationError"
        assert Letter.objects.count() == 0
        known = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
        assert fetch_letters(mailbox, context=known).taken == 1


def test_a_mailbox_that_does_not_open_is_said_without_its_password(world: World, imap: MailServer) -> None:
    with pytest.raises(errors.MailboxDeclined) as wrong:
        fetch_letters(imap.mailbox(worlds.HOME, password="hidden-word"))
    assert "cnap@127.0.0.1/INBOX" in str(wrong.value)
    assert "hidden-word" not in str(wrong.value) + repr(imap.mailbox(worlds.HOME, password="hidden-word"))
    with pytest.raises(errors.MailboxDeclined, match="ConnectionRefusedError"):
        fetch_letters(imap.mailbox(worlds.HOME, port=9))


def test_letters_of_one_hromada_are_not_seen_by_another(world: World, imap: MailServer) -> None:
    imap.put(written("Own"))
    fetch_letters(imap.mailbox(worlds.HOME))
    neighbour = worlds.build(worlds.NEIGHBOUR, name="Сусідня", network=418)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM correspondence_letter")
        assert cursor.fetchone() == (0,)
    assert list(queries.letters(neighbour.head)) == []
    tenancy.bind(worlds.HOME)
    with pytest.raises(errors.LetterNotFound):
        queries.letter(neighbour.head, Letter.objects.get().pk)
