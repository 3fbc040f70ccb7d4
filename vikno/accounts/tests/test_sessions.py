"""Sessions end, lock and follow the role; what was typed waits behind the lock."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests import factories as make
from vikno.accounts.models import Membership
from vikno.common import clock

pytestmark = pytest.mark.django_db
DESK, PROOF = "/desk/", "/accounts/reauthenticate/"
SignIn = Callable[[Membership], Client]


def test_a_desk_left_for_five_minutes_asks_who_is_there(sign_in: SignIn) -> None:
    client = sign_in(make.membership("officer"))
    with time_machine.travel(clock.now() + timedelta(minutes=4), tick=False):
        assert client.get(DESK).status_code == 200, "an act moves the limit"
    with time_machine.travel(clock.now() + timedelta(minutes=8), tick=False):
        assert client.get(DESK).status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=14), tick=False):
        assert client.get(DESK + "?a=1")["Location"] == f"{PROOF}?next=%2Fdesk%2F%3Fa%3D1"
        assert client.post(PROOF, {"password": "не той", "next": DESK}).status_code == 200
        assert client.get(DESK).status_code == 302, "still locked"
        assert client.post(PROOF, {"password": make.PASSWORD, "next": DESK})["Location"] == DESK
        assert client.get(DESK).status_code == 200


def test_what_was_typed_waits_behind_the_lock(sign_in: SignIn) -> None:
    held = make.membership("head")
    client, target = sign_in(held), "/accounts/people/new/"
    typed = {"full_name": "Шевченко Іван", "username": "i.shevchenko", "role": "officer"}
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        locked = client.post(target, typed)
        assert locked["Location"].startswith(PROOF)
        page = client.post(PROOF, {"password": make.PASSWORD, "next": target})
    assert "Шевченко Іван" in page.content.decode()
    assert Membership.objects.filter(user__username="i.shevchenko", hromada_code=make.OWN).exists()


@pytest.mark.parametrize(
    ("taken", "is_locked"), [(timedelta(minutes=7), False), (timedelta(minutes=3), True), (timedelta(hours=3), True)]
)
def test_what_takes_long_to_send_was_pressed_in_time(sign_in: SignIn, taken: timedelta, is_locked: bool) -> None:
    """A film on a poor link arrives when the desk has been left alone for long; it was sent before."""
    client, wait = sign_in(make.membership("officer")), max(taken, timedelta(minutes=8))
    with time_machine.travel(clock.now() + wait, tick=False):
        began = (clock.now() - taken).timestamp()
        answer = client.get(DESK, **{"vikno.began": began})  # type: ignore[arg-type]
    assert (answer.status_code == 302) is is_locked


def test_another_person_finds_nothing_behind_the_lock(sign_in: SignIn) -> None:
    client = sign_in(make.membership("head"))
    other = make.membership("officer")
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        client.post("/accounts/people/new/", {"full_name": "Шевченко Іван"})
        client.post("/accounts/logout/")
        client.post("/accounts/login/", {"login": other.user.username, "password": make.PASSWORD})
        assert "account_reauthentication_state" not in client.session


def test_a_forged_post_is_not_kept_behind_the_lock() -> None:
    held = make.membership("head")
    client = Client(enforce_csrf_checks=True)
    client.force_login(held.user)
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        assert client.post("/accounts/people/new/", {"full_name": "Чужий"}).status_code == 403
    assert "account_reauthentication_state" not in client.session


def test_a_fragment_sends_the_whole_page_to_the_lock(sign_in: SignIn) -> None:
    client = sign_in(make.membership("officer"))
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        answer = client.get(DESK, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/cases/1/"})
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == f"{PROOF}?next=%2Fcases%2F1%2F"


def test_a_session_ends_after_a_working_day_however_busy(sign_in: SignIn) -> None:
    client = sign_in(make.membership("officer"))
    start = clock.now()
    for minutes in range(0, 12 * 60, 4):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert client.get(DESK).status_code == 200
    with time_machine.travel(start + timedelta(hours=12), tick=False):
        assert client.get(DESK)["Location"] == "/accounts/login/?next=/desk/"
    assert "_auth_user_id" not in client.session


def test_a_lost_role_is_lost_on_the_next_request(as_head: Client) -> None:
    assert as_head.get("/accounts/people/").status_code == 200
    Membership.objects.update(ended_at=clock.now())
    assert as_head.get("/accounts/people/").status_code == 404


def test_a_disabled_person_is_out_on_the_next_request(sign_in: SignIn) -> None:
    held = make.membership("head")
    client = sign_in(held)
    held.user.is_active = False
    held.user.save()
    assert client.get("/accounts/people/").status_code == 302


def test_with_several_roles_one_is_chosen_first(client: Client) -> None:
    held = make.membership("officer")
    head = make.membership("head", person=held.user)
    entered = client.post("/accounts/login/", {"login": held.user.username, "password": make.PASSWORD})
    assert entered["Location"] == "/accounts/role/"
    page = client.get("/accounts/role/").content.decode()
    assert "адміністратор" in page
    assert "керівник ЦНАП" in page
    assert client.get("/accounts/people/").status_code == 404, "the oldest role holds meanwhile"
    session = client.session
    session["point_id"] = 7
    session.save()
    before = client.session.session_key
    assert client.post("/accounts/role/", {"membership": head.pk})["Location"] == DESK
    assert client.get("/accounts/people/").status_code == 200
    assert client.session.session_key != before
    assert "point_id" not in client.session, "the former role's choices are gone"


def test_a_role_of_somebody_else_is_not_taken(sign_in: SignIn) -> None:
    client = sign_in(make.membership("officer"))
    foreign = make.membership("head", of=make.FOREIGN)
    page = client.post("/accounts/role/", {"membership": foreign.pk})
    assert "Такої ролі у вас немає" in page.content.decode()
    assert client.get("/accounts/people/").status_code == 404


def test_without_a_role_the_page_says_whom_to_ask(client: Client) -> None:
    client.force_login(make.user())
    assert "Зверніться до керівника" in client.get("/accounts/role/").content.decode()
