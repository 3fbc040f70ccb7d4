"""A journal of a million entries looked through, and what a look costs at its end: `python -m bench journal`."""

import datetime as dt
import json
import os
import resource
import statistics
import time
from collections.abc import Iterator

from django.db import connection

from bench.ground import say, step_down
from vikno.audit import queries, services
from vikno.audit.models import OutboxEvent
from vikno.audit.places import Place
from vikno.audit.rules import GENESIS, SCHEME, entry_hash
from vikno.common import tenancy
from vikno.common.actors import Actor

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "1000000"))
HERE = "UA99010010000010001"
_AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
_COLUMNS = (
    "hromada_code, sequence, at, recorded_at, actor_id, actor_role, action, subject_type, subject_id, facts, scheme, "
    "previous_hash, hash"
)
_ROUNDS = 200
_AIM_S, _AIM_MB, _AIM_MS = 60, 50, 5


def main() -> None:
    """Load, look through, look at people; JSON lines."""
    _load()
    step_down()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    with tenancy.working_for(HERE), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        verdict = queries.verify_chain(HERE)
    assert verdict.is_whole
    assert verdict.entries == ENTRIES
    say(f"verify {ENTRIES} entries", round(time.monotonic() - began, 1), "s", f"≤ {_AIM_S * ENTRIES / 1e6:g}")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    say("memory grown while verifying", round(grown), "MB", f"≤ {_AIM_MB}")
    for name, subjects in (("a look, new", range(_ROUNDS)), ("a look, known", [1] * _ROUNDS)):
        say(f"{name}, p50", round(_look(subjects), 2), "ms", f"≤ {_AIM_MS}")


def _look(subjects: "range | list[int]") -> float:
    taken = []
    for number in subjects:
        actor = Actor(user_id=1, name="Працівник", role="officer", hromada_code=HERE)
        with tenancy.working_for(HERE):
            began = time.perf_counter()
            services.record_look(
                actor=actor, action="applicant.viewed", subject=OutboxEvent(pk=number), at=_AT + dt.timedelta(days=999),
                hromada_code=HERE, place=Place("desk:person"),
            )  # fmt: skip
            taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def _load() -> None:
    with tenancy.working_for(HERE), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_journalentry NO FORCE ROW LEVEL SECURITY")  # COPY knows no policies
        with cursor.copy(f"COPY audit_journalentry ({_COLUMNS}) FROM STDIN") as copy:
            for row in _rows():
                copy.write_row(row)
        cursor.execute("ALTER TABLE audit_journalentry FORCE ROW LEVEL SECURITY")
        cursor.execute("ANALYZE audit_journalentry")


def _rows() -> Iterator[tuple[object, ...]]:
    previous, facts = GENESIS, {"page": "cases:case", "point": 3}
    for n in range(1, ENTRIES + 1):
        at = _AT + dt.timedelta(seconds=n)
        made = entry_hash(
            previous=previous, hromada_code=HERE, sequence=n, at=at, recorded_at=at, actor_id=n % 40,
            actor_role="officer", action="case.viewed", subject=("cases.case", str(n % 300_000)), facts=facts,
        )  # fmt: skip
        yield (
            HERE, n, at, at, n % 40, "officer", "case.viewed", "cases.case", str(n % 300_000), json.dumps(facts),
            SCHEME, previous, made,
        )  # fmt: skip
        previous = made


if __name__ == "__main__":
    main()
