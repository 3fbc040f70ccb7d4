"""Topics of consultations: the head adds, renames, hides and puts in order. What was said before stays by its days."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.text import slugify

from vikno.audit import services as audit
from vikno.common.actors import Actor
from vikno.common.clock import today
from vikno.common.text import clean, fold
from vikno.common.transliteration import latin
from vikno.queue import policies, queries
from vikno.queue.errors import KeysTaken, LastTopic, TopicNameMissing, TopicTaken
from vikno.queue.models import TopicRow
from vikno.queue.queries import Topic
from vikno.queue.rules.topics import MOST_OFFERED, moved


@transaction.atomic
def add_topic(*, name: str, name_en: str, actor: Actor, at: datetime) -> TopicRow:
    """A new topic, the last one. Refusals: NotHead, TopicNameMissing, TopicTaken, KeysTaken."""
    known = _topics(actor, at)
    _require_free(name, known)
    _require_key(known)
    order = max((one.order for one in known.values()), default=0) + 1
    made = Topic(code=_code(name, known), name=clean(name), name_en=clean(name_en), order=order, is_hidden=False)
    return _say(made, "topic_added", actor=actor, at=at)


@transaction.atomic
def change_topic(*, code: str, name: str, name_en: str, is_hidden: bool, actor: Actor, at: datetime) -> TopicRow:
    """Another name from today on, or off the keys; what was counted keeps its code and its day's name.

    Refusals: NotHead, TopicUnknown, TopicNameMissing, TopicTaken, KeysTaken, LastTopic.
    """
    known = _topics(actor, at)
    before = queries.topic_of(actor.hromada_code, code, on=today(at))
    _require_free(name, {other: one for other, one in known.items() if other != code})
    if before.is_hidden and not is_hidden:
        _require_key(known)
    if is_hidden and not any(one.code != code and not one.is_hidden for one in known.values()):
        raise LastTopic
    now = Topic(code=code, name=clean(name), name_en=clean(name_en), order=before.order, is_hidden=is_hidden)
    return _say(now, "topic_changed", actor=actor, at=at)


@transaction.atomic
def move_topic(*, code: str, by: int, actor: Actor, at: datetime) -> None:
    """A place up (-1) or down (1) among the keys. Refusals: NotHead, TopicUnknown."""
    known = _topics(actor, at)
    queries.topic_of(actor.hromada_code, code, on=today(at))
    # Hidden ones have no place of their own: they stand after those with keys.
    shown = [one.code for one in known.values() if not one.is_hidden or one.code == code]
    hidden = [each for each in known if each not in shown]
    for place, each in enumerate([*moved(shown, code, by=by), *hidden], start=1):
        one = known[each]
        if one.order != place:
            now = Topic(code=each, name=one.name, name_en=one.name_en, order=place, is_hidden=one.is_hidden)
            _say(now, "topic_moved", actor=actor, at=at)


def _topics(actor: Actor, at: datetime) -> dict[str, Topic]:
    """Topics of today; changes of one hromada come one after another, so that nine stay nine."""
    policies.require_may_arrange(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"queue.topics {actor.hromada_code}"])
    return queries.topics(actor.hromada_code, on=today(at))


def _require_free(name: str, others: dict[str, Topic]) -> None:
    if not clean(name):
        raise TopicNameMissing
    if any(fold(one.name) == fold(name) for one in others.values()):
        raise TopicTaken(name=clean(name))


def _require_key(known: dict[str, Topic]) -> None:
    if sum(1 for one in known.values() if not one.is_hidden) >= MOST_OFFERED:
        raise KeysTaken


def _code(name: str, known: dict[str, Topic]) -> str:
    """Latin letters of the name; a number after them where the code is taken."""
    stem = slugify(latin(clean(name)))[:30].strip("-") or "topic"
    tries = (stem, *(f"{stem}-{number}" for number in range(2, len(known) + 3)))
    return next(code for code in tries if code not in known)


def _say(topic: Topic, what: str, *, actor: Actor, at: datetime) -> TopicRow:
    """One row a day: what is said twice on a day holds as it was said last."""
    said = {"name": topic.name, "name_en": topic.name_en, "order": topic.order, "is_hidden": topic.is_hidden}
    row, _created = TopicRow.objects.update_or_create(
        hromada_id=actor.hromada_code, code=topic.code, valid_from=today(at),
        defaults={**said, "recorded_at": at, "recorded_by_name": actor.name},
    )  # fmt: skip
    audit.record(
        actor=actor, action=f"queue.{what}", subject=row, at=at, hromada_code=actor.hromada_code,
        facts={"code": topic.code, **said},
    )  # fmt: skip
    return row
