"""Forms of the room: they help to type, the services decide."""

from vikno.network.forms.availability import AvailabilityForm
from vikno.network.forms.hours import ExceptionForm, HoursForm
from vikno.network.forms.lists import NetworkFilterForm, RegisterForm
from vikno.network.forms.people import AuthorisationForm, EndForm, PostingForm
from vikno.network.forms.points import AccessibilityForm, DetailsForm, EquipmentForm, OfferingsForm, PointForm
from vikno.network.forms.status import StatusForm

__all__ = [
    "AccessibilityForm",
    "AuthorisationForm",
    "AvailabilityForm",
    "DetailsForm",
    "EndForm",
    "EquipmentForm",
    "ExceptionForm",
    "HoursForm",
    "NetworkFilterForm",
    "OfferingsForm",
    "PointForm",
    "PostingForm",
    "RegisterForm",
    "StatusForm",
]
