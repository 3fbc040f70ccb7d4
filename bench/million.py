"""A large hromada with years of cases behind it: twenty points, their officers and a starosta who sees one village."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from itertools import batched

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from bench.hromada import HOME, OFFICER, SINCE
from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.accounts.services import issue_key
from vikno.applicants.models import Applicant
from vikno.cases import rules
from vikno.cases.models import Case, CasePaper, StatusChange
from vikno.cases.services import PaperLine, keep_inventory, open_case
from vikno.catalogue.models import PublicService
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
    with connection.cursor() as cursor:  # people above have keys of our own choice; those who come later follow them
        cursor.execute("SELECT setval(pg_get_serial_sequence('accounts_user', 'id'), %s)", [STAROSTA])


def lay_keys(count: int) -> list[str]:
    """Keys of programs that register and hand over at the first point; many, as calls of one are limited."""
    found = []
    for number in range(count):
        key, secret = issue_key(
            actor=dataclasses.replace(OFFICER, role=Role.HEAD), at=clock.now(), name=f"Програма {number}",
            holder="Калинівська рада", role=Role.OFFICER, scopes=["cases:read", "cases:write"],
            expires_on=clock.today() + dt.timedelta(days=30),
        )  # fmt: skip
        for point in range(1, POINTS + 1):
            Posting.objects.create(user_id=key.membership.user_id, point_id=point, valid_from=SINCE)
        found.append(secret)
    return found


def lay_pattern(*, contact: str = "+380501234567") -> Case:
    """One case opened by the service: rows of the others are copies of its rows with other numbers, people and days."""
    with tenancy.working_for(HOME):
        opened = open_case(
            actor=OFFICER, at=clock.now(), point=Point.objects.get(pk=1), service=PublicService.objects.get(pk=1),
            applicant=Applicant.objects.filter(hromada_id=HOME).order_by("pk")[0],
            papers=[PaperLine(name=name, evidence_form="original") for name in ("Заява", "Довідка про доходи")],
            notification_channel="phone", contact=contact,
        )  # fmt: skip
        keep_inventory(opened=opened, actor=OFFICER, at=clock.now())
        return opened.case


def load_cases(first: int, last: int, *, people: int, pattern: Case) -> None:
    """Cases numbered from `first` to `last` (both inside), three steps and two papers each; `people` are keys 1…people.

    Three of seventy-five still wait for something, one of them for its applicant.
    """
    year = clock.now().year
    with tenancy.working_for(HOME), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL synchronous_commit = off")
        before = _newest(cursor)
        for sequences, numbers in _numbers(first, last, year=year):
            cursor.execute(
                "WITH given AS (SELECT * FROM unnest(%(numbers)s::text[], %(sequences)s::int[]) AS given(number, n)) "  # noqa: S608
                + _copied(Case, _OF_CASE, beside="given", of="row.id = %(pattern)s"),
                {"numbers": numbers, "sequences": sequences, "people": people, "pattern": pattern.pk},
            )
        about = {"pattern": pattern.pk, "before": before}
        for change, of in ((_OF_STEP, "row.case_id = %(pattern)s"), (_OF_PAPER, "row.case_id = %(pattern)s")):
            model = StatusChange if change is _OF_STEP else CasePaper
            beside = _MADE + (", " + _STEPS if change is _OF_STEP else "")
            cursor.execute(_copied(model, change, beside=beside, of=f"{of} AND made.id > %(before)s"), about)
        cursor.execute(_GIVEN, about)
        cursor.execute(_RESULTS, about)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _newest(cursor: CursorWrapper) -> int:
    cursor.execute("SELECT max(id) FROM cases_case")
    return int(cursor.fetchone()[0])


def _copied(model: type[Model], changed: dict[str, str], *, beside: str, of: str) -> str:
    """INSERT of rows like the pattern's, with some columns said otherwise; whatever columns the table has."""
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    told = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(changed.get(name, f'row."{name}"') for name in columns)
    table = model._meta.db_table
    return f"INSERT INTO {table} ({told}) SELECT {values} FROM {table} AS row, {beside} WHERE {of}"  # noqa: S608


def _numbers(first: int, last: int, *, year: int) -> Iterator[tuple[list[int], list[str]]]:
    """Numbers of years before this one: this year's series is for cases that are really opened."""
    for part in batched(range(first, last + 1), 20_000):
        yield (
            list(part),
            [rules.case_number(year=year - 1 - n // _A_YEAR, network=401, sequence=1 + n % _A_YEAR) for n in part],
        )


_A_YEAR = 900_000
_GIVEN = """
    INSERT INTO cases_casenumber (number, hromada_code, given_at)
    SELECT number, hromada_id, registered_at FROM cases_case WHERE id > %(before)s"""
_REGISTERED = "now() - (1000001 - given.n) * interval '80 seconds'"
_OF_CASE = {
    "number": "given.number",
    "state": "coalesce((ARRAY['registered', 'accepted', 'notified'])[given.n %% 75], 'issued')",
    "applicant_id": "1 + (given.n::bigint * 7919) %% %(people)s",
    "point_id": "1 + given.n %% 20",
    "officer_id": "1 + given.n %% 20",
    "registered_at": _REGISTERED,
    "due_on": f"({_REGISTERED})::date + 30",
}
_MADE = "cases_case AS made"
_STEPS = (
    "(VALUES ('registered', 'registered', interval '0'), ('forwarded', 'handed_over', interval '1 day'),"
    " ('issued', 'issued', interval '20 days')) AS steps(step, after, later)"
)
_WHEN = "made.registered_at + steps.later"
_OF_STEP = {
    "case_id": "made.id", "actor_id": "made.officer_id", "point_id": "made.point_id", "step": "steps.step",
    "state_after": "steps.after", "happened_at": _WHEN, "recorded_at": _WHEN,
}  # fmt: skip
_OF_PAPER = {"case_id": "made.id"}
_RESULTS = """
    INSERT INTO cases_result (hromada_id, case_id, received_at, shelf, identity_seen, posted_number, posted_to)
    SELECT hromada_id, id, registered_at + interval '15 days', '', '', '', '' FROM cases_case
    WHERE id > %(before)s AND state = 'notified'"""
