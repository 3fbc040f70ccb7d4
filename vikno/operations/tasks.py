"""What the site does by the clock."""

from procrastinate.contrib.django import app

from vikno.common import clock
from vikno.operations import journals


@app.periodic(cron="17 * * * *")
@app.task(queue="journal", queueing_lock="journal.heads")
def tell_heads(timestamp: int) -> None:
    """The heads of the journals, once a day.

    Asked every hour: power is cut and offices are closed at night, so a fixed hour would be missed for weeks. The
    first hour of work takes the head of everything up to then.
    """
    journals.tell_heads(at=clock.now())
