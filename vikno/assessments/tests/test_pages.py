"""Pages as people use them: fill a dimension, see what is missing, hand in, read the results, plan the roadmap."""

import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests import for_assessments as its
from tests.rights.world import signed_in
from vikno.accounts.enums import Role
from vikno.assessments.models import Assessment, Evidence, RoadmapItem, Said
from vikno.common import tenancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def head() -> Client:
    make.hromada(make.OWN)
    tenancy.bind(make.OWN)
    return signed_in(make.membership(Role.HEAD))


@pytest.fixture
def chief() -> Client:
    return signed_in(make.membership(Role.PROGRAMME))


def page(client: Client, name: str, *parts: Any) -> str:
    answer = client.get(reverse(f"assessments:{name}", args=parts))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def post(client: Client, name: str, *parts: Any, **data: Any) -> str:
    answer = client.post(reverse(f"assessments:{name}", args=parts), data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_head_begins_fills_in_and_sees_what_is_missing(head: Client) -> None:
    assert "Самооцінок ще немає" in page(head, "list")
    begun = post(head, "beginning")
    assert "не офіційний інструмент" in begun
    assert "Чого бракує" in begun
    tenancy.bind(make.OWN)
    row = Assessment.objects.get()
    shown = page(head, "dimension", row.pk, "A")
    assert "не вимірюється" in shown
    assert "не офіційний інструмент" in shown
    saved = post(head, "dimension", row.pk, "A", A1="2", A2="na", A3="9")
    assert "Оберіть" in saved
    saved = post(head, "dimension", row.pk, "A", A1="2", A2="na", next="1")
    assert "Відповіді збережено" in saved
    assert "Послуги" in saved
    tenancy.bind(make.OWN)
    assert dict(Said.objects.filter(source="user").values_list("question", "level")) == {"A1": 2, "A2": None}
    assert "доказ потрібен" in page(head, "dimension", row.pk, "A")


def test_it_is_not_handed_in_by_halves(head: Client) -> None:
    row = its.assessment()
    said = post(head, "submission", row.pk)
    assert "Ще не все заповнено" in said


def test_evidence_is_added_with_a_file_and_given_back(head: Client, chief: Client) -> None:
    row = Assessment.objects.get(round=its.campaign())
    file = io.BytesIO(b"%PDF-1.4 nonsense")
    file.name = "рішення.pdf"
    refused = post(head, "evidence_new", row.pk, "A1", title="Рішення", file=file)
    assert "govuk-error" in refused
    tenancy.bind(make.OWN)
    proof = its.handed_in_proof()
    for client in (head, chief):
        answer = client.get(reverse("assessments:evidence_file", args=[proof.pk]))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/png"
    judged = post(chief, "judgement", proof.pk, to="rejected")
    assert "Напишіть, чому" in judged
    assert "відхилено" in post(chief, "judgement", proof.pk, to="rejected", comment="не той документ")


def test_the_programme_sees_progress_and_only_what_was_handed_in(head: Client, chief: Client) -> None:
    campaign = its.campaign(title="Кампанія весни")
    row = Assessment.objects.get(round=campaign)
    seen = page(chief, "round", campaign.pk)
    assert "Вигадівська" in seen
    assert "не складаємо рейтингу" in seen
    assert chief.get(reverse("assessments:results", args=[row.pk])).status_code == 404
    tenancy.bind(make.OWN)
    its.handed_in(row, but={"A2": 0})
    assert "Результати" in page(chief, "results", row.pk)
    assert "Вигадівська" in page(chief, "checking", row.pk, "A")
    assert "Рівні збережено" in post(chief, "checking", row.pk, "A", A1="2")
    assert "Напишіть, чому рівень інший" in post(chief, "checking", row.pk, "A", A1="0")
    assert "повернено" in post(chief, "returning", row.pk, comment="Немає рішення ради")
    assert "Немає рішення ради" in page(head, "assessment", row.pk)


def test_results_lead_to_the_roadmap_in_one_press(head: Client) -> None:
    row = its.handed_in(its.assessment(), but={"A2": 0, "A3": 1})
    shown = page(head, "results", row.pk)
    assert "Прогалини" in shown
    assert "Захід додано" in post(head, "gap_item", row.pk, "A2")
    assert "Напишіть, чому" in post(head, "gap_acceptance", row.pk, "A3", reason="")
    assert "одне село" in post(head, "gap_acceptance", row.pk, "A3", reason="одне село на громаду")
    tenancy.bind(make.OWN)
    item = RoadmapItem.objects.get()
    assert item.title in page(head, "roadmap")
    plan = {
        "title": "Відкрити місце",
        "owner_name": "Коваль О.",
        "due_on": "01.09.2027",
        "cost": "120 000,50",
        "funding": "own",
    }
    assert "Захід збережено" in post(head, "item", item.pk, **plan)
    assert "120" in page(head, "roadmap")
    assert "Стан заходу змінено" in post(head, "item_move", item.pk, to="agreed")
    assert "Стан заходу змінено" in post(head, "item_move", item.pk, to="funded", funding="own")
    refused = post(head, "item_move", item.pk, to="proposed")
    assert "govuk-error" in refused


def test_report_annex_and_tables_are_files(head: Client) -> None:
    row = its.handed_in(its.assessment(), but={"A2": 0})
    its.item()
    for name, kind in (("report", "application/pdf"), ("roadmap_paper", "application/pdf")):
        parts = [row.pk] if name == "report" else []
        answer = head.get(reverse(f"assessments:{name}", args=parts))
        assert answer["Content-Type"] == kind
        assert answer.content.startswith(b"%PDF")
    assert head.get(reverse("assessments:roadmap_table")).content.startswith(b"PK")
    annex = json.loads(head.get(reverse("assessments:annex", args=[row.pk])).content)
    assert annex["format"] == "vikno-assessment/1"
    assert [gap["code"] for gap in annex["gaps"]] == ["A2"]
    assert len(annex["sha256"]) == 64


def test_a_round_is_opened_over_names_and_codes(chief: Client) -> None:
    make.hromada(make.OWN)
    make.hromada(make.FOREIGN)
    said = {
        "title": "Кампанія", "opens_on": "01.03.2026", "closes_on": "31.03.2026", "closes_time": "18:00",
        "hromadas": f"Вигадівська\n{make.FOREIGN}",
    }  # fmt: skip
    assert "Немає таких громад: Неіснуюча." in post(chief, "round_new", **said | {"hromadas": "Неіснуюча громада"})
    assert "Назвіть хоч одну громаду" in post(chief, "round_new", **said | {"hromadas": ""})
    assert "пізніше" in post(chief, "round_new", **said | {"closes_on": "01.02.2026"})
    assert "Кампанію відкрито" in post(chief, "round_new", **said)
    tenancy.bind_programme(make.programme_organisation().pk)
    tenancy.bind("")
    assert Assessment.objects.count() == 2


def test_a_leader_does_what_the_head_does(head: Client) -> None:
    row = its.assessment()
    leader = signed_in(make.membership(Role.LEADER))
    assert "Відповіді збережено" in post(leader, "dimension", row.pk, "I", I2="1")
    added = post(leader, "evidence_new", row.pk, "A1", title="Рішення ради", words="Рішення № 1")
    assert "Доказ додано" in added
    tenancy.bind(make.OWN)
    assert Evidence.objects.get().title == "Рішення ради"
