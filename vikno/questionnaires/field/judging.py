"""Each submission before the engine of the version: what it answers, what is wrong, whether it is here already."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from vikno.questionnaires.engine import FILES, Document, Key, Plain, evaluate, limits, plain
from vikno.questionnaires.field.submissions import Submission

_CODE: Final = re.compile(r"UA\d{17}")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong, at a place of the questionnaire or (None) with the submission itself."""

    code: str
    key: Key | None = None


@dataclass(frozen=True, kw_only=True)
class Judged:
    """`values`: answers in their one spelling, of what is asked; `is_known`: brought back before, passed over now."""

    submission: Submission
    is_known: bool = False
    faults: tuple[Fault, ...] = ()
    values: Mapping[Key, Plain] = field(default_factory=dict)
    sent_at: datetime | None = None


def judged(
    document: Document, sha256: str, found: Sequence[Submission], *, known: Collection[str], hromadas: Collection[str]
) -> list[Judged]:
    """`known`: instances that are here; `hromadas`: codes that the codifier has."""
    times = Counter(one.instance for one in found)
    return [
        Judged(submission=one, is_known=True)
        if one.instance in known
        else _judged(document, sha256, one, is_twice=times[one.instance] > 1, hromadas=hromadas)
        for one in found
    ]


def moment_in(text: str) -> datetime | None:
    """A moment as phones write it; one without a zone is that of a server, in UTC."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _judged(
    document: Document, sha256: str, one: Submission, *, is_twice: bool, hromadas: Collection[str]
) -> Judged:  # fmt: skip
    outcome = evaluate(document, one.answers)
    faults = [
        *_of_itself(one, sha256, is_twice=is_twice, hromadas=hromadas),
        *(Fault(code="unknown_row", key=key) for key in one.answers if key[1] > limits.ROWS),
        *(Fault(code=code, key=key) for key, code in outcome.errors.items()),
        *(Fault(code="missing", key=key) for key in outcome.missing if not _is_file(document, key)),
    ]
    values = {
        key: value
        for key in one.answers
        if key in outcome.relevant and (value := plain(outcome.values.get(key))) is not None
    }
    return Judged(submission=one, faults=tuple(faults), values=values, sent_at=moment_in(one.sent))


def _of_itself(one: Submission, sha256: str, *, is_twice: bool, hromadas: Collection[str]) -> Iterator[Fault]:
    if not one.instance:
        yield Fault(code="no_instance")
    elif is_twice:
        yield Fault(code="instance_twice")
    if one.version != sha256:
        yield Fault(code="another_version" if one.version else "no_version")
    if not one.collector:
        yield Fault(code="no_collector")
    if not one.where:
        yield Fault(code="no_place")
    if one.hromada and (not _CODE.fullmatch(one.hromada) or one.hromada not in hromadas):
        yield Fault(code="unknown_hromada")


def _is_file(document: Document, key: Key) -> bool:
    question = document.question(key[0])
    return question is not None and question.kind in FILES
