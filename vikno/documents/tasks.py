"""Work by the clock: files that wait for the antivirus."""

from procrastinate import exceptions
from procrastinate.contrib.django import app

from vikno.common import clock, tenancy
from vikno.common.actors import Actor

AGAIN_SECONDS = 60


@app.task(queue="files")
def release_quarantine(*, hromada_code: str) -> None:
    """Ask the antivirus again; while it is away, once more in a minute."""
    from vikno.documents import services

    with tenancy.working_for(hromada_code):
        left = services.release_waiting(
            hromada_code=hromada_code, actor=Actor.system(hromada_code), at=clock.now()
        )  # fmt: skip
        if left:
            release_later(hromada_code)


def release_later(hromada_code: str) -> None:
    """One waiting job a hromada is enough."""
    from django.db import transaction

    try:
        with transaction.atomic():
            release_quarantine.configure(
                schedule_in={"seconds": AGAIN_SECONDS}, queueing_lock=f"files.release:{hromada_code}"
            ).defer(hromada_code=hromada_code)
    except exceptions.AlreadyEnqueued:
        pass
