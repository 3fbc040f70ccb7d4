"""Pages of questionnaires."""

from vikno.questionnaires.views.collecting import carried_xform, carried_xlsform, collecting
from vikno.questionnaires.views.exports import document_json, response_schema, responses, xlsform
from vikno.questionnaires.views.items import add, item, item_move, item_removal
from vikno.questionnaires.views.lists import listing, new, questionnaire, start
from vikno.questionnaires.views.trials import crosswalk, difference, preview
from vikno.questionnaires.views.versions import import_form, state, version

__all__ = [
    "add",
    "carried_xform",
    "carried_xlsform",
    "collecting",
    "crosswalk",
    "difference",
    "document_json",
    "import_form",
    "item",
    "item_move",
    "item_removal",
    "listing",
    "new",
    "preview",
    "questionnaire",
    "response_schema",
    "responses",
    "start",
    "state",
    "version",
    "xlsform",
]
