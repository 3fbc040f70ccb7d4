"""A file of services, and the catalogue that comes with the product."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.db import transaction

from vikno.catalogue import policies
from vikno.catalogue.readers import read_catalogue_file, read_seed
from vikno.catalogue.readers.seed import SEED
from vikno.catalogue.services.reports import ImportReport
from vikno.catalogue.services.taking import take_catalogue
from vikno.common.actors import Actor


@transaction.atomic
def import_services(
    *,
    source: Path | bytes,
    actor: Actor,
    at: datetime,
    file_name: str = "",
    cards: Path | None = None,
    groups: Path | None = None,
) -> ImportReport:
    """Take a CSV, XLSX, XLS, ODS or JSON file of services whole, or refuse it with lines and reasons.

    source: a path, or the bytes of an upload (then `file_name` names it). cards: folder of HTML cards named by
    service numbers. groups: table of the portal's groups. Raises `TableRefused` (and its kin) or `UnknownFormat`.
    A second import of the same file changes nothing, and the report says so.
    """
    policies.require_may_import(actor)
    content = source if isinstance(source, bytes) else source.read_bytes()
    name = file_name or (source.name if isinstance(source, Path) else "")
    bundle = read_catalogue_file(content, cards=cards, groups=groups)
    return take_catalogue(bundle=bundle, file_name=name, sha256=hashlib.sha256(content).hexdigest(), actor=actor, at=at)


@transaction.atomic
def load_seed(*, actor: Actor, at: datetime) -> ImportReport:
    """The project's own catalogue. A card that a newer release rewrote becomes a new version from today."""
    policies.require_may_import(actor)
    return take_catalogue(bundle=read_seed(), file_name="seed", sha256=_digest(SEED), actor=actor, at=at)


def _digest(folder: Path) -> str:
    parts = (path.read_bytes() for path in sorted(folder.glob("*.toml")))
    return hashlib.sha256(b"".join(parts)).hexdigest()
