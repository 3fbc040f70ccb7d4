"""A round of the whole country prefilled by the worker's job: `python -m bench assessments`.

1,469 hromadas with 4,500 points, hours, offerings, thirteen months of sums and ninety days of counts. The job reads the
records of one hromada after another, each in a transaction of its own and as the web role, as the worker does.
"""

import datetime as dt
import time

from django.db import connection, transaction

from bench.ground import say, step_down
from bench.hromada import lay_hromada
from bench.numbers import _lay_country, _lay_months, _past_given_keys
from vikno.accounts.enums import OrganisationKind, Role
from vikno.accounts.models import Organisation
from vikno.assessments import queries, services
from vikno.assessments.models import Said
from vikno.assessments.tasks import prefill_round
from vikno.catalogue.models import PublicService
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.network.models import OpeningPeriod, Point, PointStatus
from vikno.territories.models import Unit
from vikno.territories.queries import tenants

AIM_SECONDS = 300
_DAYS = """INSERT INTO indicators_daycount (hromada_id, point_id, day, fact, a, b, c, bucket, n, total)
           SELECT hromada_id, id, day::date, fact, '1', '', '', 1, 5, 90
           FROM network_point, generate_series(%s::date - 90, %s::date, '1 day') day,
                unnest(ARRAY['registered', 'given', 'tickets', 'waited', 'travelled', 'paid']) fact
           WHERE hromada_id = %s AND extract(isodow FROM day) < 6"""


def main() -> None:
    """Lay the country, invite all of it, run the job."""
    lay_hromada()
    _past_given_keys()
    _lay_country()
    _lay_months(0, 13)
    codes = list(Unit.objects.filter(code__startswith="UA97").order_by("pk").values_list("pk", flat=True))
    _lay_networks()
    with transaction.atomic(), connection.cursor() as cursor:
        for code in codes:
            tenancy.bind(code)
            cursor.execute(_DAYS, [clock.today(), clock.today(), code])
    organisation = Organisation.objects.create(name="Програма «Відкриті двері»", kind=OrganisationKind.PROGRAMME)
    chief = Actor(user_id=None, name="Програма", role=Role.PROGRAMME, organisation_id=organisation.pk)
    step_down()
    with tenancy.working_for_programme(organisation.pk):
        at, listed = clock.now(), set(tenants().values_list("pk", flat=True))
        began = time.perf_counter()
        campaign = services.open_round(
            title="Уся країна", opens_at=at, closes_at=at + dt.timedelta(days=60), hromadas=listed, actor=chief, at=at
        )  # fmt: skip
        say("a round opened over hromadas", len(listed), "hromadas")
        say("opening it", round(time.perf_counter() - began, 2), "s")
    began = time.perf_counter()
    prefill_round(round_id=campaign.pk, organisation_id=organisation.pk)
    spent = time.perf_counter() - began
    with tenancy.working_for_programme(organisation.pk):
        say("prefilled", queries.progress_of(campaign).prefilled, "hromadas")
    with tenancy.working_for(codes[0]):
        say("proposals of one hromada", Said.objects.count(), "answers")
    say("prefilling all of them", round(spent, 1), "s", aim=f"≤ {AIM_SECONDS}")
    say("one hromada", round(1000 * spent / len(listed), 1), "ms")


def _lay_networks() -> None:
    points = list(Point.objects.filter(hromada__code__startswith="UA97").order_by("pk"))
    at, services_given = clock.now() - dt.timedelta(days=400), list(PublicService.objects.order_by("pk")[:40])
    PointStatus.objects.bulk_create(
        PointStatus(point=one, state="open", cause="planned", starts_at=at, reason="рішення", recorded_at=at)
        for one in points
    )
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(point=one, weekday=day, opens=dt.time(8), closes=dt.time(17))
        for one in points
        for day in range(1, 6)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO network_offering (point_id, service_id, mode, valid_from)
               SELECT p.id, s.id, 'full', '2025-01-01' FROM network_point p, catalogue_publicservice s
               WHERE p.hromada_id LIKE 'UA97%%' AND s.id = ANY(%s)""",
            [[one.pk for one in services_given]],
        )
        cursor.execute("VACUUM ANALYZE network_offering, network_point, network_pointstatus")


if __name__ == "__main__":
    main()
