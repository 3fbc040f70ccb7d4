"""Everything that changes the network."""

from vikno.network.services.availability import set_availability, withdraw_availability
from vikno.network.services.exporting import export_network
from vikno.network.services.founding import add_point, found_centre
from vikno.network.services.furnishing import Details, Have, set_accessibility, set_details, set_equipment
from vikno.network.services.holding import HeldFacts, Hold, hold_state, release_state
from vikno.network.services.hours import PeriodGiven, add_exception, drop_exception, set_hours
from vikno.network.services.numbering import TakenNumber, take_number
from vikno.network.services.offering import offer_group, set_offerings, withdraw_group
from vikno.network.services.people import end_authorisation, end_posting, grant_authorisation, post_person
from vikno.network.services.placements import settle_placement, skip_placement, undo_placement
from vikno.network.services.register.report import RegisterReport
from vikno.network.services.register.taking import import_network
from vikno.network.services.states import change_status

__all__ = [
    "Details",
    "Have",
    "HeldFacts",
    "Hold",
    "PeriodGiven",
    "RegisterReport",
    "TakenNumber",
    "add_exception",
    "add_point",
    "change_status",
    "drop_exception",
    "end_authorisation",
    "end_posting",
    "export_network",
    "found_centre",
    "grant_authorisation",
    "hold_state",
    "import_network",
    "offer_group",
    "post_person",
    "release_state",
    "set_accessibility",
    "set_availability",
    "set_details",
    "set_equipment",
    "set_hours",
    "set_offerings",
    "settle_placement",
    "skip_placement",
    "take_number",
    "undo_placement",
    "withdraw_availability",
    "withdraw_group",
]
