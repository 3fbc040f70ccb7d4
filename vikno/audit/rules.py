"""The chain: how one entry's hash follows from the one before it."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

GENESIS = bytes(32)


def entry_hash(
    *,
    previous: bytes,
    hromada_code: str,
    sequence: int,
    at: datetime,
    actor_id: int | None,
    actor_role: str,
    action: str,
    subject: tuple[str, str],
    facts: dict[str, Any],
) -> bytes:
    """SHA-256 (32 bytes) over the previous hash and the canonical JSON of everything the entry says."""
    said = [
        hromada_code, sequence, at.astimezone(UTC).isoformat(timespec="microseconds"),
        actor_id, actor_role, action, *subject, facts,
    ]  # fmt: skip
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(previous + canonical.encode()).digest()
