"""Every question of docs/how-to/ask-the-open-data.md over a generated package: its answers are those of the counts."""

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from config.paths import PROJECT
from vikno.catalogue.models import PublicService
from vikno.indicators.models import MonthCount
from vikno.opendata.tests import country
from vikno.opendata.tests.test_counts import IN_NOVEMBER, OCTOBER, SEPTEMBER, hromadas, package, publish
from vikno.territories.models import Unit

__all__ = ["hromadas"]
pytestmark = pytest.mark.django_db
PAGE = PROJECT / "docs" / "how-to" / "ask-the-open-data.md"
_ASK = """
import duckdb, json, sys
views, *questions = json.load(sys.stdin)
database = duckdb.connect()
database.execute(views)
print(json.dumps([database.execute(question).fetchall() for question in questions], default=str))
"""
type Answer = list[tuple[Any, ...]]
type Sums = Counter[Any]


def blocks() -> tuple[str, list[str]]:
    """The views, and ten questions."""
    first, *asked = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return first, asked


def summed(fact: str, by: Callable[[MonthCount], Any]) -> Sums:
    found: Sums = Counter()
    for row in MonthCount.objects.filter(fact=fact).select_related("hromada"):
        found[by(row)] += row.n
    return found


def share(sums: Sums, of: Callable[[Any], bool], among: Callable[[Any], bool] = lambda _: True) -> Answer:
    """By the first word of each key, in its order: how many of a hundred."""
    all_of: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for (place, key), n in sums.items():
        if among(key):
            all_of[place][0] += n * of(key)
            all_of[place][1] += n
    return [(place, round(100 * one / both, 2)) for place, (one, both) in sorted(all_of.items())]


def named(answer: Answer) -> Answer:
    names = dict(Unit.objects.order_by().values_list("code", "name"))
    return [(names[place], *rest) for place, *rest in answer]


def test_ten_questions_are_answered_as_the_counts_say(hromadas: Any, tmp_path: Path) -> None:
    for month in (SEPTEMBER, OCTOBER):
        country.count(hromadas, month, seed=7, size=90)
    publish(IN_NOVEMBER)
    package("parquet").extractall(tmp_path)
    views, questions = blocks()
    answers = asked_in(tmp_path, views, questions)
    assert len(answers) == 10
    assert all(answers)
    true = truths()
    for number, wanted in true.items():
        assert answers[number - 1] == wanted, f"question {number}"
    ((at_least, at_most),) = answers[1]
    kinds = summed("registered", lambda row: row.kind)
    share_of_remote = 100 * kinds["remote"] / sum(kinds.values())
    assert at_least - 0.01 <= share_of_remote <= at_most + 0.01
    told = [percent for _, percent in answers[9]]
    assert [level for level, _ in answers[9]] == ["country", "oblast", "hromada", "kind"]
    assert told == sorted(told, reverse=True)
    assert told[0] == 100


def asked_in(folder: Path, views: str, questions: Iterable[str]) -> list[Answer]:
    """What DuckDB answers, in a program of its own, as a reader of the page would run it."""
    told = json.dumps([views, *questions])
    done = subprocess.run(
        [sys.executable, "-c", _ASK], cwd=folder, input=told, capture_output=True, text=True, check=True
    )
    return [[tuple(row) for row in answer] for answer in json.loads(done.stdout)]


def truths() -> dict[int, Answer]:
    """The same from the counts, without the package. Question by its number."""
    services = {str(one.pk): one for one in PublicService.objects.order_by("pk")}
    asked = summed("registered", lambda row: services[row.a].code)
    names = {one.code: one.name for one in services.values()}
    days = summed("given", lambda row: _band(row.bucket, (0, 10, 30)))
    scores = summed("answered", lambda row: (row.hromada.oblast_id, row.bucket))
    answers: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (place, score), n in scores.items():
        answers[place][0] += score * n
        answers[place][1] += n
    late = {0: "in_time", None: "unknown"}
    return {
        1: sorted(summed("registered", lambda row: str(row.month)).items()),
        3: [(code, names[code], n) for code, n in sorted(asked.items(), key=lambda one: (-one[1], one[0]))[:10]],
        4: named(
            share(
                summed("decided", lambda row: (row.hromada.oblast_id, late.get(row.bucket, "late"))),
                lambda key: key == "in_time", lambda key: key != "unknown",
            )
        ),
        5: share(summed("decided", lambda row: (str(row.month), row.b)), lambda key: key in ("refused", "left")),
        6: [
            (("0", "1-10", "11-30", "31+")[band], n, round(100 * n / sum(days.values()), 2))
            for band, n in sorted(days.items())
        ],
        7: named(
            share(summed("waited", lambda row: (row.hromada.oblast_id, _band(row.bucket, (30,)))), lambda key: key == 1)
        ),
        8: named([(place, round(one / n, 2), n) for place, (one, n) in sorted(answers.items())]),
        9: share(summed("booked", lambda row: (str(row.month), row.b)), lambda key: key == "no_show"),
    }  # fmt: skip


def _band(bucket: int, edges: tuple[int, ...]) -> int:
    return sum(bucket > edge for edge in edges)
