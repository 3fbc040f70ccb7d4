"""What open data do by the clock."""

from procrastinate.contrib.django import app

from vikno.common import clock, tenancy
from vikno.opendata.exports import EXPORTS, current


@app.periodic(cron="7 * * * *")
@app.task(queue="opendata", queueing_lock="opendata.files")
def refresh_files(timestamp: int) -> None:
    """Make files of what has changed, so that nobody waits for them; what has not changed is left alone."""
    for name in EXPORTS:
        with tenancy.working_for(""):
            current(name, at=clock.now())
