"""Where the bytes of files that people bring lie: on a shelf of their own."""

from typing import Final

from vikno.common.shelves import INCOMING, Shelf, aside, copy, free_bytes, sha256_of

_SHELF: Final = Shelf("scans")
folder = _SHELF.folder
path_of = _SHELF.path_of
keep = _SHELF.keep
destroy = _SHELF.destroy
forgotten = _SHELF.forgotten

__all__ = [
    "INCOMING", "aside", "copy", "destroy", "folder", "forgotten", "free_bytes", "keep", "path_of", "sha256_of",
]  # fmt: skip
