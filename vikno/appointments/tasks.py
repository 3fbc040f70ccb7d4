"""What bookings do by the clock."""

from procrastinate.contrib.django import app

from vikno.appointments import services
from vikno.appointments.models import PublicNumber
from vikno.common import clock, tenancy


@app.periodic(cron="* * * * *")
@app.task(queue="appointments", queueing_lock="appointments.holds")
def settle_holds(timestamp: int) -> None:
    """Times nobody confirmed go back, freed times go to who waits."""
    for code in _hromadas():
        with tenancy.working_for(code):
            services.settle_holds(hromada_code=code, at=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queue="appointments", queueing_lock="appointments.reminders")
def remind(timestamp: int) -> None:
    """Reminders. Asked often, because power is cut; who is reminded once is not reminded again."""
    for code in _hromadas():
        with tenancy.working_for(code):
            services.remind(hromada_code=code, at=clock.now())


@app.periodic(cron="41 * * * *")
@app.task(queue="appointments", queueing_lock="appointments.wiping")
def wipe(timestamp: int) -> None:
    """Names and contacts of visits of long ago."""
    for code in _hromadas():
        with tenancy.working_for(code):
            services.wipe(hromada_code=code, at=clock.now())


def _hromadas() -> list[str]:
    codes = PublicNumber.objects.order_by("hromada_code").values_list("hromada_code", flat=True)
    return list(codes.distinct())
