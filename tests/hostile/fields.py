"""Every field of people's words, filled with payloads as it is written for the first time.

Nobody lists the fields: each text column of our rooms takes part unless a rule below says that the product writes it
itself. Whatever services make of a payload further on (messages, journals, papers, keys of search) comes of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.signals import pre_save

from tests.hostile.payloads import Magazine

# Names of columns that the product fills itself: keys, codes, digests, kinds of things.
MACHINE = re.compile(
    r"(^|_)(key|code|hash|digest|sha256|type|id|number|token|role|kind|state|edition)$"
    r"|^(action|topic|payload_hash|ending|username|password|last_login|template|engine|storage_name|media_type"
    r"|mailbox|feed_id|koatuu|postcode|location_source|iban|edrpou|rnokpp|unzr|origin|lane|performer|event|trouble"
    r"|query|answer_sealed|wording|number_shown|category|outcome|ground|rule|key_hash|index_name)$"
)
# A column of the product's own making, though its name sounds like words.
NOT_WORDS = {
    "accounts.Receipt.answer": "sealed with the signing key",
    "notifications.Message.secret": "sealed with the signing key",
    "applicants.Applicant.phone": "refused unless a number of a telephone",
    "queue.Ticket.phone": "refused unless a number of a telephone",
    "notifications.Message.recipient": "checked by its channel",
    "payments.Bill.purpose": "made of the account and the payer, so that it fits into a code",
    "payments.Bill.recipient": "copied from the account",
    "programmes.ProgrammeCall.seed": "drawn by the product, held to its hash",
    "programmes.ProgrammeCall.seed_sealed": "sealed with the signing key",
    "programmes.CallVersion.body": "canonical JSON of the rules",
    "programmes.ProposalRevision.body": "canonical JSON of the proposal",
    "selection.CallReview.need_fact": "the name of a fact",
    "selection.RankingRun.inputs": "canonical JSON, held to its hash",
    "selection.RankingRun.output": "canonical JSON, held to its hash",
    "selection.RankingEntry.track": "the code of a direction",
    "selection.RankingEntry.oblast": "a code of the codifier",
    "selection.RankingEntry.about": "the code of a rule, of a set or of an oblast",
    "selection.RankingEntry.lot": "a hash",
    "selection.PublishedResult.body": "the file of a run",
    "practices.Recording.address": "refused unless an address of the web",
    "practices.Passage.lemmas": "made of the words by the dictionary",
    "practices.PracticeRevision.lemmas": "made of the words by the dictionary",
    "practices.PracticeRevision.topics": "copied from the card, which has choices",
    "practices.WordForm.form": "made of the words by the dictionary",
    "practices.WordForm.lemma": "made of the words by the dictionary",
    "audit.JournalEntry.facts": "the journal writes codes, never words",
    "assessments.Assessment.profile": "a code of the model",
    **{
        f"assessments.{model}.question": "a code of the model"
        for model in ("Evidence", "GapAccepted", "RoadmapItem", "Said", "Verification")
    },
    "support.GrantPackage.content": "a package of JSON, held to its hash",
    "notifications.Enclosure.name": "made by the product and checked by its form",
    "notifications.Enclosure.body": "an entry of a calendar, made by the product",
    "opendata.NormParagraph.paragraph": "refused unless a number of a paragraph",
    "events.SeatPool.codes": "codes of the codifier, checked by its form",
    "events.SeatPool.status": "the name of a source of records, one of those offered",
}
# Shorter than the column, because a service refuses more.
ROOM = {"payments.TreasuryAccount.purpose": 60, "payments.TreasuryAccount.recipient": 60}
ADDRESS = re.compile(r"(^|_)(url|website)$")
SHORTEST = 12


def is_of_words(field: models.Field[Any, Any]) -> bool:
    """Whether people write this column."""
    label = f"{field.model._meta.label}.{field.name}"
    inner = field.base_field if isinstance(field, ArrayField) else field
    if field.choices or inner.choices or label in NOT_WORDS or field.primary_key:
        return False
    if isinstance(inner, models.SlugField) or MACHINE.search(field.name):
        return False
    return isinstance(inner, models.CharField | models.TextField)


def fields_of_words() -> list[models.Field[Any, Any]]:
    from django.apps import apps

    ours = [model for model in apps.get_models() if model.__module__.startswith("vikno.")]
    return [field for model in ours for field in model._meta.concrete_fields if is_of_words(field)]


@contextmanager
def filled(magazine: Magazine) -> Iterator[None]:
    """While this lasts every new row carries payloads."""
    by_model: dict[type[models.Model], list[models.Field[Any, Any]]] = {}
    for field in fields_of_words():
        by_model.setdefault(field.model, []).append(field)

    def fill(sender: type[models.Model], instance: models.Model, **_given: Any) -> None:
        if instance._state.adding:
            for field in by_model.get(sender, ()):
                _put(instance, field, magazine)

    pre_save.connect(fill, weak=False, dispatch_uid="tests.hostile")
    try:
        yield
    finally:
        pre_save.disconnect(dispatch_uid="tests.hostile")


@cache
def _tied(model: type[models.Model]) -> frozenset[str]:
    """Fields that a rule of the table joins to others: empty they stay empty."""
    rules = [one.condition for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]
    return frozenset(node.partition("__")[0] for rule in rules for node in _names(rule))


def _names(rule: Any) -> Iterator[str]:
    for child in getattr(rule, "children", ()):
        if isinstance(child, tuple):
            yield child[0]
        else:
            yield from _names(child)


def _put(instance: models.Model, field: models.Field[Any, Any], magazine: Magazine) -> None:
    label = f"{field.model._meta.label}.{field.name}"
    if not getattr(instance, field.name) and field.name in _tied(field.model):
        return
    if ADDRESS.search(field.name):
        setattr(instance, field.name, magazine.address(label))
        return
    inner = field.base_field if isinstance(field, ArrayField) else field
    length = ROOM.get(label, inner.max_length or 0)
    if 0 < length < SHORTEST:
        return
    words = magazine.words(label, length)
    if words:
        setattr(instance, field.name, [words] if isinstance(field, ArrayField) else words)
