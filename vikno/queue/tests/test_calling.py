"""A day of an office through its services: issued, called, served, sent on, back again, closed."""

import datetime as dt
import uuid
from typing import Any

import pytest

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.audit.models import JournalEntry
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.queue import errors, queries, services
from vikno.queue.enums import Channel, Move, PauseKind, PressureKind, Purpose, State, Turn
from vikno.queue.models import Call, Consultation, Shift, Ticket
from vikno.queue.services import TicketFacts
from vikno.queue.tests import world as worlds
from vikno.queue.tests.world import AT, World, after, called, number_called, sat, ticket


def test_numbers_go_by_purpose_and_day(world: World) -> None:
    assert [str(ticket(world)), str(ticket(world)), str(ticket(world, purpose=Purpose.CONSULT))] == [
        "П-001", "П-002", "К-001",
    ]  # fmt: skip
    assert str(ticket(world, at=AT + dt.timedelta(days=1))) == "П-001"


def test_the_same_token_is_the_same_ticket(world: World) -> None:
    token = uuid.uuid4()
    assert ticket(world, token=token) == ticket(world, token=token)
    assert Ticket.objects.count() == 1


def test_a_kiosk_takes_numbers_ahead_and_nobody_else_gets_them(world: World) -> None:
    system = Actor.system(worlds.HOME)
    block = services.reserve_numbers(point=world.point, purpose=Purpose.SUBMIT, count=3, actor=system, at=AT)
    assert str(ticket(world)) == "П-004"
    taken = ticket(world, number=block[1])
    assert str(taken) == "П-002"
    with pytest.raises(errors.NumbersTaken):
        ticket(world, number=block[1])


def test_called_in_order_and_finished_by_the_next_press(world: World) -> None:
    for minute in range(3):
        ticket(world, at=after(minute))
    sat(world)
    assert number_called(world, at=after(5)) == "П-001"
    services.start_ticket(ticket=Ticket.objects.get(number=1), actor=world.officer, at=after(6))
    assert number_called(world, at=after(15)) == "П-002"
    first = Call.objects.get(ticket__number=1)
    assert (first.outcome, first.started_at, first.ended_at) == (Move.FINISH, after(6), after(15))
    assert Ticket.objects.get(number=1).state == State.DONE
    assert number_called(world, at=after(20)) == "П-003"
    assert Call.objects.get(ticket__number=2).is_start_assumed
    assert called(world, at=after(30)) is None
    assert Ticket.objects.get(number=3).state == State.DONE


def test_the_same_press_and_a_trembling_finger_call_one_person(world: World) -> None:
    ticket(world)
    ticket(world)
    sat(world)
    press = uuid.uuid4()
    first = called(world, at=after(1), press=press)
    assert called(world, at=after(1), press=press) == first
    assert called(world, at=after(1) + dt.timedelta(milliseconds=20)) == first
    assert called(world, at=after(3)) != first


def test_a_veteran_stands_ahead_and_the_call_says_why(world: World) -> None:
    ticket(world, at=after(-30))
    ticket(world, priority=world.veteran)
    sat(world)
    call = called(world, at=after(1))
    assert call is not None
    assert (call.ticket.number_shown, call.turn) == ("П-002", Turn.PRIORITY)


def test_a_window_calls_what_it_serves(world: World) -> None:
    services.change_counter(
        counter=world.counters[1], name="2", serves=[world.surge], is_open=True, actor=world.head, at=AT
    )
    ticket(world)
    ticket(world, service=world.surge, at=after(1))
    sat(world, 1)
    assert number_called(world, 1, at=after(2)) == "П-002"
    assert [one.name for one in queries.services_without_window(world.point, at=after(2))] == ["Загальна черга"]
    sat(world, 0)
    assert queries.services_without_window(world.point, at=after(2)) == []


def test_nobody_is_called_without_a_shift_or_on_a_pause(world: World) -> None:
    ticket(world)
    with pytest.raises(errors.NoShift):
        called(world, at=AT)
    sat(world)
    services.pause_counter(kind=PauseKind.BREAK, actor=world.officer, at=AT)
    with pytest.raises(errors.OnPause):
        called(world, at=AT)
    services.resume_counter(actor=world.officer, at=after(5))
    assert number_called(world, at=after(5)) == "П-001"
    with pytest.raises(errors.TicketInHand):
        services.pause_counter(kind=PauseKind.BREAK, actor=world.officer, at=after(6))
    with pytest.raises(errors.TicketInHand):
        services.end_shift(actor=world.officer, at=after(6))


def test_one_officer_at_a_window_and_one_window_for_an_officer(world: World) -> None:
    sat(world)
    with pytest.raises(errors.CounterTaken):
        services.begin_shift(counter=world.counters[0], actor=world.officers[1], at=AT)
    assert sat(world) == Shift.objects.get()
    services.begin_shift(counter=world.counters[1], actor=world.officer, at=after(10))
    assert Shift.objects.get(ended_at=None).counter == world.counters[1]
    with pytest.raises(errors.NotYourPoint):
        services.begin_shift(counter=world.counters[2], actor=world.starosta, at=AT)


def test_recalled_not_there_and_back_again(world: World) -> None:
    one = ticket(world)
    ticket(world, at=after(1))
    sat(world)
    called(world, at=after(2))
    again = services.recall_ticket(ticket=one, actor=world.officer, at=after(3))
    assert (again.times, again.last_called_at) == (2, after(3))
    services.mark_no_show(ticket=one, actor=world.officer, at=after(4))
    services.return_ticket(ticket=one, actor=world.officer, at=after(9))
    assert number_called(world, at=after(10)) == "П-001"
    back = Call.objects.get(ticket=one, ended_at=None)
    assert back.queued_at == after(9)


def test_postponed_keeps_the_place_and_may_be_called_by_number(world: World) -> None:
    one = ticket(world)
    sat(world)
    called(world, at=after(1))
    services.postpone_ticket(ticket=one, actor=world.officer, at=after(2))
    assert called(world, at=after(5)) is None
    call = services.call_ticket(ticket=one, press=uuid.uuid4(), actor=world.officer, at=after(8))
    assert call.turn == Turn.CHOSEN


def test_sent_to_another_window_only_that_one_calls(world: World) -> None:
    one = ticket(world)
    sat(world, 0)
    sat(world, 1)
    sat(world, 2)
    called(world, 0, at=after(1))
    services.transfer_ticket(ticket=one, service=None, counter=world.counters[1], actor=world.officer, at=after(3))
    assert called(world, 2, at=after(4)) is None
    assert number_called(world, 1, at=after(4)) == "П-001"
    first = Call.objects.get(ticket=one, counter=world.counters[0])
    assert (first.outcome, first.is_start_assumed) == (Move.TRANSFER, True)


@pytest.mark.parametrize("is_sent_to", ["window", "queue"])
def test_sent_on_between_the_look_and_the_call_it_is_passed_by(
    world: World, monkeypatch: pytest.MonkeyPatch, is_sent_to: str
) -> None:
    """It waits again, but for others: only that it waits is not enough."""
    one = ticket(world)
    second = ticket(world, at=after(1))
    for window in range(3):
        sat(world, window)
    look = queries.callers

    def looked_and_then_sent_on(*asked: Any, **how: Any) -> list[queries.Caller]:
        seen = look(*asked, **how)
        monkeypatch.setattr(queries, "callers", look)
        called(world, 0, at=after(2))
        target = {"window": (None, world.counters[1]), "queue": (world.surge, None)}[is_sent_to]
        services.transfer_ticket(ticket=one, service=target[0], counter=target[1], actor=world.officers[0], at=after(2))
        return seen

    monkeypatch.setattr(queries, "callers", looked_and_then_sent_on)
    assert number_called(world, 2, at=after(3)) == second.number_shown


def test_sent_to_an_empty_window_anybody_calls(world: World) -> None:
    one = ticket(world)
    sat(world, 0)
    called(world, 0, at=after(1))
    services.transfer_ticket(
        ticket=one, service=world.surge, counter=world.counters[1], actor=world.officer, at=after(3)
    )
    assert number_called(world, 0, at=after(5)) == "П-001"


def test_a_window_left_open_yesterday_holds_nobody_up(world: World) -> None:
    sat(world, 1)
    morning = AT + dt.timedelta(days=1)
    one = ticket(world, at=morning)
    services.transfer_ticket(ticket=one, service=None, counter=world.counters[1], actor=world.officer, at=morning)
    Shift.objects.create(
        hromada_id=worlds.HOME, counter=world.counters[0], user_id=world.officer.user_id, began_at=morning
    )
    assert number_called(world, 0, at=morning) == "П-001"


def test_a_colleague_does_not_move_what_stands_at_my_window(world: World) -> None:
    one = ticket(world)
    sat(world, 0)
    sat(world, 1)
    called(world, 0, at=after(1))
    for move in (services.start_ticket, services.finish_ticket, services.mark_no_show, services.postpone_ticket):
        with pytest.raises(errors.TicketElsewhere):
            move(ticket=one, actor=world.officers[1], at=after(2))
    with pytest.raises(errors.TicketElsewhere):
        services.finish_ticket(ticket=one, actor=world.officers[2], at=after(2))
    with pytest.raises(errors.NotYourPoint):
        services.finish_ticket(ticket=one, actor=world.starosta, at=after(2))


def test_a_move_that_may_not_follow_is_refused(world: World) -> None:
    one = ticket(world)
    with pytest.raises(errors.MoveNotAllowed, match="Оновіть сторінку"):
        services.finish_ticket(ticket=one, actor=world.officer, at=AT)
    with pytest.raises(errors.DayOver):
        services.abandon_ticket(ticket=one, actor=world.officer, at=AT + dt.timedelta(days=1))


def test_another_hromada_finds_nothing(world: World) -> None:
    one = ticket(world)
    stranger = make.actor(Role.OFFICER, of=worlds.NEIGHBOUR)
    tenancy.bind(worlds.NEIGHBOUR)
    with pytest.raises(errors.TicketNotFound):
        services.abandon_ticket(ticket=one, actor=stranger, at=AT)
    with pytest.raises(errors.NotYourPoint):
        services.issue_ticket(
            point=world.point, facts=TicketFacts(purpose=Purpose.CONSULT, service=world.ordinary), actor=stranger, at=AT
        )
    tenancy.bind(worlds.HOME)
    assert Ticket.objects.get().state == State.WAITING


def test_a_booking_needs_its_time(world: World) -> None:
    with pytest.raises(errors.BookingTimeMissing):
        ticket(world, purpose=Purpose.BOOKED)
    ticket(world, at=after(-50))
    booked = ticket(world, purpose=Purpose.BOOKED, booked_for=after(10), at=after(0))
    late = ticket(world, purpose=Purpose.BOOKED, booked_for=after(-20), at=after(0))
    assert (booked.waits_since, booked.is_late, late.is_late) == (after(10), False, True)
    sat(world)
    assert number_called(world, at=after(1)) == "П-001"
    assert number_called(world, at=after(11)) == str(booked)


def test_the_day_ends_honestly(world: World) -> None:
    serving, waiting = ticket(world, note="з милицею", phone="067 123 45 67"), ticket(world, at=after(1))
    sat(world)
    called(world, at=after(2))
    services.start_ticket(ticket=serving, actor=world.officer, at=after(3))
    with pytest.raises(errors.DayAlreadyClosed):
        services.close_day(point=world.point, day=AT.date(), actor=world.officer, at=after(60))
    closed = services.close_past_days(hromada_code=worlds.HOME, at=AT + dt.timedelta(days=1))
    assert closed == 2
    serving.refresh_from_db()
    waiting.refresh_from_db()
    assert (serving.state, serving.is_capped, serving.note, serving.phone) == (State.DONE, True, "", "")
    assert waiting.state == State.ABANDONED
    call = Call.objects.get()
    assert (call.ended_at, call.is_capped) == (after(63), True)
    assert Shift.objects.get().is_capped
    assert services.close_past_days(hromada_code=worlds.HOME, at=AT + dt.timedelta(days=1)) == 0


def test_yesterday_nobody_closed_does_not_become_a_long_visit(world: World) -> None:
    """The server was off at night and the officer comes before the clock's own work."""
    ticket(world)
    sat(world)
    called(world, at=after(1))
    morning = AT + dt.timedelta(days=1)
    ticket(world, at=morning)
    with pytest.raises(errors.NoShift):
        called(world, at=morning)
    sat(world, at=morning)
    assert number_called(world, at=morning) == "П-001"
    old = Call.objects.get(ticket__day=AT.date())
    assert (old.ended_at, old.is_capped) == (after(61), True)
    assert Shift.objects.filter(ended_at=None).count() == 1


def test_a_point_without_a_reception_serves_at_once(world: World) -> None:
    counter = services.set_up_point(point=world.village, actor=world.starosta, at=AT)
    services.begin_shift(counter=counter, actor=world.starosta, at=AT)
    queue = queries.services_of(world.village).get()
    press = uuid.uuid4()
    facts = {"service": queue, "purpose": Purpose.COLLECT, "press": press, "actor": world.starosta}
    call = services.serve_without_ticket(at=after(1), **facts)
    assert services.serve_without_ticket(at=after(1), **facts) == call
    assert call.ticket.state == State.SERVING
    services.finish_ticket(ticket=call.ticket, actor=world.starosta, at=after(9))
    assert Call.objects.get().ended_at == after(9)


def test_a_consultation_belongs_to_the_visit_and_may_be_taken_back(world: World) -> None:
    one = ticket(world)
    sat(world)
    called(world, at=after(1))
    press = uuid.uuid4()
    facts = {"point": world.point, "topic": "land", "actor": world.officer}
    made = services.record_consultation(channel=Channel.IN_PERSON, press=press, at=after(2), **facts)
    assert made.ticket == one
    assert services.record_consultation(channel=Channel.IN_PERSON, press=press, at=after(2), **facts) == made
    by_phone = services.record_consultation(channel=Channel.PHONE, press=uuid.uuid4(), at=after(3), **facts)
    assert by_phone.ticket is None
    with pytest.raises(errors.TooLateToUndo):
        services.cancel_consultation(consultation=made, actor=world.officers[1], at=after(4))
    services.cancel_consultation(consultation=made, actor=world.officer, at=after(4))
    assert Consultation.objects.filter(cancelled_at=None).count() == 1
    with pytest.raises(errors.TopicUnknown):
        services.record_consultation(channel=Channel.PHONE, press=uuid.uuid4(), at=AT, **{**facts, "topic": "x"})


def test_pressure_leads_to_an_advice(world: World) -> None:
    shift = sat(world)
    for minute in (10, 20):
        services.record_pressure(point=world.point, kind=PressureKind.CONFLICT, actor=world.officer, at=after(minute))
    since = queries.at_work_since(shift)
    assert queries.pressure_since(shift, since) == [after(10), after(20)]


def test_the_board_shows_numbers_and_windows_newest_first(world: World) -> None:
    for minute in range(3):
        ticket(world, at=after(minute))
    sat(world, 0)
    sat(world, 1)
    called(world, 0, at=after(5))
    called(world, 1, at=after(6))
    services.recall_ticket(ticket=Ticket.objects.get(number=1), actor=world.officer, at=after(7))
    board = queries.board_state(world.point, at=after(8))
    assert [(call.number, call.counter, call.times) for call in board.calls] == [("П-001", "1", 2), ("П-002", "2", 1)]
    assert board.newest is not None
    assert board.newest.is_now


def test_the_board_shows_nobody_called_at_another_point(world: World) -> None:
    counter = services.set_up_point(point=world.village, actor=world.starosta, at=AT)
    services.begin_shift(counter=counter, actor=world.starosta, at=AT)
    services.serve_without_ticket(
        service=queries.services_of(world.village).get(), purpose=Purpose.COLLECT, press=uuid.uuid4(),
        actor=world.starosta, at=after(1),
    )  # fmt: skip
    assert queries.board_state(world.village, at=after(2)).newest is not None
    assert queries.board_state(world.point, at=after(2)).calls == ()


def test_every_move_is_in_the_journal_and_names_nobody(world: World) -> None:
    one = ticket(world, note="Незабудько Марія", phone="0671234567")
    sat(world)
    called(world, at=after(1))
    services.finish_ticket(ticket=one, actor=world.officer, at=after(2))
    entries = JournalEntry.objects.filter(action__startswith="queue.").order_by("sequence")
    actions = [entry.action for entry in entries if entry.subject_type == "queue.ticket"]
    assert actions == ["queue.issued", "queue.called", "queue.finished"]
    assert "Незабудько" not in str([entry.facts for entry in entries])
    assert "671234567" not in str([entry.facts for entry in entries])


def test_only_the_head_arranges(world: World) -> None:
    with pytest.raises(errors.NotHead):
        services.add_counter(point=world.point, name="9", serves=[], actor=world.officer, at=AT)
    with pytest.raises(errors.NameTaken):
        services.add_counter(point=world.point, name="1", serves=[], actor=world.head, at=AT)
    new = services.set_priority(
        code="veteran", name="ветеран", name_en="veteran", head_start_minutes=90, valid_from=AT.date(),
        source="рішення", actor=world.head, at=AT,
    )  # fmt: skip
    in_force = queries.priorities_in_force(worlds.HOME, on=AT.date())
    assert [one.head_start_minutes for one in in_force.filter(code="veteran")] == [90]
    services.end_priority(priority=new, actor=world.head, at=AT)
    tomorrow = AT.date() + dt.timedelta(days=1)
    assert not queries.priorities_in_force(worlds.HOME, on=tomorrow).filter(code="veteran").exists()
