"""What feedback does by the clock."""

import logging

from procrastinate.contrib.django import app

from vikno.audit.services import announce
from vikno.common import clock, tenancy
from vikno.common.actors import Actor
from vikno.feedback import queries, services
from vikno.network.models import Centre

logger = logging.getLogger(__name__)


@app.periodic(cron="17 6 * * *")
@app.task(queue="feedback", queueing_lock="feedback.daily")
def go_round(timestamp: int) -> None:
    """Every morning in every hromada: late complaints are told of, what is personal and old is emptied."""
    for code in _hromadas():
        with tenancy.working_for(code):
            look_after(code)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="feedback", queueing_lock="feedback.links")
def send_links(timestamp: int) -> None:
    """Links to whoever agreed. Asked often, because power is cut; a link that went goes no more."""
    for code in _hromadas():
        with tenancy.working_for(code):
            services.send_links(hromada_code=code, at=clock.now())


def look_after(hromada_code: str) -> int:
    """One hromada, bound; how many complaints are late."""
    at, actor = clock.now(), Actor.system(hromada_code)
    late = queries.overdue_complaints(actor, on=clock.today(at)).count()
    if late:
        announce(topic="complaint.overdue", payload={"count": late}, hromada_code=hromada_code)
        logger.warning("complaints late in %s: %d", hromada_code, late)
    services.erase_old(hromada_code=hromada_code, at=at)
    return late


def _hromadas() -> list[str]:
    """Hromadas with a centre of their own."""
    ours = Centre.objects.filter(network_number__isnull=False, hromada__isnull=False).order_by("pk")
    return [str(code) for code in ours.values_list("hromada_id", flat=True)]
