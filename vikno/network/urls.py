"""Addresses of the staff pages of the network."""

import datetime as dt

from django.urls import path, register_converter

from vikno.network.views import availability, editing, people, placements, points, register


class DayConverter:
    """A date in an address: 2026-11-16."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date) -> str:
        return value.isoformat()


register_converter(DayConverter, "network_day")

app_name = "network"
urlpatterns = [
    path("", points.points, name="points"),
    path("questions/", points.questions, name="questions"),
    path("questions/<int:pk>/", editing.question, name="question"),
    path("points/new/", points.point_new, name="point_new"),
    path("points/<int:pk>/", points.point, name="point"),
    path("points/<int:pk>/status/", editing.status, name="status"),
    path("points/<int:pk>/hours/", editing.hours, name="hours"),
    path("points/<int:pk>/exceptions/", editing.exceptions, name="exceptions"),
    path("points/<int:pk>/exceptions/<network_day:on>/removal/", editing.exception_removal, name="exception_removal"),
    path("points/<int:pk>/equipment/", editing.equipment, name="equipment"),
    path("points/<int:pk>/accessibility/", editing.accessibility, name="accessibility"),
    path("points/<int:pk>/accessibility/sheet/", editing.accessibility_sheet, name="accessibility_sheet"),
    path("points/<int:pk>/details/", editing.details, name="details"),
    path("points/<int:pk>/offerings/", editing.offerings, name="offerings"),
    path("points/<int:pk>/offerings/groups/", editing.offering_groups, name="offering_groups"),
    path("points/<int:pk>/people/", people.people, name="people"),
    path("postings/<int:pk>/end/", people.posting_end, name="posting_end"),
    path("authorisations/", people.authorisations, name="authorisations"),
    path("authorisations/new/", people.authorisation_new, name="authorisation_new"),
    path("authorisations/<int:pk>/end/", people.authorisation_end, name="authorisation_end"),
    path("availability/", availability.board, name="availability"),
    path("availability/<int:pk>/", availability.history, name="availability_history"),
    path("placements/", placements.placements, name="placements"),
    path("placements/list/", placements.placement_list, name="placement_list"),
    path("placements/undo/", placements.undo, name="placement_undo"),
    path("placements/<int:pk>/", placements.placement, name="placement"),
    path("placements/<int:pk>/choice/", placements.choice, name="placement_choice"),
    path("placements/<int:pk>/skip/", placements.skip, name="placement_skip"),
    path("register/", register.register, name="register"),
]
