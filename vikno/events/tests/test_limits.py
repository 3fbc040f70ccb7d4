"""Several limits at once: of seats, of a hromada, of an oblast, of a post. Each stops alone; the page sets the last."""

import pytest
from django.test import Client

from tests import factories as make
from tests import for_events as given
from tests.for_events import OTHERS
from vikno.accounts.enums import Role
from vikno.common.clock import now
from vikno.events import errors, services
from vikno.events.enums import Post, State
from vikno.events.models import Delegation, Event
from vikno.events.queries.limits import limits_with_taken
from vikno.events.tests.test_pages import browse, page, send
from vikno.territories.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]


def limit(event: Event, **most: int) -> None:
    boss = given.actor(Role.PROGRAMME)
    services.limit_posts(event=event, most={Post(name): n for name, n in most.items()}, actor=boss, at=now())


def state(event: Event, place: int, size: int = 1, post: Post = Post.OFFICER) -> str:
    return given.register(event, size, of=OTHERS[place], post=post).state


def elsewhere(place: int) -> None:
    """A hromada of another oblast."""
    hromada = make.hromada(OTHERS[place])
    other, _is_new = Unit.objects.get_or_create(
        pk="UA99000000000099999",
        defaults={"category": "O", "name": "Далека", "search_key": "d", "sort_key": "d",
                  "first_seen_on": hromada.first_seen_on},
    )  # fmt: skip
    Unit.objects.filter(pk=hromada.pk).update(oblast=other)


@pytest.mark.parametrize(
    ("seats", "per_hromada", "per_oblast", "heads", "waits"),
    [(3, 2, 9, 9, "seats"), (9, 2, 3, 9, "oblast"), (9, 2, 9, 1, "post"), (9, 2, 9, 9, "nobody")],
)
def test_each_limit_stops_alone_while_all_stand(
    seats: int, per_hromada: int, per_oblast: int, heads: int, waits: str
) -> None:
    """Two heads of two hromadas, then two officers of a third, then one of another oblast."""
    event = given.event(seats=seats, per_hromada=per_hromada, per_oblast=per_oblast)
    limit(event, head=heads)
    with pytest.raises(errors.NeverFits):
        given.register(event, per_hromada + 1, of=OTHERS[9])
    first, second = state(event, 0, post=Post.HEAD), state(event, 1, post=Post.HEAD)
    pair = state(event, 2, 2)
    elsewhere(3)
    far = state(event, 3)
    confirmed, waiting = State.CONFIRMED, State.WAITLISTED
    assert (first, second, pair, far) == {
        "seats": (confirmed, confirmed, waiting, waiting),  # the free seat is kept for the pair
        "oblast": (confirmed, confirmed, waiting, confirmed),
        "post": (confirmed, waiting, confirmed, confirmed),
        "nobody": (confirmed,) * 4,
    }[waits]


def test_a_raised_limit_lets_the_line_on_and_none_lower_than_who_sits() -> None:
    event = given.event()
    limit(event, head=1)
    assert state(event, 0, post=Post.HEAD) == State.CONFIRMED
    assert state(event, 1, post=Post.HEAD) == State.WAITLISTED
    with pytest.raises(errors.FewerThanSeated, match="керівник ЦНАП — 1"):
        limit(event, head=0)
    limit(event, head=2, starosta=0)
    services.settle_lines(organisation_id=event.organisation_id, at=now())
    assert Delegation.objects.get(hromada_id=OTHERS[1]).state == State.OFFERED
    with pytest.raises(errors.NeverFits, match="староста"):
        state(event, 2, post=Post.STAROSTA)
    assert [(one.post, one.most, one.taken) for one in limits_with_taken(event)] == [
        (Post.HEAD, 2, 2), (Post.STAROSTA, 0, 0),
    ]  # fmt: skip
    limit(event)
    assert state(event, 3, post=Post.STAROSTA) == State.CONFIRMED


def test_only_the_programme_of_the_event_limits_and_only_before_it_was_held() -> None:
    event = given.event()
    for stranger, refusal in (
        (given.actor(Role.PROGRAMME, of=OTHERS[0]), errors.NoSuchThing), (given.actor(Role.EXPERT), errors.NotYourMove),
        (given.actor(Role.HEAD), errors.NoSuchThing),
    ):  # fmt: skip
        with pytest.raises(refusal):
            services.limit_posts(event=event, most={Post.HEAD: 1}, actor=stranger, at=now())
    held = given.held().event
    with pytest.raises(errors.MoveNotAllowed):
        limit(held, head=1)


def test_the_page_sets_limits_and_everybody_reads_them(client: Client) -> None:
    event, boss = given.event(), browse(Role.PROGRAMME)
    at = f"/learning/work/{event.pk}/"
    assert "Межі за посадами" in page(boss, at)
    assert "Не більше за посадами" not in page(client, f"/learning/e/{event.number}/")
    assert "Межі змінено" in send(boss, f"{at}limits/", {"head": "2", "starosta": "0", "officer": ""})
    given.register(event, post=Post.HEAD)
    assert "керівник ЦНАП: 1 / 2" in page(boss, at)
    shown = page(client, f"/learning/e/{event.number}/")
    assert "керівник ЦНАП: 2" in shown
    assert "староста: 0" in shown
    assert "керівник ЦНАП — 2, староста — 0" in page(browse(Role.HEAD), f"/learning/ours/{event.pk}/")
    assert "Менше поставити не можна" in send(boss, f"{at}limits/", {"head": "0"})
    assert 'value="2"' in page(boss, f"{at}limits/")
