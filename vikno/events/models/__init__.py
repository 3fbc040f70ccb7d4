"""Tables of events."""

from vikno.events.models.after import Certificate, Scan, SurveyAnswer, SurveyInvite
from vikno.events.models.base import Shared
from vikno.events.models.event import Event, Host, Invitation, PostLimit, SeatPool, Session, Speaker
from vikno.events.models.letters import Letter
from vikno.events.models.people import Attendance, Chosen, Delegation, DelegationStep, Participant, Promise

__all__ = [
    "Attendance",
    "Certificate",
    "Chosen",
    "Delegation",
    "DelegationStep",
    "Event",
    "Host",
    "Invitation",
    "Letter",
    "Participant",
    "PostLimit",
    "Promise",
    "Scan",
    "SeatPool",
    "Session",
    "Shared",
    "Speaker",
    "SurveyAnswer",
    "SurveyInvite",
]
