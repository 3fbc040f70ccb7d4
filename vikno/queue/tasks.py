"""What the queue does by the clock."""

from procrastinate.contrib.django import app

from vikno.common import clock, tenancy
from vikno.queue import queries, services


@app.periodic(cron="17 * * * *")
@app.task(queue="queue", queueing_lock="queue.past_days")
def close_past_days(timestamp: int) -> None:
    """Close days nobody closed. Asked every hour, because power is cut and a fixed hour would be missed."""
    for code in queries.hromadas_at_work():
        with tenancy.working_for(code):
            services.close_past_days(hromada_code=code, at=clock.now())
