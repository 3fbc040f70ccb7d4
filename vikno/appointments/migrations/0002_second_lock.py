"""Bookings are shown to their own hromada only; history and figures are never changed."""

from django.db import migrations

from vikno.common.rls import AppendOnly, TenantPolicy

TABLES = (
    "termsrow", "standardminutes", "pointdoor", "resource", "absence", "capacity", "waitingentry", "booking",
    "bookingevent", "feed",
)  # fmt: skip
ADDED_ONLY = ("termsrow", "standardminutes", "pointdoor", "bookingevent")


class Migration(migrations.Migration):
    dependencies = [("appointments", "0001_initial"), ("common", "0001_extensions")]

    operations = [
        *(TenantPolicy(f"appointments_{name}") for name in TABLES),
        *(AppendOnly(f"appointments_{name}") for name in ADDED_ONLY),
    ]
