"""The worker of jobs, a program of the site: `python -m vikno.operations.worker`.

A job whose worker was killed is taken up again once the killed one has been silent for half a minute. Tasks look at
their rows before they act, so taking one up twice is harmless.
"""

import asyncio
import os
import sys
from contextlib import suppress

import django

_CONCURRENCY = 2
_SILENCE_SECONDS = 30
_LAST_WORK_SECONDS = 10  # after it jobs are put back; the site waits a little longer before it ends the program


def main() -> int:
    """Work until SIGTERM or Ctrl-C."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    asyncio.run(_work())
    return 0


async def _work() -> None:
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()):
        async with app.open_async():
            picking_up = asyncio.create_task(_pick_up_dropped())
            try:
                await app.run_worker_async(
                    concurrency=_CONCURRENCY, delete_jobs="successful", shutdown_graceful_timeout=_LAST_WORK_SECONDS
                )
            finally:
                picking_up.cancel()


async def _pick_up_dropped() -> None:
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import ConnectorException, UniqueViolation

    while True:
        with suppress(ConnectorException):  # the database is away; it will be asked again
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_SILENCE_SECONDS):
                with suppress(UniqueViolation):  # it had left a later one of its own: that goes first, the rest go on
                    await app.job_manager.retry_job(job)
        await asyncio.sleep(_SILENCE_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
