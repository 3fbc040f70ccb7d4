"""What cases do by the clock."""

from procrastinate.contrib.django import app

from vikno.accounts.models import Membership
from vikno.cases.services.daily import daily_round
from vikno.common import clock, tenancy


@app.periodic(cron="37 * * * *")
@app.task(queue="cases", queueing_lock="cases.daily")
def go_round(timestamp: int) -> None:
    """Results nobody took, days of cure and of hearings that passed, in every hromada.

    Asked every hour: power is cut and offices are closed at night. What was done today is not done again.
    """
    codes = Membership.objects.order_by().values_list("hromada_code", flat=True).distinct()
    for code in sorted(set(codes) - {""}):
        with tenancy.working_for(code):
            daily_round(hromada_code=code, at=clock.now())
