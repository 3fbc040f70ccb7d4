"""What cases do by the clock."""

from procrastinate.contrib.django import app

from vikno.accounts.models import Membership
from vikno.cases import scanner_folder
from vikno.cases.services.daily import daily_round
from vikno.common import clock, tenancy
from vikno.network.models import Point


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


@app.periodic(cron="* * * * *")
@app.task(queue="files", queueing_lock="cases.scanner_folders")
def take_scanner_folders(timestamp: int) -> None:
    """Every folder of a point that is there; a point without a folder costs nothing."""
    place = scanner_folder.folders()
    keys = [int(folder.name) for folder in place.glob("*") if folder.is_dir() and folder.name.isdigit()]
    for point in Point.objects.filter(pk__in=keys).order_by("pk"):
        with tenancy.working_for(str(point.hromada_id)):
            scanner_folder.take_folder(folder=scanner_folder.folder_of(point), point=point, at=clock.now())
