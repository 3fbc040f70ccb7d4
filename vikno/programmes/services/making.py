"""A call while it is being made: its facts, its parts, its files, its promised seed."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.sealing import seal, unseal
from vikno.documents import services as documents
from vikno.programmes import policies
from vikno.programmes.enums import CallState
from vikno.programmes.errors import (
    CodeTaken,
    DocumentPublished,
    FileRefused,
    NoSuchCall,
    NumberTaken,
    RulesFrozen,
    SeedEarly,
    SeedPlanted,
    TrackInUse,
)
from vikno.programmes.models import (
    Advantage,
    CallDocument,
    Criterion,
    EligibilityRule,
    Programme,
    ProgrammeCall,
    RegionRule,
    Track,
    VisibilityPhase,
)
from vikno.programmes.services.steps import held_call, record

type AnyPart = Track | Criterion | EligibilityRule | Advantage | RegionRule | VisibilityPhase
MOST_BYTES: Final = 10 * 1024 * 1024
_SEED: Final = "programmes.seed"
# What a file begins with, by what it says it is. Nothing that acts in a browser is taken.
_MEDIA: Final[Mapping[str, tuple[bytes, str]]] = {
    "pdf": (b"%PDF-", "application/pdf"),
    "docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_EARLY: Final = frozenset(
    {CallState.DRAFT, CallState.APPROVED, CallState.FORECASTED, CallState.OPEN, CallState.EXTENDED}
)


@transaction.atomic
def create_programme(
    *, code: str, title: str, starts_on: date, actor: Actor, at: datetime, is_demo: bool = False, **facts: Any
) -> Programme:
    """A programme of the actor's organisation. `facts`: its other columns. Refusals: MayNotRun, CodeTaken."""
    policies.require_may_run(actor)
    if Programme.objects.filter(code=code).exists():
        raise CodeTaken(code=code)
    made = Programme.objects.create(
        organisation_id=actor.organisation_id or 0,
        code=code,
        title=title,
        starts_on=starts_on,
        is_demo=is_demo,
        **facts,
    )
    audit.record(
        actor=actor, action="programme.created", subject=made, at=at, hromada_code=actor.hromada_code,
        facts={"code": code},
    )  # fmt: skip
    return made


@transaction.atomic
def create_call(
    *, programme: Programme, number: str, title: str, actor: Actor, at: datetime, is_demo: bool = False
) -> ProgrammeCall:
    """A draft with a number of its own. Refusals: MayNotRun, NoSuchCall, NumberTaken."""
    policies.require_may_run(actor)
    if programme.organisation_id != actor.organisation_id:
        raise NoSuchCall
    if ProgrammeCall.objects.filter(number=number).exists():
        raise NumberTaken(number=number)
    call = ProgrammeCall.objects.create(
        programme=programme, organisation_id=programme.organisation_id, number=number, title=title, is_demo=is_demo
    )
    record(call, "call.created", actor=actor, at=at, facts={})
    return call


@transaction.atomic
def change_call(*, call: ProgrammeCall, facts: Mapping[str, Any], actor: Actor, at: datetime) -> ProgrammeCall:
    """Change facts of a call that may be changed. Refusals: MayNotRun, NoSuchCall, RulesFrozen."""
    held = _changeable(call, actor)
    for name, value in facts.items():
        setattr(held, name, value)
    held.save(update_fields=list(facts))
    record(held, "call.changed", actor=actor, at=at, facts={"fields": sorted(facts)})
    return held


@transaction.atomic
def keep_part(*, call: ProgrammeCall, part: AnyPart, actor: Actor, at: datetime) -> AnyPart:
    """Add or change a part of the rules. Refusals: MayNotRun, NoSuchCall, RulesFrozen."""
    held = _changeable(call, actor)
    owner = part.track.call_id if isinstance(part, Criterion) else part.call_id
    if owner != held.pk:
        raise NoSuchCall
    part.save()
    record(held, "call.part_kept", actor=actor, at=at, facts={"part": part._meta.model_name, "row": part.pk})
    return part


@transaction.atomic
def remove_part(*, call: ProgrammeCall, part: AnyPart | CallDocument, actor: Actor, at: datetime) -> None:
    """Take a part of the rules away; with a direction goes what is its own. Refusals: RulesFrozen, TrackInUse."""
    held = _changeable(call, actor)
    facts = {"part": part._meta.model_name, "row": part.pk}
    if isinstance(part, CallDocument) and held.state != CallState.DRAFT and part.pk in _published(held):
        raise DocumentPublished
    if isinstance(part, Track):
        if any(one["code"] == part.code for row in held.versions.all() for one in row.rules["tracks"]):
            raise TrackInUse
        for rows in (part.criteria, part.eligibility, part.advantages, part.regions):
            rows.all().delete()
    part.delete()
    record(held, "call.part_removed", actor=actor, at=at, facts=facts)


@transaction.atomic
def add_document(
    *, call: ProgrammeCall, title: str, title_en: str, file_name: str, content: bytes, actor: Actor, at: datetime
) -> CallDocument:
    """A file to be published with the call. Refusals: MayNotRun, NoSuchCall, RulesFrozen, FileRefused, FileInfected,
    AntivirusAway.
    """
    held = _changeable(call, actor)
    ending = file_name.rpartition(".")[2].lower()
    start, media_type = _MEDIA.get(ending, (b"", ""))
    if not media_type or not content.startswith(start) or len(content) > MOST_BYTES:
        raise FileRefused(most=MOST_BYTES // 1024 // 1024)
    documents.require_harmless(content, name=file_name)
    made = CallDocument.objects.create(
        call=held, title=title, title_en=title_en, file_name=file_name[-200:], media_type=media_type,
        size=len(content), sha256=hashlib.sha256(content).hexdigest(), content=content, added_at=at,
        added_by_name=actor.name,
    )  # fmt: skip
    record(held, "call.document_added", actor=actor, at=at, facts={"sha256": made.sha256})
    return made


@transaction.atomic
def plant_seed(*, call: ProgrammeCall, actor: Actor, at: datetime) -> ProgrammeCall:
    """Draw the seed of the lot: its hash is promised, the seed itself sealed until it is revealed.

    Refusals: MayNotRun, NoSuchCall, SeedPlanted.
    """
    held = held_call(call, actor)
    if held.state != CallState.DRAFT or held.seed_sha256:
        raise SeedPlanted
    seed = f"{held.number}|{secrets.token_hex(24)}"
    held.seed_sha256 = hashlib.sha256(seed.encode()).hexdigest()
    held.seed_sealed = seal(seed.encode(), purpose=_SEED)
    held.save(update_fields=["seed_sha256", "seed_sealed"])
    record(held, "call.seed_planted", actor=actor, at=at, facts={"sha256": held.seed_sha256})
    return held


@transaction.atomic
def reveal_seed(*, call: ProgrammeCall, actor: Actor, at: datetime) -> str:
    """The seed, from now on for everybody; a second time the same. Refusals: MayNotRun, NoSuchCall, SeedEarly."""
    held = held_call(call, actor)
    if held.state in _EARLY:
        raise SeedEarly
    if not held.seed:
        held.seed, held.seed_sealed = unseal(held.seed_sealed, purpose=_SEED).decode(), ""
        held.save(update_fields=["seed", "seed_sealed"])
        record(held, "call.seed_revealed", actor=actor, at=at, facts={"sha256": held.seed_sha256})
    return held.seed


def _published(call: ProgrammeCall) -> set[int]:
    return {int(one["code"][1:]) for row in call.versions.all() for one in row.rules["documents"]}


def _changeable(call: ProgrammeCall, actor: Actor) -> ProgrammeCall:
    held = held_call(call, actor)
    if held.state != CallState.DRAFT and not held.amending:
        raise RulesFrozen
    return held
