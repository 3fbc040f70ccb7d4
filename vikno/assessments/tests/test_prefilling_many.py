"""The job over many hromadas proposes exactly what one press for each does; what is the country's own is read once."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests import for_assessments as its
from vikno.assessments import services
from vikno.assessments.models import Assessment, Round, Said
from vikno.assessments.tasks import prefill_round
from vikno.common import once, tenancy
from vikno.common.actors import Actor
from vikno.common.clock import now, today
from vikno.indicators.models import DayCount, MonthCount

pytestmark = pytest.mark.django_db
CODES = (make.OWN, make.FOREIGN)


def lay_records(code: str, n: int) -> None:
    """A centre with a service offered, months and days of counts: another number for each hromada."""
    tenancy.bind(code)
    point, service = make.point(of=code), make.service()
    make.offering(point, service)
    month = today().replace(day=1, year=today().year - 1)
    facts = {"hromada_id": code, "c": "", "n": n}
    for kind, share in (("main", 1), ("remote", 2), ("starosta", 3)):
        MonthCount.objects.create(
            **facts | {"n": n * share}, month=month, fact="registered", kind=kind, a="", b="", bucket=None, total=n
        )
    for fact in ("given", "registered", "tickets"):
        DayCount.objects.create(
            **facts, point=point, day=today().replace(day=1), fact=fact, a=str(service.pk), b="", bucket=1,
            total=90,
        )  # fmt: skip


def said_in(campaign: Round) -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    for code in CODES:
        tenancy.bind(code)
        rows = Said.objects.filter(assessment__round=campaign, hromada_id=code).order_by("question")
        found[code] = list(rows.values_list("question", "source", "level", "proposed", "reference", "by_name"))
    return found


def test_the_job_says_the_same_as_one_press_for_each() -> None:
    for n, code in enumerate(CODES):
        lay_records(code, 60 + 100 * n)
    alone, together = its.campaign(hromadas=CODES), its.campaign(hromadas=CODES)
    for code in CODES:
        tenancy.bind(code)
        row = Assessment.objects.get(round=alone, hromada_id=code)
        services.prefill(assessment=row.pk, actor=Actor.system(code), at=now())
    prefill_round(round_id=together.pk, organisation_id=together.organisation_id)
    one_by_one, by_job = said_in(alone), said_in(together)
    assert by_job == one_by_one
    assert all(len(rows) >= 3 for rows in by_job.values())
    assert by_job[make.OWN] != by_job[make.FOREIGN]


def test_lists_of_the_country_are_read_once_and_rows_of_hromadas_each_time() -> None:
    for n, code in enumerate(CODES):
        lay_records(code, 60 + 100 * n)
    campaign = its.campaign(hromadas=CODES)
    with CaptureQueriesContext(connection) as asked:
        prefill_round(round_id=campaign.pk, organisation_id=campaign.organisation_id)
    tables = Counter(one["sql"].partition(' FROM "')[2].partition('"')[0] for one in asked.captured_queries)
    assert tables["catalogue_servicegroup"] == 1
    assert tables["catalogue_publicservice"] == 2, "groups of services, and the services of the table of coverage"
    assert tables["indicators_monthcount"] % 2 == 0
    assert tables["assessments_said"] == 2
    assert tables["network_point"] == tables["network_pointstatus"] == 2, "once for each hromada"


def test_nothing_is_held_outside_the_block() -> None:
    answers = iter("abcd")
    assert [once.once("x", lambda: next(answers)), once.once("x", lambda: next(answers))] == ["a", "b"]
    with once.held():
        assert [once.once("x", lambda: next(answers)) for _ in range(2)] == ["c", "c"]
    assert once.once("x", lambda: next(answers)) == "d"
