"""Whom the records invite: read on the day of the event, with a reason each, written down when it opens."""

import pytest
from django.db import DatabaseError, transaction

from tests import factories as make
from tests import for_events as given
from tests.for_events import DAY, OTHERS
from vikno.accounts.enums import Role
from vikno.common.clock import now, today
from vikno.events import errors, services, statuses
from vikno.events.enums import PoolKind
from vikno.events.models import Event, Invitation, SeatPool
from vikno.events.queries.inviting import named_for, why_invited
from vikno.events.statuses import WAR, Invited, Source, Status
from vikno.events.tests.test_pages import browse, page, send
from vikno.network.models import PointStatus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sides")]


def pool(on: Event, status: str = WAR, **other: object) -> SeatPool:
    said = {"kind": PoolKind.RESERVE, "capacity": 5, "codes": [], "basis": "", **other}
    return services.add_pool(event=on, status=status, actor=given.actor(Role.PROGRAMME), at=now(), **said)


def opened(on: Event) -> Event:
    return services.open_event(event=on, actor=given.actor(Role.PROGRAMME), at=now())


def test_a_draft_reads_the_records_each_time_and_opening_writes_them_down() -> None:
    given.ruined(OTHERS[0])
    event = given.draft()
    made = pool(event)
    assert made.codes == [OTHERS[0]]
    assert "бойові дії" in made.basis
    assert f"{today(event.begins_at):%d.%m.%Y}" in made.basis
    given.ruined(OTHERS[1])
    named = named_for(made)
    assert (len(named.rows), named.is_frozen, named.as_of) == (2, False, today(event.begins_at))
    opened(event)
    made.refresh_from_db()
    assert sorted(made.codes) == OTHERS[:2]
    given.ruined(OTHERS[2])
    PointStatus.objects.filter(point__hromada_id=OTHERS[0]).update(ends_at=now())
    kept = named_for(made)
    assert (kept.is_frozen, [title for title, _why in kept.rows]) == (True, [make.hromada(c).title for c in OTHERS[:2]])
    assert all("зруйновано з" in reason for _title, reason in kept.rows)
    with pytest.raises(errors.NotForYou):
        given.register(event, of=OTHERS[2], kind=PoolKind.RESERVE)
    given.register(event, of=OTHERS[0], kind=PoolKind.RESERVE)


def test_a_state_that_ends_before_the_event_invites_nobody() -> None:
    one = given.ruined(OTHERS[0])
    event = given.draft()
    PointStatus.objects.filter(pk=one.pk).update(ends_at=event.begins_at - DAY)
    with pytest.raises(errors.NobodyInvited):
        pool(event)
    PointStatus.objects.filter(pk=one.pk).update(ends_at=event.begins_at + DAY)
    assert pool(event).codes == [OTHERS[0]]


def test_nobody_at_the_opening_is_refused_and_nothing_opens_to_everybody() -> None:
    one = given.ruined(OTHERS[0])
    event = given.draft()
    made = pool(event)
    PointStatus.objects.filter(pk=one.pk).update(ends_at=now())
    with pytest.raises(errors.NobodyInvited), transaction.atomic():
        opened(event)
    event.refresh_from_db()
    made.refresh_from_db()
    assert (event.state, made.codes) == ("draft", [OTHERS[0]])


def test_seats_added_to_an_open_event_are_written_down_at_once() -> None:
    given.ruined(OTHERS[0])
    event = given.event()
    made = pool(event, capacity=1)
    assert [one.unit_id for one in made.invitations.all()] == [OTHERS[0]]


def test_an_invitation_is_never_changed() -> None:
    given.ruined(OTHERS[0])
    pool(given.event(), capacity=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Invitation.objects.update(reason="Інше")
    with pytest.raises(DatabaseError), transaction.atomic():
        Invitation.objects.all().delete()


def test_a_source_of_another_room_is_asked_for_its_own_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, str, object]] = []

    def invited(organisation: int, key: str, on: object) -> list[Invited]:
        asked.append((organisation, key, on))
        return [Invited(code=code, reason=f"{n}") for n, code in enumerate((OTHERS[1], OTHERS[0], OTHERS[1]))]

    for code in OTHERS[:2]:
        make.hromada(code)
    source = Source(offered=lambda of: [Status(key="x:1", label=f"стан {of}")], invited=invited)
    monkeypatch.setitem(statuses._sources, "x", source)
    event = given.draft()
    made = pool(event, "x:1")
    assert asked[-1] == (event.organisation_id, "x:1", today(event.begins_at))
    assert made.codes == sorted(OTHERS[:2]), "each hromada once"
    with pytest.raises(errors.StatusUnknown):
        pool(event, "x:2", kind=PoolKind.INVITED)


def test_the_pages_choose_show_and_tell_the_hromada_why() -> None:
    given.ruined()
    boss, head, event = browse(Role.PROGRAMME), browse(Role.HEAD), given.draft()
    at = f"/learning/work/{event.pk}/"
    assert "точка зруйнована" in page(boss, f"{at}pools/")
    send(boss, f"{at}pools/", {"kind": "reserve", "capacity": "4", "status": WAR, "codes": "", "basis": ""})
    with given.bound():
        made = event.pools.get()
    assert "Так записи кажуть сьогодні" in page(boss, f"/learning/work/pools/{made.pk}/invited/")
    assert f"/learning/work/pools/{made.pk}/invited/" in page(boss, at)
    send(boss, f"{at}moves/open/")
    shown = page(boss, f"/learning/work/pools/{made.pk}/invited/")
    assert "він не змінюється" in shown
    assert make.hromada().title in shown
    assert "Чому вас запрошено" in page(head, f"/learning/ours/{event.pk}/")
    with given.bound():
        assert why_invited(event, given.actor(Role.HEAD, of=OTHERS[5])) == []
        typed = given.pool(given.draft())
    assert boss.get(f"/learning/work/pools/{typed.pk}/invited/").status_code == 404
