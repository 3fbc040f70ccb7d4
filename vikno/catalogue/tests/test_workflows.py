"""Technological cards: drafts, publishing, pages, files."""

import csv
import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.catalogue import queries, services
from vikno.catalogue.enums import VersionStatus
from vikno.catalogue.errors import (
    CardHasErrors,
    MayNotEditCatalogue,
    MayNotPublish,
    VersionStartsTooEarly,
    WorkflowChangedMeanwhile,
    WorkflowIsPublished,
)
from vikno.catalogue.models import ServiceChange, Workflow, WorkflowStep
from vikno.catalogue.rules import WorkflowContent
from vikno.catalogue.services.workflow_files import load_workflow_seed
from vikno.catalogue.tests.test_workflow_rules import WHOLE
from vikno.catalogue.tests.world import AT, HROMADA, SYSTEM, TODAY, person, service, version
from vikno.common import tenancy

pytestmark = pytest.mark.django_db
CARD = WorkflowContent(steps=WHOLE)


@pytest.fixture(autouse=True)
def _now() -> Any:
    tenancy.bind("")
    with time_machine.travel(AT, tick=False):
        yield


def drafted(of: Any = None, content: WorkflowContent = CARD, *, since: dt.date = TODAY, **facts: Any) -> Workflow:
    of = of or service()
    if not of.versions.exists():
        version(of)
    return services.draft_workflow(service=of, content=content, valid_from=since, actor=SYSTEM, at=AT, **facts)


def published(of: Any = None, content: WorkflowContent = CARD, **facts: Any) -> Workflow:
    return services.publish_workflow(workflow=drafted(of, content, **facts), actor=SYSTEM, at=AT)


def changed(workflow: Workflow, content: WorkflowContent, **facts: Any) -> Workflow:
    given = {"valid_from": workflow.valid_from, "seen_edition": workflow.edition, "actor": SYSTEM, "at": AT}
    return services.change_workflow(workflow=workflow, content=content, **{**given, **facts})


# ---- life of a card


def test_a_card_keeps_its_lines_in_order_and_leaves_its_traces() -> None:
    card = published()
    assert queries.workflow_content(card) == CARD
    actions = ServiceChange.objects.filter(service=card.service).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["workflow_drafted", "workflow_published"]
    assert JournalEntry.objects.filter(action="catalogue.workflow_published").count() == 1


def test_a_published_card_is_not_changed_and_not_thrown_away() -> None:
    card = published()
    with pytest.raises(WorkflowIsPublished):
        changed(card, replace(CARD, is_confirmed=True))
    with pytest.raises(WorkflowIsPublished):
        services.discard_workflow(workflow=card, actor=SYSTEM, at=AT)


def test_the_next_card_closes_the_one_before_and_each_day_has_one() -> None:
    first = published(since=dt.date(2026, 1, 1))
    later = published(first.service, replace(CARD, source="Наказ 2"), since=TODAY + dt.timedelta(days=10))
    first.refresh_from_db()
    assert first.valid_to == TODAY + dt.timedelta(days=9)
    in_force = [queries.workflow_in_force(first.service_id, on=TODAY + dt.timedelta(days=n)) for n in (0, 9, 10, 99)]
    assert in_force == [first, first, later, later]


def test_a_second_card_does_not_start_in_the_past_nor_does_the_database_let_two_hold() -> None:
    first = published(since=dt.date(2026, 1, 1))
    with pytest.raises(VersionStartsTooEarly):
        published(first.service, replace(CARD, source="Наказ 2"), since=dt.date(2026, 3, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Workflow.objects.create(
            service=first.service, status=VersionStatus.PUBLISHED, valid_from=TODAY, created_at=AT
        )  # fmt: skip


def test_cards_of_both_ways_hold_on_one_day() -> None:
    mine = published()
    direct = published(mine.service, replace(CARD, source="Наказ"), channel="direct")
    assert queries.workflow_in_force(mine.service_id, on=TODAY) == mine
    assert queries.workflow_in_force(mine.service_id, on=TODAY, channel="direct") == direct


def test_a_card_with_errors_is_not_published() -> None:
    draft = drafted(content=WorkflowContent(steps=(replace(WHOLE[0], responsible=""), *WHOLE[1:])))
    with pytest.raises(CardHasErrors, match="не сказано, хто відповідає"):
        services.publish_workflow(workflow=draft, actor=SYSTEM, at=AT)


def test_a_card_longer_than_the_service_is_not_published() -> None:
    draft = drafted(content=WorkflowContent(steps=(WHOLE[0], replace(WHOLE[1], days=11), *WHOLE[2:])))
    with pytest.raises(CardHasErrors, match="довші за строк послуги \\(10 дн"):
        services.publish_workflow(workflow=draft, actor=SYSTEM, at=AT)


def test_a_stale_text_does_not_overwrite_a_newer_one() -> None:
    draft = drafted()
    changed(draft, replace(CARD, source="перший"))
    with pytest.raises(WorkflowChangedMeanwhile):
        changed(draft, replace(CARD, source="другий"))
    draft.refresh_from_db()
    assert draft.source == "перший"


def test_the_same_text_twice_leaves_one_trace() -> None:
    draft = drafted()
    for _ in range(2):
        changed(draft, replace(CARD, source="перший"))
    assert ServiceChange.objects.filter(action="workflow_changed").count() == 1


def test_an_officer_changes_no_card_and_a_head_among_others_publishes_none() -> None:
    draft = drafted()
    _, officer = person(Role.OFFICER, HROMADA)
    _, head = person(Role.HEAD, HROMADA)
    person(Role.HEAD, "UA53040010000012345")
    with pytest.raises(MayNotEditCatalogue):
        changed(draft, replace(CARD, source="x"), actor=officer)
    with pytest.raises(MayNotPublish):
        services.publish_workflow(workflow=draft, actor=head, at=AT)
    draft.refresh_from_db()
    assert (draft.status, draft.edition) == (VersionStatus.DRAFT, 1)


# ---- pages


@pytest.fixture
def steward() -> Client:
    user, _ = person(Role.STEWARD)
    client = Client()
    client.force_login(user)
    return client


def typed(draft: Workflow, do: str = "save", **changes: str) -> dict[str, str]:
    """What a browser would send from the editor."""
    said = {
        "do": do, "channel": draft.channel, "valid_from": f"{draft.valid_from:%d.%m.%Y}", "source": draft.source,
        "edition": str(draft.edition), "steps-TOTAL_FORMS": str(draft.steps.count() + 1),
        "steps-INITIAL_FORMS": str(draft.steps.count()),
    }  # fmt: skip
    for number, line in enumerate(draft.steps.order_by("order")):
        for name in ("name", "responsible", "performer", "action", "unit", "event"):
            said[f"steps-{number}-{name}"] = getattr(line, name)
        said[f"steps-{number}-days"] = "" if line.days is None else str(line.days)
    spare = f"steps-{draft.steps.count()}"
    said |= {f"{spare}-performer": "centre", f"{spare}-action": "В", f"{spare}-unit": "working"}
    return {**said, **changes}


def names(draft: Workflow) -> list[str]:
    return list(WorkflowStep.objects.filter(workflow=draft).order_by("order").values_list("name", flat=True))


def send(client: Client, draft: Workflow, **changes: str) -> Any:
    address = reverse("catalogue:workflow_draft", args=[draft.service_id, draft.pk])
    return client.post(address, typed(draft, **changes))


@pytest.mark.parametrize(
    ("do", "after", "anchor"),
    [
        ("save", ["Прийом", "Розгляд", "Рішення", "Видача"], ""),
        ("more", ["Прийом", "Розгляд", "Рішення", "Видача"], "#step-5"),
        ("up-1", ["Розгляд", "Прийом", "Рішення", "Видача"], "#step-1"),
        ("down-1", ["Прийом", "Рішення", "Розгляд", "Видача"], "#step-3"),
        ("remove-1", ["Прийом", "Рішення", "Видача"], "#step-2"),
        ("up-0", ["Прийом", "Розгляд", "Рішення", "Видача"], "#step-1"),
        ("down-99", ["Прийом", "Розгляд", "Рішення", "Видача"], ""),
    ],
)
def test_every_button_of_the_editor_saves_and_does_its_thing(
    steward: Client, do: str, after: list[str], anchor: str
) -> None:
    draft = drafted()
    answer = send(steward, draft, do=do)
    assert answer.status_code == 302
    assert names(draft) == after
    assert ("#" + answer["Location"].partition("#")[2] if "#" in answer["Location"] else "") == anchor


def test_a_line_is_added_and_an_erased_one_goes(steward: Client) -> None:
    draft = drafted()
    send(steward, draft, **{"steps-4-name": "Архів", "steps-1-name": ""})
    assert names(draft) == ["Прийом", "Рішення", "Видача", "Архів"]


def test_a_wrong_line_keeps_what_was_typed(steward: Client) -> None:
    draft = drafted()
    answer = send(steward, draft, **{"steps-1-days": "багато", "steps-1-responsible": "Набране"})
    assert answer.status_code == 200
    assert "Набране" in answer.content.decode()
    assert names(draft) == ["Прийом", "Розгляд", "Рішення", "Видача"]


def test_a_stale_editor_shows_both_texts(steward: Client) -> None:
    draft = drafted()
    old = typed(draft, **{"steps-1-name": "Мій розгляд"})
    changed(draft, WorkflowContent(steps=(WHOLE[0], replace(WHOLE[1], name="Чужий розгляд"), *WHOLE[2:])))
    answer = steward.post(reverse("catalogue:workflow_draft", args=[draft.service_id, draft.pk]), old)
    text = answer.content.decode()
    assert "Мій розгляд" in text
    assert "Чужий розгляд" in text
    assert "Що збережено зараз" in text


def test_the_path_of_a_new_card_from_the_page_of_a_service(steward: Client) -> None:
    of = service()
    version(of)
    page = steward.get(reverse("catalogue:service", args=[of.pk])).content.decode()
    assert "Підготувати технологічну картку" in page
    steward.post(reverse("catalogue:new_workflow", args=[of.pk]))
    draft = Workflow.objects.get(service=of)
    text = steward.get(reverse("catalogue:workflow_draft", args=[of.pk, draft.pk])).content.decode()
    assert "Прийом і реєстрація заяви" in text
    steward.post(reverse("catalogue:workflow_publication", args=[of.pk, draft.pk]))
    draft.refresh_from_db()
    assert draft.status == VersionStatus.PUBLISHED
    shown = steward.get(reverse("catalogue:workflow", args=[of.pk, draft.pk])).content.decode()
    assert "Виконавчий комітет" in shown
    assert "Змінити чернетку" not in shown


def test_the_card_is_printed_with_the_official_columns(steward: Client) -> None:
    from vikno.catalogue.queries.workflow_papers import workflow_data

    card = published()
    data = workflow_data(queries.access_workflow(card.pk, service_id=card.service_id) or card, made_at=AT)
    assert data["head"][1:4] == [
        "Етапи опрацювання звернення", "Відповідальна посадова особа і структурний підрозділ", "Дія (В, У, П, З)",
    ]  # fmt: skip
    assert data["rows"][1] == ["2", "Розгляд", "Адміністратор, ЦНАП", "В", "3 роб."]
    answer = steward.get(reverse("catalogue:workflow_sheet", args=[card.service_id, card.pk]))
    assert answer.content.startswith(b"%PDF")


# ---- files


def table(*rows: str) -> bytes:
    return (
        "Код послуги;Етап;Відповідальний;Чия робота;Дія;Строк, днів;Позначається, коли\n" + "\n".join(rows)
    ).encode()


def taken(content: bytes, name: str = "tk.csv") -> Any:
    return services.import_workflow_upload(content=content, file_name=name, actor=SYSTEM, at=AT)


def test_a_table_becomes_drafts_and_the_second_time_changes_nothing() -> None:
    of = service()
    version(of)
    file = table("00034;Прийом;Адміністратор;ЦНАП;в;1;заяву зареєстровано", "00034;Розгляд;Начальник;;З;2;")
    assert taken(file).added == ["00034"]
    draft = Workflow.objects.get(service=of)
    assert [(s.name, s.action, s.days, s.event) for s in draft.steps.order_by("order")] == [
        ("Прийом", "В", 1, "registered"), ("Розгляд", "З", 2, ""),
    ]  # fmt: skip
    again = taken(file)
    assert (again.unchanged, again.has_changed) == (["00034"], False)


def test_a_table_with_one_wrong_line_is_refused_whole_by_line() -> None:
    of = service()
    version(of)
    report = taken(table("00034;Прийом;Адміністратор;ЦНАП;В;1;", "00034;Розгляд;Начальник;;Ж;2;", "99999;А;Б;;В;x;"))
    assert report.exit_code == 2
    assert [problem.line for problem in report.refused] == [3, 4]
    assert not Workflow.objects.exists()
    unknown = taken(table("99999;А;Б;;В;1;"))
    assert "немає в каталозі" in str(unknown.refused[0].reason)


def test_what_is_written_out_is_read_back_the_same(tmp_path: Path) -> None:
    card = published(content=replace(CARD, source="Наказ № 5"))
    for name in ("tk.csv", "tk.xlsx", "tk.json"):
        assert services.export_workflows(path=tmp_path / name) == len(WHOLE)
        report = services.import_workflows(path=tmp_path / name, actor=SYSTEM, at=AT)
        assert (report.unchanged, report.refused) == ([card.service.code], [])


def test_a_cell_of_the_table_is_never_a_formula() -> None:
    of = service()
    version(of)
    drafted(of, WorkflowContent(steps=(replace(WHOLE[0], name="=HYPERLINK(1)"), *WHOLE[1:])))
    rows = csv.reader(io.StringIO(queries.export_workflow_table("csv").decode("utf-8-sig")), delimiter=";")
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_the_import_page_says_what_it_did(steward: Client) -> None:
    version(service())
    file = SimpleUploadedFile("tk.csv", table("00034;Прийом;Адміністратор;;В;1;"))
    text = steward.post(reverse("catalogue:import_workflows"), {"file": file}).content.decode()
    assert "Додано послуг: 1" in text


# ---- the seed


def test_seed_cards_have_no_errors_are_marked_unconfirmed_and_leave_local_cards_alone() -> None:
    services.load_seed(actor=SYSTEM, at=AT)
    cards = list(Workflow.objects.filter(status=VersionStatus.PUBLISHED).select_related("service"))
    assert len(cards) >= 10
    assert not any(card.is_confirmed for card in cards)
    for card in cards:
        assert not [f for f in queries.workflow_findings(card, on=TODAY) if f.severity == "error"], card.service.code
    assert load_workflow_seed(valid_from=TODAY, actor=SYSTEM, at=AT) == 0
