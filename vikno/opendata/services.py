"""The one thing here that leaves a trace: a hromada takes its own tables to publish them."""

import datetime as dt
from tempfile import TemporaryFile
from typing import IO

from django.db import transaction

from vikno.audit import services as audit
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.opendata import policies
from vikno.opendata.queries import decree_own
from vikno.opendata.queries.decree_files import Form, write_table
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
