"""Rows put back as a frozen version says: what was changed since is given up. Directions keep their keys."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from vikno.programmes import canonical
from vikno.programmes.models import (
    Advantage,
    Criterion,
    EligibilityRule,
    ProgrammeCall,
    RegionRule,
    Track,
    VisibilityPhase,
)


def restore_rows(call: ProgrammeCall) -> None:
    """The rows of a held call, by its newest version. It must still be open to change."""
    version = call.versions.last()
    if version is None:
        return
    told = version.rules
    call.questionnaire_id = told["questions"]["key"] if told["questions"] else None
    _set(call, {name: value for name, value in told["call"].items() if name not in ("number", "seed_sha256")})
    call.save()
    tracks = _tracks(call, told["tracks"])
    for rows, kind in ((EligibilityRule, "eligibility"), (Advantage, "advantages"), (RegionRule, "regions")):
        rows.objects.filter(call=call).delete()
        for position, one in enumerate(told[kind], start=1):
            facts = {**one, "track": tracks.get(one["track"]), "position": position}
            _set(rows(call=call), facts).save()
    call.phases.all().delete()
    for one in told["phases"]:
        VisibilityPhase.objects.create(call=call, phase=one["phase"], hidden=one["hidden"])
    Track.objects.filter(call=call).exclude(code__in=tracks).delete()
    call.documents.exclude(pk__in=[int(one["code"][1:]) for one in told["documents"]]).delete()


def _tracks(call: ProgrammeCall, told: list[dict[str, Any]]) -> dict[str, Track]:
    kept = {one.code: one for one in call.tracks.all()}
    for gone in set(kept) - {one["code"] for one in told}:
        for rows in (kept[gone].criteria, kept[gone].eligibility, kept[gone].advantages, kept[gone].regions):
            rows.all().delete()
    made = {}
    for position, one in enumerate(told, start=1):
        track = kept.get(one["code"]) or Track(call=call)
        facts = {name: value for name, value in one.items() if name != "criteria"}
        _set(track, {**facts, "position": position}).save()
        track.criteria.all().delete()
        for place, criterion in enumerate(one["criteria"], start=1):
            _set(Criterion(track=track), {**criterion, "position": place}).save()
        made[track.code] = track
    return made


def _set[Row: models.Model](row: Row, facts: dict[str, Any]) -> Row:
    for name, value in facts.items():
        setattr(row, name, _read(row._meta.get_field(name), value))
    return row


def _read(field: Any, value: Any) -> Any:
    """A plain value as its column holds it."""
    if value is None or not isinstance(value, str):
        return value
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    return Decimal(value) if isinstance(field, models.DecimalField) else value


def is_as_frozen(call: ProgrammeCall) -> bool:
    """Whether the rows say what the newest version says."""
    version = call.versions.last()
    return version is not None and version.body == canonical.body_of(call)
