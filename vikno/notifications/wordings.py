"""The standard wordings of the package, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vikno.notifications.enums import Event, Language, WordingKind


@dataclass(frozen=True, kw_only=True)
class WordingInForce:
    """What people are told now. `edition` is kept with the message: «стандартний 2026-11» or «7»."""

    subject: str
    body: str
    edition: str
    is_sent: bool


def standard_wording(*, event: str, kind: str, language: str) -> WordingInForce:
    """What holds where the hromada has no words of its own."""
    return _standard()[event, kind, language]


@cache
def _standard() -> dict[tuple[str, str, str], WordingInForce]:
    written = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))
    edition = written["edition"]
    return {
        (event, kind, language): WordingInForce(
            subject=row.get("subject", ""), body=row["body"].strip(), edition=f"стандартний {edition}",
            is_sent=row.get("is_sent", True),
        )
        for event in Event
        for kind in WordingKind
        for language in Language
        for row in [written[event][kind][language]]
    }  # fmt: skip
