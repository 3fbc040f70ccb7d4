"""Life-event bundles: taken from files, changed by the steward; a person's change is never overwritten by a file."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vikno.audit.services import record
from vikno.catalogue import policies
from vikno.catalogue.errors import (
    BundleChangedMeanwhile,
    BundleFileRefused,
    BundleIsEmpty,
    BundleLineTwice,
    BundleQuestionInUse,
)
from vikno.catalogue.models import BundleLine, BundleQuestion, EventBundle, LifeEvent, PublicService
from vikno.catalogue.readers.bundles import BundleFault, ReadBundle, read_bundle, read_bundles
from vikno.catalogue.rules import BundleWords
from vikno.common.actors import Actor
from vikno.common.tables import Problem


@dataclass
class BundlesReport:
    """Codes of bundles by what happened to them."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def load_bundles(*, actor: Actor, at: datetime) -> BundlesReport:
    """The bundles that come with the product; those that a steward has changed stay as they are."""
    return _taken(read_bundles(), actor=actor, at=at)


@transaction.atomic
def import_bundle(*, text: str, actor: Actor, at: datetime) -> BundlesReport:
    """One file whole, or BundleFileRefused with the reasons. Taken twice it changes nothing."""
    try:
        read = read_bundle(text)
    except BundleFault as fault:
        raise BundleFileRefused(fault.problems) from fault
    return _taken((read,), actor=actor, at=at)


def _taken(bundles: Sequence[ReadBundle], *, actor: Actor, at: datetime) -> BundlesReport:
    policies.require_may_import(actor)
    report = BundlesReport()
    for read in bundles:
        _take(read, report, actor=actor, at=at)
    return report


def _take(read: ReadBundle, report: BundlesReport, *, actor: Actor, at: datetime) -> None:
    events = {event.code: event for event in LifeEvent.objects.filter(code=read.life_event)}
    services = {one.code: one for one in PublicService.objects.filter(code__in=[line.service for line in read.lines])}
    unknown = [
        Problem(0, _("немає послуги {code}").format(code=line.service))
        for line in read.lines
        if line.service not in services
    ]
    unknown += [] if events else [Problem(0, _("немає життєвої події «{code}»").format(code=read.life_event))]
    if unknown:
        raise BundleFileRefused(unknown)
    kept = EventBundle.objects.select_for_update().filter(code=read.code, valid_from=read.valid_from).first()
    if kept is not None and kept.edited_by_name:
        report.kept.append(read.code)
        return
    if kept is not None and _shape(kept) == _told(read):
        report.unchanged.append(read.code)
        return
    (report.changed if kept else report.added).append(read.code)
    bundle = kept or EventBundle(code=read.code, valid_from=read.valid_from)
    bundle.version += 1 if kept else 0
    bundle.life_event = events[read.life_event]
    for name in ("name", "name_en", "advice", "valid_to", "source", "is_confirmed"):
        setattr(bundle, name, getattr(read, name))
    bundle.save()
    _write(bundle, read, services)
    record(actor=actor, action="bundle.taken", subject=bundle, at=at, hromada_code=actor.hromada_code)


def _write(bundle: EventBundle, read: ReadBundle, services: Mapping[str, PublicService]) -> None:
    bundle.lines.all().delete()
    bundle.questions.all().delete()
    questions = {
        question.code: BundleQuestion.objects.create(bundle=bundle, order=order, **asdict(question))
        for order, question in enumerate(read.questions, start=1)
    }
    BundleLine.objects.bulk_create(
        BundleLine(
            bundle=bundle, order=order, service=services[line.service], question=questions.get(line.question),
            gives=list(line.gives), note=line.note,
        )
        for order, line in enumerate(read.lines, start=1)
    )  # fmt: skip


def _shape(bundle: EventBundle) -> dict[str, Any]:
    """A kept bundle as a file would tell it."""
    facts = {name: getattr(bundle, name) for name in ("code", "name", "name_en", "advice", "source", "is_confirmed")}
    lines = bundle.lines.select_related("service", "question").order_by("order")
    return {
        **facts, "valid_from": bundle.valid_from, "valid_to": bundle.valid_to, "life_event": bundle.life_event.code,
        "questions": [(q.code, q.text, q.text_en) for q in bundle.questions.order_by("order")],
        "lines": [
            (one.service.code, one.question.code if one.question else "", tuple(one.gives), one.note) for one in lines
        ],
    }  # fmt: skip


def _told(read: ReadBundle) -> dict[str, Any]:
    return {
        **{name: getattr(read, name) for name in ("code", "name", "name_en", "advice", "source", "is_confirmed")},
        "valid_from": read.valid_from, "valid_to": read.valid_to, "life_event": read.life_event,
        "questions": [(q.code, q.text, q.text_en) for q in read.questions],
        "lines": [(one.service, one.question, one.gives, one.note) for one in read.lines],
    }  # fmt: skip


@transaction.atomic
def change_bundle(*, bundle: EventBundle, version: int, words: BundleWords, actor: Actor, at: datetime) -> EventBundle:
    """Rewrite a bundle as it was at `version`. What is not said here (English words, papers a service gives) stays.

    Refusals: MayNotPublish, BundleChangedMeanwhile with what is kept, BundleIsEmpty, BundleLineTwice,
    BundleQuestionInUse.
    """
    policies.require_may_publish(actor)
    _require_whole(words)
    kept = EventBundle.objects.select_for_update().get(pk=bundle.pk)
    if kept.version != version:
        raise BundleChangedMeanwhile(theirs=kept)
    for name, value in words.facts.items():
        setattr(kept, name, value)
    _rewrite(kept, words)
    kept.version += 1
    kept.edited_at, kept.edited_by_name = at, actor.name
    kept.save()
    record(actor=actor, action="bundle.changed", subject=kept, at=at, hromada_code=actor.hromada_code)
    return kept


def _require_whole(words: BundleWords) -> None:
    chosen = [service for service, _question, _note in words.lines]
    if not chosen:
        raise BundleIsEmpty
    if len(set(chosen)) < len(chosen):
        twice = next(service for service in chosen if chosen.count(service) > 1)
        raise BundleLineTwice(service=PublicService.objects.get(pk=twice).name)
    asked = {question for _service, question, _note in words.lines if question}
    if asked - {code for code, _text in words.questions}:
        raise BundleQuestionInUse


def _rewrite(bundle: EventBundle, words: BundleWords) -> None:
    english = {question.code: question.text_en for question in bundle.questions.order_by("order")}
    gives = {line.service_id: line.gives for line in bundle.lines.order_by("order")}
    bundle.lines.all().delete()
    bundle.questions.all().delete()
    free = (f"q{number}" for number in count(1) if f"q{number}" not in english)
    questions = {
        code: BundleQuestion.objects.create(
            bundle=bundle, order=order, code=code or next(free), text=text, text_en=english.get(code, "")
        )
        for order, (code, text) in enumerate(words.questions, start=1)
    }
    BundleLine.objects.bulk_create(
        BundleLine(
            bundle=bundle, order=order, service_id=service, question=questions.get(question) if question else None,
            note=note, gives=gives.get(service, []),
        )
        for order, (service, question, note) in enumerate(words.lines, start=1)
    )  # fmt: skip
