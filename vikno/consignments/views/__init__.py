"""Pages of papers."""

from vikno.consignments.views.bags import (
    bag,
    bag_case_removal,
    bag_cases,
    bag_differences,
    bag_manifest,
    bag_seal,
    bag_seal_removal,
    bag_trip,
)
from vikno.consignments.views.courier import courier
from vikno.consignments.views.custody import case, case_bag, case_custody, case_move
from vikno.consignments.views.days import control, day, day_signature, day_ticks
from vikno.consignments.views.points import bags, home, scan
from vikno.consignments.views.provider import (
    provider,
    provider_acceptances,
    provider_case,
    provider_case_acceptance,
    provider_case_decision,
    provider_case_return,
)
from vikno.consignments.views.receipts import bag_receipt
from vikno.consignments.views.timetable import modes, timetable, timetable_end, timetable_exception
from vikno.consignments.views.trips import (
    trip,
    trip_cancellation,
    trip_closing,
    trip_new,
    trip_start,
    trip_stop,
    trip_stop_done,
    trips,
)

__all__ = [
    "bag",
    "bag_case_removal",
    "bag_cases",
    "bag_differences",
    "bag_manifest",
    "bag_receipt",
    "bag_seal",
    "bag_seal_removal",
    "bag_trip",
    "bags",
    "case",
    "case_bag",
    "case_custody",
    "case_move",
    "control",
    "courier",
    "day",
    "day_signature",
    "day_ticks",
    "home",
    "modes",
    "provider",
    "provider_acceptances",
    "provider_case",
    "provider_case_acceptance",
    "provider_case_decision",
    "provider_case_return",
    "scan",
    "timetable",
    "timetable_end",
    "timetable_exception",
    "trip",
    "trip_cancellation",
    "trip_closing",
    "trip_new",
    "trip_start",
    "trip_stop",
    "trip_stop_done",
    "trips",
]
