"""Which kind of file it is, told by what is in it."""

from pathlib import Path

from vikno.catalogue.readers.bundle import Bundle
from vikno.catalogue.readers.json_file import read_json
from vikno.catalogue.readers.table_file import read_services_table


def read_catalogue_file(content: bytes, *, cards: Path | None = None, groups: Path | None = None) -> Bundle:
    """A CSV, XLSX or JSON file of services. Raises `TableRefused` or `UnknownFormat`.

    cards: folder of HTML cards named by the numbers of services. groups: table of the portal's own groups.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return read_json(content)
    return read_services_table(content, cards=cards, groups=groups)
