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
from vikno.consignments.views.points import bags, day, home, scan
from vikno.consignments.views.provider import (
    provider,
    provider_case,
    provider_case_acceptance,
    provider_case_decision,
    provider_case_return,
)
from vikno.consignments.views.receipts import bag_receipt

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
    "courier",
    "day",
    "home",
    "provider",
    "provider_case",
    "provider_case_acceptance",
    "provider_case_decision",
    "provider_case_return",
    "scan",
]
