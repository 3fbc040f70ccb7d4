"""What announcements do by the clock."""

from django.db import DatabaseError
from procrastinate.contrib.django import app

from vikno.announcements import queries, services
from vikno.common import clock, tenancy


@app.periodic(cron="*/10 * * * *")
@app.task(queue="mail", queueing_lock="announcements.letters")
def write_letters(timestamp: int) -> None:
    """One letter a day at most, from the hour of letters on.

    Asked often, because power is cut: an hour that nothing ran at is made up for. One that cannot be written keeps no
    other waiting.
    """
    at, failed = clock.now(), []
    with tenancy.working_for(""):
        due = list(queries.subscriptions_due(at=at).values_list("pk", flat=True))
    for pk in due:
        try:
            with tenancy.working_for(""):
                services.write_letter(subscription_id=pk, at=at)
        except DatabaseError as error:
            error.add_note(str(pk))
            failed.append(error)
    if failed:
        raise ExceptionGroup("subscriptions that could not be written to", failed)


@app.periodic(cron="27 * * * *")
@app.task(queue="mail", queueing_lock="announcements.requests")
def forget_requests(timestamp: int) -> None:
    """What nobody confirmed is not kept."""
    with tenancy.working_for(""):
        services.forget_requests(at=clock.now())
