"""The steward's pages: the queue of addresses and the register; without scripts, one task a screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership
from vikno.common import tenancy
from vikno.network.enums import PlacementState
from vikno.network.models import PlacementTask, Point, RegisterEdition
from vikno.network.services import RegisterReport
from vikno.network.tests import world
from vikno.network.tests.rules import gazetteers as g

pytestmark = pytest.mark.django_db
SignIn = Callable[[Membership], Client]


@pytest.fixture
def steward(codifier: None, sign_in: SignIn) -> Client:
    return sign_in(make.membership(Role.STEWARD))


@pytest.fixture
def queue(take: Callable[..., RegisterReport], steward: Client) -> Client:
    take(world.ROWS)
    return steward


def url(name: str, *args: Any) -> str:
    return reverse(f"network:{name}", args=args)


def text(response: Any) -> str:
    return str(response.content.decode())


def task(code: int) -> PlacementTask:
    return PlacementTask.objects.get(point__register_code=str(code))


def test_the_queue_opens_at_the_next_task(queue: Client) -> None:
    response = queue.get(url("placements"))
    assert response.headers["Location"] == url("placement", task(103).pk)


def test_a_task_shows_the_source_and_ranked_candidates_with_keys(queue: Client) -> None:
    page = text(queue.get(url("placement", task(105).pk)))
    assert f"Садова, 5, с. Мак, {world.TAIL}" in page
    assert "кілька населених пунктів з такою назвою" in page
    assert f'value="{g.MAK}" data-key="1"' in page or f'value="{g.MAK_SETTLEMENT}" data-key="1"' in page
    assert 'data-letter="KeyS"' in page
    assert "1 з 3" in page
    assert "Калинівська громада" in page


def test_a_choice_leads_to_the_next_task(queue: Client) -> None:
    response = queue.post(url("placement_choice", task(103).pk), {"code": g.VERBIVKA})
    assert response.headers["Location"] == url("placement", task(104).pk)
    assert Point.objects.get(register_code="103").settlement_id == g.VERBIVKA


def test_skip_and_undo_work_by_plain_buttons(queue: Client) -> None:
    queue.post(url("placement_skip", task(103).pk))
    assert task(103).state == PlacementState.SKIPPED
    response = queue.post(url("placement_undo"))
    assert response.headers["Location"] == url("placement", task(103).pk)
    assert task(103).state == PlacementState.WAITING
    assert "ще нічого не визначили" in text(queue.post(url("placement_undo"), follow=True))


def test_a_settlement_that_is_not_a_candidate_is_found_by_name(queue: Client) -> None:
    page = text(queue.get(url("placement", task(104).pk), {"words": "Соборне"}))
    assert f'value="{g.RENAMED}"' in page
    page = text(queue.get(url("placement", task(104).pk), {"words": "Немаєтакого"}))
    assert "нічого не знайдено" in page


def test_a_known_hromada_offers_all_its_settlements(queue: Client) -> None:
    page = text(queue.get(url("placement", task(105).pk)))
    assert f'<option value="{g.STAVKY}">' in page


def test_a_wrong_choice_is_said_and_changes_nothing(queue: Client) -> None:
    page = text(queue.post(url("placement_choice", task(104).pk), {"code": "x"}, follow=True))
    assert "Оберіть чинний населений пункт" in page
    assert task(104).state == PlacementState.WAITING


def test_the_end_of_the_queue(queue: Client) -> None:
    for code, unit in ((103, g.VERBIVKA), (104, g.LONELY), (105, g.MAK)):
        queue.post(url("placement_choice", task(code).pk), {"code": unit})
    assert "Усі адреси визначено" in text(queue.get(url("placements")))
    assert "немає" in text(queue.get(url("placement_list")))


def test_an_empty_queue_leads_to_the_register(steward: Client) -> None:
    assert "Завантажити реєстр" in text(steward.get(url("placements")))


def test_the_list_of_what_waits(queue: Client) -> None:
    page = text(queue.get(url("placement_list")))
    assert page.count("/network/placements/") >= 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    take: Callable[..., RegisterReport], steward: Client, count: int, django_assert_num_queries: Any
) -> None:
    take([row for row in world.ROWS if row["code"] in (103, 104, 105)[:count]])
    steward.get(url("placement_list"))
    with django_assert_num_queries(8):
        steward.get(url("placement_list"))


# The register


def upload(client: Client, folder: Path, rows: list[dict[str, Any]], **given: str) -> Any:
    with world.register_file(folder, rows).open("rb") as file:
        return client.post(url("register"), {"file": file, **given})


def test_a_file_is_taken_and_reported(steward: Client, tmp_path: Path) -> None:
    page = text(upload(steward, tmp_path, world.ROWS))
    assert "додано точок: <strong>5</strong>" in page
    assert "Визначити місця" in page
    assert "register-2026-11-01.xlsx" in page
    again = text(upload(steward, tmp_path, world.ROWS))
    assert "Нічого не змінилося" in again
    assert RegisterEdition.objects.count() == 1


def test_a_refused_file_names_its_lines(steward: Client, tmp_path: Path) -> None:
    response = upload(steward, tmp_path, [*world.ROWS, world.row(1, "", "x")])
    assert response.status_code == 422
    assert "рядок 8: немає назви центру" in text(response)
    assert not Point.objects.exists()


def test_no_file_is_an_error_of_the_form(steward: Client) -> None:
    assert "Додайте файл" in text(steward.post(url("register"), {}))


# Who may


PAGES = ("placements", "placement_list", "register")


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER, Role.STAROSTA, Role.COURIER, Role.PROVIDER])
def test_other_roles_do_not_know_these_pages(queue: Client, sign_in: SignIn, role: Role) -> None:
    tenancy.bind(g.KALYNA)
    stranger = sign_in(make.membership(role, of=g.KALYNA))
    waiting = task(104).pk
    assert {stranger.get(url(page)).status_code for page in PAGES} == {404}
    assert stranger.get(url("placement", waiting)).status_code == 404
    assert stranger.post(url("placement_choice", waiting), {"code": g.LONELY}).status_code == 404
    assert stranger.post(url("placement_skip", waiting)).status_code == 404
    assert stranger.post(url("placement_undo")).status_code == 404
    assert task(104).state == PlacementState.WAITING


def test_an_unknown_task_is_404(queue: Client) -> None:
    assert queue.get(url("placement", 10**6)).status_code == 404
    assert queue.post(url("placement_choice", 10**6), {"code": g.MAK}).status_code == 404
