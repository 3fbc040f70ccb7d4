"""Nothing of a person reaches a log: real requests, real refusals and crashes, and every line that was written.

The planted person's words are looked for in what a production site would write, in the journal, in the outbox and in
the queue of jobs. A plain formatter is shown to leak, so that the silence of ours means something.
"""

import json
import logging
import smtplib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client

from config.logs import WithoutValues
from vikno.applicants import services as applicants
from vikno.applicants.models import Applicant
from vikno.audit.models import JournalEntry, OutboxEvent
from vikno.cases import queries as case_queries
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import World
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.correspondence import importing
from vikno.correspondence.reading import read_letter
from vikno.correspondence.services import Place, take_letter
from vikno.correspondence.tests.mail_server import MailServer, written
from vikno.desk.tests.conftest import SignIn, sign_in
from vikno.desk.tests.test_intake import WISHES, papers
from vikno.notifications import sending, tasks
from vikno.notifications.enums import Channel
from vikno.notifications.gateways.contract import Parcel
from vikno.notifications.services import tell
from vikno.operations.serving import _page_server

pytestmark = pytest.mark.django_db
__all__ = ["sign_in"]

PERSON = {
    "family_name": "Заплавненкова", "given_name": "Всеславія", "patronymic": "Остромирівна", "rnokpp": "1759013776",
    "unzr": "19840228-00013", "identity_kind": "passport_book", "identity_number": "КЖ 734512",
    "phone": "0673219874", "email": "vseslavia.z@example.org", "street_address": "вул. Тиха Заводь, 73а",
}  # fmt: skip
# As typed, as kept, as sent in an address.
PLANTED = (
    "Заплавненков", "заплавненков", "Всеславі", "всеславі", "Остромир", "1759013776", "19840228", "734512", "3219874",
    "vseslavia", "Тиха Заводь", "%D0%97%D0%B0%D0%BF%D0%BB",
)  # fmt: skip


class Heard(logging.Handler):
    """Every record of every logger, as a production site writes it down."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def written(self, formatter: logging.Formatter) -> str:
        lines = []
        for record in self.records:
            record.exc_text = None  # a formatter before may have left its own
            lines.append(f"{formatter.format(record)} {record.args}")
        return "\n".join(lines)


def leaks(text: str) -> set[str]:
    return {planted for planted in PLANTED if planted in text}


@pytest.fixture
def heard() -> Iterator[Heard]:
    handler, root = Heard(), logging.getLogger()
    names = (None, "django.request", "django.security", "procrastinate", "vikno")
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.INFO)
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def world(db: None) -> World:
    return worlds.build()


@pytest.fixture
def officer(world: World, sign_in: SignIn) -> Client:
    client = sign_in(world.officer)
    client.raise_request_exception = False
    return client


def send(client: Client, address: str, form: dict[str, str]) -> HttpResponse:
    """Send a form, and once more where it warned of something to look at twice."""
    answer = client.post(address, form)
    page = answer.content.decode()
    if 'name="seen" value="' in page:
        answer = client.post(address, {**form, "seen": page.split('name="seen" value="')[1].split('"')[0]})
    return answer  # type: ignore[return-value]


def _everything_kept_beside() -> str:
    """The journal, the outbox and the queue: they outlive people or travel without them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(args::text, ' '), '') FROM procrastinate_jobs")
        jobs = str(cursor.fetchone()[0])
    facts = json.dumps([*JournalEntry.objects.values_list("facts", flat=True)], ensure_ascii=False)
    return jobs + facts + json.dumps([*OutboxEvent.objects.values_list("payload", flat=True)], ensure_ascii=False)


def test_an_intake_and_finding_write_nothing_of_the_person(world: World, officer: Client, heard: Heard) -> None:
    form = {**PERSON, "settlement": "Вербівка"}
    warned = officer.post("/desk/intake/", {**form, "rnokpp": "1759013777"}).content.decode()  # a wrong check digit
    assert 'name="seen"' in warned
    assert officer.post("/desk/intake/", {**form, "phone": "", "email": "не адреса"}).status_code == 200
    address = str(send(officer, "/desk/intake/", form).url).removesuffix("service/")
    added = Applicant.objects.get(family_name=PERSON["family_name"])
    officer.post(f"{address}service/", {"service": world.service.pk})
    officer.post(f"{address}papers/", papers(extra="Паспорт"))
    officer.post(f"{address}wishes/", {**WISHES, "notification_channel": "email", "contact": PERSON["email"]})
    assert officer.post(f"{address}registration/").url == f"{address}done/"
    for value in PERSON.values():
        for page in ("/desk/find/", "/desk/people/", "/desk/intake/", "/cases/", "/desk/people/new/"):
            assert officer.get(page, {"q": value, "text": value}).status_code in (200, 302)
    number = added.cases.get().number
    for page in (f"/desk/people/{added.pk}/", f"/desk/people/{added.pk}/edit/", f"/cases/{number}/"):
        assert officer.get(page).status_code == 200
    tell(
        actor=world.officer, at=added.created_at, hromada_code=worlds.HOME, channel=Channel.EMAIL,
        recipient=PERSON["email"], subject="Результат готовий", body="Приходьте.", about=added.cases.get(),
    )  # fmt: skip
    assert leaks(heard.written(WithoutValues())) == set()
    assert leaks(_everything_kept_beside()) == set()


def test_refusals_write_nothing_of_the_person(world: World, officer: Client, heard: Heard) -> None:
    asked = {"q": PERSON["family_name"], "next": f"/desk/find/?q={PERSON['rnokpp']}"}
    assert officer.get("/desk/people/987654321/", asked).status_code == 404
    assert officer.get(f"/desk/nothing/?q={PERSON['phone']}").status_code == 404
    assert officer.get(f"/desk/find/?q={PERSON['family_name']}%00").status_code == 400
    assert officer.get("/desk/find/", asked, headers={"Host": "evil.example"}).status_code == 400
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert strict.post("/desk/intake/", PERSON).status_code == 403
    assert Client().get("/desk/find/", asked).status_code == 302
    assert officer.put("/desk/find/", asked).status_code == 405
    assert heard.records
    assert leaks(heard.written(WithoutValues())) == set()


def _duplicate(**_given: Any) -> None:
    row = ", ".join(PERSON.values())
    raise IntegrityError(f"duplicate key value violates unique constraint\nDETAIL:  Failing row contains ({row}).")


def _too_long(**_given: Any) -> None:
    try:
        raise ValueError(f"bad value {PERSON!r}")
    except ValueError as reason:
        raise DataError(f"value too long: {PERSON['street_address']}") from reason


@pytest.mark.parametrize("crash", [_duplicate, _too_long])
def test_a_crash_is_told_by_its_place_not_by_its_values(
    world: World, officer: Client, heard: Heard, monkeypatch: pytest.MonkeyPatch, crash: Any
) -> None:
    monkeypatch.setattr(applicants, "add_applicant", crash)
    answer = send(officer, f"/desk/people/new/?q={PERSON['family_name']}", PERSON)
    assert answer.status_code == 500
    assert leaks(answer.content.decode()) == set()
    written = heard.written(WithoutValues())
    assert "add_applicant" in written or crash.__name__ in written
    assert leaks(written) == set()
    assert leaks(heard.written(logging.Formatter("%(message)s"))) != set()  # a plain formatter would have told all


def test_a_crash_of_a_search_does_not_tell_what_was_asked(
    world: World, officer: Client, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(actor: object, text: str, **_given: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT %s::int", [PERSON["family_name"]])

    monkeypatch.setattr(case_queries, "cases_by_tail", broken)
    monkeypatch.setattr("vikno.applicants.queries.find_applicants", broken)
    assert officer.get("/desk/find/", {"q": PERSON["family_name"]}).status_code == 500
    assert "InvalidTextRepresentation" in heard.written(WithoutValues())
    assert leaks(heard.written(WithoutValues())) == set()


def test_a_letter_that_bounces_is_logged_without_its_address(
    world: World, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bounce(*_given: Any, **_named: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({PERSON["email"]: (550, b"no such user")})

    case = worlds.case_in(world)
    message = tell(
        actor=world.officer, at=case.registered_at, hromada_code=worlds.HOME, channel=Channel.EMAIL,
        recipient=PERSON["email"], subject="Результат", body="Готово.", about=case,
    )  # fmt: skip
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", bounce)
    tasks.deliver.func(message_id=message.pk, hromada_code=worlds.HOME)
    message.refresh_from_db()
    assert (message.delivery, message.trouble) == ("failed", "SMTPRecipientsRefused")
    assert leaks(heard.written(logging.Formatter("%(message)s"))) == set()
    assert leaks(_everything_kept_beside()) == set()


class Fallen:
    """A gateway that breaks its word and raises, with everything it was given in the message."""

    can_look_up = False

    def send(self, parcel: Parcel) -> None:
        raise RuntimeError(f"cannot send {parcel!r} to {PERSON!r}")


def test_a_gateway_that_raises_tells_nothing_of_the_message(
    world: World, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = worlds.case_in(world)
    message = tell(
        actor=world.officer, at=case.registered_at, hromada_code=worlds.HOME, channel=Channel.SMS,
        recipient=PERSON["phone"], subject="", body="Готово.", about=case,
    )  # fmt: skip
    monkeypatch.setattr(sending, "gateway_of", lambda _: Fallen())
    arguments = {"message_id": message.pk, "hromada_code": worlds.HOME}
    with pytest.raises(RuntimeError) as fallen:
        tasks.deliver.func(**arguments)
    said = f"Job {tasks.deliver.name}[1]({arguments}) ended with status: Error"  # what the worker does with it
    logging.getLogger("procrastinate.worker").error(said, exc_info=fallen.value)
    assert "RuntimeError" in heard.written(WithoutValues())
    assert leaks(heard.written(WithoutValues())) == set()
    assert leaks(heard.written(logging.Formatter("%(message)s"))) != set()
    assert leaks(_everything_kept_beside()) == set()


def test_a_letter_that_came_is_logged_without_a_word_of_it(
    world: World, heard: Heard, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    """Taken whole, then taken with a fault in the middle: the importer says where, and nothing of the letter."""
    settings.MEDIA_ROOT = tmp_path
    sender = f"{PERSON['given_name']} {PERSON['family_name']} <{PERSON['email']}>"
    words = f"Мій РНОКПП {PERSON['rnokpp']}, живу {PERSON['street_address']}"
    read = read_letter(written(f"Від {PERSON['family_name']}", text=words, sender=sender, files=(("x.zip", b"PK"),)))
    assert read.sender == PERSON["email"]
    system = Actor.system(worlds.HOME)
    place = Place(mailbox="cnap@mail.example/INBOX", uid_validity=1, uid=1)
    assert take_letter(read=read, place=place, actor=system, at=clock.now()) is not None
    monkeypatch.setattr(importing, "_size_of", lambda *_given: 100)
    monkeypatch.setattr(importing, "_bytes_of", lambda *_given: written("x", text=words, sender=sender))
    monkeypatch.setattr("vikno.correspondence.services.take_letter", _too_long)
    mailbox = MailServer(0).mailbox(worlds.HOME, password="hidden-word")
    box = SimpleNamespace(
        uids=lambda _asked: ["7"], folder=SimpleNamespace(status=lambda *_given: {"UIDVALIDITY": 1})
    )  # fmt: skip
    assert importing._fetched(box, mailbox).left == 1  # type: ignore[arg-type]
    assert "DataError" in heard.written(WithoutValues())
    assert leaks(heard.written(WithoutValues())) == set()
    assert "hidden-word" not in heard.written(logging.Formatter("%(message)s"))
    assert leaks(_everything_kept_beside()) == set()


def test_no_server_of_ours_writes_addresses_of_pages() -> None:
    """A typed name stands in the address of a search: an access log would keep it."""
    assert not [option for option in _page_server(8000) if option.startswith("--access-log")]


def test_production_writes_through_the_formatter_without_values() -> None:
    import subprocess
    import sys

    from config.paths import PROJECT

    asked = (
        "import django.conf, logging.config; s = django.conf.settings; logging.config.dictConfig(s.LOGGING);"
        "print({type(h.formatter).__name__ for h in logging.getLogger().handlers})"
    )
    environment = {
        "VIKNO_MODE": "production", "VIKNO_SECRET_KEY": "x" * 50, "VIKNO_HOSTS": "cnap.example",
        "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(PROJECT),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "{'WithoutValues'}"
