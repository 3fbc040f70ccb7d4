"""Everything that moves papers."""

from vikno.consignments.services.bags import add_case_to_bag, open_bag, pack_cases, remove_case, seal_bag, unseal_bag
from vikno.consignments.services.handovers import (
    find_papers,
    forward_to_provider,
    hand_back_to_applicant,
    provider_accept,
    provider_return,
    take_back,
)
from vikno.consignments.services.journeys import Receipt, hand_to_courier, receive_bag, take_bag

__all__ = [
    "Receipt",
    "add_case_to_bag",
    "find_papers",
    "forward_to_provider",
    "hand_back_to_applicant",
    "hand_to_courier",
    "open_bag",
    "pack_cases",
    "provider_accept",
    "provider_return",
    "receive_bag",
    "remove_case",
    "seal_bag",
    "take_back",
    "take_bag",
    "unseal_bag",
]
