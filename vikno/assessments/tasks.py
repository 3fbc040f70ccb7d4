"""Work in the background: a round is prefilled hromada by hromada."""

from collections.abc import Sequence

from django.db import DatabaseError
from procrastinate import exceptions
from procrastinate.contrib.django import app

from vikno.common import clock, once, tenancy
from vikno.common.actors import Actor


@app.task(queue="assessments")
def prefill_round(*, round_id: int, organisation_id: int) -> None:
    """Every assessment of a round that is not prefilled yet, each in a transaction of its own with its letter.

    Killed in the middle it goes on from where it was: what is prefilled is no longer asked for. One hromada that
    cannot be read does not keep the others waiting; the job says which it was. Lists of the country are read once.
    """
    from vikno.assessments.models import Assessment

    with tenancy.working_for_programme(organisation_id):
        rows = Assessment.objects.filter(round_id=round_id, organisation_id=organisation_id, state="not_started")
        waiting = list(rows.order_by("pk").values_list("pk", "hromada_id"))
    with once.held():
        failed = _prefill(waiting)
    if failed:
        raise ExceptionGroup("assessments that could not be prefilled", failed)


def _prefill(waiting: Sequence[tuple[int, str]]) -> list[Exception]:
    """Each in a transaction of its own; what went wrong, by hromada."""
    from vikno.assessments import services

    failed: list[Exception] = []
    for pk, code in waiting:
        try:
            with tenancy.working_for(code):
                services.prefill(assessment=pk, actor=Actor.system(code), at=clock.now())
                services.tell_invited(assessment=pk, at=clock.now())
        except DatabaseError as error:
            error.add_note(code)
            failed.append(error)
    return failed


def prefill_later(round_id: int, organisation_id: int) -> None:
    """One waiting job a round is enough."""
    from django.db import transaction

    try:
        with transaction.atomic():
            prefill_round.configure(queueing_lock=f"assessments.prefill:{round_id}").defer(
                round_id=round_id, organisation_id=organisation_id
            )
    except exceptions.AlreadyEnqueued:
        pass
