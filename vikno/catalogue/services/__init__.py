"""Every change of the catalogue."""

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

__all__ = [
    "ImportReport",
    "add_service",
    "change_details",
    "change_draft",
    "confirm_version",
    "discard_draft",
    "draft_version",
    "export_services",
    "import_services",
    "import_upload",
    "load_seed",
    "publish_version",
    "restore_service",
    "set_figure",
    "take_catalogue",
    "withdraw_service",
]
