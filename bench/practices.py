"""A thousand hours of transcripts: `python -m bench practices`.

250 recordings of four hours, a passage every five seconds: 720,000 of them, 4,000 words with forms. Questions have one
to three words, from those said in every seventh passage to those said once in many thousands.
"""

import random
import time
from typing import Final

from django.db import connection

from bench.ground import say, step_down
from vikno.practices import queries

RECORDINGS: Final = 250
HOURS: Final = 4
STEP: Final = 5
WORDS: Final = 4_000
ROUNDS: Final = 200
_RECORDINGS: Final = """
INSERT INTO practices_recording (organisation_id, title, held_on, duration, address, speakers, conclusions, topics,
  published_at, changed_at, changed_by_name, is_demo)
SELECT %(organisation)s, 'Розмова ' || n, current_date - n, %(duration)s, 'https://video.example/' || n, '', '',
  '{}', now(), now(), '', false FROM generate_series(1, %(count)s) n
"""
# Words by Zipf: the k-th is said as often as 1/k, the most frequent in about every seventh passage.
_PASSAGES: Final = """
INSERT INTO practices_passage (recording_id, kind, starts, ends, text, lemmas)
SELECT r.id, 'transcript', s.at, s.at + %(step)s, 'Репліка на ' || s.at || ' секунді, яку хтось колись сказав.',
  ARRAY(SELECT DISTINCT floor(10 * (%(words)s / 10) ^ random())::int::text FROM generate_series(1, 10 + s.at * 0))
FROM practices_recording r, generate_series(0, %(duration)s - %(step)s, %(step)s) s(at)
"""
_FORMS: Final = """
INSERT INTO practices_wordform (form, lemma)
SELECT n || CASE WHEN f = 0 THEN '' ELSE '-' || f END, n::text
FROM generate_series(1, %(words)s) n, generate_series(0, 14) f
"""


def main() -> None:
    """Load, ask; JSON lines."""
    from vikno.accounts.models import Organisation

    facts = {
        "organisation": Organisation.objects.create(name="Програма", kind="programme").pk, "count": RECORDINGS,
        "duration": HOURS * 3600, "step": STEP, "words": WORDS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in (_RECORDINGS, _PASSAGES, _FORMS):
            cursor.execute(statement, facts)
        cursor.execute("ANALYZE")
        cursor.execute("SELECT count(*) FROM practices_passage")
        say("passages", cursor.fetchone()[0], "rows")
    step_down()
    chance = random.Random(7)
    for n_words in (1, 2, 3):
        _report(f"{n_words} words", [_question(chance, n_words) for _round in range(ROUNDS)])


def _question(chance: random.Random, n_words: int) -> str:
    """Words as they are asked: oftener the frequent ones, numbers standing for words."""
    return " ".join(f"{int(10 * (WORDS / 10) ** chance.random())}" for _word in range(n_words))


def _report(name: str, questions: list[str]) -> None:
    taken, found = [], 0
    for question in questions:
        began = time.perf_counter()
        found += bool(queries.said_in(question))
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    say(f"{name}, p50", round(taken[len(taken) // 2], 1), "ms")
    say(f"{name}, p95", round(taken[int(len(taken) * 0.95)], 1), "ms", "≤ 100 ms")
    say(f"{name}, found", found, f"of {len(questions)}")


if __name__ == "__main__":
    main()
