"""All rules of a call as one value, and as bytes: what is frozen, hashed, compared and published.

Moments are written in Kyiv with their offset, shares and weights as texts with two digits. The same rules give the
same bytes on any machine.
"""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Model

from vikno.common.clock import KYIV
from vikno.programmes.models import ProgrammeCall, Track

# Of the form of the rules; grows when a name changes its meaning.
EDITION: Final = 1
_CALL: Final = (
    "number", "title", "title_en", "summary", "summary_en", "forecast_on", "opens_at", "closes_at", "questions_until",
    "results_on", "quota", "limit_per_hromada", "who_may_submit", "positions", "outage_hours", "seed_sha256",
)  # fmt: skip
_TRACK: Final = (
    "code", "title", "title_en", "who_may_apply", "who_may_apply_en", "places", "unused_order", "threshold",
    "cap_per_oblast", "stages",
)  # fmt: skip
_CRITERION: Final = (
    "code", "title", "title_en", "weight", "source", "fact", "bands", "anchors", "dimension",
)  # fmt: skip
_RULE: Final = ("code", "predicate", "sentence", "sentence_en")
_ADVANTAGE: Final = (*_RULE, "mode", "points", "cap")
_REGION: Final = ("code", "title", "title_en", "kind", "oblasts", "seats")
_PHASE: Final = ("phase", "hidden")
_DOCUMENT: Final = ("title", "title_en", "file_name", "media_type", "size", "sha256")


def rules_of(call: ProgrammeCall) -> dict[str, Any]:
    """The rules as the rows stand now. A fixed number of queries."""
    tracks = list(call.tracks.prefetch_related("criteria").order_by("position", "pk"))
    codes = {one.pk: one.code for one in tracks}
    return {
        "edition": EDITION,
        "programme": call.programme.code,
        "call": _told(call, _CALL),
        "questions": _questions(call),
        "tracks": [_track(one) for one in tracks],
        "eligibility": [_of_track(one, _RULE, codes) for one in call.eligibility.order_by("position", "pk")],
        "advantages": [_of_track(one, _ADVANTAGE, codes) for one in call.advantages.order_by("position", "pk")],
        "regions": [_of_track(one, _REGION, codes) for one in call.regions.order_by("position", "pk")],
        "phases": [{"code": one.phase, **_told(one, _PHASE)} for one in call.phases.order_by("phase")],
        "documents": [
            {"code": f"d{one.pk}", **_told(one, _DOCUMENT)}
            for one in call.documents.defer("content").order_by("pk")
        ],
    }  # fmt: skip


def body_of(call: ProgrammeCall) -> str:
    """The same as text: keys in order, no spaces."""
    return written(rules_of(call))


def written(value: Any) -> str:
    """Canonical JSON of a plain value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(body: str) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


def _questions(call: ProgrammeCall) -> dict[str, Any] | None:
    """Which version of which questionnaire; its document is published with it."""
    version = call.questionnaire
    if version is None:
        return None
    return {"key": version.pk, "title": version.questionnaire.title, "number": version.number, "sha256": version.sha256}


def _track(track: Track) -> dict[str, Any]:
    criteria = sorted(track.criteria.all(), key=lambda one: (one.position, one.pk))
    return _told(track, _TRACK) | {"criteria": [_told(one, _CRITERION) for one in criteria]}


def _of_track(row: Any, names: tuple[str, ...], codes: dict[int, str]) -> dict[str, Any]:
    return _told(row, names) | {"track": codes.get(row.track_id)}


def _told(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names}


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, datetime):
        return value.astimezone(KYIV).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, str) else value
