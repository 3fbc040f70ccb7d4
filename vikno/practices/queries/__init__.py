"""Reads of the room: cards of a side, published ones, recordings and what is said in them, the centre as it is."""

from vikno.practices.queries.cards import (
    adoptions_of,
    card_of,
    found_cards,
    found_own_cards,
    has_adopted,
    own_cards,
    programmes,
    public_card,
    public_cards,
    related_cards,
    revisions_of,
    sent_cards,
)
from vikno.practices.queries.centre import Centre, Group, centre_of, group_of
from vikno.practices.queries.own import own_pilot, own_pilots, pilots_of_card, services_here
from vikno.practices.queries.pilots import PilotMeasures, measures_of
from vikno.practices.queries.recordings import (
    cards_of_recording,
    own_recordings,
    public_recording,
    public_recordings,
    recording_of,
    recordings_of_card,
    said_in,
    transcript_of,
)
from vikno.practices.queries.visits import card_begun, cards_to_take_up, kept_promise

__all__ = [
    "Centre",
    "Group",
    "PilotMeasures",
    "adoptions_of",
    "card_begun",
    "card_of",
    "cards_of_recording",
    "cards_to_take_up",
    "centre_of",
    "found_cards",
    "found_own_cards",
    "group_of",
    "has_adopted",
    "kept_promise",
    "measures_of",
    "own_cards",
    "own_pilot",
    "own_pilots",
    "own_recordings",
    "pilots_of_card",
    "programmes",
    "public_card",
    "public_cards",
    "public_recording",
    "public_recordings",
    "recording_of",
    "recordings_of_card",
    "related_cards",
    "revisions_of",
    "said_in",
    "sent_cards",
    "services_here",
    "transcript_of",
]
