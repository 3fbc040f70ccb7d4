"""What open data do by the clock."""

import datetime as dt

from procrastinate.contrib.django import app

from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.opendata import services
from vikno.opendata.exports import EXPORTS, current


@app.periodic(cron="7 * * * *")
@app.task(queue="opendata", queueing_lock="opendata.files")
def refresh_files(timestamp: int) -> None:
    """Make files of what has changed, so that nobody waits for them; what has not changed is left alone.

    Months of the counts that have become due are published first, one at a time.
    """
    while _publish_month() is not None:
        pass
    for name in EXPORTS:
        with tenancy.working_for(""):
            current(name, at=clock.now())


def _publish_month() -> dt.date | None:
    with tenancy.working_for(""):
        return services.publish_month(actor=Actor.system(), at=clock.now())
