"""Changes of questionnaires, versions, responses and answers."""

from vikno.questionnaires.services.answering import Proposal, Saved, propose_answers, save_answers
from vikno.questionnaires.services.collecting import bring_back
from vikno.questionnaires.services.crosswalks import write_crosswalk
from vikno.questionnaires.services.responses import lock_response, return_response, start_response, submit_response
from vikno.questionnaires.services.versions import (
    create_questionnaire,
    edit_document,
    move_version,
    publish_version,
    require_sound,
    retire_version,
    start_version,
)

__all__ = [
    "Proposal",
    "Saved",
    "bring_back",
    "create_questionnaire",
    "edit_document",
    "lock_response",
    "move_version",
    "propose_answers",
    "publish_version",
    "require_sound",
    "retire_version",
    "return_response",
    "save_answers",
    "start_response",
    "start_version",
    "submit_response",
    "write_crosswalk",
]
