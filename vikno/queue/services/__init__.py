"""Everything that changes the queue."""

from vikno.queue.services.arranging import (
    RuleFacts,
    add_counter,
    add_service,
    change_counter,
    change_service,
    direct_to_queue,
    end_priority,
    set_priority,
    set_rule,
    set_up_point,
)
from vikno.queue.services.booked import mark_missed, receive_booked, undo_booked
from vikno.queue.services.calling import call_next_ticket, call_ticket, recall_ticket
from vikno.queue.services.consultations import cancel_consultation, record_consultation
from vikno.queue.services.days import close_day, close_past_days
from vikno.queue.services.kiosks import (
    GivenNumber,
    end_kiosk,
    make_kiosk,
    send_number,
    set_numbers_aside,
    take_over,
)
from vikno.queue.services.moving import (
    abandon_ticket,
    finish_ticket,
    mark_no_show,
    postpone_ticket,
    return_ticket,
    start_ticket,
    transfer_ticket,
)
from vikno.queue.services.pauses import StandstillFacts, pause_queue, resume_queue
from vikno.queue.services.pressure import record_pressure
from vikno.queue.services.shifts import begin_shift, end_shift, pause_counter, resume_counter
from vikno.queue.services.tables import export_consultations, export_measures
from vikno.queue.services.tickets import TicketFacts, issue_ticket, reserve_numbers, serve_without_ticket
from vikno.queue.services.topics import add_topic, change_topic, move_topic

__all__ = [
    "GivenNumber",
    "RuleFacts",
    "StandstillFacts",
    "TicketFacts",
    "abandon_ticket",
    "add_counter",
    "add_service",
    "add_topic",
    "begin_shift",
    "call_next_ticket",
    "call_ticket",
    "cancel_consultation",
    "change_counter",
    "change_service",
    "change_topic",
    "close_day",
    "close_past_days",
    "direct_to_queue",
    "end_kiosk",
    "end_priority",
    "end_shift",
    "export_consultations",
    "export_measures",
    "finish_ticket",
    "issue_ticket",
    "make_kiosk",
    "mark_missed",
    "mark_no_show",
    "move_topic",
    "pause_counter",
    "pause_queue",
    "postpone_ticket",
    "recall_ticket",
    "receive_booked",
    "record_consultation",
    "record_pressure",
    "reserve_numbers",
    "resume_counter",
    "resume_queue",
    "return_ticket",
    "send_number",
    "serve_without_ticket",
    "set_numbers_aside",
    "set_priority",
    "set_rule",
    "set_up_point",
    "start_ticket",
    "take_over",
    "transfer_ticket",
    "undo_booked",
]
