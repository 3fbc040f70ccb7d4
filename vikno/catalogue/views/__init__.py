"""Staff pages of the catalogue."""

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

__all__ = [
    "add_service",
    "card_pdf",
    "confirmation",
    "details",
    "discard",
    "draft",
    "export_file",
    "figures",
    "import_page",
    "new_version",
    "publication",
    "restoration",
    "service_list",
    "service_page",
    "version_page",
    "withdrawal",
]
