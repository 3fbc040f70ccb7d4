"""Staff pages of the catalogue."""

from vikno.catalogue.views.bundles import bundle_list, bundle_page
from vikno.catalogue.views.figures import figures
from vikno.catalogue.views.files import export_file, import_page
from vikno.catalogue.views.services import (
    add_service,
    card_pdf,
    details,
    restoration,
    service_list,
    service_page,
    withdrawal,
)
from vikno.catalogue.views.versions import confirmation, discard, draft, new_version, publication, version_page
from vikno.catalogue.views.words import missed_settlement, word_removal, words
from vikno.catalogue.views.workflows import (
    export_workflows_file,
    import_workflows_page,
    new_workflow,
    workflow_discard,
    workflow_draft,
    workflow_page,
    workflow_publication,
    workflow_sheet,
)

__all__ = [
    "add_service",
    "bundle_list",
    "bundle_page",
    "card_pdf",
    "confirmation",
    "details",
    "discard",
    "draft",
    "export_file",
    "export_workflows_file",
    "figures",
    "import_page",
    "import_workflows_page",
    "missed_settlement",
    "new_version",
    "new_workflow",
    "publication",
    "restoration",
    "service_list",
    "service_page",
    "version_page",
    "withdrawal",
    "word_removal",
    "words",
    "workflow_discard",
    "workflow_draft",
    "workflow_page",
    "workflow_publication",
    "workflow_sheet",
]
