"""Tables of practices: cards and who took them up, recordings and their words, pilots, the functional model."""

from vikno.practices.models.cards import Adoption, Practice, PracticeRevision
from vikno.practices.models.own import ModelLine, Pilot
from vikno.practices.models.recordings import Captions, Chapter, Passage, Recording
from vikno.practices.models.words import WordForm

__all__ = [
    "Adoption",
    "Captions",
    "Chapter",
    "ModelLine",
    "Passage",
    "Pilot",
    "Practice",
    "PracticeRevision",
    "Recording",
    "WordForm",
]
