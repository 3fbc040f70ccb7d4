"""What papers do by the clock."""

from procrastinate.contrib.django import app

from vikno.common import clock, tenancy
from vikno.consignments import queries, services


@app.periodic(cron="23 * * * *")
@app.task(queue="papers", queueing_lock="papers.late_bags")
def alarm_late_bags(timestamp: int) -> None:
    """Tell both heads of each late bag, once a bag and day.

    Asked every hour, because power is cut and a fixed hour would be missed; a day already told is told no more.
    """
    for code in queries.hromadas_with_bags():
        with tenancy.working_for(code):
            services.alarm_late_bags(hromada_code=code, at=clock.now())
