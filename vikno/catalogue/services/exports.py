"""Writing the catalogue to a file; the ending of its name says the form."""

from pathlib import Path

from vikno.catalogue.errors import UnknownExport
from vikno.catalogue.models import PublicService
from vikno.catalogue.queries.exports import EXPORT_KINDS, export_catalogue


def export_services(*, path: Path) -> int:
    """Write all services as .json, .csv or .xlsx; the number of services. Raises `UnknownExport`."""
    kind = next((kind for kind in EXPORT_KINDS if path.suffix.lower() == f".{kind}"), None)
    if kind is None:
        raise UnknownExport(name=path.name)
    path.write_bytes(export_catalogue(kind))
    return PublicService.objects.count()
