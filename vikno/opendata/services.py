"""What leaves a trace: a hromada takes its own tables, and months of the counts are published for good."""

import datetime as dt
import io
from tempfile import TemporaryFile
from typing import IO

from django.db import connection, transaction

from vikno.audit import services as audit
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.indicators import queries as indicators
from vikno.opendata import policies
from vikno.opendata.models import PublishedMonth
from vikno.opendata.queries import counts, decree_own
from vikno.opendata.queries.decree_files import Form, write_table
from vikno.opendata.rules.editions import months_due
from vikno.territories.models import Unit


@transaction.atomic
def export_own(*, template: str, form: Form, year: int, actor: Actor, at: dt.datetime) -> IO[bytes]:
    """A table of decree 835 about the actor's hromada (bind it first); posts are of today, services of a year.

    Refusal: NotPublisher.
    """
    policies.require_may_export_own(actor)
    if template == "dodatok-2-posts":
        rows = decree_own.posts(actor.hromada_code, on=clock.today(at))
    else:
        rows = decree_own.services_given(decree_own.cases_of_year(actor.hromada_code, year))
    file = TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    write_table(file, template=template, form=form, rows=rows)
    audit.record(
        actor=actor, action="opendata.exported", subject=Unit(pk=actor.hromada_code), at=at,
        hromada_code=actor.hromada_code, facts={"template": template, "form": form, "year": year},
    )  # fmt: skip
    return file


@transaction.atomic
def publish_month(*, actor: Actor, at: dt.datetime) -> dt.date | None:
    """Publish the earliest month that is due and was not published; a published one is never written again.

    None where there is no such month. Refusal: NotByHand.
    """
    policies.require_may_publish_months(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('opendata.months'))")
    month = _next_due(on=clock.today(at))
    if month is None:
        return None
    loss, body = counts.Loss(), io.BytesIO()
    rows = counts.write_month(counts.rows_of(month, loss), body)
    made = PublishedMonth.objects.create(
        month=month, published_at=at, rows=rows, told=counts.as_json(loss), body=body.getvalue()
    )
    audit.record(
        actor=actor, action="opendata.month_published", subject=made, at=at, hromada_code="",
        facts={"month": month.isoformat(), "rows": rows},
    )  # fmt: skip
    return month


def _next_due(*, on: dt.date) -> dt.date | None:
    counted = indicators.months_counted()
    if counted is None:
        return None
    known = set(PublishedMonth.objects.order_by("month").values_list("month", flat=True))
    return next((month for month in months_due(*counted, on=on) if month not in known), None)
