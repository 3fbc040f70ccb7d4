"""Papers on their way: bags, trips, timetable, who holds each case's papers, what was counted at day's end."""

from vikno.consignments.models.bags import Bag, BagItem, BagSeries
from vikno.consignments.models.custody import CaseMode, Custody, Loss, ServiceMode
from vikno.consignments.models.days import DayCheck, DayLine
from vikno.consignments.models.trips import OverdueAlarm, Stop, Transfer, TransferException, Trip, TripBag

__all__ = [
    "Bag",
    "BagItem",
    "BagSeries",
    "CaseMode",
    "Custody",
    "DayCheck",
    "DayLine",
    "Loss",
    "OverdueAlarm",
    "ServiceMode",
    "Stop",
    "Transfer",
    "TransferException",
    "Trip",
    "TripBag",
]
