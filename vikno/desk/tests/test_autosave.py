"""What the screen saves by itself: kept, offered again, never over a newer edit."""

import pytest
from django.test import Client

from vikno.cases.tests.world import World
from vikno.desk.models import IntakeDraft
from vikno.desk.tests.test_intake import WISHES, papers, start

pytestmark = pytest.mark.django_db


def at_papers(client: Client, world: World) -> tuple[str, IntakeDraft]:
    address = start(client, world.applicant)
    client.post(f"{address}service/", {"service": world.service.pk})
    return address, IntakeDraft.objects.get()


def test_a_half_typed_step_is_offered_again(world: World, officer: Client) -> None:
    address, draft = at_papers(officer, world)
    form = {**papers(extra="Паспорт дити"), "step": "papers", "revision": draft.revision}
    answer = officer.post(f"{address}typed/", form)
    assert answer.json()["revision"] == draft.revision + 1
    assert len(answer.json()["saved_at"]) == 5
    page = officer.get(f"{address}papers/").content.decode()
    assert "Паспорт дити" in page
    assert f'name="revision" value="{draft.revision + 1}"' in page
    assert IntakeDraft.objects.get().papers == []  # nothing is taken in until the officer says so


def test_half_typed_contacts_too(world: World, officer: Client) -> None:
    address, _draft = at_papers(officer, world)
    officer.post(f"{address}papers/", papers())
    draft = IntakeDraft.objects.get()
    officer.post(f"{address}typed/", {**WISHES, "contact": "067 00", "step": "wishes", "revision": draft.revision})
    assert 'value="067 00"' in officer.get(f"{address}wishes/").content.decode()
    officer.post(f"{address}wishes/", WISHES)
    assert IntakeDraft.objects.get().typed == {}


def test_it_never_saves_over_a_newer_edit(world: World, officer: Client) -> None:
    address, draft = at_papers(officer, world)
    stale = {**papers(extra="Старе вікно"), "step": "papers", "revision": draft.revision}
    officer.post(f"{address}papers/", papers(extra="Нове вікно"))
    answer = officer.post(f"{address}typed/", stale)
    assert (answer.status_code, answer.json()["code"]) == (409, "desk.draft_changed_meanwhile")
    kept = IntakeDraft.objects.get()
    assert (kept.typed, [paper["name"] for paper in kept.papers]) == ({}, ["Заява", "Нове вікно"])
    both = officer.post(f"{address}papers/", stale).content.decode()
    assert "Старе вікно" in both
    assert "Нове вікно" in both
    assert [paper["name"] for paper in IntakeDraft.objects.get().papers] == ["Заява", "Нове вікно"]


def test_an_answer_lost_on_the_way_makes_no_stranger_of_the_window(world: World, officer: Client) -> None:
    address, draft = at_papers(officer, world)
    mine = {**papers(extra="Довідка"), "step": "papers", "revision": draft.revision, "window": "1-2-3"}
    officer.post(f"{address}typed/", mine)  # kept; the window never learns it, and sends with what it knows
    assert officer.post(f"{address}typed/", {**mine, "window": "4-5-6"}).status_code == 409
    assert officer.post(f"{address}typed/", mine).status_code == 200
    assert officer.post(f"{address}papers/", mine).status_code == 302
    assert [paper["name"] for paper in IntakeDraft.objects.get().papers] == ["Заява", "Довідка"]
    assert officer.post(f"{address}papers/", {**mine, **papers(extra="Стара")}).status_code == 200


@pytest.mark.parametrize("given", [{}, {"step": "who", "revision": "1"}, {"step": "papers", "revision": "x"}])
def test_nonsense_is_refused(world: World, officer: Client, given: dict[str, str]) -> None:
    address, _draft = at_papers(officer, world)
    assert officer.post(f"{address}typed/", given).status_code == 400


def test_a_registered_draft_takes_nothing(world: World, officer: Client) -> None:
    address, _draft = at_papers(officer, world)
    officer.post(f"{address}papers/", papers())
    officer.post(f"{address}wishes/", WISHES)
    officer.post(f"{address}registration/")
    draft = IntakeDraft.objects.get()
    form = {**papers(), "step": "papers", "revision": draft.revision}
    assert officer.post(f"{address}typed/", form).status_code == 409
