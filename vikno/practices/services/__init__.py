"""Every change of the room."""

from vikno.practices.services.cards import (
    CardFacts,
    adopt,
    attach_proof,
    begin_card,
    draft_from_records,
    move_card,
    write_card,
)
from vikno.practices.services.films import film_path, lost_films, remove_film, sweep_films, take_film
from vikno.practices.services.own import PilotFacts, decide_group, end_pilot, tell_pilot
from vikno.practices.services.recordings import (
    RecordingFacts,
    add_recording,
    publish_recording,
    take_chapters,
    take_transcript,
    withdraw_recording,
    write_chapters,
    write_recording,
)
from vikno.practices.services.visits import begin_from_visit, take_up

__all__ = [
    "CardFacts",
    "PilotFacts",
    "RecordingFacts",
    "add_recording",
    "adopt",
    "attach_proof",
    "begin_card",
    "begin_from_visit",
    "decide_group",
    "draft_from_records",
    "end_pilot",
    "film_path",
    "lost_films",
    "move_card",
    "publish_recording",
    "remove_film",
    "sweep_films",
    "take_chapters",
    "take_film",
    "take_transcript",
    "take_up",
    "tell_pilot",
    "withdraw_recording",
    "write_card",
    "write_chapters",
    "write_recording",
]
