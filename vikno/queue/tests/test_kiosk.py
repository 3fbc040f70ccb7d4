"""The kiosk and «мій талон»: only a device made a kiosk gives tickets, two taps are one, nothing is left behind."""

import datetime as dt
import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vikno.audit.models import JournalEntry
from vikno.common import clock, tenancy
from vikno.queue import errors, queries, services
from vikno.queue.enums import IssuedBy, Purpose, State
from vikno.queue.models import Kiosk, NumberBlock, Ticket
from vikno.queue.services import GivenNumber
from vikno.queue.tests import world as worlds
from vikno.queue.tests.conftest import Browse
from vikno.queue.tests.world import World, called, sat, ticket


def made_kiosk(world: World, browse: Browse, *, prints: bool = False) -> Client:
    """A device made a kiosk by an officer, who is signed out by that."""
    device = browse(world.officer)
    said = {"name": "планшет біля входу"} | ({"prints": "on"} if prints else {})
    answer = device.post(reverse("queue_public:kiosk_devices", args=[world.point.pk]), said)
    assert answer.status_code == 302
    assert "sessionid" not in device.cookies or not device.cookies["sessionid"].value
    return device


def at_kiosk(device: Client, world: World, **said: str) -> str:
    return device.get(reverse("queue_public:kiosk", args=[world.point.pk]), said).content.decode()


def taken(device: Client, world: World, **said: Any) -> Any:
    given = {"purpose": "submit", "service": world.ordinary.pk, "op": str(uuid.uuid4()), "priority": "", **said}
    return device.post(reverse("queue_public:kiosk_tickets", args=[world.point.pk]), given)


def test_a_stranger_cannot_print_tickets_from_afar(world: World) -> None:
    stranger = Client()
    assert "не кіоск" in at_kiosk(stranger, world)
    assert taken(stranger, world).status_code == 403
    numbers = reverse("queue_public:kiosk_numbers", args=[world.point.pk])
    assert stranger.post(numbers, "{}", content_type="application/json").status_code == 403
    stranger.cookies["kiosk"] = f"{world.point.hromada_id}:{uuid.uuid4()}"
    assert taken(stranger, world).status_code == 403
    assert not Ticket.objects.exists()


def test_three_choices_a_screen_from_purpose_to_ticket(world: World, browse: Browse) -> None:
    device = made_kiosk(world, browse)
    start = at_kiosk(device, world)
    assert len(re.findall(r'<a class="k-key" href', start)) == 3
    assert "Потрібна допомога" in start
    which = at_kiosk(device, world, purpose="submit", op=str(uuid.uuid4()))
    assert "Відстрочка" in which
    right = at_kiosk(device, world, purpose="submit", op=str(uuid.uuid4()), service=str(world.ordinary.pk))
    assert right.count('class="k-key"') == 4  # three, and «ще час»
    further = at_kiosk(device, world, purpose="submit", op="1", service=str(world.ordinary.pk), **{"from": "2"})
    assert "дитиною" in further
    answer = taken(device, world, priority=str(world.veteran.pk))
    shown = device.get(answer.headers["Location"]).content.decode()
    assert "П-001" in shown
    one = Ticket.objects.get()
    assert (one.issued_by, one.priority) == (IssuedBy.KIOSK, world.veteran)


def test_two_taps_are_one_ticket(world: World, browse: Browse) -> None:
    device, op = made_kiosk(world, browse), str(uuid.uuid4())
    first, second = taken(device, world, op=op), taken(device, world, op=op)
    assert first.headers["Location"] == second.headers["Location"]
    assert Ticket.objects.count() == 1


def test_a_kiosk_taken_away_gives_nothing_more(world: World, browse: Browse) -> None:
    device = made_kiosk(world, browse)
    kiosk = Kiosk.objects.get()
    answer = browse(world.officer).post(reverse("queue_public:kiosk_end", args=[kiosk.pk]))
    assert answer.status_code == 302
    assert taken(device, world).status_code == 403
    tenancy.bind(worlds.HOME)
    actions = set(JournalEntry.objects.filter(action__startswith="queue.kiosk").values_list("action", flat=True))
    assert actions == {"queue.kiosk_made", "queue.kiosk_ended"}


def test_a_colleague_of_another_point_makes_no_kiosk_here(world: World, browse: Browse) -> None:
    devices = reverse("queue_public:kiosk_devices", args=[world.point.pk])
    assert browse(world.starosta).post(devices, {"name": "x"}).status_code == 404
    with pytest.raises(errors.NotYourPoint):
        services.make_kiosk(point=world.point, name="x", prints=False, actor=world.starosta, at=clock.now())
    assert not Kiosk.objects.exists()


def test_it_goes_back_to_its_start_and_forgets(world: World, browse: Browse) -> None:
    device = made_kiosk(world, browse)
    later = at_kiosk(device, world, purpose="submit", op=str(uuid.uuid4()))
    start = reverse("queue_public:kiosk", args=[world.point.pk])
    assert f'<noscript><meta http-equiv="refresh" content="60; url={start}?fresh=1"></noscript>' in later
    assert "http-equiv" not in at_kiosk(device, world)
    device.cookies["django_language"] = "en"
    answer = device.get(start, {"fresh": "1"})
    assert answer.cookies["django_language"].value == ""
    old = ticket(world, at=clock.now() - dt.timedelta(minutes=3))
    shown = device.get(reverse("queue_public:kiosk_ticket", args=[world.point.pk, old.token]))
    assert shown.status_code == 302


def test_the_language_changes_midway_and_nothing_is_lost(world: World, browse: Browse) -> None:
    device, op = made_kiosk(world, browse), str(uuid.uuid4())
    page = at_kiosk(device, world, purpose="submit", op=op)
    back = re.search(r'name="next" value="([^"]+)"', page)
    assert back is not None
    answer = device.post(reverse("set_language"), {"language": "en", "next": back[1].replace("&amp;", "&")})
    english = device.get(answer.headers["Location"]).content.decode()
    assert 'lang="en"' in english
    assert op in english


def test_numbers_set_aside_are_handed_over_once(world: World, browse: Browse) -> None:
    device = made_kiosk(world, browse)
    address = reverse("queue_public:kiosk_numbers", args=[world.point.pk])
    free = device.get(address).json()["free"]
    assert device.get(address).json()["free"] == free
    assert free["submit"] == list(range(1, 21))
    assert ticket(world, at=clock.now()).number == 21
    given = [
        {"token": str(uuid.uuid4()), "purpose": "submit", "number": n, "at": clock.now().isoformat()} for n in (1, 2)
    ]
    strange = {**given[0], "token": str(uuid.uuid4()), "number": 77}
    twice = {**given[0], "token": str(uuid.uuid4())}
    for _ in range(3):
        answer = device.post(address, json.dumps({"given": [*given, strange, twice]}), content_type="application/json")
        said = answer.json()["taken"]
        assert [said[one["token"]] for one in given] == ["", ""]
        assert said[strange["token"]]
        assert said[twice["token"]]
    assert sorted(Ticket.objects.values_list("number", flat=True)) == [1, 2, 21]
    assert device.post(address, "[]", content_type="application/json").status_code == 400


def test_numbers_given_without_a_link_go_to_the_queue_of_their_purpose(world: World) -> None:
    at = clock.now()
    kiosk = services.make_kiosk(point=world.point, name="x", prints=False, actor=world.officer, at=at)
    services.set_numbers_aside(kiosk=kiosk, at=at)
    services.direct_to_queue(service=world.surge, groups=[], purposes=["collect"], actor=world.head, at=at)
    given = [
        GivenNumber(token=uuid.uuid4(), purpose=p, number=1, given_at=at) for p in (Purpose.COLLECT, Purpose.SUBMIT)
    ]
    assert set(services.take_over(kiosk=kiosk, given=given, at=at).values()) == {""}
    queues = dict(Ticket.objects.values_list("purpose", "service__name"))
    assert queues == {"collect": world.surge.name, "submit": world.ordinary.name}
    services.direct_to_queue(service=world.ordinary, groups=[], purposes=["collect"], actor=world.head, at=at)
    world.surge.refresh_from_db()
    assert world.surge.purposes == []


def test_more_numbers_are_set_aside_when_few_are_left(world: World) -> None:
    at = clock.now()
    kiosk = services.make_kiosk(point=world.point, name="x", prints=False, actor=world.officer, at=at)
    services.set_numbers_aside(kiosk=kiosk, at=at)
    given = [GivenNumber(token=uuid.uuid4(), purpose=Purpose.SUBMIT, number=n, given_at=at) for n in range(1, 13)]
    assert set(services.take_over(kiosk=kiosk, given=given, at=at).values()) == {""}
    free = services.set_numbers_aside(kiosk=kiosk, at=at)
    assert free["submit"] == [*range(13, 21), *range(21, 41)]
    assert NumberBlock.objects.count() == 4


def test_the_number_goes_by_sms_once(world: World, browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    from vikno.notifications import hidden
    from vikno.notifications import queries as notifications
    from vikno.notifications.models import Message

    one = ticket(world, at=clock.now())
    monkeypatch.setattr(notifications, "goes_by_itself", lambda channel, contact: False)
    assert not services.send_number(ticket=one, phone="067 123 45 67", text="П-001 тут", link="тут", at=clock.now())
    monkeypatch.setattr(notifications, "goes_by_itself", lambda channel, contact: True)
    monkeypatch.setattr("vikno.notifications.services._queue", lambda message: None)
    device = made_kiosk(world, browse)
    address = reverse("queue_public:kiosk_message", args=[world.point.pk, one.token])
    for _ in range(2):
        assert device.post(address, {"phone": "067 123 45 67"}).status_code == 302
    sent = Message.objects.get()
    assert sent.recipient == "+380671234567"
    assert "П-001" in sent.body
    assert str(one.token) not in sent.body + sent.secret  # whoever has the link answers for the visit
    assert own(world, one) in str(hidden.whole(sent))
    with pytest.raises(errors.PhoneUnreadable):
        services.send_number(ticket=one, phone="12", text="тут", link="тут", at=clock.now())


def own(world: World, one: Ticket, what: str = "own_ticket") -> str:
    return reverse(f"queue_public:{what}", args=[world.point.pk, one.token])


def test_who_holds_the_paper_sees_their_place_and_their_call(world: World) -> None:
    now = clock.now()
    sat(world, at=now)
    ticket(world, at=now - dt.timedelta(minutes=2))
    one = ticket(world, at=now, note="Незабудько", phone="0671234567")
    tenancy.bind("")
    page = Client().get(own(world, one)).content.decode()
    assert "Перед вами 1 людина" in page
    assert "Незабудько" not in page
    tenancy.bind(worlds.HOME)
    called(world, at=now)
    called(world, at=now + dt.timedelta(minutes=1))
    page = Client().get(own(world, one)).content.decode()
    assert "Вас кличуть" in page


def test_i_will_not_wait_and_i_changed_my_mind(world: World) -> None:
    one = ticket(world, at=clock.now())
    tenancy.bind("")
    assert Client().get(own(world, one, "own_ticket_leaving")).status_code == 405
    Client().post(own(world, one, "own_ticket_leaving"))
    tenancy.bind(worlds.HOME)
    one.refresh_from_db()
    assert one.state == State.ABANDONED
    Client().post(own(world, one, "own_ticket_return"))
    one.refresh_from_db()
    assert one.state == State.WAITING
    Client().post(own(world, one, "own_ticket_return"))
    assert queries.place_of(one, at=clock.now()).ahead == 0


def test_a_wrong_secret_opens_nothing(world: World) -> None:
    one = ticket(world, at=clock.now())
    wrong = reverse("queue_public:own_ticket", args=[world.point.pk, uuid.uuid4()])
    assert Client().get(wrong).status_code == 404
    elsewhere = reverse("queue_public:own_ticket", args=[world.village.pk, one.token])
    assert Client().get(elsewhere).status_code == 404


def test_the_worker_keeps_the_pages_of_its_kiosk_and_no_others(world: World, browse: Browse) -> None:
    """Its address is its reach; the page it keeps is in Ukrainian, says that it is a kiosk's, and no other does."""
    address = reverse("queue_public:kiosk_worker", args=[world.point.pk])
    start = reverse("queue_public:kiosk", args=[world.point.pk])
    assert address.startswith(start)
    answer = Client().get(address)
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer.headers["Cache-Control"]
    assert "Service-Worker-Allowed" not in answer.headers
    assert f'"kept": "{start}?kept=1"' in answer.content.decode()
    device = made_kiosk(world, browse)
    device.cookies["django_language"] = "en"
    kept = device.get(start, {"kept": "1"})
    assert kept.headers["X-Kiosk"] == "yes"
    assert "Чому ви прийшли?" in kept.content.decode()
    assert "X-Kiosk" not in Client().get(start, {"kept": "1"}).headers


def test_a_device_whose_kiosk_was_taken_away_forgets_it(world: World, browse: Browse) -> None:
    device = made_kiosk(world, browse)
    start = reverse("queue_public:kiosk", args=[world.point.pk])
    elsewhere = device.get(reverse("queue_public:kiosk", args=[world.village.pk]))
    assert "data-kiosk-gone" not in elsewhere.content.decode()
    assert device.cookies["kiosk"].value
    tenancy.bind(worlds.HOME)
    browse(world.officer).post(reverse("queue_public:kiosk_end", args=[Kiosk.objects.get().pk]))
    assert "kiosk" not in device.get(reverse("queue_public:kiosk_numbers", args=[world.point.pk])).cookies
    gone = device.get(start, headers={"accept": "text/html,*/*"})
    assert f'data-kiosk-gone="{start}"' in gone.content.decode()
    assert not gone.cookies["kiosk"].value
