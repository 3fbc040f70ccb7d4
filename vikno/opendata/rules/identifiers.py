"""Identifiers that outlive an export: the same thing has the same UUID in every file and on every day."""

import uuid
from typing import Final

_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vikno:opendata")
_MADE_OF_TWO: Final = 8  # RFC 9562: version 8 is for layouts of one's own


def stable_id(kind: str, *key: str) -> str:
    """UUID version 5 of a thing by its own key: a code of a service, a number of the national register."""
    return str(uuid.uuid5(_NAMESPACE, "/".join((kind, *key))))


def pair_id(service: str, location: str) -> str:
    """UUID of a service at a location. It begins as the location and ends as the service, so neither is searched for.

    >>> pair_id(stable_id("service", "1"), stable_id("location", "2"))[19:] == stable_id("service", "1")[19:]
    True
    """
    return str(uuid.UUID(bytes=_head(location) + uuid.UUID(service).bytes[8:]))


def is_pair_of_location(pair: uuid.UUID, location: str) -> bool:
    """Whether a service at a location is at this one."""
    return pair.bytes[:8] == _head(location)


def is_pair_of_service(pair: uuid.UUID, service: str) -> bool:
    """Whether a service at a location is this service."""
    return pair.bytes[8:] == uuid.UUID(service).bytes[8:]


def _head(location: str) -> bytes:
    head = bytearray(uuid.UUID(location).bytes[:8])
    head[6] = (head[6] & 0x0F) | (_MADE_OF_TWO << 4)
    return bytes(head)
