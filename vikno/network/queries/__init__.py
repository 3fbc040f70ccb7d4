"""Reads of the network: points, hours and states, who works where, what is given where, the queue of places."""

from vikno.network.queries.giving import GivenService, authorisations_of, services_at
from vikno.network.queries.map import hromada_features, point_features
from vikno.network.queries.people import posted_points, postings_at, provider_of
from vikno.network.queries.placements import (
    CandidateShown,
    Progress,
    candidates_of,
    next_placement,
    placement,
    placement_progress,
    placements_waiting,
)  # fmt: skip
from vikno.network.queries.points import (
    Filters,
    centre_of,
    editable_point,
    editions,
    point,
    points_of_hromada,
    points_with_questions,
    public_points,
    states_of,
)  # fmt: skip
from vikno.network.queries.today import PointToday, opening_of, point_state_now, schedules_of, today_hours

__all__ = [
    "CandidateShown",
    "Filters",
    "GivenService",
    "PointToday",
    "Progress",
    "authorisations_of",
    "candidates_of",
    "centre_of",
    "editable_point",
    "editions",
    "hromada_features",
    "next_placement",
    "opening_of",
    "placement",
    "placement_progress",
    "placements_waiting",
    "point",
    "point_features",
    "point_state_now",
    "points_of_hromada",
    "points_with_questions",
    "posted_points",
    "postings_at",
    "provider_of",
    "public_points",
    "schedules_of",
    "services_at",
    "states_of",
    "today_hours",
]
