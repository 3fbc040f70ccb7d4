"""Lists of work and the find field among ten thousand and a million cases of one hromada: `python -m bench lists`.

Open cases are four per cent, spread over all the years: harsher than life, where they are the newest. Asked as people
with limited rights ask: a starosta of the smallest point, an officer of the network, a provider. Each question is what
a page asks the database for its fifty rows and the length it says, on the first page and far inside.
"""

import os
import statistics
import time
from collections.abc import Callable

from django.db import connection

from bench.ground import say, step_down
from bench.hromada import HOME, OFFICER, lay_hromada
from vikno.accounts.enums import OrganisationKind, Role
from vikno.accounts.models import Organisation, User
from vikno.cases import queries
from vikno.cases.paging import slice_of
from vikno.cases.queries import CaseFilters
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.desk.finding import answer_to
from vikno.network.enums import PointKind
from vikno.network.models import Centre, Point

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "10000,1000000").split(","))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "100"))
POINTS, OFFICERS, PROVIDERS = 13, 20, 10
_AIM_MS, _AIM_RATIO = 50, 1.2
STAROSTA = Actor(user_id=13, name="Староста", role=Role.STAROSTA, hromada_code=HOME)
PROVIDER = Actor(user_id=2, name="Суб'єкт", role=Role.PROVIDER, hromada_code=HOME, organisation_id=3)


def main() -> None:
    """Load the smaller network, ask; make it the larger one, ask the same."""
    lay_hromada(1)
    with tenancy.working_for(HOME):
        _lay_people()
    known: dict[str, float] = {}
    loaded = 0
    for size in SIZES:
        _load(loaded, size)
        loaded = size
        step_down()
        _ask(size, known)
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def _lay_people() -> None:
    centre = Centre.objects.get(hromada_id=HOME)
    for place in range(2, POINTS + 1):
        Point.objects.create(
            id=place, centre=centre, kind=PointKind.REMOTE, name=f"ВРМ {place}", search_key="", sort_key="",
            hromada_id=HOME,
        )  # fmt: skip
    for place in range(2, OFFICERS + 1):
        User.objects.create(id=place, username=f"officer{place}", full_name=f"Працівник {place}")
    for place in range(1, PROVIDERS + 1):
        Organisation.objects.create(id=place, name=f"Орган {place}", kind=OrganisationKind.PROVIDER)


_PEOPLE = """
INSERT INTO applicants_applicant (hromada_id, kind, family_name, given_name, patronymic, entity_name, search_key,
  sort_key, rnokpp, has_no_rnokpp, unzr, edrpou, identity_kind, identity_number, phone, email, street_address, is_demo,
  created_at, version)
SELECT %(code)s, 'person', 'Прізвище' || n %% 5000, 'Марія', 'Петрівна', '',
  'прізвище' || n %% 5000 || ' марія петрівна ' || n, 'прізвище' || n %% 5000 || ' ' || n, lpad(n::text, 10, '1'),
  false, '', '', '', '', '+38050' || lpad(n::text, 7, '0'), '', 'вул. Садова, ' || n, false, now(), 1
FROM generate_series(%(since)s::int, %(until)s::int) AS n
"""
_CASES = """
INSERT INTO cases_case (hromada_id, number, state, applicant_id, service_id, version_id, point_id, officer_id,
  provider_id, intake_channel, notification_channel, contact, result_channel, registered_at, due_on, term_explanation,
  access_code_hash, external_number, is_demo, version_number)
SELECT %(code)s, '26' || '0401' || lpad(n::text, 7, '0'), state, %(first)s + n %% %(people)s, 1, 1,
  CASE WHEN n %% 1000 = 0 THEN 13 ELSE 1 + n %% 12 END, 1 + n %% 20, 1 + n %% 10, 'person', 'phone', '+380501234567',
  'same_point', now() - n * interval '3 minutes',
  CASE WHEN state IN ('without_motion', 'suspended') THEN NULL
       ELSE (now() - n * interval '3 minutes')::date + 10 + n %% 20 END,
  CASE WHEN state = 'without_motion' THEN '{"cure_by": "2026-01-15"}' ELSE '{}' END::jsonb, '-', '', false, 1
FROM (SELECT n, CASE
    WHEN lot = 0 THEN 'suspended' WHEN lot < 3 THEN 'without_motion' WHEN lot < 8 THEN 'registered'
    WHEN lot < 13 THEN 'handed_over' WHEN lot < 24 THEN 'accepted' WHEN lot < 28 THEN 'decided'
    WHEN lot < 32 THEN 'result_received' WHEN lot < 40 THEN 'notified' ELSE 'issued' END AS state
  FROM (SELECT n, n * 7919::bigint %% 1000 AS lot FROM generate_series(%(since)s::int, %(until)s::int) AS n) AS drawn
) AS made
"""


def _load(before: int, size: int) -> None:
    """Rows as the services would leave them, as far as lists read them."""
    with tenancy.working_for(HOME), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        people = max(size // 5, 1000)
        cursor.execute("SELECT count(*) FROM applicants_applicant")
        have = cursor.fetchone()[0]
        cursor.execute(_PEOPLE, {"code": HOME, "since": have + 1, "until": people})
        cursor.execute("SELECT min(id) FROM applicants_applicant")
        first = cursor.fetchone()[0]
        for since in range(before + 1, size + 1, 50_000):
            until = min(since + 49_999, size)
            cursor.execute(
                _CASES, {"code": HOME, "first": first, "people": people, "since": since, "until": until}
            )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE cases_case")
        cursor.execute("VACUUM ANALYZE applicants_applicant")


def _questions() -> dict[str, tuple[Actor, CaseFilters]]:
    by_list = {
        f"{work.value}, {who}": (actor, CaseFilters(work=work.value, point_id=point))
        for who, actor, point in (("starosta", STAROSTA, 13), ("officer", OFFICER, None), ("provider", PROVIDER, None))
        for work in queries.work_lists_of(actor)
    }
    return by_list | {
        "all cases, starosta": (STAROSTA, CaseFilters(point_id=13)),
        "all cases, officer": (OFFICER, CaseFilters()),
        "all cases, provider": (PROVIDER, CaseFilters()),
        "in a state, officer": (OFFICER, CaseFilters(state="suspended")),
        "half a number, officer": (OFFICER, CaseFilters(text="26-0401-0005")),
        "half a name, officer": (OFFICER, CaseFilters(text="прізвище49")),
        "half a name, provider": (PROVIDER, CaseFilters(text="прізвище49")),
        "half a name, starosta": (STAROSTA, CaseFilters(text="прізвище49", point_id=13)),
    }


def _ask(size: int, known: dict[str, float]) -> None:
    today = clock.today()
    for name, (actor, filters) in _questions().items():
        order = queries.order_of(filters)
        _measure(name, size, known, lambda a=actor, f=filters, o=order: _page(a, f, o, ""))  # type: ignore[misc]
        if mark := _deep(actor, filters, order):
            _measure(
                f"{name}, far inside", size, known,
                lambda a=actor, f=filters, o=order, m=mark: _page(a, f, o, m),  # type: ignore[misc]
            )  # fmt: skip
    for name, text in {
        "find by a tail": "123-5",
        "find by a name": "прізвище49",
        "find by a phone": "0500000777",
    }.items():
        _measure(name, size, known, lambda t=text: answer_to(OFFICER, t, today=today))  # type: ignore[misc]


def _page(actor: Actor, filters: CaseFilters, order: queries.Order, mark: str) -> str:
    rows = queries.visible_cases(actor, filters, today=clock.today())
    return slice_of(rows, order=order, mark=mark).later


def _deep(actor: Actor, filters: CaseFilters, order: queries.Order) -> str:
    """The mark of the twentieth page; "" for a shorter list."""
    mark = ""
    with tenancy.working_for(HOME):
        for _page_of in range(20):
            mark = _page(actor, filters, order, mark)
            if not mark:
                return ""
    return mark


def _measure(name: str, size: int, known: dict[str, float], question: Callable[[], object]) -> None:
    spent = []
    for turn in range(ROUNDS + 10):
        started = time.perf_counter()
        with tenancy.working_for(HOME):
            question()
        if turn >= 10:
            spent.append((time.perf_counter() - started) * 1000)
    spent.sort()
    middle = statistics.median(spent)
    say(f"{name}, {size} cases, p95", round(spent[int(len(spent) * 0.95)], 2), "ms", f"<= {_AIM_MS}")
    if name in known:
        say(f"{name}, growth of p50", round(middle / known[name], 2), "times", f"<= {_AIM_RATIO}")
    known.setdefault(name, middle)


if __name__ == "__main__":
    main()
