"""Counts equal a slow count of every record, whatever was added, changed, dated back or removed."""

import datetime as dt
import random
import threading
from collections import Counter
from typing import Any

import pytest
from django.db import connection, transaction

from tests import factories as make
from vikno.cases.models import Case, Decision
from vikno.common import tenancy
from vikno.common.clock import KYIV
from vikno.continuity.tests import world as worlds
from vikno.continuity.tests.world import AT, World
from vikno.indicators import services
from vikno.indicators.enums import Fact
from vikno.indicators.models import Counted as WhenCounted
from vikno.indicators.models import DayCount, Mark, MonthCount, OblastCount
from vikno.indicators.tests.edits import Edits
from vikno.indicators.tests.slow import HOME, Counted, slow
from vikno.network.models import Point
from vikno.queue import queries as queue
from vikno.territories.enums import Category
from vikno.territories.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    tenancy.bind(HOME)
    return worlds.build()


def kept() -> Counted:
    """What is kept by day, n and total apart."""
    found: Counted = Counter()
    for row in DayCount.objects.filter(hromada_id=HOME):
        key = (row.point_id, row.day, row.fact, row.a, row.b, row.c, row.bucket)
        found[(*key, "n")] += row.n
        found[(*key, "total")] += row.total
    return Counter({key: count for key, count in found.items() if count})


def by_month() -> Counted:
    """Sums of days, without the code that is tested."""
    found: Counted = Counter()
    kinds = dict(Point.objects.values_list("pk", "kind"))
    for (point, day, fact, *parts, what), n in kept().items():
        found[(day.replace(day=1), kinds[point], fact, *parts, what)] += n
    return found


def kept_by_month() -> Counted:
    found: Counted = Counter()
    for row in MonthCount.objects.filter(hromada_id=HOME):
        key = (row.month, row.kind, row.fact, row.a, row.b, row.c, row.bucket)
        found[(*key, "n")] += row.n
        found[(*key, "total")] += row.total
    return Counter({key: count for key, count in found.items() if count})


def by_oblast() -> Counted:
    """Sums of months, without the code that is tested."""
    found: Counted = Counter()
    for row in MonthCount.objects.select_related("hromada"):
        key = (row.hromada.oblast_id or row.hromada_id, row.month, row.kind, row.fact, row.b, row.bucket)
        found[(*key, "n")] += row.n
        found[(*key, "total")] += row.total
    return Counter({key: count for key, count in found.items() if count})


def kept_by_oblast() -> Counted:
    found: Counted = Counter()
    for row in OblastCount.objects.all():
        assert row.n or row.total
        key = (row.oblast, row.month, row.kind, row.fact, row.b, row.bucket)
        found[(*key, "n")] += row.n
        found[(*key, "total")] += row.total
    return Counter({key: count for key, count in found.items() if count})


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))])
def test_counts_follow_whatever_is_done(world: World, seed: int) -> None:
    edits = Edits(world, seed)
    at = AT
    for _portion in range(6):
        for _edit in range(25):
            edits.once()
        at += dt.timedelta(hours=5)
        services.refresh(hromada_code=HOME, at=at)
        assert kept() == slow(at)
        assert kept_by_month() == by_month()
        assert kept_by_oblast() == by_oblast()
    before = kept()
    services.mark_everything(hromada_code=HOME)
    services.refresh(hromada_code=HOME, at=at)
    assert kept() == before, "counted from the beginning it is the same"


def test_another_case_decides_whether_one_is_repeated(world: World) -> None:
    """Who stands before may be dated back, or become somebody else by a merge: the later one is counted anew."""
    first, second, stranger = make.case(), make.case(), make.case()
    Case.objects.filter(pk=first.pk).update(registered_at=AT - dt.timedelta(days=20))
    Case.objects.filter(pk=second.pk).update(service=first.service, registered_at=AT - dt.timedelta(days=9))

    def repeated(**change: Any) -> int:
        Case.objects.filter(pk=first.pk).update(**change)
        services.refresh(hromada_code=HOME, at=AT)
        assert kept() == slow(AT)
        return sum(DayCount.objects.filter(fact=Fact.REPEATED).values_list("n", flat=True))

    assert repeated() == 0
    assert repeated(applicant=second.applicant) == 1
    assert repeated(registered_at=AT - dt.timedelta(days=200)) == 0
    assert repeated(registered_at=AT - dt.timedelta(days=99)) == 1
    assert repeated(service=stranger.service) == 0


def test_a_longer_term_makes_a_late_decision_timely(world: World) -> None:
    case, day = make.case(), AT.date()
    Decision.objects.create(hromada_id=HOME, case=case, outcome="granted", grounds="є", decided_on=day, recorded_at=AT)
    for last_day, late in ((day - dt.timedelta(days=3), 3), (day, 0), (None, None)):
        Case.objects.filter(pk=case.pk).update(due_on=last_day)
        services.refresh(hromada_code=HOME, at=AT)
        assert DayCount.objects.get(fact=Fact.DECIDED).bucket == late


def test_nothing_is_counted_anew_where_nothing_has_changed(world: World, django_assert_max_num_queries: Any) -> None:
    Edits(world, 1).do_case()
    assert services.refresh(hromada_code=HOME, at=AT) > 0
    with django_assert_max_num_queries(11):
        assert services.refresh(hromada_code=HOME, at=AT) == 0
    case = Case.objects.get()
    case.contact = "0671112233"  # what no measure counts leaves no mark
    case.save(update_fields=["contact"])
    assert not Mark.objects.exists()


def test_what_is_not_finished_is_counted_on(world: World) -> None:
    one = world.interrupted()
    services.refresh(hromada_code=HOME, at=AT + dt.timedelta(minutes=10))
    assert DayCount.objects.get(fact=Fact.STOOD).total == 10
    services.refresh(hromada_code=HOME, at=AT + dt.timedelta(minutes=25))
    assert DayCount.objects.get(fact=Fact.STOOD).total == 25
    services.refresh(hromada_code=HOME, at=AT + dt.timedelta(days=3))
    assert DayCount.objects.get(fact=Fact.STOOD).total == (one.lapses_at - AT) // dt.timedelta(minutes=1)


def test_the_queue_is_counted_as_its_own_page_counts_it(world: World) -> None:
    edits = Edits(world, 5)
    for _time in range(12):
        edits.do_ticket()
        edits.do_call()
    services.refresh(hromada_code=HOME, at=AT)
    day = AT.astimezone(KYIV).date()
    total = queue.day_measures(queue.Period(hromada_code=HOME, points=[world.point], since=day, until=day))[0]
    rows = DayCount.objects.filter(fact=Fact.WAITED)
    assert sum(row.n for row in rows) == total.waits.count
    assert max(row.bucket or 0 for row in rows) == total.waits.longest


def oblasts_laid() -> list[str | None]:
    """Two oblasts, the country itself for a city of none, and a neighbour that stays in the first of them."""
    codes = ["UA99000000000000001", "UA98000000000000002"]
    for code in codes:
        make.unit(code, name=f"Вигадана {code}", category=Category.OBLAST)
    neighbour = make.hromada(make.FOREIGN)
    Unit.objects.filter(pk=neighbour.pk).update(oblast=codes[0])
    MonthCount.objects.create(
        hromada=neighbour, month=AT.date().replace(day=1), kind="main", fact="registered", a="1", b="in_person", n=3
    )
    WhenCounted.objects.create(hromada=neighbour, at=AT, oblast=neighbour.pk)
    services.sum_country()
    return [*codes, None]


def follow_the_codifier() -> list[str]:
    moved = services.hromadas_that_moved()
    for code in moved:
        services.follow_codifier(hromada_code=code)
    return moved


def test_a_hromada_that_moved_is_summed_in_its_new_oblast(world: World) -> None:
    oblast = make.unit("UA99000000000000001", name="Вигадана", category=Category.OBLAST)
    Edits(world, 1).do_case()
    services.refresh(hromada_code=HOME, at=AT)
    assert set(OblastCount.objects.values_list("oblast", flat=True)) == {HOME}, "of no oblast: a city of its own"
    assert follow_the_codifier() == []
    Unit.objects.filter(pk=HOME).update(oblast=oblast)
    assert follow_the_codifier() == [HOME]
    assert set(OblastCount.objects.values_list("oblast", flat=True)) == {oblast.pk}
    assert follow_the_codifier() == []
    Edits(world, 2).do_case()
    services.refresh(hromada_code=HOME, at=AT)
    assert kept_by_oblast() == by_oblast()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_sums_that_follow_are_those_made_from_the_beginning(world: World, seed: int) -> None:
    """Moves, counts and nights in any order: after a night, and after a count of what moved, all of it is right."""
    chance, edits, oblasts = random.Random(seed), Edits(world, seed), oblasts_laid()
    for _step in range(24):
        what = chance.choice(["edit", "move", "count", "night"])
        if what == "edit":
            edits.once()
        elif what == "move":
            Unit.objects.filter(pk=HOME).update(oblast=chance.choice(oblasts))
        else:
            if what == "count":
                services.refresh(hromada_code=HOME, at=AT)
            else:
                follow_the_codifier()
            assert kept_by_oblast() == by_oblast()
    before = kept_by_oblast()
    follow_the_codifier()
    followed = kept_by_oblast()
    services.sum_country()
    assert kept_by_oblast() == followed, before


def test_a_neighbour_sees_no_days(world: World) -> None:
    Edits(world, 1).do_case()
    services.refresh(hromada_code=HOME, at=AT)
    tenancy.bind(make.FOREIGN)
    assert not DayCount.objects.exists()


@pytest.fixture
def committed(transactional_db: None) -> World:
    with tenancy.working_for(HOME):
        return worlds.build()


@pytest.mark.django_db(transaction=True)
def test_what_is_not_committed_yet_is_counted_the_next_time(committed: World) -> None:
    """A case that is being opened while the counts are made keeps its mark."""
    opened, counted = threading.Event(), threading.Event()

    def open_slowly() -> None:
        try:
            with transaction.atomic():
                tenancy.bind(HOME)
                Edits(committed, 1).do_case()
                opened.set()
                assert counted.wait(timeout=20)
        finally:
            connection.close()

    other = threading.Thread(target=open_slowly)
    other.start()
    assert opened.wait(timeout=20)
    with tenancy.working_for(HOME):
        services.refresh(hromada_code=HOME, at=AT)
        assert not DayCount.objects.filter(fact=Fact.REGISTERED).exists()
    counted.set()
    other.join(timeout=20)
    with tenancy.working_for(HOME):
        services.refresh(hromada_code=HOME, at=AT)
        assert DayCount.objects.filter(fact=Fact.REGISTERED).count() == 1
