"""Pages of people: own hromada only, a password once, errors that keep what was typed."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories as make
from vikno.accounts.models import Membership, User

pytestmark = pytest.mark.django_db
PEOPLE = "/accounts/people/"


def test_the_list_shows_own_people_in_alphabetical_order(as_head: Client) -> None:
    for name in ("Ґудзь Яна", "Гаврилюк Іван", "Єва Ганна", "Ждан Олег"):
        make.membership("officer", person=make.user(name))
    make.membership("officer", of=make.FOREIGN, person=make.user("Чужа Людина"))
    page = as_head.get(PEOPLE).content.decode()
    places = [page.index(name) for name in ("Гаврилюк", "Ґудзь", "Єва", "Ждан")]
    assert places == sorted(places)
    assert "Чужа" not in page


def test_the_list_is_searched_by_part_of_a_name(as_head: Client) -> None:
    make.membership("officer", person=make.user("Ґудзь Яна"))
    assert "Ґудзь" in as_head.get(PEOPLE, {"q": "ґуд"}).content.decode()
    assert "Нікого не знайдено" in as_head.get(PEOPLE, {"q": "немає такого"}).content.decode()


def test_the_list_costs_the_same_for_one_and_three(
    as_head: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def cost() -> int:
        with django_assert_num_queries(0, exact=False) as seen:
            pass
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            as_head.get(PEOPLE)
        return len(seen)

    as_head.get(PEOPLE)
    one = cost()
    for _ in range(3):
        make.membership("officer")
    assert cost() == one


def test_a_person_is_added_and_the_password_shown_once(as_head: Client) -> None:
    given = {"full_name": "Шевченко  Іван", "username": "i.shevchenko", "role": "starosta", "position": "староста"}
    answer = as_head.post(PEOPLE + "new/", given)
    person = User.objects.get(username="i.shevchenko")
    page = answer.content.decode()
    password = page.split('<code class="c-code">')[1].split("<")[0]
    assert person.check_password(password)
    assert person.full_name == "Шевченко Іван"
    assert "no-store" in answer["Cache-Control"]
    assert password not in as_head.get(f"{PEOPLE}{person.pk}/").content.decode()


def test_a_taken_name_keeps_what_was_typed(as_head: Client) -> None:
    make.user(username="taken")
    answer = as_head.post(PEOPLE + "new/", {"full_name": "Шевченко Іван", "username": "Taken", "role": "officer"})
    page = answer.content.decode()
    assert "уже зайняте" in page
    assert "Шевченко Іван" in page


def test_a_provider_without_an_organisation_is_told_so(as_head: Client) -> None:
    answer = as_head.post(PEOPLE + "new/", {"full_name": "Ніс О", "username": "nis", "role": "provider"})
    assert "Оберіть організацію" in answer.content.decode()
    assert not User.objects.filter(username="nis").exists()


def test_a_steward_cannot_be_made_here(as_head: Client) -> None:
    as_head.post(PEOPLE + "new/", {"full_name": "Ніс О", "username": "nis", "role": "steward"})
    assert not User.objects.filter(username="nis").exists()


def test_a_role_is_granted_and_ended(as_head: Client) -> None:
    held = make.membership("officer")
    dates = {"valid_from": "01.03.2026", "valid_to": "31.12.2026"}
    as_head.post(f"{PEOPLE}{held.user_id}/roles/", {"role": "courier", **dates})
    granted = Membership.objects.get(user=held.user, role="courier")
    assert as_head.post(f"/accounts/roles/{granted.pk}/closure/")["Location"] == f"{PEOPLE}{held.user_id}/"
    granted.refresh_from_db()
    assert granted.ended_at is not None
    assert "припинено" in as_head.get(f"{PEOPLE}{held.user_id}/").content.decode()


def test_dates_in_the_wrong_order_are_told(as_head: Client) -> None:
    held = make.membership("officer")
    dates = {"valid_from": "01.03.2026", "valid_to": "01.02.2026"}
    page = as_head.post(f"{PEOPLE}{held.user_id}/roles/", {"role": "courier", **dates}).content.decode()
    assert "Кінець раніше за початок" in page


def test_a_new_password_ends_the_sessions_of_its_owner(as_head: Client) -> None:
    held, other = make.membership("officer"), Client()
    other.force_login(held.user)
    page = as_head.post(f"{PEOPLE}{held.user_id}/password/").content.decode()
    held.user.refresh_from_db()
    assert held.user.check_password(page.split('<code class="c-code">')[1].split("<")[0])
    assert other.get("/accounts/role/").status_code == 302


def test_strangers_change_nothing(sign_in: Callable[[Membership], Client]) -> None:
    victim, foreign_head = make.membership("officer"), make.membership("head", of=make.FOREIGN)
    client = sign_in(foreign_head)
    unknown = client.get(f"{PEOPLE}999999/")
    assert client.get(f"{PEOPLE}{victim.user_id}/").content == unknown.content
    for address in (
        f"{PEOPLE}{victim.user_id}/roles/",
        f"{PEOPLE}{victim.user_id}/password/",
        f"/accounts/roles/{victim.pk}/closure/",
    ):
        assert client.post(address, {"role": "head", "valid_from": "01.03.2026"}).status_code == 404
    victim.refresh_from_db()
    assert victim.ended_at is None
    assert victim.user.check_password(make.PASSWORD)
    assert Membership.objects.filter(user=victim.user).count() == 1


def test_ones_own_page_offers_no_change(as_head: Client) -> None:
    own = Membership.objects.get(role="head")
    page = as_head.get(f"{PEOPLE}{own.user_id}/").content.decode()
    assert "Припинити" not in page
    as_head.post(f"/accounts/roles/{own.pk}/closure/")
    own.refresh_from_db()
    assert own.ended_at is None
