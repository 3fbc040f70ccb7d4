"""A large hromada with years of cases behind it: twenty points, their officers and a starosta who sees one village."""

import datetime as dt
from collections.abc import Iterator
from itertools import batched

from django.db import connection

from bench.hromada import HOME, SINCE
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.cases import rules
from vikno.common import clock, tenancy
from vikno.network.enums import Cause, PointKind, PointState
from vikno.network.models import Authorisation, Centre, Offering, Point, PointStatus, Posting

POINTS = 20
STAROSTA = 1000
_AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def lay_points() -> None:
    """Nineteen points beside the first (key = number), an officer at each; a starosta at the last."""
    centre = Centre.objects.get(hromada_id=HOME)
    for number in range(2, POINTS + 1):
        User.objects.create(id=number, username=f"officer{number}", full_name=f"Працівник {number}")
        Membership.objects.create(
            user_id=number, role=Role.OFFICER, hromada_code=HOME, valid_from=SINCE, granted_at=_AT
        )
        Point.objects.create(
            id=number, centre=centre, kind=PointKind.REMOTE, name=f"ВРМ {number}", search_key=f"врм {number}",
            sort_key=f"{number:02d}", hromada_id=HOME,
        )  # fmt: skip
        PointStatus.objects.create(
            point_id=number, state=PointState.OPEN, cause=Cause.PLANNED, starts_at=_AT, reason="відкрито",
            recorded_at=_AT,
        )  # fmt: skip
        Posting.objects.create(user_id=number, point_id=number, valid_from=SINCE)
        Offering.objects.create(point_id=number, service_id=1, valid_from=SINCE)
    User.objects.create(id=STAROSTA, username="starosta", full_name="Староста")
    Membership.objects.create(user_id=STAROSTA, role=Role.STAROSTA, hromada_code=HOME, valid_from=SINCE, granted_at=_AT)
    Posting.objects.create(user_id=STAROSTA, point_id=POINTS, valid_from=SINCE)
    decision = Authorisation.objects.create(
        user_id=STAROSTA,
        hromada_id=HOME,
        decision_number="1/1",
        decided_on=SINCE,
        valid_from=SINCE,
        recorded_at=_AT,
    )
    decision.services.add(1)


def load_cases(first: int, last: int, *, people: int) -> None:
    """Cases numbered from `first` to `last` (both inside), three steps and two papers each, as services leave them.

    Every twenty-fifth still waits for something; `people` are the keys 1…people of applicants.
    """
    year = clock.now().year
    with tenancy.working_for(HOME), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL synchronous_commit = off")
        for sequences, numbers in _numbers(first, last, year=year):
            cursor.execute(_CASES, {"home": HOME, "people": people, "numbers": numbers, "sequences": sequences})
        cursor.execute(_SERIES, [HOME, year, last])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _numbers(first: int, last: int, *, year: int) -> Iterator[tuple[list[int], list[str]]]:
    """Numbers of this year and of years before: a series has a million places and the newest are of this year."""
    for part in batched(range(first, last + 1), 20_000):
        yield list(part), [rules.case_number(year=year - n // _A_YEAR, network=401, sequence=n % _A_YEAR) for n in part]


_A_YEAR = 900_000
_SERIES = """
    INSERT INTO cases_numberseries (hromada_id, year, last) VALUES (%s, %s, least(%s, 899999))
    ON CONFLICT (hromada_id, year) DO UPDATE SET last = excluded.last"""
_CASES = """
    WITH made AS (
        INSERT INTO cases_case (hromada_id, number, state, applicant_id, service_id, version_id, point_id, officer_id,
            intake_channel, notification_channel, contact, result_channel, registered_at, due_on, term_explanation,
            access_code_hash, external_number, is_demo, version_number)
        SELECT %(home)s, number,
            CASE n %% 75 WHEN 1 THEN 'registered' WHEN 2 THEN 'accepted' WHEN 3 THEN 'notified' ELSE 'issued' END,
            1 + (n::bigint * 7919) %% %(people)s, 1, 1, 1 + n %% 20, 1 + n %% 20, 'person', 'phone', '+380501234567',
            'same_point', now() - (1000001 - n) * interval '80 seconds',
            (now() - (1000001 - n) * interval '80 seconds')::date + 30, '{}', '-', '', false, 3
        FROM unnest(%(numbers)s::text[], %(sequences)s::int[]) AS given(number, n)
        RETURNING id, number, hromada_id, registered_at, officer_id, point_id, state
    ), steps AS (
        INSERT INTO cases_statuschange (hromada_id, case_id, step, state_after, actor_id, actor_name, actor_role,
            point_id, happened_at, recorded_at, note)
        SELECT hromada_id, id, step, after, officer_id, 'Працівник', 'officer', point_id,
            registered_at + later, registered_at + later, ''
        FROM made, (VALUES ('registered', 'registered', interval '0'), ('forwarded', 'handed_over', interval '1 day'),
                           ('issued', 'issued', interval '20 days')) AS steps(step, after, later)
    ), papers AS (
        INSERT INTO cases_casepaper (hromada_id, case_id, "order", name, evidence_form, sheets)
        SELECT hromada_id, id, place, 'Заява про призначення', 'original', 1
        FROM made, generate_series(1, 2) AS place
    )
    INSERT INTO cases_casenumber (number, hromada_code, given_at) SELECT number, hromada_id, registered_at FROM made"""
