"""Every change of the catalogue."""

from vikno.catalogue.services.bundles import (
    BundlesReport,
    change_bundle,
    import_bundle,
    load_bundles,
)
from vikno.catalogue.services.details import add_service, change_details, restore_service, withdraw_service
from vikno.catalogue.services.exports import export_services
from vikno.catalogue.services.figures import set_figure
from vikno.catalogue.services.imports import import_services, import_upload, load_seed
from vikno.catalogue.services.reports import ImportReport
from vikno.catalogue.services.taking import take_catalogue
from vikno.catalogue.services.versions import (
    change_draft,
    confirm_version,
    discard_draft,
    draft_version,
    publish_version,
)
from vikno.catalogue.services.words import add_word, load_popular_words, note_missed, remove_word, settle_missed
from vikno.catalogue.services.workflow_files import export_workflows, import_workflow_upload, import_workflows
from vikno.catalogue.services.workflows import change_workflow, discard_workflow, draft_workflow, publish_workflow

__all__ = [
    "BundlesReport",
    "ImportReport",
    "add_service",
    "add_word",
    "change_bundle",
    "change_details",
    "change_draft",
    "change_workflow",
    "confirm_version",
    "discard_draft",
    "discard_workflow",
    "draft_version",
    "draft_workflow",
    "export_services",
    "export_workflows",
    "import_bundle",
    "import_services",
    "import_upload",
    "import_workflow_upload",
    "import_workflows",
    "load_bundles",
    "load_popular_words",
    "load_seed",
    "note_missed",
    "publish_version",
    "publish_workflow",
    "remove_word",
    "restore_service",
    "set_figure",
    "settle_missed",
    "take_catalogue",
    "withdraw_service",
]
