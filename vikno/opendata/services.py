"""What leaves a trace: a hromada takes its own tables, months of counts and lists for housing are published."""

import datetime as dt
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import connection, transaction

from vikno.audit import services as audit
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.indicators import queries as indicators
from vikno.opendata import policies
from vikno.opendata.enums import Ending
from vikno.opendata.errors import ListNotThere, ListOlder
from vikno.opendata.housing_file import read_list
from vikno.opendata.models import HousingList, NormParagraph, PublishedMonth
from vikno.opendata.queries import counts, decree_own
from vikno.opendata.queries.decree_files import Form, write_table
from vikno.opendata.rules.editions import months_due
from vikno.territories.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFacts:
    """A file of appendix 46. `basis`: the act by which people are named; "": nobody is."""

    template: str
    as_of: dt.date
    content: bytes
    basis: str = ""


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


@transaction.atomic
def publish_list(*, facts: ListFacts, actor: Actor, at: dt.datetime) -> HousingList:
    """Put a council's list in the place of the one before it: the whole file or none of it.

    Refusals: NotPublisher, TableRefused, ListEmpty, ListOlder.
    """
    policies.require_may_publish_lists(actor)
    read = read_list(facts.content, template=facts.template, on=clock.today(at), has_names=bool(facts.basis))
    before = _in_force(actor.hromada_code, facts.template)
    if before is not None:
        if before.as_of > facts.as_of:
            raise ListOlder(day=f"{before.as_of:%d.%m.%Y}")
        _end(before, Ending.REPLACED, actor=actor, at=at)
    made = HousingList.objects.create(
        hromada_id=actor.hromada_code, template=facts.template, as_of=facts.as_of, basis=facts.basis, rows=read.rows,
        names=read.names, count=len(read.rows), sha256=hashlib.sha256(facts.content).hexdigest(), published_at=at,
        published_by_name=actor.name,
    )  # fmt: skip
    audit.record(
        actor=actor, action="opendata.list_published", subject=made, at=at, hromada_code=actor.hromada_code,
        facts={"template": made.template, "as_of": made.as_of.isoformat(), "rows": made.count, "basis": made.basis,
               "sha256": made.sha256},
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw_list(*, template: str, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Take a list off the site at once, its people too; the line that it was stays.

    Refusals: NotPublisher, ListNotThere.
    """
    policies.require_may_publish_lists(actor)
    one = _in_force(actor.hromada_code, template)
    if one is None:
        raise ListNotThere
    _end(one, Ending.WITHDRAWN, actor=actor, at=at, reason=reason)
    audit.record(
        actor=actor, action="opendata.list_withdrawn", subject=one, at=at, hromada_code=actor.hromada_code,
        facts={"template": template, "as_of": one.as_of.isoformat(), "reason": reason},
    )  # fmt: skip


@transaction.atomic
def write_paragraph(*, facts: Mapping[str, Any], actor: Actor, at: dt.datetime) -> NormParagraph:
    """Which paragraph of the norms a fact of accessibility answers, from a day. Refusal: NotSteward."""
    policies.require_may_write_norms(actor)
    made = NormParagraph.objects.create(**facts, written_at=at, written_by_name=actor.name)
    audit.record(
        actor=actor, action="opendata.paragraph_written", subject=made, at=at, hromada_code="",
        facts={"item": made.item, "paragraph": str(made), "since": made.since.isoformat(), "source": made.source},
    )  # fmt: skip
    return made


def _in_force(hromada_code: str, template: str) -> HousingList | None:
    """Held for the whole transaction: two heads at once are one after another, also where there is no list yet."""
    Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=hromada_code)
    return HousingList.objects.filter(hromada_id=hromada_code, template=template, ended_at=None).first()


def _end(one: HousingList, ending: Ending, *, actor: Actor, at: dt.datetime, reason: str = "") -> None:
    one.ended_at, one.ended_by_name, one.ending, one.reason = at, actor.name, ending, reason
    one.rows, one.names = [], []
    one.save()
