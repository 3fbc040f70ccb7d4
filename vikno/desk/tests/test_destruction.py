"""Retention (P4): two people, a hold, and a person gone everywhere, for good."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from PIL import Image

from vikno.accounts.enums import Role
from vikno.accounts.models import User
from vikno.applicants import queries as applicants
from vikno.applicants.models import Representative
from vikno.audit import queries as audit
from vikno.cases import queries as case_queries
from vikno.cases import services as case_services
from vikno.cases.models import Case
from vikno.cases.tests import world as worlds
from vikno.cases.tests.world import HOME, World
from vikno.common import tenancy
from vikno.correspondence.models import Attachment, Letter
from vikno.desk.services import approve_destruction, replay_destruction, request_destruction
from vikno.documents import ledger, retention, rules, storage
from vikno.documents import services as documents
from vikno.documents.enums import ActState, FileSource, FileState
from vikno.documents.errors import (
    ActDecided,
    CommissionTooSmall,
    DocumentDestroyed,
    Held,
    MayNotDestroy,
    NothingToDestroy,
    SamePersonDecides,
    TooShort,
)
from vikno.documents.models import GeneratedDocument, StoredFile
from vikno.notifications.models import Message

pytestmark = pytest.mark.django_db
THEN = dt.datetime(2020, 3, 4, 9, 0, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 11, 16, 8, 30, tzinfo=dt.UTC)
COMMISSION = [documents.Member(name="Олег Їжак", post="голова"), documents.Member(name="Ґанна Юр", post="архіваріус")]
SECRETS = (
    "Жмеринчук",
    "жмеринчук",
    "0501112233",
    "501112233",
    "2345678901",
    "Вишнева, 77",
    "таємна примітка",
    "АА123456",
)


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    return worlds.build()


def kept_picture(name: str, *, color: int, world: World) -> StoredFile:
    out = io.BytesIO()
    Image.new("L", (9, 9), color).save(out, "PNG")
    return documents.keep_file(
        stream=io.BytesIO(out.getvalue()), name=name, declared_size=None, source=FileSource.UPLOAD,
        actor=world.officer, at=THEN, hromada_code=HOME,
    )  # fmt: skip


def come_by_mail(case: Case, *, file: StoredFile) -> None:
    """A letter of the same person, attached to the case, with one file kept and one refused."""
    letter = Letter.objects.create(
        hromada_id=HOME, mailbox="x", uid_validity=1, uid=case.pk, digest=f"{case.pk:064d}", sender="z@example.com",
        sender_name="Жмеринчук", subject="Жмеринчук", text="таємна примітка", received_at=THEN, state="attached",
        case=case, decided_at=THEN,
    )  # fmt: skip
    Attachment.objects.create(hromada_id=HOME, letter=letter, order=1, name="Жмеринчук.png", file=file)
    Attachment.objects.create(hromada_id=HOME, letter=letter, order=2, name="Жмеринчук.zip", refusal="Жмеринчук: архів")


def closed(world: World, *, at: dt.datetime = THEN, surname: str = "Жмеринчук") -> Case:
    """A case of a planted person, withdrawn long ago, with papers, a scan and a printed form."""
    person = worlds.applicant(
        HOME, family_name=surname, rnokpp="2345678901", street_address="вул. Вишнева, 77",
        identity_number="АА123456",
    )  # fmt: skip
    spoken = worlds.applicant(HOME, family_name=surname)
    by = Representative.objects.create(
        hromada_id=HOME, applicant=person, person=spoken, ground="power_of_attorney", document="Жмеринчук № 1",
        created_at=THEN,
    )  # fmt: skip
    opened = worlds.opened(world, applicant=person, contact="+380501112233", representative=by)
    case = opened.case
    case_services.keep_inventory(opened=opened, actor=world.officer, at=THEN)
    case_services.keep_progress_sheet(case=case, actor=world.officer, at=THEN)
    case_services.add_note(case=case, actor=world.officer, at=THEN, text="таємна примітка")
    file = kept_picture(f"{surname}.png", color=0, world=world)
    case_services.attach_file(case=case, file=file, actor=world.officer, at=THEN)
    Message.objects.create(
        hromada_code=HOME, channel="phone", recipient="+380501112233", subject="s", body="Жмеринчук",
        delivery="by_hand", about_type="cases.case", about_id=str(case.pk), created_at=THEN,
    )  # fmt: skip
    come_by_mail(case, file=kept_picture(f"{surname}-лист.png", color=7, world=world))
    case_services.withdraw_case(case=case, actor=world.officer, at=at, reason="таємна примітка")
    return case


def act_about(world: World, *cases: Case) -> Any:
    return request_destruction(
        actor=world.officer, at=NOW, numbers=[case.number for case in cases], commission=COMMISSION
    )


def tables_with(words: tuple[str, ...]) -> set[str]:
    """Tables in which any of the words stands, in any column."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT string_agg(t::text, '|') FROM {table} t")  # noqa: S608
            said = cursor.fetchone()[0] or ""
            if any(word in said for word in words):
                found.add(table)
    return found


def files_with_bytes() -> list[Path]:
    return [path for path in storage.folder().rglob("*") if path.is_file()]


def test_after_the_act_nothing_of_the_person_is_left(world: World, django_capture_on_commit_callbacks: Any) -> None:
    case = closed(world)
    assert len(tables_with(SECRETS)) >= 6
    act = act_about(world, case)
    assert tables_with(SECRETS)
    with django_capture_on_commit_callbacks(execute=True):
        act = approve_destruction(act=act, actor=world.head, at=NOW)
    assert tables_with(SECRETS) == set()
    assert files_with_bytes() == []
    assert not applicants.find_applicants(world.officer, "Жмеринчук").applicants
    assert not applicants.find_applicants(world.officer, "+380501112233").applicants
    case.refresh_from_db()
    assert case.destroyed_by_act == act.number == "2026-001"
    files = StoredFile.objects.order_by("pk")
    assert [(file.state, file.destroyed_by_act) for file in files] == [(FileState.DESTROYED, "2026-001")] * 2
    assert {len(file.sha256) for file in files} == {64}
    forms = GeneratedDocument.objects.filter(destroyed_at__isnull=False)
    assert {form.kind for form in forms} == {"inventory", "progress_sheet"}
    with pytest.raises(DocumentDestroyed, match="2026-001"):
        documents.reprint(forms[0])
    assert documents.reprint(act.document).startswith(b"%PDF")
    assert not [secret for secret in SECRETS if secret in str(act.document.data)]
    assert audit.first_broken_link(HOME) is None
    assert [line.case for line in ledger.read()] == [case.number]


def test_what_an_older_backup_brings_back_is_destroyed_again(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    case = closed(world)
    number, code = case.number, case.hromada_id
    ledger.add([ledger.Destroyed(hromada=code, act="2026-001", case=number, at=NOW.isoformat())])
    with django_capture_on_commit_callbacks(execute=True):
        assert replay_destruction(at=NOW) == 1  # as after `restore`: the case is whole, the ledger knows better
    tenancy.bind(HOME)
    assert tables_with(SECRETS) == set()
    assert files_with_bytes() == []
    with django_capture_on_commit_callbacks(execute=True):
        assert replay_destruction(at=NOW) == 0
    tenancy.bind(HOME)
    assert audit.first_broken_link(HOME) is None
    other = closed(world, surname="Інша")
    assert act_about(world, other).number == "2026-002"  # the number of the lost act is not given twice


def test_ledgers_are_joined(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    one, two = (ledger.Destroyed(hromada=HOME, act="1", case=str(n), at="") for n in (1, 2))
    ledger.add([one])
    other = tmp_path / "other"
    other.write_text(ledger.path().read_text() + '{"hromada": "x"}\n{"torn')
    ledger.add([two])
    ledger.path().rename(tmp_path / "newer")
    ledger.join(tmp_path / "newer")
    ledger.join(other)
    assert list(ledger.read()) == [one, two]


def test_one_person_does_not_do_both(world: World) -> None:
    case = closed(world)
    act = request_destruction(actor=world.head, at=NOW, numbers=[case.number], commission=COMMISSION)
    with pytest.raises(SamePersonDecides):
        approve_destruction(act=act, actor=world.head, at=NOW)
    with pytest.raises(MayNotDestroy):
        approve_destruction(act=act, actor=world.officer, at=NOW)
    assert tables_with(SECRETS)
    second = worlds.member(HOME, Role.HEAD, "head-two")
    assert approve_destruction(act=act, actor=second, at=NOW).state == ActState.CARRIED_OUT
    with pytest.raises(ActDecided):
        approve_destruction(act=act, actor=second, at=NOW)


def test_a_hold_stops_it_at_both_steps(world: World) -> None:
    case = closed(world)
    about = {"about_type": "cases.case", "about_id": str(case.pk)}
    act = act_about(world, case)
    documents.place_hold(actor=world.head, at=NOW, reason="триває суд", **about)
    with pytest.raises(Held, match="триває суд"):
        approve_destruction(act=act, actor=world.head, at=NOW)
    with pytest.raises(Held):
        act_about(world, case)
    documents.lift_hold(actor=world.head, at=NOW, **about)
    assert approve_destruction(act=act, actor=world.head, at=NOW).state == ActState.CARRIED_OUT


def test_a_commission_of_one_and_a_case_too_young_are_refused(world: World) -> None:
    case = closed(world)
    with pytest.raises(CommissionTooSmall):
        request_destruction(actor=world.officer, at=NOW, numbers=[case.number], commission=COMMISSION[:1])
    young = closed(world, at=NOW - dt.timedelta(days=400))
    with pytest.raises(NothingToDestroy):
        act_about(world, young)
    with pytest.raises(MayNotDestroy):
        request_destruction(actor=world.courier, at=NOW, numbers=[case.number], commission=COMMISSION)


def test_a_person_with_a_living_case_and_a_shared_file_stay(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    case = closed(world)
    other = worlds.case_in(world, applicant=case.applicant)
    file = case_queries.scans_of(case).get().file
    case_services.attach_file(case=other, file=file, actor=world.officer, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        approve_destruction(act=act_about(world, case), actor=world.head, at=NOW)
    case.applicant.refresh_from_db()
    file.refresh_from_db()
    assert case.applicant.family_name == "Жмеринчук"
    assert file.state == FileState.KEPT
    assert len(files_with_bytes()) == 1


def test_the_hromadas_own_rows_come_before_the_shipped_ones(world: World) -> None:
    case = closed(world)
    kept = case_queries.kept_until(case)
    assert kept is not None
    assert kept.until == dt.date(2023, 12, 31)
    assert not kept.period.is_confirmed
    facts = {"actor": world.head, "at": NOW, "source": "номенклатура справ", "title": "Справи"}
    with pytest.raises(TooShort):
        documents.add_retention_rule(years=2, valid_from=dt.date(2019, 1, 1), **facts)
    documents.add_retention_rule(years=5, valid_from=dt.date(2019, 1, 1), **facts)
    documents.add_retention_rule(years=10, valid_from=dt.date(2021, 1, 1), **facts)  # later than the case
    assert case_queries.kept_until(case).until == dt.date(2025, 12, 31)
    documents.add_retention_rule(
        years=None, valid_from=dt.date(2019, 1, 1), service=world.service, is_confirmed=True, **facts
    )
    assert case_queries.kept_until(case).until is None
    assert case_queries.due_cases(world.head, today=NOW.date()) == []
    assert retention.table_of(HOME).period(world.service.pk, on=NOW.date()).is_confirmed


@pytest.mark.parametrize(
    ("closed_on", "years", "how", "until"),
    [
        (dt.date(2026, 5, 1), 3, "next_january", dt.date(2029, 12, 31)),
        (dt.date(2026, 12, 31), 3, "next_january", dt.date(2029, 12, 31)),
        (dt.date(2027, 1, 1), 3, "next_january", dt.date(2030, 12, 31)),
        (dt.date(2024, 2, 29), 3, "day", dt.date(2027, 2, 28)),
        (dt.date(2024, 2, 29), None, "day", None),
    ],
)
def test_the_last_day_of_keeping(closed_on: dt.date, years: int | None, how: str, until: dt.date | None) -> None:
    assert rules.keep_until(closed_on, years=years, counted_from=how) == until


def test_the_database_lets_a_form_lose_its_data_and_nothing_else(world: World) -> None:
    form = GeneratedDocument.objects.filter(pk=closed(world).inventory_id)
    for change in ({"title": "x"}, {"data": {}}, {"data": {"a": 1}, "destroyed_at": NOW, "destroyed_by_act": "1"}):
        with pytest.raises(Exception, match=r"denied|never changed"), transaction.atomic():
            form.update(**change)
    assert form.update(data={}, destroyed_at=NOW, destroyed_by_act="1") == 1


def test_a_fault_half_way_destroys_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = closed(world)
    act = act_about(world, case)

    def fail(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("vikno.desk.services.destruction.applicants.forget_applicant", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        approve_destruction(act=act, actor=world.head, at=NOW)
    case.refresh_from_db()
    assert case.destroyed_at is None
    assert len(files_with_bytes()) == 2
    assert not list(ledger.read())


# ---- pages -----------------------------------------------------------------------------------------------------------


def door(actor: Any) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def test_the_path_of_an_act_on_screen(world: World, django_capture_on_commit_callbacks: Any) -> None:
    case = closed(world)
    page = door(world.officer).get("/desk/retention/").content.decode()
    assert case.number_shown in page
    assert "не звірено з актом" in page
    assert "Жмеринчук" not in page
    refused = door(world.officer).post("/desk/retention/acts/", {"case": case.number, "commission": "Олег Їжак"})
    assert "щонайменше 2" in refused.content.decode()
    said = {"case": case.number, "commission": "Олег Їжак, голова\nҐанна Юр, архіваріус"}
    assert door(world.officer).post("/desk/retention/acts/", said)["Location"].endswith("/2026-001/")
    assert "Затвердити і знищити" not in door(world.officer).get("/desk/retention/acts/2026-001/").content.decode()
    assert "Затвердити і знищити" in door(world.head).get("/desk/retention/acts/2026-001/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        address = "/desk/retention/acts/2026-001/decision/"
        page = door(world.head).post(address, {"decision": "approve"}, follow=True).content.decode()
    assert "Акт виконано" in page
    tenancy.bind(HOME)
    assert tables_with(SECRETS) == set()


def test_a_hold_and_a_row_of_the_table_on_screen(world: World) -> None:
    case = closed(world)
    address = f"/desk/case/{case.number}/hold/"
    assert "31.12.2023" in door(world.head).get(address).content.decode()
    door(world.head).post(address, {"reason": "триває суд"})
    assert "триває суд" in door(world.head).get("/desk/retention/").content.decode()
    door(world.head).post(address, {"lift": "yes"})
    assert "триває суд" not in door(world.head).get("/desk/retention/").content.decode()
    row = {"title": "Справи", "years": "2", "source": "наказ", "valid_from": "01.01.2019"}
    assert "Строк менший за 3" in door(world.head).post("/desk/retention/rules/", row).content.decode()
    door(world.head).post("/desk/retention/rules/", row | {"years": "75"})
    assert case.number_shown not in door(world.head).get("/desk/retention/").content.decode()
