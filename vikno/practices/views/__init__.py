"""Pages of practices."""

from vikno.practices.views.atom import feed
from vikno.practices.views.cards import adoption, card, edit, move, new, ours, proof, send, sent
from vikno.practices.views.editor import (
    recording_edit,
    recording_marks,
    recording_marks_file,
    recording_new,
    recording_publication,
    recording_transcript,
    recording_withdrawal,
    recordings_ours,
)
from vikno.practices.views.films import (
    recording_captions,
    recording_file,
    recording_file_removal,
    recording_film,
    recording_own_film,
)
from vikno.practices.views.functional import centre, centre_card, model, model_group, model_paper, model_table
from vikno.practices.views.own import pilot, pilot_end, pilots
from vikno.practices.views.public import public_card, public_list, recording, recording_chapters, recordings
from vikno.practices.views.visits import from_visit, from_visit_card

__all__ = [
    "adoption",
    "card",
    "centre",
    "centre_card",
    "edit",
    "feed",
    "from_visit",
    "from_visit_card",
    "model",
    "model_group",
    "model_paper",
    "model_table",
    "move",
    "new",
    "ours",
    "pilot",
    "pilot_end",
    "pilots",
    "proof",
    "public_card",
    "public_list",
    "recording",
    "recording_captions",
    "recording_chapters",
    "recording_edit",
    "recording_file",
    "recording_file_removal",
    "recording_film",
    "recording_marks",
    "recording_marks_file",
    "recording_new",
    "recording_own_film",
    "recording_publication",
    "recording_transcript",
    "recording_withdrawal",
    "recordings",
    "recordings_ours",
    "send",
    "sent",
]
