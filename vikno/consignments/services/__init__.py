"""Everything that moves papers."""

from vikno.consignments.services.alarms import alarm_late_bags
from vikno.consignments.services.bags import add_case_to_bag, open_bag, pack_cases, remove_case, seal_bag, unseal_bag
from vikno.consignments.services.days import sign_day, tick_case
from vikno.consignments.services.handovers import (
    find_papers,
    forward_to_provider,
    hand_back_to_applicant,
    provider_accept,
    provider_accept_each,
    provider_return,
    take_back,
)
from vikno.consignments.services.journeys import Receipt, hand_to_courier, receive_bag, take_bag
from vikno.consignments.services.losses import declare_lost
from vikno.consignments.services.modes import send_paper_after_all, send_scans, set_service_mode
from vikno.consignments.services.timetable import end_transfer, except_day, schedule_transfers
from vikno.consignments.services.trips import StopGiven, cancel_trip, close_trip, finish_stop, plan_trip, start_trip

__all__ = [
    "Receipt",
    "StopGiven",
    "add_case_to_bag",
    "alarm_late_bags",
    "cancel_trip",
    "close_trip",
    "declare_lost",
    "end_transfer",
    "except_day",
    "find_papers",
    "finish_stop",
    "forward_to_provider",
    "hand_back_to_applicant",
    "hand_to_courier",
    "open_bag",
    "pack_cases",
    "plan_trip",
    "provider_accept",
    "provider_accept_each",
    "provider_return",
    "receive_bag",
    "remove_case",
    "schedule_transfers",
    "seal_bag",
    "send_paper_after_all",
    "send_scans",
    "set_service_mode",
    "sign_day",
    "start_trip",
    "take_back",
    "take_bag",
    "tick_case",
    "unseal_bag",
]
