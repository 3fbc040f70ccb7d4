"""Everything that changes interruptions."""

from vikno.continuity.services.beginning import InterruptionFacts, interrupt
from vikno.continuity.services.calls import record_call
from vikno.continuity.services.changing import add_point, end_interruption, prolong
from vikno.continuity.services.exporting import export_interruptions

__all__ = [
    "InterruptionFacts",
    "add_point",
    "end_interruption",
    "export_interruptions",
    "interrupt",
    "prolong",
    "record_call",
]
